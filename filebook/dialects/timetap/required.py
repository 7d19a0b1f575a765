"""What a call names must be there, and the caller's own.

Source: the project's TimeTap reference (sections 3.5, 7 and 8), read 2026-11-21.
"""

from collections.abc import Collection

from filebook.core.access import Actor
from filebook.core.errors import AccessDenied, NotFound
from filebook.core.ids import Kind, Number
from filebook.core.records import Record
from filebook.dialects.timetap.ids import number_in_path, number_of
from filebook.dialects.timetap.wire import Id
from filebook.services.records import Records


def require_own_business(actor: Actor, said: Id) -> None:
    """Raises: AccessDenied where another business is named, Invalid."""
    number = number_of(said, field="businessId")
    if number is not None and int(number) != actor.business:
        raise AccessDenied("business")


def named_record(records: Records, actor: Actor, text: str, *, kind: Kind) -> Record:
    """The record with the id in a path. Raises: NotFound(kind), also for what cannot be an id; AccessDenied."""
    return records.get(actor, number_in_path(text, what=kind.value), kind=kind)


def require_records(records: Records, actor: Actor, numbers: Collection[Number], *, kind: Kind) -> None:
    """Raises: NotFound(kind) for the first of the numbers that is no such record, AccessDenied."""
    wanted = list(numbers)
    known = {record.number for record in records.many(actor, wanted, kind=kind)}
    for number in wanted:
        if number not in known:
            raise NotFound(kind.value, number)
