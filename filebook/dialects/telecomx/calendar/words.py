"""TelecomX's words for how busy, how secret, how important and who answered what; pure functions.

Source: the project's TelecomX reference, 8, read 2026-11-21.
"""

from collections.abc import Collection, Mapping

from filebook.core.appointments import ParticipantStatus, Presence, Status
from filebook.core.errors import Invalid

SINGLE, OCCURRENCE, EXCEPTION, MASTER = "singleInstance", "occurrence", "exception", "seriesMaster"
TYPES = frozenset({SINGLE, OCCURRENCE, EXCEPTION, MASTER})
IMPORTANCES = frozenset({"low", "normal", "high"})
BODY_TYPES = frozenset({"html", "text"})
ATTENDEE_TYPES = frozenset({"required", "optional", "resource"})
REQUIRED = "required"

PRESENCE_OF: Mapping[str, Presence] = {
    "unknown": Presence.BUSY,
    "free": Presence.FREE,
    "tentative": Presence.BUSY,
    "busy": Presence.BUSY,
    "oof": Presence.OUT_OF_OFFICE,
    "workingElsewhere": Presence.OUT_OF_OFFICE,
}
"""`showAs`: elsewhere is nobody at the desk."""
_WORD_OF = {Presence.FREE: "free", Presence.BUSY: "busy", Presence.OUT_OF_OFFICE: "oof"}

IS_PRIVATE: Mapping[str, bool] = {"normal": False, "personal": False, "private": True, "confidential": True}
"""`sensitivity`."""

ANSWERS: Mapping[str, ParticipantStatus] = {
    "none": ParticipantStatus.UNSET,
    "notResponded": ParticipantStatus.SENT,
    "accepted": ParticipantStatus.ACCEPTED,
    "organizer": ParticipantStatus.ACCEPTED,
    "tentativelyAccepted": ParticipantStatus.TENTATIVE,
    "tentative": ParticipantStatus.TENTATIVE,
    "declined": ParticipantStatus.DECLINED,
}
"""An attendee's `status`."""
_ANSWER_OF = {
    ParticipantStatus.UNSET: "none",
    ParticipantStatus.SENT: "notResponded",
    ParticipantStatus.ACCEPTED: "accepted",
    ParticipantStatus.TENTATIVE: "tentativelyAccepted",
    ParticipantStatus.DECLINED: "declined",
}


def word_in(word: str, known: Collection[str], *, field: str) -> str:
    """A word as it was sent. Raises: Invalid(field, "enum") for one that is not known."""
    if word not in known:
        raise Invalid(field, "enum")
    return word


def show_as(presence: Presence, status: Status, *, kept: object) -> str:
    """The word that was written here while it still means the same, else the nearest one."""
    if isinstance(kept, str) and PRESENCE_OF.get(kept) is presence:
        return kept
    return "tentative" if presence is Presence.BUSY and status is Status.PENDING else _WORD_OF[presence]


def sensitivity(*, private: bool, kept: object) -> str:
    """The word that was written here while it still means the same, else the nearest one."""
    if isinstance(kept, str) and IS_PRIVATE.get(kept) is private:
        return kept
    return "private" if private else "normal"


def answer_word(status: ParticipantStatus) -> str:
    """What an attendee answered."""
    return _ANSWER_OF[status]
