"""A rule in two: what of a series lies before one of its days, and what from that day on."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from heapq import merge
from itertools import islice, takewhile

from filebook.core.errors import Unsupported
from filebook.core.recurrence.days import first_match, matches
from filebook.core.recurrence.rule import Frequency, Rule

_COMPARED = 50
"""So many days from the split on are reckoned both ways."""


def split(rule: Rule, *, first: date, on: date) -> tuple[Rule, Rule]:
    """The two rules of a series that begins on `first`, where its own day `on` is to begin another one.

    Together they match what the one matched, but for `on` itself and `first`, which need not match: appointments happen
    on the day that they begin. A count is divided.

    Raises: Unsupported("recurrence") for rules that say times of day, past the step budget, and for rules that would
        match other days if they began later.
    """
    own = replace(rule, extra_days=(), excluded_days=())
    before, after = _before(rule, own, first=first, on=on), _after(rule, own, on=on)
    if _days(rule, on=on) != _days(after, on=on):
        raise Unsupported("recurrence")
    return before, after


def _before(rule: Rule, own: Rule, *, first: date, on: date) -> Rule:
    rule = replace(
        rule,
        extra_days=tuple(day for day in rule.extra_days if day < on),
        excluded_days=tuple(day for day in rule.excluded_days if day < on),
    )
    start = first_match(own)
    if start is None or start >= on:
        return _once(rule, first)
    if rule.count is None:
        last = on - timedelta(days=1)
        return replace(rule, until=last if rule.until is None else min(rule.until, last))
    return replace(rule, count=_count_before(own, on))


def _after(rule: Rule, own: Rule, *, on: date) -> Rule:
    rule = replace(
        rule,
        extra_days=tuple(day for day in rule.extra_days if day > on),
        excluded_days=tuple(day for day in rule.excluded_days if day >= on),
    )
    start = next(matches(own, since=on), None)
    if start is None:
        return _once(rule, on)
    count = None if rule.count is None else rule.count - _count_before(own, on)
    return replace(rule, anchor=start, count=count)


def _once(rule: Rule, day: date) -> Rule:
    """A rule that matches one day, and what the other one lists besides."""
    return Rule(Frequency.DAILY, day, count=1, extra_days=rule.extra_days, excluded_days=rule.excluded_days)


def _count_before(own: Rule, on: date) -> int:
    return sum(1 for _ in takewhile(lambda day: day < on, matches(own)))


def _days(rule: Rule, *, on: date) -> list[date]:
    """The first days of a series that has the day `on`, from there on."""
    found: Iterator[date] = merge([on], matches(rule, since=on))
    return list(dict.fromkeys(islice(found, _COMPARED)))
