"""Xelion's objects to ours and back.

Source: the project's Xelion reference, 3, 7, 11 and 12, read 2026-11-21.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import msgspec
from msgspec import UNSET, UnsetType

from filebook.core.appointments import Appointment, Calendar, Participant, Presence, Span
from filebook.core.businesses import User
from filebook.core.errors import Invalid, Missing
from filebook.core.files import File
from filebook.core.ids import Number
from filebook.core.previews import is_picture
from filebook.core.records import Record
from filebook.dialects.xelion import wire
from filebook.dialects.xelion.dates import date_text, local_text, local_wall, wall_text
from filebook.dialects.xelion.ids import oid_of
from filebook.dialects.xelion.repetition import is_told, repetition_of
from filebook.dialects.xelion.spans import DAY_BEGINS, DAY_ENDS

OWN_FIELDS = "xelion"
"""Where an appointment keeps what only Xelion has a word for: `userStatus`, `commonName`."""

OWN_TEXTS = (
    "eventType",
    "recurrenceLabel",
    "welcomeMessage",
    "welcomeUrl",
    "departureMessage",
    "departureUrl",
)
"""Texts that are kept as they were sent, and left out where they are empty."""

PRESENCE_OF_STATUS = {
    "available": Presence.FREE,
    "online": Presence.FREE,
    "at_appointment": Presence.BUSY,
    "unavailable": Presence.BUSY,
    "dont_disturb": Presence.BUSY,
    "short_out_of_office": Presence.OUT_OF_OFFICE,
    "long_out_of_office": Presence.OUT_OF_OFFICE,
}
"""The words that may be sent; `online` means that none was chosen."""
_STATUS_OF_PRESENCE = {
    Presence.FREE: "available",
    Presence.BUSY: "at_appointment",
    Presence.OUT_OF_OFFICE: "long_out_of_office",
}
_MONTHS = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
DEFAULT_STATUS = "at_appointment"


@dataclass(frozen=True, slots=True)
class Login:
    """Who wants to log in; `user_space` names the session."""

    user_name: str
    password: str
    user_space: str


def login_of(said: wire.LoginRequest) -> Login:
    """What a login says.

    Raises: Missing("userName" | "password" | "userSpace"), Invalid("userSpace").
    """
    if not said.userName:
        raise Missing("userName")
    if not said.password:
        raise Missing("password")
    if not said.userSpace:
        raise Missing("userSpace")
    if len(said.userSpace) > wire.USER_SPACE_LIMIT:
        raise Invalid("userSpace", "length")
    if "\0" in said.userSpace:
        raise Invalid("userSpace", "text")
    return Login(said.userName, said.password, said.userSpace)


def login_answer(authentication: str, renewal: str, *, valid_until: datetime) -> wire.LoginAnswer:
    """What a login is answered."""
    return wire.LoginAnswer(authentication=authentication, renewalToken=renewal, validUntil=date_text(valid_until))


def renew_answer(authentication: str, renewal: str, *, valid_until: datetime) -> wire.RenewAnswer:
    """What a renewal is answered."""
    return wire.RenewAnswer(authentication=authentication, renewalToken=renewal, validUntil=date_text(valid_until))


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What is shown of an appointment that other things tell, the same for all occurrences of a series.

    `people` are those who take part as they are called now, `files` lie by the members that they are; the owner's name
    is "" where it is not asked for.
    """

    calendars: Sequence[Calendar]
    people: Mapping[Number, Record]
    permissions: str
    files: Mapping[str, File] = field(default_factory=dict)
    owner_name: str = ""


def appointment_object(
    appointment: Appointment, beside: Beside, *, zone: str, mutations: Sequence[wire.Appointment] = ()
) -> wire.Appointment:
    """An appointment as `GET appointments/OID` shows it; `zone` is the business's, `mutations` are the occurrences that
    differ from a series.
    """
    span = appointment.span
    oid = oid_of(appointment.number)
    repetition = repetition_of(appointment.rule, span, zone=zone) if appointment.rule else None
    shown = wire.Appointment(
        calendars=[_reference(calendar.name, oid_of(calendar.number), "XCCCalendar") for calendar in beside.calendars],
        subject=appointment.subject,
        starttime=start_text(span),
        endtime=end_text(span),
        allStartDay=span.start_all_day,
        allEndDay=span.end_all_day,
        internal=appointment.internal,
        userStatus=user_status(appointment),
        participants=[
            _reference(_name_of(participant, beside.people), oid_of(participant.record.number), "Person")
            for participant in appointment.participants
        ],
        isRecurrence=repetition is not None,
        permissions=beside.permissions,
        commonName=_own_text(appointment, "commonName"),
        comment=wire.Comment(content=appointment.comment, oid=oid),
        oid=oid,
        isAppointmentOf=_owner(appointment, beside.owner_name),
        locationString=appointment.place or UNSET,
        reminders=reminders_of(appointment.reminder_minutes) or UNSET,
    )
    more: dict[str, object] = {name: text for name in OWN_TEXTS if (text := _own_text(appointment, name))}
    more |= {member: attachment_object(file) for member, file in beside.files.items()}
    if repetition is not None:
        more |= {**msgspec.structs.asdict(repetition), "recurrenceMutations": list(mutations) or UNSET}
    return msgspec.structs.replace(shown, **more)


def reminders_of(minutes: int | None) -> list[wire.Reminder]:
    """The reminder, if there is one."""
    return [] if minutes is None else [wire.Reminder(minutes=minutes)]


def start_text(span: Span) -> str:
    """When a span starts, as a Date."""
    if span.start_all_day:
        return local_text(span.starts.date(), DAY_BEGINS)
    return wall_text(span.starts, span.zone)


def end_text(span: Span) -> str:
    """When a span ends, as a Date."""
    return local_text(span.ends.date(), DAY_ENDS) if span.end_all_day else wall_text(span.ends, span.zone)


def user_status(appointment: Appointment) -> str:
    """The word that was written through this door while it still means the same, else the nearest one."""
    kept = _own_text(appointment, "userStatus")
    if PRESENCE_OF_STATUS.get(kept) is appointment.presence:
        return kept
    return _STATUS_OF_PRESENCE[appointment.presence]


def own_fields(fields: Mapping[str, object], changed: Mapping[str, str]) -> dict[str, object]:
    """An appointment's fields with other texts under this door's name, the empty ones gone; all else stays."""
    own = fields.get(OWN_FIELDS)
    merged = {**(own if isinstance(own, dict) else {}), **changed}
    kept = {name: value for name, value in merged.items() if value != ""}
    return {**fields, OWN_FIELDS: kept} if kept or OWN_FIELDS in fields else dict(fields)


def entry_object(appointment: Appointment, span: Span, *, owner_name: str, zone: str) -> wire.Entry:
    """One occurrence in the list of a calendar; `owner_name` is "" for an appointment of nobody's."""
    changed = (one for one in appointment.changed if one.span == span and one.subject is not None)
    subject = next((one.subject or "" for one in changed), appointment.subject)
    return wire.Entry(
        subject=subject,
        starttime=start_text(span),
        endtime=end_text(span),
        allStartDay=span.start_all_day,
        allEndDay=span.end_all_day,
        internal=appointment.internal,
        isAppointmentOf=_owner(appointment, owner_name),
        isRecurrence=appointment.rule is not None and is_told(appointment.rule, appointment.span, zone=zone),
        commonName=f"{subject}: {_when(appointment.span, zone)}",
        oid=oid_of(appointment.number),
    )


def calendar_object(calendar: Calendar, *, user: User | None) -> wire.Calendar:
    """A calendar; `user` is whose it is."""
    whose: wire.Reference | UnsetType = UNSET
    if user is not None:
        whose = _reference(user.full_name, oid_of(user.number), "UserProfile")
    elif calendar.owner is not None:
        whose = _reference(calendar.name, oid_of(calendar.owner.number), "Person")
    return wire.Calendar(commonName=calendar.name, oid=oid_of(calendar.number), isCalendarOf=whose)


def attachment_object(file: File, *, content: str | UnsetType = UNSET) -> wire.Attachment:
    """A file on an object; `content` is its bytes in base64."""
    return wire.Attachment(
        originalLocation=file.name,
        mimeType=file.media_type,
        contentsB64String=content,
        hasThumbnail=is_picture(file),
        size=file.size_bytes,
        commonName=file.title or file.name,
        oid=oid_of(file.number),
    )


def _when(span: Span, zone: str) -> str:
    """The definition's times on the business's clocks, in the form of the guide: `11:10 - 11:20, 13 mrt 2017`."""
    starts = span.starts if span.start_all_day else local_wall(span.starts, span.zone, to_zone=zone)
    ends = DAY_ENDS if span.end_all_day else local_wall(span.ends, span.zone, to_zone=zone).time()
    day = f"{starts.day} {_MONTHS[starts.month - 1]} {starts.year}"
    return f"{starts:%H:%M} - {ends:%H:%M}, {day}"


def _name_of(participant: Participant, people: Mapping[Number, Record]) -> str:
    """What somebody is called now; of a record that is gone, what it was called when it came to take part."""
    record = people.get(participant.record.number)
    return participant.label if record is None else record.label


def _owner(appointment: Appointment, name: str) -> wire.Reference | UnsetType:
    owner = appointment.owner
    return UNSET if owner is None or not name else _reference(name, oid_of(owner.number), "Person")


def _reference(name: str, oid: str, object_type: str) -> wire.Reference:
    return wire.Reference(commonName=name, oid=oid, objectType=object_type)


def _own_text(appointment: Appointment, name: str) -> str:
    own = appointment.fields.get(OWN_FIELDS)
    value = own.get(name) if isinstance(own, dict) else None
    return value if isinstance(value, str) else ""
