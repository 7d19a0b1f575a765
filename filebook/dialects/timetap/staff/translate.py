"""Staff: members of staff as TimeTap shows them, and what its bodies say of one.

Source: the project's TimeTap reference (section 8), read 2026-11-21.
"""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from msgspec import UNSET, UnsetType
from msgspec.structs import asdict

from filebook.core import working_hours
from filebook.core.errors import Invalid, Missing
from filebook.core.ids import NUMBER_LIMIT, BusinessNumber
from filebook.core.records import Record
from filebook.core.working_hours import WorkingHours, working_hours_of, written_working_hours
from filebook.dialects.timetap.clock import zone_of
from filebook.dialects.timetap.kept import is_active, shared_text
from filebook.dialects.timetap.said import Fields, flag_said, text_said, with_words
from filebook.dialects.timetap.staff.hours import hours_in, hours_objects
from filebook.dialects.timetap.staff.wire import StaffChange, StaffDetails, StaffObject, TimeZoneObject
from filebook.dialects.timetap.values import plain_text


def staff_object(record: Record | None, business: BusinessNumber, *, zone: str) -> StaffObject:
    """A member of staff; without one, empty. `zone` is the business's, for those who have none of their own."""
    first_name, last_name = shared_text(record, "first_name"), shared_text(record, "last_name")
    own_zone = _own_zone(record) or zone
    return StaffObject(
        professionalId=None if record is None else record.number,
        businessId=business,
        userName=shared_text(record, "user_name"),
        email=shared_text(record, "email"),
        firstName=first_name,
        lastName=last_name,
        fullName=f"{first_name} {last_name}".strip() or ("" if record is None else record.label),
        active=is_active(record),
        timeZoneCode=TimeZoneObject(timeZoneId=_zone_id(own_zone), timeZoneCode=own_zone, timeZoneDesc=own_zone),
    )


def staff_details(record: Record, *, zone: str) -> StaffDetails:
    """A member of staff by itself."""
    shown = staff_object(record, record.business, zone=zone)
    hours = hours_objects(working_hours_of(record.fields))
    return StaffDetails(**{**asdict(shown), "workingHours": hours})


@dataclass(frozen=True, slots=True)
class SaidStaff:
    """What a body says; None: nothing said. `hours` None: those that everybody has; UNSET: not said."""

    first_name: str | None = None
    last_name: str | None = None
    full_name: str | None = None
    email: str | None = None
    user_name: str | None = None
    active: bool | None = None
    hours: Sequence[WorkingHours] | UnsetType | None = UNSET


def staff_said(body: StaffChange) -> SaidStaff:
    """Raises: Missing, Invalid."""
    return SaidStaff(
        first_name=text_said(body.firstName, field="firstName"),
        last_name=text_said(body.lastName, field="lastName"),
        full_name=text_said(body.fullName, field="fullName"),
        email=text_said(body.email, field="email"),
        user_name=text_said(body.userName, field="userName"),
        active=flag_said(body.active, field="active"),
        hours=hours_in(body.workingHours) if isinstance(body.workingHours, list) else body.workingHours,
    )


def new_staff(said: SaidStaff) -> tuple[str, Fields]:
    """Label and fields; a user name or an e-mail will do for a name. Raises: Missing("firstName")."""
    return _applied(said, label="", fields={})


def edited_staff(record: Record, said: SaidStaff) -> Record:
    """The record with what is said. Raises: Missing("firstName")."""
    label, fields = _applied(said, label=record.label, fields=record.fields)
    return replace(record, label=label, fields=fields)


def _applied(said: SaidStaff, *, label: str, fields: Fields) -> tuple[str, Fields]:
    before = _word(fields, "first_name"), _word(fields, "last_name")
    after = _names_after(said, before=before, shown=_joined(before) or label)
    words: dict[str, object] = {}
    if after != before:
        words |= {"first_name": after[0], "last_name": after[1]}
    said_words = {"email": said.email, "user_name": said.user_name, "active": said.active}
    words |= {word: value for word, value in said_words.items() if value is not None}
    if not isinstance(said.hours, UnsetType) and said.hours != tuple(working_hours_of(fields)):
        words[working_hours.FIELD] = None if said.hours is None else written_working_hours(said.hours)
    changed = with_words(fields, words)
    if after != before or not label:
        label = _joined(after) or _word(changed, "user_name") or _word(changed, "email")
        if not label:
            raise Missing("firstName")
        plain_text(label, field="firstName")
    return label, changed


def _names_after(said: SaidStaff, *, before: tuple[str, str], shown: str) -> tuple[str, str]:
    """First and last name. The whole name counts where it alone is another than the one that is shown."""
    first_name = before[0] if said.first_name is None else said.first_name
    last_name = before[1] if said.last_name is None else said.last_name
    if (first_name, last_name) == before and said.full_name and said.full_name != shown:
        first_name, _, last_name = said.full_name.partition(" ")
    return first_name, last_name.strip()


def _joined(names: tuple[str, str]) -> str:
    return " ".join(names).strip()


def _word(fields: Fields, word: str) -> str:
    return str(fields.get(word) or "")


def _zone_id(zone: str) -> int:
    """TimeTap's own numbers are not public. Typed programs need one all the same: always the same for a zone."""
    return zlib.crc32(zone.encode()) & NUMBER_LIMIT


def _own_zone(record: Record | None) -> str:
    name = shared_text(record, "time_zone")
    try:
        return zone_of(name, field="time_zone").key if name else ""
    except Invalid:
        return ""
