"""An appointment as Xelion's clients send it, as ours.

Source: the project's Xelion reference, 7.1, 10.2 and 12, read 2026-11-21.
"""

from collections.abc import Iterable, Sequence

import msgspec

from filebook.core.appointments import Presence
from filebook.core.errors import Invalid, Missing
from filebook.core.ids import Number
from filebook.core.recurrence.rule import Rule
from filebook.dialects.xelion import wire
from filebook.dialects.xelion.ids import number_from
from filebook.dialects.xelion.repetition import rule_from_xelion
from filebook.dialects.xelion.spans import Times, span_from
from filebook.dialects.xelion.translate import DEFAULT_STATUS, OWN_TEXTS, PRESENCE_OF_STATUS, own_fields
from filebook.services.booking import NewAppointment

MEMBER_LIMIT = 1000
"""How many participants, calendars or operations one request may name."""

REMINDER_LIMIT_MINUTES = 366 * 24 * 60
"""How long before an appointment somebody may be reminded."""

REPETITION_MEMBERS = tuple(field.name for field in msgspec.structs.fields(wire.Repetition))


def new_appointment(said: wire.NewAppointment, *, zone: str, text_limit: int | None = None) -> NewAppointment:
    """What is to be made, in the business's `zone`; no text has more characters than `text_limit`.

    Raises: Missing (a member), Invalid (a member), NotFound("person" | "calendar") for what is no OID.
    """
    rule_is_said = bool(said.recurrenceType) if said.isRecurrence is None else said.isRecurrence
    times = Times(said.starttime, said.endtime, said.allStartDay, said.allEndDay)
    span = span_from(times, None, zone=zone, home=zone, repeats=rule_is_said)
    status = DEFAULT_STATUS if said.userStatus is None else said.userStatus
    rule: Rule | None = None
    if rule_is_said:
        if not said.recurrenceType:
            raise Missing("recurrenceType")
        rule = rule_from_xelion(_repetition(said), starts_on=span.starts.date(), zone=zone)
    own_names = ("commonName", *OWN_TEXTS)
    said_texts = {
        "subject": said.subject,
        "comment": comment_text(said.comment),
        "locationString": said.locationString,
        **{name: getattr(said, name) for name in own_names},
    }
    texts = {name: checked_text(text or "", name, limit=text_limit) for name, text in said_texts.items()}
    return NewAppointment(
        subject=texts["subject"],
        span=span,
        comment=texts["comment"],
        place=texts["locationString"],
        internal=said.internal or False,
        presence=presence_of(status),
        rule=rule,
        participants=numbers_of((one.person or one for one in said.participants or ()), "person"),
        calendars=numbers_of(said.calendars or (), "calendar"),
        reminder_minutes=reminder_minutes(said.reminders or ()),
        fields=own_fields({}, {"userStatus": status, **{name: texts[name] for name in own_names}}),
    )


def presence_of(status: str) -> Presence:
    """Raises: Invalid("userStatus")."""
    found = PRESENCE_OF_STATUS.get(status)
    if found is None:
        raise Invalid("userStatus", "unknown")
    return found


def reminder_minutes(said: Sequence[wire.NewReminder | int]) -> int | None:
    """How long before the start people are reminded; None: they are not.

    Raises: Invalid("reminders") for more than one, since an appointment has one; Missing("minutes").
    """
    if len(said) > 1:
        raise Invalid("reminders", "count")
    minutes = [one.minutes if isinstance(one, wire.NewReminder) else one for one in said]
    if not minutes:
        return None
    if minutes[0] is None:
        raise Missing("minutes")
    if not 0 <= minutes[0] <= REMINDER_LIMIT_MINUTES:
        raise Invalid("reminders", "range")
    return minutes[0]


def comment_text(said: str | wire.CommentText | None) -> str | None:
    """The text of a comment in either form."""
    return said.content if isinstance(said, wire.CommentText) else said


def checked_text(value: str, member: str, *, limit: int | None) -> str:
    """A text that every store keeps, of at most so many characters. Raises: Invalid(member)."""
    if "\0" in value:
        raise Invalid(member, "text")
    if limit is not None and len(value) > limit:
        raise Invalid(member, "length")
    return value


def numbers_of(said: Iterable[wire.Named], what: str) -> tuple[Number, ...]:
    """The numbers of named objects.

    Raises: Missing("oid"), NotFound(what) for what is no OID, Invalid(what) for too many.
    """
    found = []
    for one in said:
        if one.oid in {None, ""}:
            raise Missing("oid")
        found.append(number_from(str(one.oid), what))
    if len(found) > MEMBER_LIMIT:
        raise Invalid(what, "count")
    return tuple(found)


def _repetition(said: wire.NewAppointment) -> wire.Repetition:
    """The recurrence members that were said; null is the same as absent."""
    members = {name: value for name in REPETITION_MEMBERS if (value := getattr(said, name)) is not None}
    return wire.Repetition(**members)
