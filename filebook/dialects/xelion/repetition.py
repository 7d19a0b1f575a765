"""Xelion's recurrence members to our rule and back, so that what is read and written back never changes.

A Xelion series takes its pattern (day of month, weekday, ordinal) from the appointment's own day, D0 in the
reference; the repetitions are counted from the first recurrence date, which is the rule's anchor here.
Source: the project's Xelion reference, 10, read 2026-11-21.
"""

from calendar import FRIDAY, MONDAY, SATURDAY, SUNDAY, THURSDAY, TUESDAY, WEDNESDAY
from dataclasses import replace
from datetime import date

from msgspec import UNSET

from filebook.core.appointments import Span
from filebook.core.errors import Invalid
from filebook.core.recurrence.days import first_match, last_match, matches
from filebook.core.recurrence.rule import ByDay, Frequency, Rule
from filebook.dialects.xelion import wire
from filebook.dialects.xelion.dates import UNSET_DATE, day_from, midnight_text
from filebook.dialects.xelion.losses import losses, ordinal_day

BY_COUNT, BY_DATE, NEVER = "recurrenceCount", "recurrenceTerminationDate", "never"
DAY_OF_MONTH, WEEK_DAY = "dayOfMonth", "weekDay"
_FREQUENCIES = {
    "daily": Frequency.DAILY,
    "weekly": Frequency.WEEKLY,
    "monthly": Frequency.MONTHLY,
    "yearly": Frequency.YEARLY,
}
_TYPES = {frequency: word for word, frequency in _FREQUENCIES.items()}
_TERMINATIONS = {
    BY_COUNT: "recurrencecount count",
    BY_DATE: "recurrenceterminationdate date enddate terminationdate recurrenceenddate",
    NEVER: "never none notermination endless noenddate",
}
_TERMINATION_OF_WORD = {word: kind for kind, words in _TERMINATIONS.items() for word in words.split()} | {"": NEVER}
_MONTH_TYPES = {"": DAY_OF_MONTH, "dayofmonth": DAY_OF_MONTH} | dict.fromkeys(
    ("weekday", "dayofweek", "dayinmonth"), WEEK_DAY
)
"""Only some spellings are documented; these are all that were thought of, compared without case."""


def rule_from_xelion(said: wire.Repetition, *, starts_on: date, zone: str) -> Rule:
    """The rule that the members of an appointment on `starts_on` (a local day of the business's `zone`) mean.

    Raises: Invalid(member) for what cannot be meant, among it a series without any repetition.
    """
    given = day_from(said.firstRecurrenceDate, zone, member="firstRecurrenceDate")
    if given is not None and given < starts_on:
        raise Invalid("firstRecurrenceDate", "order")
    pattern = _pattern(said, starts_on, anchor=given or starts_on)
    candidates = (day for day in matches(pattern) if given or day > starts_on)
    first = next(candidates, None)
    if first is None:
        raise Invalid("recurrenceType", "no_repetition")
    rule = _terminated(replace(pattern, anchor=first), said, zone)
    if first_match(rule) is None:
        raise Invalid("recurrenceTerminationDate", "no_repetition")
    return rule


def repetition_of(rule: Rule, span: Span, *, zone: str) -> wire.Repetition | None:
    """The members that tell a rule of an appointment, in the business's `zone`; None where they cannot."""
    if not is_told(rule, span, zone=zone):
        return None
    whole = replace(rule, excluded_days=())  # left out days are counted, and told by their absence alone
    first = first_match(whole)
    if first is None:
        return None
    last = last_match(whole)
    flags = _weekdays(rule) if rule.frequency is Frequency.WEEKLY else frozenset()
    return wire.Repetition(
        recurrenceTerminationType=NEVER if rule.endless else BY_COUNT if rule.count else BY_DATE,
        recurrenceTerminationDate=midnight_text(rule.until, zone) if rule.until else UNSET_DATE,
        firstRecurrenceDate=midnight_text(first, zone),
        lastRecurrenceDate=midnight_text(last, zone) if last else UNSET_DATE,
        recurrenceCount=rule.count or 0,
        recurrenceType=_TYPES[rule.frequency],
        recurrenceInterval=rule.interval,
        monday=MONDAY in flags,
        tuesday=TUESDAY in flags,
        wednesday=WEDNESDAY in flags,
        thursday=THURSDAY in flags,
        friday=FRIDAY in flags,
        saturday=SATURDAY in flags,
        sunday=SUNDAY in flags,
        monthRecurrenceType=_month_type(rule) if rule.frequency is Frequency.MONTHLY else UNSET,
    )


def is_told(rule: Rule, span: Span, *, zone: str) -> bool:
    """Whether Xelion has words for the rule of an appointment, in the business's `zone`."""
    return not losses(rule, span, zone=zone)


def _pattern(said: wire.Repetition, starts_on: date, *, anchor: date) -> Rule:
    """The endless rule of the members, its intervals reckoned from `anchor`."""
    frequency = _FREQUENCIES.get(said.recurrenceType.strip().lower())
    month_type = _MONTH_TYPES.get((said.monthRecurrenceType or "").strip().lower())
    if frequency is None:
        raise Invalid("recurrenceType")
    if month_type is None:
        raise Invalid("monthRecurrenceType")
    rule = Rule(frequency, anchor, interval=said.recurrenceInterval)
    match frequency:
        case Frequency.WEEKLY:
            return replace(rule, by_day=_flagged(said) or (ByDay(starts_on.weekday()),))
        case Frequency.MONTHLY if month_type == WEEK_DAY:
            return replace(rule, by_day=(ordinal_day(starts_on),))
        case Frequency.MONTHLY:
            return replace(rule, by_month_day=(starts_on.day,))
        case Frequency.YEARLY:
            return replace(rule, by_month=(starts_on.month,), by_month_day=(starts_on.day,))
        case _:
            return rule


def _flagged(said: wire.Repetition) -> tuple[ByDay, ...]:
    flags = (
        said.monday,
        said.tuesday,
        said.wednesday,
        said.thursday,
        said.friday,
        said.saturday,
        said.sunday,
    )
    return tuple(ByDay(weekday) for weekday, flag in enumerate(flags) if flag)


def _terminated(rule: Rule, said: wire.Repetition, zone: str) -> Rule:
    match _TERMINATION_OF_WORD.get(said.recurrenceTerminationType.strip().lower()):
        case "recurrenceCount":
            return replace(rule, count=said.recurrenceCount)
        case "recurrenceTerminationDate":
            until = day_from(said.recurrenceTerminationDate, zone, member=BY_DATE)
            if until is None:
                raise Invalid(BY_DATE, "missing")
            return replace(rule, until=until)
        case "never":
            return rule
        case _:
            raise Invalid("recurrenceTerminationType")


def _weekdays(rule: Rule) -> frozenset[int]:
    return frozenset(day.weekday for day in rule.by_day) or frozenset({rule.anchor.weekday()})


def _month_type(rule: Rule) -> str:
    return WEEK_DAY if rule.by_day else DAY_OF_MONTH
