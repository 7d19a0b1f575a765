"""What a client says of an event, read and judged once.

Source: the project's TelecomX reference, 8, read 2026-11-21.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite

from msgspec import UnsetType

from filebook.core.appointments import Presence
from filebook.core.errors import Invalid
from filebook.dialects.telecomx.calendar import wire, words
from filebook.dialects.telecomx.calendar.attendees import Invited, invited_in
from filebook.dialects.telecomx.calendar.bodies import plain
from filebook.dialects.telecomx.calendar.moments import Times
from filebook.dialects.telecomx.values import plain_text

REMINDER_LIMIT_MINUTES = 366 * 24 * 60
REMINDER_MINUTES = 15
"""What a reminder that only is switched on says."""
_TRUE, _FALSE = {"1", "true"}, {"0", "false"}


@dataclass(frozen=True, slots=True)
class Reminder:
    """What is said of the reminder; None is not said."""

    on: bool | None = None
    minutes: int | None = None

    def after(self, before: int | None) -> int | None:
        """The minutes that are wanted, where they were `before`."""
        if self.on is False:
            return None
        if self.minutes is not None:
            return self.minutes
        return REMINDER_MINUTES if self.on and before is None else before


@dataclass(frozen=True, slots=True)
class Wish:
    """What is said; None is not said. `own`: what only this door keeps, None to take it away.

    `customer` and `employee` are ids, "" where they are not said.
    """

    times: Times
    subject: str | None
    comment: str | None
    place: str | None
    presence: Presence | None
    private: bool | None
    cancelled: bool | None
    reminder: Reminder
    attendees: Sequence[Invited] | None
    own: Mapping[str, object]
    customer: str
    employee: str


def wish_of(said: wire.SaidEvent) -> Wish:
    """Raises: Invalid (the path of what is wrong)."""
    _checked(said.type, words.TYPES, field="type")
    comment, kept_body = _body(said.body)
    place, address = _location(said.location)
    show_as = _checked(said.showAs, words.PRESENCE_OF, field="showAs")
    secrecy = _checked(said.sensitivity, words.IS_PRIVATE, field="sensitivity")
    minutes = _minutes(said.reminderMinutesBeforeStart)
    own = {
        "externalId": _text(said.externalId, field="externalId"),
        "onlineMeetingJoinUrl": _text(said.onlineMeetingJoinUrl, field="onlineMeetingJoinUrl"),
        "importance": _checked(said.importance, words.IMPORTANCES, field="importance"),
        "showAs": show_as,
        "sensitivity": secrecy,
        "isOnlineMeeting": _flag(said.isOnlineMeeting, field="isOnlineMeeting"),
        "isOrganizer": _flag(said.isOrganizer, field="isOrganizer"),
        "address": address,
    }
    return Wish(
        times=Times(
            _text(said.start, field="start") or None,
            _text(said.end, field="end") or None,
            _flag(said.isAllDay, field="isAllDay"),
        ),
        subject=_text(said.subject, field="subject"),
        comment=comment,
        place=place,
        presence=None if show_as is None else words.PRESENCE_OF[show_as],
        private=None if secrecy is None else words.IS_PRIVATE[secrecy],
        cancelled=_flag(said.isCancelled, field="isCancelled"),
        reminder=Reminder(_flag(said.isReminderOn, field="isReminderOn"), minutes),
        attendees=None if isinstance(said.attendees, UnsetType) else invited_in(said.attendees or ()),
        own={**{name: None if value == "" else value for name, value in own.items() if value is not None}, **kept_body},
        customer=_text(said.customer, field="customer") or "",
        employee=_text(said.employee, field="employee") or "",
    )


def _text(said: wire.OptionalText, *, field: str) -> str | None:
    """None where nothing is said, "" for null. Raises: Invalid(field)."""
    return None if isinstance(said, UnsetType) else plain_text(said or "", field=field)


def _checked(said: wire.OptionalText, known: Mapping[str, object] | frozenset[str], *, field: str) -> str | None:
    """A known word, None where nothing is said. Raises: Invalid(field, "enum")."""
    return words.word_in(said, known, field=field) if isinstance(said, str) else None


def _flag(said: wire.OptionalFlag, *, field: str) -> bool | None:
    """A boolean in any of its spellings, None where nothing is said. Raises: Invalid(field, "boolean")."""
    if isinstance(said, UnsetType) or said is None:
        return None
    word = str(said).strip().lower()
    if word not in _TRUE | _FALSE:
        raise Invalid(field, "boolean")
    return word in _TRUE


def _minutes(said: float | UnsetType | None) -> int | None:
    if isinstance(said, UnsetType) or said is None:
        return None
    if not isfinite(said) or said != int(said) or not 0 <= said <= REMINDER_LIMIT_MINUTES:
        raise Invalid("reminderMinutesBeforeStart", "range")
    return int(said)


def _body(said: wire.SaidBody | str | UnsetType | None) -> tuple[str | None, Mapping[str, object]]:
    """The comment, and the HTML that it stands for. Raises: Invalid("body.content" | "body.type")."""
    if isinstance(said, UnsetType):
        return None, {}
    body = said if isinstance(said, wire.SaidBody) else wire.SaidBody(content=said)
    content = plain_text(body.content or "", field="body.content")
    if words.word_in(body.type or "text", words.BODY_TYPES, field="body.type") == "text":
        return content, {"body": None}
    text = plain(content)
    return text, {"body": {"content": content, "text": text} if text else None}


def _location(said: wire.SaidLocation | str | UnsetType | None) -> tuple[str | None, str | None]:
    """The place's name and address. Raises: Invalid("location…")."""
    if isinstance(said, UnsetType):
        return None, None
    where = said if isinstance(said, wire.SaidLocation) else wire.SaidLocation(displayName=said)
    name = plain_text(where.displayName or "", field="location.displayName")
    return name, plain_text(where.address or "", field="location.address")
