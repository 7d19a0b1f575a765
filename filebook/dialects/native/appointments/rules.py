"""Rules of series between the wire of the native API and ours; pure functions."""

from collections.abc import Callable
from datetime import date
from typing import TypeVar
from zoneinfo import ZoneInfo

from msgspec import UNSET, UnsetType

from filebook.core.appointments import Span
from filebook.core.errors import Invalid
from filebook.core.recurrence.moments import Start
from filebook.core.recurrence.parts import WEEKDAYS
from filebook.core.recurrence.reading import rule_from_text
from filebook.core.recurrence.rule import ByDay, Frequency, Rule
from filebook.core.recurrence.writing import rule_text
from filebook.dialects.native.appointments import wire

Made = TypeVar("Made")


def start_of(span: Span) -> Start:
    """How an appointment begins, for reading and writing the text of its rule."""
    return Start(span.starts.time(), ZoneInfo(span.zone), span.start_all_day)


def text_shown(rule: Rule, span: Span) -> str:
    """The value of its RRULE."""
    return rule_text(rule, start=start_of(span))


def rule_shown(rule: Rule) -> wire.Rule:
    """A rule by its parts."""
    return wire.Rule(
        frequency=rule.frequency.value.lower(),  # type: ignore[arg-type] # the words of both are the same
        interval=rule.interval,
        count=rule.count,
        until=rule.until,
        by_day=[_day_shown(day) for day in rule.by_day],
        by_month_day=list(rule.by_month_day),
        by_month=list(rule.by_month),
        by_year_day=list(rule.by_year_day),
        by_week_number=list(rule.by_week_number),
        by_set_position=list(rule.by_set_position),
        week_start=WEEKDAYS[rule.week_start],  # type: ignore[arg-type] # likewise
        extra_days=list(rule.extra_days),
        excluded_days=list(rule.excluded_days),
    )


def rule_meant(
    text: str | UnsetType | None, parts: wire.Rule | UnsetType | None, anchor: date | UnsetType | None, span: Span
) -> Rule | UnsetType | None:
    """The rule of an appointment at this time, said as text or by its parts; None: no series.

    Raises: Invalid("rrule" | "rule" | "anchor").
    """
    if text not in {UNSET, None} and parts not in (UNSET, None):
        raise Invalid("rule", "not_together")
    counted_from = span.starts.date() if anchor is UNSET or anchor is None else anchor
    if isinstance(text, str):
        said = text
        return _named("rrule", lambda: rule_from_text(said, anchor=counted_from, start=start_of(span)))
    if isinstance(parts, wire.Rule):
        found = parts
        return _named("rule", lambda: _from_parts(found, counted_from))
    if text is None or parts is None:
        return None
    return UNSET


def _from_parts(said: wire.Rule, anchor: date) -> Rule:
    return Rule(
        Frequency(said.frequency.upper()),
        anchor,
        interval=said.interval,
        count=said.count,
        until=said.until,
        by_day=tuple(ByDay(WEEKDAYS.index(day.weekday), day.ordinal) for day in said.by_day),
        by_month_day=tuple(said.by_month_day),
        by_month=tuple(said.by_month),
        by_year_day=tuple(said.by_year_day),
        by_week_number=tuple(said.by_week_number),
        by_set_position=tuple(said.by_set_position),
        week_start=WEEKDAYS.index(said.week_start),
        extra_days=tuple(said.extra_days),
        excluded_days=tuple(said.excluded_days),
    )


def _day_shown(day: ByDay) -> wire.RuleDay:
    return wire.RuleDay(weekday=WEEKDAYS[day.weekday], ordinal=day.ordinal)  # type: ignore[arg-type] # likewise


def _named(member: str, make: Callable[[], Made]) -> Made:
    """Raises: Invalid(member) where a part of it cannot be meant."""
    try:
        return make()
    except Invalid as error:
        told = error.reason if error.field == "rule" else f"{error.field} {error.reason}"
        raise Invalid(member, told) from None
