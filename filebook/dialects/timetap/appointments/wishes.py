"""What a creation or change of an appointment asks for, read from the forms that clients send.

Source: the project's TimeTap reference (sections 5.3 to 5.5), read 2026-11-21.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

import msgspec
from msgspec import UNSET, UnsetType

from filebook.core.appointments import Status
from filebook.core.errors import Invalid, Missing
from filebook.core.ids import Number
from filebook.dialects.timetap.appointments.translate import PENDING_WORDS, STATUS_WORDS
from filebook.dialects.timetap.appointments.wire import AppointmentChange, Concerned
from filebook.dialects.timetap.clients.translate import new_client
from filebook.dialects.timetap.clients.wire import ClientReference
from filebook.dialects.timetap.clock import clock_in, date_in, moment_in, zone_of
from filebook.dialects.timetap.custom_fields import fields_in
from filebook.dialects.timetap.ids import number_of
from filebook.dialects.timetap.values import API_USER_NAME, flag_of, text_in
from filebook.dialects.timetap.wire import FieldObjects

SUB_STATUSES = frozenset({"CONFIRMED", "CHECKEDIN", "INPROGRESS"})
"""Finer states within OPEN, which clients also send as a status."""
_STATUSES = {word: status for status, word in STATUS_WORDS.items()} | dict.fromkeys(PENDING_WORDS, Status.PENDING)
_NUMBERS = ("clientReminderHours", "staffReminderHours", "remindClientSmsHrs", "remindStaffSmsHrs")
_FLAGS = ("sendConfirmationToClient", "sendConfirmationToStaff")
_TEXTS = ("cancelReason", "joinURL")
_HOURS_LIMIT = 100_000
Said = Number | UnsetType | None
"""A record's number; None: nobody or nothing; UNSET: not said."""


@dataclass(frozen=True, slots=True)
class Group:
    """A start and an end as clocks show them; None for what was not said."""

    start_on: date | None = None
    start_at: timedelta | None = None
    end_on: date | None = None
    end_at: timedelta | None = None

    @property
    def is_complete(self) -> bool:
        """Whether it tells a date, a start and an end."""
        return self.start_on is not None and self.start_at is not None and self.end_at is not None


@dataclass(frozen=True, slots=True)
class SaidTimes:
    """The three ways to say when, of which any may be missing or in parts."""

    staff: Group
    client: Group
    first: datetime | None
    last: datetime | None

    def require(self) -> None:
        """Raises: Missing(the first thing that lacks)."""
        if self.staff.is_complete or self.client.is_complete or (self.first is not None and self.last is not None):
            return
        named = {"startDate": self.staff.start_on, "startTime": self.staff.start_at, "endTime": self.staff.end_at}
        raise Missing(next(name for name, value in named.items() if value is None))


@dataclass(frozen=True, slots=True)
class SaidStatus:
    """A status; `word` is a finer one for pending, `sub` a state within OPEN that came as a status; "" for none."""

    status: Status
    word: str = ""
    sub: str = ""


@dataclass(frozen=True, slots=True)
class Concern:
    """Whom and what it is about. `business` None: not said."""

    business: Number | None
    client: Said
    staff: Said
    location: Said
    reason: Said
    new_client: tuple[str, Mapping[str, object]] | None = None
    """Label and fields of a client who is new."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for. In `own`, which TimeTap alone knows, None takes something away."""

    concern: Concern
    times: SaidTimes
    status: SaidStatus | None
    subject: str | UnsetType
    note: str | UnsetType
    own: Mapping[str, object] = field(default_factory=dict)


def wish_of(body: AppointmentChange, *, replaces: bool = False) -> Wish:
    """What a body asks for; one that `replaces` must be complete, and what it leaves out is cleared.

    Raises: Missing, Invalid.
    """
    fields = fields_in(body.fields) if isinstance(body.fields, list) else []
    status = status_of(body.status)
    wish = Wish(
        concern=concern_of(body, fields),
        times=_times_of(body),
        status=status,
        subject=text_said(body.subject, field="subject"),
        note=text_said(body.note, field="note"),
        own=_own_of(body, fields) | ({"subStatus": status.sub} if status is not None and status.sub else {}),
    )
    return _complete(wish) if replaces else wish


def concern_of(body: Concerned, fields: FieldObjects = ()) -> Concern:
    """Whom and what a body names: as an object, else as a bare number. Raises: Invalid, Missing."""
    staff = body.professional if isinstance(body.staff, UnsetType) else body.staff
    client = body.client
    is_new = isinstance(client, ClientReference) and not _identifies(client.clientId) and _describes(client)
    return Concern(
        business=number_of(body.businessId, field="businessId"),
        client=_said(client, body.clientId, name="clientId"),
        staff=_said(staff, body.professionalId, name="professionalId"),
        location=_said(body.location, body.locationId, name="locationId"),
        reason=_said(body.reason, body.reasonId, name="reasonId"),
        new_client=new_client(client, fields) if is_new and isinstance(client, ClientReference) else None,
    )


def status_of(said: object) -> SaidStatus | None:
    """The status that a word means; None for nothing. Raises: Invalid("status")."""
    word = "" if isinstance(said, UnsetType) or said is None else str(said).strip().upper()
    if word in SUB_STATUSES:
        return SaidStatus(Status.ACTIVE, sub=word)
    if word in _STATUSES:
        return SaidStatus(_STATUSES[word], word if word in PENDING_WORDS else "")
    if word:
        raise Invalid("status", "word")
    return None


def text_said(value: object, *, field: str) -> str | UnsetType:
    """A text, "" for null; UNSET where it was not said. Raises: Invalid."""
    return value if isinstance(value, UnsetType) else text_in(_scalar(value), field=field)


def _complete(wish: Wish) -> Wish:
    """Raises: Missing."""
    if wish.status is None:
        raise Missing("status")
    wish.times.require()
    for name in ("staff", "location", "reason"):
        if isinstance(getattr(wish.concern, name), UnsetType):
            raise Missing(name)
    cleared = dict.fromkeys((*_NUMBERS, *_FLAGS, *_TEXTS, "subStatus", "clientTimeZone", "fields"))
    return replace(
        wish,
        subject="" if isinstance(wish.subject, UnsetType) else wish.subject,
        note="" if isinstance(wish.note, UnsetType) else wish.note,
        own={**cleared, **wish.own},
    )


def _times_of(body: AppointmentChange) -> SaidTimes:
    return SaidTimes(
        staff=_group(body, ("startDate", "startTime", "endDate", "endTime")),
        client=_group(body, ("clientStartDate", "clientStartTime", "clientEndDate", "clientEndTime")),
        first=moment_in(body.startDateTimeUTC, field="startDateTimeUTC"),
        last=moment_in(body.endDateTimeUTC, field="endDateTimeUTC"),
    )


def _group(body: AppointmentChange, names: tuple[str, str, str, str]) -> Group:
    start_on, start_at, end_on, end_at = names
    return Group(
        date_in(getattr(body, start_on), field=start_on),
        clock_in(getattr(body, start_at), field=start_at),
        date_in(getattr(body, end_on), field=end_on),
        clock_in(getattr(body, end_at), field=end_at),
    )


def _own_of(body: AppointmentChange, fields: FieldObjects) -> dict[str, object]:
    own: dict[str, object] = {"modifiedUser": API_USER_NAME}
    for name in _NUMBERS:
        if not isinstance(said := getattr(body, name), UnsetType):
            own[name] = _hours(said, field=name)
    for name in _FLAGS:
        if not isinstance(said := getattr(body, name), UnsetType):
            own[name] = flag_of(said, field=name)
    for name in _TEXTS:
        if not isinstance(said := getattr(body, name), UnsetType):
            own[name] = text_in(said, field=name) or None
    if not isinstance(said := text_said(body.subStatus, field="subStatus"), UnsetType):
        own["subStatus"] = said.strip() or None
    if not isinstance(body.clientTimeZone, UnsetType):
        zone = text_in(body.clientTimeZone, field="clientTimeZone").strip()
        own["clientTimeZone"] = zone_of(zone, field="clientTimeZone").key if zone else None
    if not isinstance(body.fields, UnsetType):
        own["fields"] = [msgspec.structs.asdict(one) for one in fields] or None
    return own


def _hours(value: object, *, field: str) -> int | None:
    text = "" if value is None else str(value).strip()
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(_HOURS_LIMIT)) and int(text) <= _HOURS_LIMIT):
        raise Invalid(field, "number")
    return int(text)


def _said(reference: object, bare: int | str | UnsetType | None, *, name: str) -> Said:
    """The number in an object, else the bare one."""
    in_object = UNSET if isinstance(reference, UnsetType) else getattr(reference, name, None)
    if isinstance(in_object, UnsetType) or (not _identifies(in_object) and not isinstance(bare, UnsetType)):
        return bare if isinstance(bare, UnsetType) else number_of(bare, field=name)
    return number_of(in_object, field=name)


def _identifies(value: object) -> bool:
    return value is not None and str(value).strip() != ""


def _describes(client: ClientReference) -> bool:
    """Whether anything is said of a client but the number; an empty one, as it is shown, says nothing."""
    return any(_identifies(value) for value in msgspec.structs.astuple(client))


def _scalar(value: object) -> str | int | float | None:
    return value if isinstance(value, str | int | float) else None
