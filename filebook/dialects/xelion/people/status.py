"""How somebody can be reached: a word and a message that a person chose, kept on the staff record under this door.

Source: the project's Xelion reference, 12 and 13, read 2026-11-22.
"""

from collections.abc import Mapping
from datetime import datetime

from filebook.core.errors import Invalid, Missing
from filebook.core.ids import Kind
from filebook.core.people import Person
from filebook.dialects.xelion.dates import date_text, moment_from
from filebook.dialects.xelion.people.wire import PresenceInfo, TemporaryStatus
from filebook.dialects.xelion.translate import OWN_FIELDS
from filebook.dialects.xelion.wire import TEXT_LIMIT

SELECTABLE = (
    "online",
    "available",
    "unavailable",
    "dont_disturb",
    "at_appointment",
    "short_out_of_office",
    "long_out_of_office",
)
"""What may be chosen. The first says that nothing is."""

_ONLINE, _OFFLINE = SELECTABLE[0], "offline"
_STATUS, _MESSAGE, _TEMPORARY, _UNTIL = "status", "message", "temporaryStatus", "temporaryStatusUntil"


def status_of(person: Person, *, now: datetime) -> str:
    """The word for somebody: a temporary one as long as it lasts, else what was chosen. "" for a contact.

    Nobody tells us whose telephone is on: who may log in counts as online, all other staff as offline.
    """
    if person.record.kind is not Kind.STAFF:
        return ""
    kept = _kept(person)
    if kept.get(_TEMPORARY) and kept.get(_UNTIL, "") > date_text(now):
        return kept[_TEMPORARY]
    return kept.get(_STATUS) or (_ONLINE if person.has_login else _OFFLINE)


def presence_of(person: Person, *, now: datetime) -> PresenceInfo:
    """Word and message of the caller."""
    return PresenceInfo(
        status=status_of(person, now=now), statusIcon="", message=_kept(person).get(_MESSAGE, ""), busy=False
    )


def chosen(status: str) -> dict[str, str]:
    """What to keep of a status that was chosen; it ends a temporary one. Raises: Invalid("status")."""
    if status not in SELECTABLE:
        raise Invalid("status")
    return {_STATUS: "" if status == _ONLINE else status, _TEMPORARY: "", _UNTIL: ""}


def said(message: str) -> dict[str, str]:
    """What to keep of a message. Raises: Invalid("message") for one that is too long."""
    if len(message) > TEXT_LIMIT:
        raise Invalid("message", "length")
    return {_MESSAGE: message}


def for_a_while(body: TemporaryStatus, *, zone: str) -> dict[str, str]:
    """What to keep of a temporary status; an empty one ends what was. Its end may be a day, where the business is.

    Raises: Missing("temporaryUserStatus" | "temporaryUserStatusUntil"), Invalid of either.
    """
    status, until = body.temporaryUserStatus, body.temporaryUserStatusUntil
    if status is None:
        raise Missing("temporaryUserStatus")
    if not status:
        return {_TEMPORARY: "", _UNTIL: ""}
    if status not in SELECTABLE:
        raise Invalid("temporaryUserStatus")
    if not until:
        raise Missing("temporaryUserStatusUntil")
    ends = moment_from(until, zone, member="temporaryUserStatusUntil")
    return {_TEMPORARY: status, _UNTIL: date_text(ends)}


def _kept(person: Person) -> Mapping[str, str]:
    own = person.record.fields.get(OWN_FIELDS)
    texts = own.items() if isinstance(own, dict) else ()
    return {name: value for name, value in texts if isinstance(value, str)}
