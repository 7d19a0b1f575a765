"""Those with whom and what an appointment has to do: checked against the book, and put into it.

Source: apidoc.onoffice.de, create and modify calendar; onoffice.md 8.3, read 2026-11-22.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from filebook.core.appointments import Appointment
from filebook.core.errors import NotFound
from filebook.core.ids import Kind, Number
from filebook.core.records import Record
from filebook.dialects.onoffice import codes
from filebook.dialects.onoffice.asked import Asked
from filebook.dialects.onoffice.calendar import places
from filebook.dialects.onoffice.calendar.neighbours import group_of
from filebook.dialects.onoffice.calendar.said import Links, Said
from filebook.dialects.onoffice.codes import Refused
from filebook.services.booking import Rewrite

Kinds = Mapping[Number, Kind]


@dataclass(frozen=True, slots=True)
class Members:
    """How the numbers of an appointment are made from those it has. None: they stay."""

    participants: Rewrite | None
    concerns: Rewrite | None
    calendars: Rewrite | None


def members_of(asked: Asked, links: Links, *, present: Kinds, is_for_group: bool) -> Members:
    """What is said, made fit for the book. `present`: kinds of those that the appointment has now.

    Whoever is not known here as present has come just now, through another door, and stays.

    Raises: Refused for a resource that there is not; NotFound(kind).
    """
    staff = _staff(asked, links, present=present, is_for_group=is_for_group)
    addresses = links.addresses
    if addresses is not None:
        require_all(asked, addresses, kind=Kind.CONTACT)
    calendars = None if links.resources is None else _resources(asked, links.resources)
    return Members(
        None if staff is None and addresses is None else _participants(staff, links, present),
        None if links.estate is None else _estate(asked, links.estate, present),
        calendars,
    )


def require_all(asked: Asked, numbers: Sequence[Number], *, kind: Kind) -> list[Record]:
    """The records with these numbers. Raises: NotFound(kind), AccessDenied."""
    found = asked.services.records.many(asked.actor, numbers, kind=kind)
    if len(found) != len(set(numbers)):
        raise NotFound(kind.value)
    return found


def place_text(asked: Asked, said: Said) -> str:
    """What other doors show of the place that is said. Raises: NotFound(kind)."""
    place = said.place
    if place is None:
        return ""
    record = None
    if place.kind in places.KIND_OF_RECORD and place.number is not None:
        (record,) = require_all(asked, [place.number], kind=places.KIND_OF_RECORD[place.kind])
    elif place.kind == places.GROUP:
        require_groups(asked, [] if place.number is None else [place.number])
    return places.text_of(place, record=record, business_name=asked.business().name)


def require_groups(asked: Asked, groups: Sequence[Number]) -> None:
    """There is one group, the business. Raises: NotFound("group")."""
    if any(group != group_of(asked) for group in groups):
        raise NotFound("group")


def _staff(asked: Asked, links: Links, *, present: Kinds, is_for_group: bool) -> list[Number] | None:
    """The members of staff who are wanted: those named, and everybody if it is for the group."""
    if links.users is None and links.groups is None:
        return None
    users = links.users
    if users is None:
        users = [number for number, kind in present.items() if kind is Kind.STAFF]
    else:
        require_all(asked, users, kind=Kind.STAFF)
    require_groups(asked, links.groups or ())
    for_group = is_for_group if links.groups is None else bool(links.groups)
    everybody = [colleague.number for colleague in asked.services.colleagues.all(asked.actor)] if for_group else []
    return [*users, *everybody]


def _participants(staff: Sequence[Number] | None, links: Links, present: Kinds) -> Rewrite:
    gone = {
        number
        for number, kind in present.items()
        if (kind is Kind.STAFF and staff is not None) or (kind is Kind.CONTACT and links.replaces_addresses)
    }
    if links.addresses is None:
        gone = {number for number in gone if present[number] is Kind.STAFF}
    new = [*(staff or ()), *(links.addresses or ())]
    return lambda numbers: [*(number for number in numbers if number not in gone or number in new), *new]


def _estate(asked: Asked, estate: Number, present: Kinds) -> Rewrite:
    new = [estate] if estate else []
    require_all(asked, new, kind=Kind.ESTATE)
    gone = {number for number, kind in present.items() if kind is Kind.ESTATE}
    return lambda numbers: [*(number for number in numbers if number not in gone), *new]


def _resources(asked: Asked, names: Sequence[str]) -> Rewrite:
    known = {calendar.name: calendar.number for calendar in asked.services.book.resources(asked.actor)}
    if set(names) - known.keys():
        raise Refused(codes.UNKNOWN_CHOICE, "ressources")
    new = [known[name] for name in names]
    gone = set(known.values())
    return lambda numbers: [*(number for number in numbers if number not in gone), *new]


def kinds_of(asked: Asked, appointment: Appointment) -> Kinds:
    """What kinds of records an appointment has to do with."""
    people = asked.services.book.people([appointment])
    concerns = asked.services.book.concerns([appointment])[appointment.number]
    return {**{number: record.kind for number, record in people.items()}, **concerns}
