"""A PATCH as what it does to an appointment: read whole before anything is done, and done in one unit.

What is not said stays, and what is said as it stands changes nothing: a series that Xelion has no words for survives.
Source: the project's Xelion reference, 7.2 and 10.3, read 2026-11-21.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import msgspec

from filebook.core.appointments import Appointment, Span
from filebook.core.errors import Invalid, Missing, NotFound
from filebook.core.ids import Number
from filebook.core.recurrence.rule import Rule
from filebook.dialects.xelion import wire
from filebook.dialects.xelion.enclosed import ROLES
from filebook.dialects.xelion.ids import number_from
from filebook.dialects.xelion.intake import (
    MEMBER_LIMIT,
    REPETITION_MEMBERS,
    checked_text,
    presence_of,
    reminder_minutes,
)
from filebook.dialects.xelion.repetition import repetition_of, rule_from_xelion
from filebook.dialects.xelion.spans import Times, span_from
from filebook.dialects.xelion.translate import OWN_TEXTS, end_text, own_fields, start_text, user_status

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_PATTERN = ("recurrenceType", "recurrenceInterval", "monthRecurrenceType", *_WEEKDAYS)
"""What makes the first recurrence date stale, as a new day of the appointment does."""

_FLAGS = frozenset({"internal", "allStartDay", "allEndDay", "isRecurrence", *_WEEKDAYS})
_COUNTS = frozenset({"recurrenceCount", "recurrenceInterval"})
_TEXTS = frozenset(
    {"subject", "userStatus", "starttime", "endtime", "comment", "locationString", "commonName", *OWN_TEXTS}
).union(set(REPETITION_MEMBERS) - _FLAGS - _COUNTS)
_REMINDERS = "reminders"
_LISTS = {"participants": "person", "calendars": "calendar"}
_PLACE = re.compile(r"[0-9]{1,10}|-")
"""What an added member is called by: a number that the client makes up."""

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Step:
    """One member of a list comes or goes."""

    number: Number
    adds: bool


@dataclass(frozen=True, slots=True)
class Changes:
    """What a PATCH says: members with their new values, the later of two winning; steps on the two lists; and members
    that are files, each with the place of its operation, None for one that is to go.
    """

    said: Mapping[str, Any]
    participants: tuple[Step, ...]
    calendars: tuple[Step, ...]
    files: Mapping[str, tuple[int, wire.NewAttachment | None]]


def changes_from(operations: Sequence[wire.Operation], *, text_limit: int | None = None) -> Changes:
    """The operations, all of them sound; no text has more characters than `text_limit`.

    Raises: Missing("operations" | "value"), Invalid("payload") for a value of a wrong type, Invalid (an unknown path,
        a path that does not allow the operation, a member), NotFound (what is no OID).
    """
    if not operations:
        raise Missing("operations")
    if len(operations) > MEMBER_LIMIT:
        raise Invalid("operations", "count")
    said: dict[str, Any] = {}
    steps: dict[str, list[Step]] = {name: [] for name in _LISTS}
    files: dict[str, tuple[int, wire.NewAttachment | None]] = {}
    for index, operation in enumerate(operations):
        name, slash, place = operation.path.removeprefix("/").partition("/")
        if not operation.path.startswith("/"):
            raise Invalid("path")
        if name in _LISTS:
            steps[name].append(_step(operation, place, what=_LISTS[name]))
        elif name in ROLES and not slash:
            files[name] = (index, _file_in(operation))
        elif slash or operation.op not in {"add", "replace"}:
            raise Invalid("path")
        else:
            said[name] = _value(name, operation.value, text_limit)
    return Changes(said, tuple(steps["participants"]), tuple(steps["calendars"]), files)


def edit_of(changes: Changes, *, zone: str) -> Callable[[Appointment], Appointment]:
    """What the changes do to an appointment of a business in `zone`; its lists are for `rewrite_of`.

    The edit raises: Invalid (a member).
    """

    def edit(current: Appointment) -> Appointment:
        said = changes.said
        status = said.get("userStatus", user_status(current))
        own = {name: said[name] for name in ("commonName", *OWN_TEXTS) if name in said}
        if status != user_status(current):
            own["userStatus"] = status
        edited = replace(
            current,
            subject=said.get("subject", current.subject),
            comment=said.get("comment", current.comment),
            place=said.get("locationString", current.place),
            internal=said.get("internal", current.internal),
            presence=presence_of(status),
            reminder_minutes=said.get(_REMINDERS, current.reminder_minutes),
            fields=own_fields(current.fields, own),
        )
        return _with_times(edited, said, zone)

    return edit


def rewrite_of(steps: Sequence[Step], what: str) -> Callable[[Sequence[Number]], Sequence[Number]] | None:
    """What the steps make of the numbers that are there; None for no steps. Adding one twice is no fault.

    The rewrite raises: NotFound(what) for one that is to go and is not there.
    """
    if not steps:
        return None

    def rewrite(present: Sequence[Number]) -> Sequence[Number]:
        wanted = dict.fromkeys(present)
        for step in steps:
            if step.adds:
                wanted[step.number] = None
            elif step.number in wanted:
                del wanted[step.number]
            else:
                raise NotFound(what, step.number)
        return list(wanted)

    return rewrite


def _step(operation: wire.Operation, place: str, *, what: str) -> Step:
    if operation.op == "remove":
        return Step(number_from(place, what), adds=False)
    if operation.op != "add" or not (place == "" or _PLACE.fullmatch(place)):
        raise Invalid("path")
    value = operation.value
    if isinstance(value, dict):  # a reference, as in `POST appointments`
        value = value.get("person", value)
        value = value.get("oid") if isinstance(value, dict) else None
    if value is None:
        raise Missing("value")
    return Step(number_from(str(_typed(value, str if isinstance(value, str) else int)), what), adds=True)


def _file_in(operation: wire.Operation) -> wire.NewAttachment | None:
    """Raises: Invalid("path" | "payload")."""
    if operation.op not in {"add", "replace", "remove"}:
        raise Invalid("path")
    if operation.op == "remove" or operation.value is None:
        return None
    return _converted(operation.value, wire.NewAttachment)


def _value(name: str, value: object, text_limit: int | None) -> object:
    """Raises: Missing("value" | "minutes"), Invalid("payload" | "path" | name)."""
    if name not in _FLAGS | _COUNTS | _TEXTS | {_REMINDERS}:
        raise Invalid("path")
    if value is None:
        raise Missing("value")
    if name == _REMINDERS:
        return reminder_minutes(_converted(value, list[wire.NewReminder | int]))
    if name in _FLAGS:
        return _typed(value, bool)
    if name in _COUNTS:
        return _typed(value, int)
    if name == "comment" and isinstance(value, dict):  # as it is read
        value = value.get("content", "")
    text = checked_text(_typed(value, str), name, limit=text_limit)
    if name == "userStatus":
        presence_of(text)
    return text


def _typed(value: object, kind: type[Value]) -> Value:
    """Raises: Invalid("payload") for a value of another type; no flag is a number."""
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        raise Invalid("payload", "type")
    return value


def _converted(value: object, kind: type[Value]) -> Value:
    """Raises: Invalid("payload")."""
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError:
        raise Invalid("payload", "type") from None


def _with_times(current: Appointment, said: Mapping[str, Any], zone: str) -> Appointment:
    """The appointment with the times and the recurrence that are said.

    A series whose recurrence stays keeps its zone, so that its wall times stay, too; all else goes to the business's.
    """
    told = repetition_of(current.rule, current.span, zone=zone) if current.rule else None
    before = told or wire.Repetition()
    wanted = msgspec.structs.replace(before, **_recurrence_in(said))
    repeats: bool = said.get("isRecurrence", told is not None or wanted != before)
    if wanted == before and repeats == (told is not None):
        rule = current.rule
        span = current.span
        if _says_times(said, span):
            kept_zone = span.zone if rule else zone
            span = span_from(_times_in(said), span, zone=kept_zone, home=zone, repeats=rule is not None)
        return replace(current, span=span, rule=_carried(current, told, span, zone))
    span = span_from(_times_in(said), current.span, zone=zone, home=zone, repeats=repeats)
    if not repeats:
        return replace(current, span=span, rule=None, cancelled_on=frozenset(), changed=())
    is_stale = _pattern_of(wanted) != _pattern_of(before) or span.starts.date() != current.span.starts.date()
    if is_stale and "firstRecurrenceDate" not in said:
        wanted = msgspec.structs.replace(wanted, firstRecurrenceDate="")
    return replace(current, span=span, rule=_ruled(current.rule, wanted, span, zone))


def _ruled(before: Rule | None, said: wire.Repetition, span: Span, zone: str) -> Rule:
    """The rule that is said; days that the one before left out stay left out."""
    rule = rule_from_xelion(said, starts_on=span.starts.date(), zone=zone)
    return rule if before is None else replace(rule, excluded_days=before.excluded_days)


def _carried(current: Appointment, told: wire.Repetition | None, span: Span, zone: str) -> Rule | None:
    """The rule of an appointment whose recurrence stays while its day may have moved."""
    rule, day = current.rule, span.starts.date()
    if rule is None or day == current.span.starts.date():
        return rule
    if told is None:
        return replace(rule, anchor=max(rule.anchor, day))
    return _ruled(rule, msgspec.structs.replace(told, firstRecurrenceDate=""), span, zone)


def _recurrence_in(said: Mapping[str, Any]) -> dict[str, Any]:
    """What is said of the recurrence. The last date is always reckoned, whatever is sent."""
    return {name: said[name] for name in REPETITION_MEMBERS if name in said and name != "lastRecurrenceDate"}


def _pattern_of(repetition: wire.Repetition) -> list[object]:
    return [getattr(repetition, name) for name in _PATTERN]


def _times_in(said: Mapping[str, Any]) -> Times:
    return Times(said.get("starttime"), said.get("endtime"), said.get("allStartDay"), said.get("allEndDay"))


def _says_times(said: Mapping[str, Any], span: Span) -> bool:
    """Whether a time is said otherwise than it is shown."""
    shown = {
        "starttime": start_text(span),
        "endtime": end_text(span),
        "allStartDay": span.start_all_day,
        "allEndDay": span.end_all_day,
    }
    return any(name in said and said[name] != value for name, value in shown.items())
