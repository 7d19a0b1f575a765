"""Finding the records of those whom a client names as attendees.

Source: the project's TelecomX reference, 8, read 2026-11-21.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from filebook.core.access import Action, Actor, may
from filebook.core.appointments import ParticipantStatus
from filebook.core.ids import Kind, Number
from filebook.core.records import Record
from filebook.core.selection import Condition, Operator
from filebook.dialects.telecomx.calendar.attendees import OTHERS, TYPES, Invited
from filebook.dialects.telecomx.calendar.words import REQUIRED, answer_word
from filebook.services.bundle import Services


@dataclass(frozen=True, slots=True)
class Guests:
    """The same as records, with what this door alone keeps of them."""

    numbers: Sequence[Number] = ()
    statuses: Mapping[Number, ParticipantStatus] = field(default_factory=dict)
    own: Mapping[str, object] = field(default_factory=dict)


def guests_of(services: Services, actor: Actor, invited: Sequence[Invited], *, present: Collection[Record]) -> Guests:
    """Those who are known by their e-mail, or are `present` under their name; the others are kept as they are named.

    Whoever may not read the business's records is told of nobody, and so meets only those who are there already.
    """
    by_email = {_key(record.text("email")): record.number for record in present}
    by_name = {record.label.casefold(): record.number for record in present}
    unknown = {_key(one.email) for one in invited if one.email and _key(one.email) not in by_email}
    if unknown and may(actor, Action.READ):
        by_email = {**_searched(services, actor, unknown), **by_email}
    numbers: list[Number] = []
    statuses: dict[Number, ParticipantStatus] = {}
    types: dict[str, str] = {}
    others: list[Mapping[str, object]] = []
    for one in invited:
        number = by_email.get(_key(one.email)) if one.email else by_name.get(one.name.casefold())
        if number is None:
            others.append(_kept(one))
            continue
        numbers.append(number)
        if one.status is not None:
            statuses[number] = one.status
        if one.type != REQUIRED:
            types[str(number)] = one.type
    return Guests(list(dict.fromkeys(numbers)), statuses, {TYPES: types or None, OTHERS: others or None})


def _searched(services: Services, actor: Actor, emails: Collection[str]) -> dict[str, Number]:
    """Staff and contacts with these addresses; of several the one with the lowest number, staff first."""
    found: dict[str, Number] = {}
    having = Condition[Record](lambda record: record.text("email").strip(), Operator.IN, tuple(emails))
    for kind in (Kind.STAFF, Kind.CONTACT):
        numbers = services.records.numbers(actor, kind, where=[having])
        for record in services.records.many(actor, numbers, kind=kind):
            found.setdefault(_key(record.text("email")), record.number)
    return found


def _kept(one: Invited) -> Mapping[str, object]:
    said = {"name": one.name, "emailAddress": one.email, "type": one.type}
    return {**said, "status": answer_word(one.status or ParticipantStatus.UNSET)}


def _key(email: str) -> str:
    return email.strip().casefold()
