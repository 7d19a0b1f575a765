"""onOffice's `rp_*` and our rule: how a series is read, and what of it a change touches; pure functions.

onOffice's series come every so many days, weeks, months or years, on the weekday or date of the start. A rule that is
more than that is shown as the nearest of these, and what is written back as it was shown changes nothing.
Source: apidoc.onoffice.de, calendar; onoffice.md 8.2, read 2026-11-22.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta

from filebook.core.appointments import Appointment, ChangedOccurrence, Status
from filebook.core.errors import Invalid, Unsupported
from filebook.core.members import changes_of
from filebook.core.recurrence.days import first_match, last_match, matches
from filebook.core.recurrence.parts import BY_DAY_NAME, PARTS, beyond_days, numbers_in
from filebook.core.recurrence.rule import INTERVAL_LIMIT, ByDay, Frequency, Rule
from filebook.dialects.onoffice import codes, ids
from filebook.dialects.onoffice.calendar import wire
from filebook.dialects.onoffice.calendar.moments import NO_DAY, day_in
from filebook.dialects.onoffice.codes import Refused
from filebook.dialects.onoffice.parameters import NOTHING, flag_in, text_in

_FREQUENCIES = {"t": Frequency.DAILY, "w": Frequency.WEEKLY, "m": Frequency.MONTHLY, "j": Frequency.YEARLY}
_LETTERS: Mapping[Frequency, str] = {
    **{frequency: letter for letter, frequency in _FREQUENCIES.items()},
    Frequency.HOURLY: "t",
    Frequency.MINUTELY: "t",
    Frequency.SECONDLY: "t",
}
UNTIL_DAY, OPEN = 1, 2
EXCEPTION_LIMIT = 10_000


@dataclass(frozen=True, slots=True)
class Repeat:
    """The members `rp_*`; None where one is not said. The days are those of the business's zone."""

    flag: bool | None = None
    letter: str | None = None
    interval: int | None = None
    begins: date | None = None
    ends: date | None = None
    end_status: int | None = None
    exceptions: frozenset[date] | None = None

    def beyond(self, shown: "Repeat") -> "Repeat":
        """Only what differs from what is shown."""
        names = [one.name for one in fields(self)]
        return replace(self, **{name: None for name in names if getattr(self, name) == getattr(shown, name)})


NOTHING_SAID = Repeat()
NO_SERIES = Repeat(flag=False, letter="", interval=0, end_status=0, exceptions=frozenset())


def repeat_in(data: wire.CalendarData) -> Repeat:
    """What a client says of a series. A type without the flag means a series too.

    Raises: Refused for an unknown type; Invalid(member).
    """
    letter = text_in(data.rp_type, "rp_type").strip().lower()
    if letter and letter not in _FREQUENCIES:
        raise Refused(codes.UNKNOWN_CHOICE, "rp_type")
    flag = None if data.rp_flag in NOTHING else flag_in(data.rp_flag, "rp_flag")
    end_status = _end_status_in(data.rp_ende_status)
    ends = day_in(data.rp_ende_datum, "rp_ende_datum")
    return Repeat(
        flag=True if flag is None and letter else flag,
        letter=letter or None,
        interval=_interval_in(data.rp_tage),
        begins=day_in(data.rp_beginn_datum, "rp_beginn_datum"),
        ends=None if end_status == OPEN else ends,
        end_status=end_status,
        exceptions=_exceptions_in(data.rp_exception),
    )


def repeat_of(appointment: Appointment, *, days_later: int = 0) -> Repeat:
    """What is shown of an appointment; in the business's zone its days are so many days later than in its own."""
    rule = appointment.rule
    if rule is None:
        return NO_SERIES
    last = _last_day(rule)
    cancelled = {entry.original_on for entry in changes_of(appointment).values() if entry.span is None}
    shift = timedelta(days=days_later)
    return Repeat(
        flag=True,
        letter=_LETTERS[rule.frequency],
        interval=rule.interval,
        begins=rule.anchor + shift,
        ends=None if last is None else last + shift,
        end_status=OPEN if last is None else UNTIL_DAY,
        exceptions=frozenset(day + shift for day in appointment.cancelled_on | cancelled),
    )


def day_text(day: date | None) -> str:
    """A day as onOffice writes it; one that is not set has zeros."""
    return NO_DAY if day is None else day.isoformat()


def repeated(appointment: Appointment, new: Repeat, *, days_later: int = 0) -> Appointment:
    """The appointment with what is new of its series.

    Raises: Refused for what is missing or out of order; Invalid(member).
    """
    if new == NOTHING_SAID or (appointment.rule is None and not new.flag):
        return appointment
    if new.flag is False:
        return replace(appointment, rule=None, cancelled_on=frozenset(), changed=())
    shift = timedelta(days=days_later)
    begins, ends = (None if day is None else day - shift for day in (new.begins, new.ends))
    rule = _ruled(appointment, replace(new, begins=begins, ends=ends))
    if new.exceptions is None:
        return replace(appointment, rule=rule)
    cancelled = frozenset(day - shift for day in new.exceptions)
    changed = tuple(one for one in (_changed(one, cancelled) for one in appointment.changed) if one is not None)
    return replace(appointment, rule=rule, cancelled_on=cancelled, changed=changed)


def moved(appointment: Appointment, from_day: date) -> Appointment:
    """The appointment, whose start has been moved from another day, with its series moved along.

    A series that onOffice can tell goes on at the distance it had. Any other one keeps its days, as far as they lie
    after the new start.

    Raises: Invalid("start_dt") at the end of the calendar.
    """
    rule, starts_on = appointment.rule, appointment.span.starts.date()
    by = starts_on - from_day
    if rule is None or not by:
        return appointment
    try:
        if is_native(rule, from_day):
            rule = _pattern(rule.frequency, starts_on, rule=replace(rule, anchor=rule.anchor + by))
            cancelled = frozenset(day + by for day in appointment.cancelled_on)
            changed = tuple(replace(one, original_on=one.original_on + by) for one in appointment.changed)
            appointment = replace(appointment, cancelled_on=cancelled, changed=changed)
        elif rule.anchor < starts_on:
            rule = _from(rule, starts_on)
    except OverflowError:
        raise Invalid("start_dt") from None
    return replace(appointment, rule=rule)


def require_occurrence(rule: Rule | None) -> None:
    """Raises: Refused for a series that is over before it begins."""
    if rule is not None and first_match(rule) is None:
        raise Refused(codes.WRONG_ORDER)


def is_native(rule: Rule, starts_on: date) -> bool:
    """Whether a rule says no more than onOffice's members can, for an appointment that starts on this day."""
    if rule.frequency not in _FREQUENCIES.values():
        return False
    bare = replace(rule, count=None, until=None)
    return _spelled(bare) == _pattern(rule.frequency, starts_on, rule=bare)


def losses(rule: Rule, starts_on: date) -> tuple[str, ...]:
    """What the members cannot say of the rule of an appointment that starts on this day, in RFC 5545's names; () if
    they say it all. A COUNT is no loss: it is told as the last day.
    """
    bare = replace(rule, count=None, until=None, until_time=None)
    spelled, told = _spelled(bare), _pattern(rule.frequency, starts_on, rule=bare)
    found = [] if rule.frequency in _FREQUENCIES.values() else ["FREQ"]
    found += [part.name for part in PARTS if set(numbers_in(spelled, part)) != set(numbers_in(told, part))]
    if set(spelled.by_day) != set(told.by_day):
        found.append(BY_DAY_NAME)
    return (*found, *beyond_days(rule))


def _changed(change: ChangedOccurrence, cancelled: frozenset[date]) -> ChangedOccurrence | None:
    """A change of one day, as far as it outlives that the day takes place again."""
    if change.original_on in cancelled:
        return change
    if change.span is None:
        return None
    return replace(change, status=None) if change.status is Status.CANCELLED else change


def _ruled(appointment: Appointment, new: Repeat) -> Rule:
    """The rule with what is new in it."""
    rule, starts_on = appointment.rule, appointment.span.starts.date()
    if rule is None or new.letter is not None:
        if new.letter is None:
            raise Refused(codes.NO_PARAMETER, "rp_type")
        kept = rule or Rule(Frequency.DAILY, new.begins or starts_on)
        rule = _pattern(_FREQUENCIES[new.letter], starts_on, rule=kept)
    if new.interval is not None:
        rule = replace(rule, interval=new.interval)
    if new.begins is not None:
        rule = replace(rule, anchor=new.begins)
    rule = _ended(rule, new)
    return _from(rule, starts_on) if rule.anchor < starts_on else rule


def _from(rule: Rule, starts_on: date) -> Rule:
    """The rule from the first day on that it matches at or after the start: none may come before that."""
    endless = replace(rule, count=None, until=None)
    return replace(rule, anchor=next(matches(endless, since=starts_on), starts_on))


def _ended(rule: Rule, new: Repeat) -> Rule:
    if new.end_status == OPEN:
        return replace(rule, count=None, until=None)
    if new.ends is not None:
        if new.ends < rule.anchor:
            raise Refused(codes.WRONG_ORDER)
        return replace(rule, count=None, until=new.ends)
    if new.end_status == UNTIL_DAY and rule.endless:
        raise Refused(codes.NO_PARAMETER, "rp_ende_datum")
    return rule


def _pattern(frequency: Frequency, starts_on: date, *, rule: Rule) -> Rule:
    """The rule that comes on the weekday or date of the start."""
    bare = Rule(frequency, rule.anchor, interval=rule.interval, count=rule.count, until=rule.until)
    match frequency:
        case Frequency.WEEKLY:
            return replace(bare, by_day=(ByDay(starts_on.weekday()),))
        case Frequency.MONTHLY:
            return replace(bare, by_month_day=(starts_on.day,))
        case Frequency.YEARLY:
            return replace(bare, by_month=(starts_on.month,), by_month_day=(starts_on.day,))
        case _:
            return bare


def _spelled(rule: Rule) -> Rule:
    """The rule with the days named that it takes from its anchor."""
    match rule.frequency:
        case Frequency.WEEKLY:
            return replace(rule, by_day=rule.by_day or (ByDay(rule.anchor.weekday()),))
        case Frequency.MONTHLY if not rule.by_day:
            return replace(rule, by_month_day=rule.by_month_day or (rule.anchor.day,))
        case Frequency.YEARLY:
            months, days = rule.by_month or (rule.anchor.month,), rule.by_month_day or (rule.anchor.day,)
            return replace(rule, by_month=months, by_month_day=days)
        case _:
            return rule


def _last_day(rule: Rule) -> date | None:
    if rule.count is None:
        return rule.until
    try:
        return last_match(rule)
    except Unsupported:
        return None


def _interval_in(value: object) -> int | None:
    """Zero is what reads show for no series. Raises: Invalid("rp_tage")."""
    if value in NOTHING:
        return None
    interval = ids.whole_of(value)
    if interval is None or not 0 <= interval <= INTERVAL_LIMIT:
        raise Invalid("rp_tage")
    return interval or None


def _end_status_in(value: object) -> int | None:
    """Zero is what reads show for no series. Raises: Invalid("rp_ende_status")."""
    status = None if value in NOTHING else ids.whole_of(value)
    if (status is None and value not in NOTHING) or status not in {None, 0, UNTIL_DAY, OPEN}:
        raise Invalid("rp_ende_status")
    return status or None


def _exceptions_in(value: object) -> frozenset[date] | None:
    """Days as they are written, `#2026-05-26#2026-05-28`, or as they are read, in an array; "" for none.

    Raises: Invalid("rp_exception").
    """
    if value is None:
        return None
    if isinstance(value, str):
        value = value.split("#")
    if not isinstance(value, list) or len(value) > EXCEPTION_LIMIT:
        raise Invalid("rp_exception")
    days = (day_in(one, "rp_exception") for one in value)
    return frozenset(day for day in days if day is not None)
