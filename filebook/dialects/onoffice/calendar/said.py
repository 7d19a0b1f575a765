"""What `create`, `modify` and `appointmentConflicts` say of an appointment, read from their parameters; pure functions.

Source: apidoc.onoffice.de, create and modify calendar; onoffice.md 8.2 and 8.3, read 2026-11-22.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import msgspec
from msgspec import UNSET

from filebook.core.errors import Invalid
from filebook.core.ids import Number
from filebook.dialects.onoffice import codes, ids
from filebook.dialects.onoffice.calendar import around, moments, places, wire, words
from filebook.dialects.onoffice.calendar.places import Place
from filebook.dialects.onoffice.calendar.repeating import NOTHING_SAID, Repeat, repeat_in
from filebook.dialects.onoffice.codes import Refused
from filebook.dialects.onoffice.parameters import NOTHING, flag_in, numbers_in, object_in, text_in, texts_in

_FIELDS = frozenset(wire.CalendarData.__struct_fields__)
_UNLINKED = (None, "", 0, "0", False)


@dataclass(frozen=True, slots=True)
class Links:
    """With whom and what an appointment has to do. None: nothing is said of it; estate `NOTHING`: none any more."""

    users: list[Number] | None = None
    groups: list[Number] | None = None
    addresses: list[Number] | None = None
    replaces_addresses: bool = False
    estate: Number | None = None
    resources: list[str] | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """What is said, read. None: nothing is said of it."""

    subject: str | None = None
    comment: str | None = None
    starts: datetime | None = None
    ends: datetime | None = None
    all_day: bool | None = None
    status: str | None = None
    is_cancelled: bool | None = None
    private: bool | None = None
    reminder: str | None = None
    repeat: Repeat = NOTHING_SAID
    place: Place | None = None
    links: Links = field(default_factory=Links)
    own: Mapping[str, object] = field(default_factory=dict)
    """What only onOffice has a word for; what is empty is forgotten."""


def said_in(parameters: dict[str, Any], *, zone: str) -> Said:
    """The parameters of `create`, `modify` and `appointmentConflicts`.

    Raises: Refused for what is unknown or of the wrong form; Invalid(parameter).
    """
    asked = msgspec.convert(parameters, wire.CalendarParameters)
    members = object_in(asked.data, "data")
    if members.keys() - _FIELDS:
        raise Refused(codes.UNKNOWN_CALENDAR_FIELD)
    data = msgspec.convert(members, wire.CalendarData)
    return Said(
        subject=_text_in(data.description, "description"),
        comment=_text_in(data.note, "note"),
        starts=moments.wall_in(data.start_dt, "start_dt", zone=zone),
        ends=moments.wall_in(data.end_dt, "end_dt", zone=zone),
        all_day=_flag_in(data.ganztags, "ganztags"),
        status=_text_in(data.status, "status") or None,
        is_cancelled=_flag_in(data.abgesagt, "abgesagt"),
        private=_flag_in(data.private, "private"),
        reminder=_text_in(data.erinnerung, "erinnerung"),
        repeat=repeat_in(data),
        place=places.place_in(asked.location),
        links=_links_in(asked, data),
        own=_own_in(asked, data),
    )


def _links_in(asked: wire.CalendarParameters, data: wire.CalendarData) -> Links:
    subscribers = msgspec.convert(object_in(asked.subscribers, "subscribers"), wire.Subscribers)
    unlinks = asked.relatedEstateId in _UNLINKED
    estate = None if asked.relatedEstateId is UNSET else ids.NOTHING if unlinks else _estate_in(asked.relatedEstateId)
    addresses = asked.relatedAddressIds
    return Links(
        users=ids_in(subscribers.users, codes.WRONG_USERS),
        groups=ids_in(subscribers.groups, codes.WRONG_GROUPS),
        addresses=None if addresses in NOTHING else numbers_in(addresses, "relatedAddressIds"),
        replaces_addresses=flag_in(asked.replaceAddressIds, "replaceAddressIds"),
        estate=estate,
        resources=None if data.ressources is None else texts_in(data.ressources, "ressources"),
    )


def ids_in(value: object, code: int) -> list[Number] | None:
    """Ids of users or groups, which have to come in an array. Raises: Refused(code)."""
    if value in NOTHING:
        return None
    numbers = [ids.number_of(one) for one in value] if isinstance(value, list) else [None]
    found = [number for number in numbers if number is not None]
    if len(found) != len(numbers):
        raise Refused(code)
    return found


def _estate_in(value: object) -> Number:
    number = ids.number_of(value)
    if number is None:
        raise Invalid("relatedEstateId")
    return number or Number(-1)


def _own_in(asked: wire.CalendarParameters, data: wire.CalendarData) -> dict[str, object]:
    before, after = (
        moments.minutes_in(getattr(data, name), name) for name in (around.TRANSIT_BEFORE, around.TRANSIT_AFTER)
    )
    types = None if asked.reminderTypes is None else texts_in(asked.reminderTypes, "reminderTypes")
    if set(types or ()) - words.REMINDER_TYPES:
        raise Refused(codes.UNKNOWN_CHOICE, "reminderTypes")
    said = {
        around.ART: _text_in(data.art, "art"),
        around.ORIGIN: _text_in(data.origin, "origin"),
        around.AUTHOR: _text_in(data.von, "von"),
        around.TRANSIT_ALLOWED: _flag_in(data.allowTransitTime, "allowTransitTime"),
        around.TRANSIT: _text_in(data.transitTime, "transitTime"),
        around.TRANSIT_BEFORE: None if before is None else moments.length_text(before),
        around.TRANSIT_AFTER: None if after is None else moments.length_text(after),
        around.REMINDER_TYPES: types,
    }
    return {name: value for name, value in said.items() if value is not None}


def _text_in(value: object, parameter: str) -> str | None:
    return None if value is None else text_in(value, parameter)


def _flag_in(value: object, parameter: str) -> bool | None:
    return None if value in NOTHING else flag_in(value, parameter)
