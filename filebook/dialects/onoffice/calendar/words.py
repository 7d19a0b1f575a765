"""onOffice's words for where an appointment stands, who answered what, and when one is reminded; pure functions.

Source: apidoc.onoffice.de, calendar and appointmentList; read 2026-11-22.
"""

import re
from collections.abc import Collection, Mapping

from filebook.core.appointments import ParticipantStatus, Status
from filebook.dialects.onoffice import codes
from filebook.dialects.onoffice.codes import Refused

ACTIVE, COMPLETED, CANCELED, ALL_AVAILABLE = "active", "completed", "canceled", "participantsAvailable"
_STATUSES = {
    ACTIVE: Status.ACTIVE,
    ALL_AVAILABLE: Status.ACTIVE,
    COMPLETED: Status.COMPLETED,
    CANCELED: Status.CANCELLED,
    "cancelled": Status.CANCELLED,
}
_WORDS: Mapping[Status, str] = {
    Status.ACTIVE: ACTIVE,
    Status.PENDING: ACTIVE,
    Status.COMPLETED: COMPLETED,
    Status.CANCELLED: CANCELED,
    Status.NO_SHOW: COMPLETED,
}
_LABELS: Mapping[str, Mapping[str, str]] = {
    "en": {
        ACTIVE: "active",
        COMPLETED: "completed",
        CANCELED: "cancelled",
        ALL_AVAILABLE: "participants are available",
    },
    "de": {
        ACTIVE: "aktiv",
        COMPLETED: "erledigt",
        CANCELED: "abgesagt",
        ALL_AVAILABLE: "Teilnehmer verfügbar",
    },
}

REMINDER_TYPES = frozenset({"email", "popup", "sms"})
_UNIT_MINUTES = {"minutes": 1, "hours": 60, "days": 24 * 60, "weeks": 7 * 24 * 60}
_DOCUMENTED_REMINDERS = frozenset(
    {
        *("0 minutes", "5 minutes", "15 minutes", "30 minutes", "1 hours", "2 hours", "3 hours", "12 hours"),
        *("15 hours", "1 days", "2 days", "3 days", "1 weeks", "3 weeks"),
    }
)
_REMINDER = re.compile(r"([0-9]{1,6}) ?(minute|hour|day|week)s?")

NOT_SET, SENT, CONFIRMED, DECLINED, DIVIDED = "not-set", "sent", "confirmed", "canceled", "confirmed and canceled"
_CONFIRMATIONS: Mapping[ParticipantStatus, str] = {
    ParticipantStatus.UNSET: NOT_SET,
    ParticipantStatus.SENT: SENT,
    ParticipantStatus.TENTATIVE: SENT,
    ParticipantStatus.ACCEPTED: CONFIRMED,
    ParticipantStatus.DECLINED: DECLINED,
}


def status_in(word: str) -> Status:
    """Raises: Refused for a word that is no status."""
    found = _STATUSES.get(word)
    if found is None:
        raise Refused(codes.UNKNOWN_CHOICE, "status")
    return found


def status_word(status: Status, kept: object) -> str:
    """The word for a status; `kept` is the one that was written here, and stays while it means the same."""
    if isinstance(kept, str) and _STATUSES.get(kept) is status:
        return CANCELED if status is Status.CANCELLED else kept
    return _WORDS[status]


def status_label(word: str, *, language: str) -> str:
    """What a person reads."""
    return _LABELS.get(language, _LABELS["en"])[word]


def reminder_in(text: str, *, strict: bool) -> int:
    """Minutes. Any number of minutes, hours, days or weeks will do; a strict business keeps to the documented ones.

    Raises: Refused for what is no length of time.
    """
    found = _REMINDER.fullmatch(text.strip().lower())
    if found is None or (strict and text not in _DOCUMENTED_REMINDERS):
        raise Refused(codes.UNKNOWN_CHOICE, "erinnerung")
    return int(found[1]) * _UNIT_MINUTES[f"{found[2]}s"]


def reminder_text(minutes: int | None) -> str:
    """A documented text where there is one for so many minutes, else the one with the largest unit; "" for none."""
    if minutes is None:
        return ""
    texts = [
        f"{minutes // size} {unit}"
        for unit, size in reversed(_UNIT_MINUTES.items())
        if minutes % size == 0 and (minutes or unit == "minutes")
    ]
    return next((text for text in texts if text in _DOCUMENTED_REMINDERS), texts[0])


def confirmation(status: ParticipantStatus) -> str:
    """What one contact answered."""
    return _CONFIRMATIONS[status]


def confirmation_of_all(statuses: Collection[ParticipantStatus]) -> str:
    """What the contacts of an appointment answered, taken together."""
    words = {_CONFIRMATIONS[status] for status in statuses}
    if {CONFIRMED, DECLINED} <= words:
        return DIVIDED
    return next((word for word in (CONFIRMED, DECLINED, SENT) if word in words), NOT_SET)
