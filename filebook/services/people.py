"""People: staff and contacts of a business as one address book, those who may log in, and what each says of itself."""

import heapq
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from typing import Any

from filebook.core.access import Action, Actor, may
from filebook.core.businesses import User
from filebook.core.changes import Verb
from filebook.core.errors import NotFound
from filebook.core.ids import BusinessNumber, Kind, Number
from filebook.core.people import Person
from filebook.core.ports.catalogue import Catalogue, Tables
from filebook.core.records import Record
from filebook.services.book import require_reader
from filebook.services.changelog import later, note

_LARGEST_BATCH = 1000
_PEOPLE = (Kind.STAFF, Kind.CONTACT)


def _everybody(person: Person) -> bool:  # noqa: ARG001 - the shape of a choice
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A page of the address book: so many people after one of them, or before one, in an order.

    `key` gives what is sorted by, equal ones by number; without it all are by number. `descending` turns all of it.
    """

    limit: int
    after: Number | None = None
    before: Number | None = None
    holds: Callable[[Person], bool] = _everybody
    key: Callable[[Person], Any] | None = None
    descending: bool = False


class People:
    """Staff and contacts of the actor's business. Whoever may not read there knows of nobody but itself."""

    def __init__(self, catalogue: Catalogue, *, now: Callable[[], datetime]) -> None:
        self._catalogue = catalogue
        self._now = now

    def myself(self, actor: Actor) -> Person:
        """The calling user and its staff record. Raises: NotFound("person"), AccessDenied."""
        return self.one(actor, actor.staff.number)

    def one(self, actor: Actor, number: Number) -> Person:
        """A live member of staff, also one who has left, or a contact. Raises: NotFound("person"), AccessDenied."""
        require_reader(actor, kind=Kind.STAFF)
        with self._catalogue.glance() as tables:
            record = tables.records.get(actor.business, number)
            if record is None or not _is_known(actor, record):
                raise NotFound("person", number)
            user = tables.users.by_staff(actor.business, number) if record.kind is Kind.STAFF else None
        return Person(record, user)

    def page(self, actor: Actor, wanted: Wanted) -> list[Person]:
        """A page of those who are there. After somebody who is not in the list comes nobody, nor before.

        By number and onwards only what is shown is read; any other order looks at all of them.

        Raises: AccessDenied.
        """
        require_reader(actor, kind=Kind.STAFF)
        onwards = wanted.key is None and wanted.before is None and not wanted.descending
        with self._catalogue.read() as tables:
            users = {user.staff.number: user for user in tables.users.of_business(actor.business)}
            first = wanted.after if onwards else None
            records = _known(tables, actor, after=first, batch=wanted.limit)
            there = (Person(record, users.get(record.number)) for record in records)
            found = (person for person in there if person.is_there and wanted.holds(person))
            if onwards:
                return list(islice(found, wanted.limit))
            numbers = _cut(_ordered(found, wanted), wanted)
            shown = tables.records.many(actor.business, numbers)
        return [Person(shown[number], users.get(number)) for number in numbers]

    def users(self, actor: Actor) -> list[User]:
        """Everybody who has a login, also who was shut out, by number. Raises: AccessDenied."""
        require_reader(actor, kind=Kind.STAFF)
        with self._catalogue.glance() as tables:
            found = tables.users.of_business(actor.business)
        return found if may(actor, Action.READ) else [user for user in found if user.number == actor.user]

    def user(self, actor: Actor, number: Number) -> User:
        """Raises: NotFound("user"), AccessDenied."""
        require_reader(actor, kind=Kind.STAFF)
        with self._catalogue.glance() as tables:
            found = tables.users.get(actor.business, number)
        if found is None or not (may(actor, Action.READ) or number == actor.user):
            raise NotFound("user", number)
        return found

    def tell_of_myself(self, actor: Actor, words: Mapping[str, str]) -> Record:
        """Keep texts on the caller's own staff record, under the name of the caller's door; "" takes one away.

        Everybody may who may log in: it is about nobody else. What is there already changes nothing.

        Raises: NotFound("person"), AccessDenied.
        """
        require_reader(actor, kind=Kind.STAFF)
        at = self._now()

        def unit(tables: Tables) -> Record:
            tables.numbers.lock(actor.business)
            before = tables.records.get(actor.business, actor.staff.number)
            if before is None or before.trashed_at:
                raise NotFound("person", actor.staff.number)
            fields = _with(before.fields, actor.door.value, words)
            if fields == before.fields:
                return before
            after = replace(before, fields=fields, modified_at=later(before.modified_at, at))
            tables.records.update(after)
            note(tables, actor, business=actor.business, number=after.number, kind=Kind.STAFF, verb=Verb.CHANGED, at=at)
            return after

        return self._catalogue.write(unit)


def _is_known(actor: Actor, record: Record) -> bool:
    is_person = record.kind in _PEOPLE and not record.trashed_at
    return is_person and (may(actor, Action.READ) or record.number == actor.staff.number)


def _known(tables: Tables, actor: Actor, *, after: Number | None, batch: int) -> Iterator[Record]:
    """Untrashed people whom the actor may know of, by number, those after one number."""
    if may(actor, Action.READ):
        kinds = [_of_kind(tables, actor.business, kind, after=after, batch=batch) for kind in _PEOPLE]
        yield from heapq.merge(*kinds, key=lambda record: record.number)
        return
    own = tables.records.get(actor.business, actor.staff.number)
    if own is not None and _is_known(actor, own) and own.number > (after or 0):
        yield own


def _of_kind(
    tables: Tables, business: BusinessNumber, kind: Kind, *, after: Number | None, batch: int
) -> Iterator[Record]:
    """In batches, each twice as large as the one before: one is enough where nothing is left out."""
    while found := tables.records.page(business, kind, after=after, limit=min(batch, _LARGEST_BATCH)):
        yield from found
        after, batch = found[-1].number, batch * 2


def _ordered(people: Iterator[Person], wanted: Wanted) -> list[Number]:
    key = wanted.key
    if key is None:
        numbers = [person.number for person in people]
    else:
        found = [(key(person), person.number) for person in people]
        numbers = [number for _, number in sorted(found)]
    return numbers[::-1] if wanted.descending else numbers


def _cut(numbers: Sequence[Number], wanted: Wanted) -> list[Number]:
    edge = wanted.after or wanted.before
    if edge is None:
        return list(numbers[: wanted.limit])
    if edge not in numbers:
        return []
    at = numbers.index(edge)
    if wanted.after is not None:
        return list(numbers[at + 1 : at + 1 + wanted.limit])
    return list(numbers[max(at - wanted.limit, 0) : at])


def _with(fields: Mapping[str, object], door: str, words: Mapping[str, str]) -> dict[str, object]:
    """The fields, with texts under a door's name exchanged and empty ones gone."""
    own = fields.get(door)
    merged = {**(own if isinstance(own, dict) else {}), **words}
    kept = {name: value for name, value in merged.items() if value != ""}
    others = {name: value for name, value in fields.items() if name != door}
    return {**others, door: kept} if kept else others
