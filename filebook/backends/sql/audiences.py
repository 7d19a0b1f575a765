"""Whom objects are for, read from the rows that say so."""

from collections.abc import Callable, Collection, Mapping

import msgspec

from filebook.backends.sql.columns import words, words_from_json
from filebook.backends.sql.connection import Connection, Row
from filebook.backends.sql.statements import batches, in_list
from filebook.core.access import Visibility
from filebook.core.audience import book_audience, library_audience, link_audience
from filebook.core.ids import RECORD_KINDS, BusinessNumber, Kind, Number

_VISIBILITIES = words(Visibility)


class _Named(msgspec.Struct):
    number: Number


class _Participant(msgspec.Struct):
    record: _Named


_PARTICIPANTS = msgspec.json.Decoder(list[_Participant])


def _of_library(row: Row) -> str:
    _, _, visibility, business, uploader, place = row
    return library_audience(_VISIBILITIES[visibility], (business, uploader), place=place)


def _of_appointment(row: Row) -> str:
    _, _, private, owner, participants, permissions = row
    staff = [one.record.number for one in _PARTICIPANTS.decode(participants)]
    staff += [Number(int(number)) for number in words_from_json(permissions) if number.isdigit()]
    return book_audience(staff if owner is None else [*staff, owner], private=bool(private))


def _of_calendar(row: Row) -> str:
    _, _, owner = row
    return "" if owner is None else book_audience([owner], private=False)


def _of_link(row: Row) -> str:
    _, _, maker, within = row
    return link_audience(maker, within=within)


def _of_all(row: Row) -> str:  # noqa: ARG001 - the shape of the others
    return ""


_LIBRARY_COLUMNS = "number, trashed_at, visibility, uploader_business, uploader"
_READ: Mapping[Kind, tuple[str, Callable[[Row], str]]] = {
    Kind.FILE: (f"SELECT {_LIBRARY_COLUMNS}, folder FROM files", _of_library),
    Kind.FOLDER: (f"SELECT {_LIBRARY_COLUMNS}, parent FROM folders", _of_library),
    Kind.APPOINTMENT: (
        "SELECT number, trashed_at, private, owner, participants, permissions FROM appointments",
        _of_appointment,
    ),
    Kind.CALENDAR: ("SELECT number, NULL, owner FROM calendars", _of_calendar),
    Kind.SHARE: ("SELECT number, NULL, maker, within FROM shares", _of_link),
    Kind.REQUEST_LINK: ("SELECT number, NULL, maker, within FROM intakes", _of_link),
    **dict.fromkeys(RECORD_KINDS, ("SELECT number, trashed_at FROM records", _of_all)),
}
"""Kind → where it stands what is needed. Others have no trash, and are for whoever may know of their kind."""


def audiences(
    connection: Connection, business: BusinessNumber, kind: Kind, numbers: Collection[Number]
) -> dict[Number, tuple[str, bool]]:
    """The audience of each of these that there is, and whether it lies outside the trash."""
    if kind not in _READ:
        return dict.fromkeys(numbers, ("", True))
    select, audience_of = _READ[kind]
    found: dict[Number, tuple[str, bool]] = {}
    for batch in batches(list(numbers)):
        places, values = in_list("number", batch)
        rows = connection.rows(
            f"{select} WHERE business = :business AND number IN {places}", {"business": business, **values}
        )
        found |= {row[0]: (audience_of(row), row[1] is None) for row in rows}
    return found
