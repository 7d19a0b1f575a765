"""Where an appointment takes place: a kind of place, and the text that other doors show; pure functions.

Source: apidoc.onoffice.de, create and modify calendar; onoffice.md 8.3, read 2026-11-22.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from filebook.core.ids import Kind, Number
from filebook.core.records import Record
from filebook.dialects.onoffice import codes, ids
from filebook.dialects.onoffice.codes import Refused
from filebook.dialects.onoffice.parameters import NOTHING, text_in

ADDRESS, ESTATE, USER, GROUP, BUSINESS = "address", "estate", "user", "group", "mandant"
OTHER, VIDEO, MEETING, NOWHERE = "sonstiges", "customVideoUrl", "userMeetingUrl", "keine Angaben"
_KINDS = frozenset({ADDRESS, ESTATE, USER, GROUP, BUSINESS, OTHER, VIDEO, MEETING, NOWHERE})
_OF_A_THING = frozenset({ADDRESS, ESTATE, USER, GROUP})
KIND_OF_RECORD: Mapping[str, Kind] = {
    ADDRESS: Kind.CONTACT,
    ESTATE: Kind.ESTATE,
    USER: Kind.STAFF,
    MEETING: Kind.STAFF,
}
"""Whose record says where a place is."""


@dataclass(frozen=True, slots=True)
class Place:
    """A kind of place, with the number of the thing it is at, or with words."""

    kind: str
    number: Number | None = None
    words: str = ""

    @property
    def value(self) -> str | None:
        """What lists show beside the kind."""
        return self.words or None if self.number is None else str(self.number)


def place_in(value: object) -> Place | None:
    """The parameter `location`: just one kind of place; None where it is absent.

    Raises: Refused for anything else.
    """
    if value in NOTHING or value in ([], {}):
        return None
    if not isinstance(value, dict) or len(value) != 1:
        raise Refused(codes.WRONG_LOCATION)
    ((kind, said),) = value.items()
    if kind not in _KINDS:
        raise Refused(codes.WRONG_LOCATION)
    number = ids.number_of(said)
    if kind in _OF_A_THING and number is None:
        raise Refused(codes.WRONG_LOCATION)
    if kind in _OF_A_THING or (kind == MEETING and number is not None):
        return Place(kind, number)
    return Place(kind, words="" if kind in {BUSINESS, NOWHERE} else text_in(said, "location"))


def text_of(place: Place, *, record: Record | None, business_name: str) -> str:
    """What other doors show. `record`: that of the thing, for those kinds that have one."""
    if place.kind in {GROUP, BUSINESS}:
        return business_name
    if place.kind == MEETING:
        return place.words or ("" if record is None else record.text("meeting_url"))
    return place.words if record is None else address_of(record)


def address_of(record: Record) -> str:
    """Street, town and country of a record in one line; its label where it has none of them."""
    town = f"{record.text('zip')} {record.text('city')}".strip()
    parts = (record.text("street"), town, record.text("country"))
    return ", ".join(part for part in parts if part) or record.label


def kept(place: Place, text: str) -> dict[str, object]:
    """What is kept of a place beside its text."""
    return {"type": place.kind, "number": place.number, "words": place.words, "place": text}


def shown(said: object, *, place: str, linked: Mapping[str, frozenset[Number]]) -> Place:
    """The place of an appointment. `said` is what was kept, `linked` what the appointment has to do with.

    It is only words where another door has changed them since, or the thing is no longer linked.
    """
    if isinstance(said, dict) and said.get("place") == place and said.get("type") in _KINDS:
        kind, number = said["type"], said.get("number")
        if kind not in linked or number in linked[kind]:
            return Place(kind, number, said.get("words", ""))
    return Place(OTHER, words=place) if place else Place(NOWHERE)
