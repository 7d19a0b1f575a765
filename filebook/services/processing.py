"""Processing: how far the chores of a business's files are, and another try for those that failed."""

from collections.abc import Callable
from datetime import datetime

from filebook.core.access import Action, Actor, require
from filebook.core.chores import Chore, ChoreState, Task, again
from filebook.core.files import File
from filebook.core.ids import Kind, Number, Ref
from filebook.core.ports.catalogue import Catalogue, Tables
from filebook.services.accounts import require_everywhere
from filebook.services.jobs import claim
from filebook.services.targets import readable

RETRIED_AT_ONCE = 10_000
"""So many failed chores one request puts before the workers again."""


class Processing:
    """The chores of all files, for those who run a business; those of one file, for whoever sees it."""

    def __init__(self, catalogue: Catalogue, *, now: Callable[[], datetime]) -> None:
        self._catalogue = catalogue
        self._now = now

    def of_file(self, actor: Actor, file: File) -> list[Chore]:
        """What is done for its current version, by task. Raises: NotFound("file"), AccessDenied."""
        with self._catalogue.read() as tables:
            current = readable(tables, actor, tables.files.get(file.business, file.number), what="file")
            return tables.chores.of_file(current.business, current.number)

    def page(
        self, actor: Actor, *, state: ChoreState, task: Task | None, after: tuple[Number, Task] | None, limit: int
    ) -> list[tuple[Chore, Ref, str]]:
        """Those in this state with their files and what these are called, by file and task. Raises: AccessDenied."""
        require(actor, Action.ADMINISTER, kind=Kind.FILE)
        require_everywhere(actor)
        with self._catalogue.read() as tables:
            chores = tables.chores.page(actor.business, task=task, state=state, after=after, limit=limit)
            numbers = [chore.file for chore in chores]
            files, names = tables.numbers.many(actor.business, numbers), tables.feed.labels(actor.business, numbers)
        return [(chore, Ref(chore.file, files[chore.file].uid), names.get(chore.file, "")) for chore in chores]

    def counts(self, actor: Actor) -> dict[tuple[Task, ChoreState], int]:
        """How many there are of each task in each state. Raises: AccessDenied."""
        require(actor, Action.ADMINISTER, kind=Kind.FILE)
        require_everywhere(actor)
        with self._catalogue.glance() as tables:
            return tables.chores.counts(actor.business)

    def retry(self, actor: Actor, *, task: Task | None = None) -> int:
        """Put those that failed before the workers again, at most `RETRIED_AT_ONCE`; how many.

        Raises: AccessDenied, AlreadyUsed("request").
        """
        require(actor, Action.ADMINISTER, kind=Kind.FILE)
        require_everywhere(actor)
        at = self._now()

        def unit(tables: Tables) -> int:
            tables.numbers.lock(actor.business)
            claim(tables, actor, at=at)
            chosen = tables.chores.page(
                actor.business, task=task, state=ChoreState.FAILED, after=None, limit=RETRIED_AT_ONCE
            )
            for chore in chosen:
                tables.chores.put(again(chore, at=at))
            return len(chosen)

        return self._catalogue.write(unit)
