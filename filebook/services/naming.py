"""Naming: what a uid or a number stands for in the actor's business, and which revision it has."""

from collections.abc import Collection, Sequence

from filebook.core.access import Actor
from filebook.core.errors import NotFound
from filebook.core.ids import NUMBER_LIMIT, Kind, Number, Uid
from filebook.core.ports.catalogue import Catalogue, Named, Tables

_UID_LENGTH = 36


class Naming:
    """Finds objects of the actor's business by either name. Whether the actor may know of one is for others to say."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def one(self, actor: Actor, name: str | int, *, kinds: Collection[Kind]) -> Named:
        """The object of one of these kinds with this dashed uid or number.

        Raises: NotFound with the first of the kinds.
        """
        with self._catalogue.glance() as tables:
            found = find(tables, actor, str(name))
        if found is None or found.kind not in kinds:
            raise NotFound(next(iter(kinds)).value, name)
        return found

    def many(self, actor: Actor, names: Sequence[str | int], *, kinds: Collection[Kind]) -> list[Named]:
        """As `one` for each of the names, in their order. Raises: NotFound with the name that is nothing."""
        with self._catalogue.glance() as tables:
            found = [find(tables, actor, str(name)) for name in names]
        for name, named in zip(names, found, strict=True):
            if named is None or named.kind not in kinds:
                raise NotFound(next(iter(kinds)).value, name)
        return [named for named in found if named is not None]

    def revisions(self, actor: Actor, numbers: Sequence[Number]) -> dict[Number, int]:
        """The revisions of these objects, by one query for all."""
        with self._catalogue.glance() as tables:
            return {number: named.revision for number, named in tables.numbers.many(actor.business, numbers).items()}

    def uids(self, actor: Actor, numbers: Sequence[Number]) -> dict[Number, Uid]:
        """The uids of these objects, by one query for all."""
        with self._catalogue.glance() as tables:
            return {number: named.uid for number, named in tables.numbers.many(actor.business, numbers).items()}


def key_of(name: str) -> Number | Uid | None:
    """The number or dashed uid that a name is; None for what can be neither."""
    if name.isascii() and name.isdigit():
        number = int(name) if len(name) <= len(str(NUMBER_LIMIT)) else 0
        return Number(number) if number <= NUMBER_LIMIT else None
    return Uid(name.lower()) if len(name) == _UID_LENGTH and name.isascii() else None


def find(tables: Tables, actor: Actor, name: str) -> Named | None:
    """The object of the actor's business with this dashed uid or number."""
    key = key_of(name)
    if key is None:
        return None
    if isinstance(key, int):
        return tables.numbers.find(actor.business, key)
    found = tables.numbers.find_uid(key)
    return found if found is not None and found.business == actor.business else None
