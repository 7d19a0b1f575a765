"""Xelion's objects to ours and back.

Source: the project's Xelion reference, 3, 7, 11 and 12, read 2026-11-21.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time

import msgspec
from msgspec import UNSET

from filebook.core.appointments import Appointment, Calendar, Presence
from filebook.core.errors import Invalid, Missing
from filebook.core.files import File
from filebook.dialects.xelion import wire
from filebook.dialects.xelion.dates import date_text, local_text, wall_text
from filebook.dialects.xelion.ids import oid_of
from filebook.dialects.xelion.repetition import repetition_of

OWN_FIELDS = "xelion"
"""Where an appointment keeps what only Xelion has a word for: `userStatus`, `commonName`."""

USER_STATUSES = frozenset(
    {
        "available",
        "unavailable",
        "dont_disturb",
        "at_appointment",
        "short_out_of_office",
        "long_out_of_office",
        "online",
        "offline",
    }
)
_STATUS_OF_PRESENCE = {
    Presence.FREE: "available",
    Presence.BUSY: "at_appointment",
    Presence.OUT_OF_OFFICE: "long_out_of_office",
}
_DAY_BEGINS, _DAY_ENDS = time(), time(23, 59, 59)


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


def appointment_object(
    appointment: Appointment, *, calendars: Sequence[Calendar], permissions: str, zone: str
) -> wire.Appointment:
    """An appointment as `GET appointments/OID` shows it; `zone` is the business's."""
    span = appointment.span
    oid = oid_of(appointment.number)
    repetition = repetition_of(appointment.rule, span, zone=zone) if appointment.rule else None
    shown = wire.Appointment(
        calendars=[_reference(calendar.name, oid_of(calendar.number), "XCCCalendar") for calendar in calendars],
        subject=appointment.subject,
        starttime=(
            local_text(span.starts.date(), _DAY_BEGINS) if span.start_all_day else wall_text(span.starts, span.zone)
        ),
        endtime=local_text(span.ends.date(), _DAY_ENDS) if span.end_all_day else wall_text(span.ends, span.zone),
        allStartDay=span.start_all_day,
        allEndDay=span.end_all_day,
        internal=appointment.internal,
        userStatus=user_status(appointment),
        participants=[
            _reference(participant.label, oid_of(participant.record.number), "Person")
            for participant in appointment.participants
        ],
        isRecurrence=repetition is not None,
        permissions=permissions,
        commonName=_own_text(appointment, "commonName"),
        comment=wire.Comment(content=appointment.comment, oid=oid),
        oid=oid,
        locationString=appointment.place or UNSET,
    )
    return shown if repetition is None else msgspec.structs.replace(shown, **msgspec.structs.asdict(repetition))


def user_status(appointment: Appointment) -> str:
    """The word that was written through this door, else the nearest one."""
    kept = _own_text(appointment, "userStatus")
    return kept if kept in USER_STATUSES else _STATUS_OF_PRESENCE[appointment.presence]


def attachment_object(file: File, *, content: str) -> wire.Attachment:
    """A file on an object, with its bytes in base64."""
    return wire.Attachment(
        originalLocation=file.name,
        mimeType=file.media_type,
        contentsB64String=content,
        hasThumbnail=False,
        size=file.size_bytes,
        commonName=file.title or file.name,
        oid=oid_of(file.number),
    )


def _reference(name: str, oid: str, object_type: str) -> wire.Reference:
    return wire.Reference(commonName=name, oid=oid, objectType=object_type)


def _own_text(appointment: Appointment, name: str) -> str:
    own = appointment.fields.get(OWN_FIELDS)
    value = own.get(name) if isinstance(own, dict) else None
    return value if isinstance(value, str) else ""
