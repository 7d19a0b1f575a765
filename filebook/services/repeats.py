"""Repeats: requests that are carried out once, and answered the same however often they are sent."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from filebook.core.access import Actor
from filebook.core.ports.catalogue import Catalogue
from filebook.core.repeats import REPEAT_LIFETIME, REPEATED_BODY_BYTES, Answered, Repeat

_BATCH = 500


class Repeats:
    """Keeps what requests under a key were answered. That one is carried out once is seen to by `changelog.note`."""

    def __init__(self, catalogue: Catalogue, *, now: Callable[[], datetime]) -> None:
        self._catalogue = catalogue
        self._now = now

    def find(self, actor: Actor, key: str) -> Repeat | None:
        """The request that was carried out under a key of the actor's."""
        with self._catalogue.glance() as tables:
            return tables.repeats.get(actor.business, actor.user, key=key)

    def answered(self, actor: Actor, key: str, *, request: str, answered: Answered) -> None:
        """Keep the answer to a request that was carried out; one that changed nothing has left no claim to answer."""
        if len(answered.body) > REPEATED_BODY_BYTES:
            return
        repeat = self.find(actor, key)
        if repeat is not None and repeat.request == request:
            whole = replace(repeat, answered=answered)
            self._catalogue.write(lambda tables: tables.repeats.answer(whole))

    def forget(self) -> int:
        """Remove a batch of keys that ran out; how many."""
        before = self._now() - REPEAT_LIFETIME
        return self._catalogue.write(lambda tables: tables.repeats.forget(before, limit=_BATCH))
