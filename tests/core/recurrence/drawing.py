"""Rules drawn at random: of every frequency, with every part that RFC 5545 lets go with it.

A rule is made of a string of bytes, each of which decides one thing. That is many times as quick as a strategy of
strategies, and fewer and smaller bytes still make simpler rules.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from filebook.core.recurrence.moments import Start
from filebook.core.recurrence.rule import SUB_DAILY, ByDay, Frequency, Rule

Thing = TypeVar("Thing")

FIRST, LAST = date(2016, 1, 1), date(2035, 12, 31)
ZONES = [
    ZoneInfo(name)
    for name in (
        "Europe/Amsterdam",
        "Europe/Berlin",
        "Europe/Copenhagen",
        "America/New_York",
        "Australia/Lord_Howe",
    )
]
CLOCK_CHANGES = [date(2026, 3, 29), date(2025, 10, 26), date(2027, 3, 14), date(2028, 11, 5), date(2024, 4, 7)]
"""Days on which one of these zones changes its clocks."""
TIMES = [time(0), time(1, 45), time(2, 30), time(3, 15), time(9), time(10, 10), time(23, 59, 58)]
SIZE_BYTES = 40


@dataclass(frozen=True, slots=True)
class Drawn:
    """A rule of an appointment with this start."""

    rule: Rule
    start: Start

    @property
    def begins(self) -> datetime:
        """The wall time that DTSTART has."""
        return datetime.combine(self.rule.anchor, self.start.at)


class Choices:
    """Bytes, one or two for each choice; what is missing is zero."""

    def __init__(self, drawn_bytes: bytes) -> None:
        self._rest = iter(drawn_bytes)

    def below(self, end: int) -> int:
        """A number from zero."""
        number = next(self._rest, 0)
        return (number if end <= 256 else number * 256 + next(self._rest, 0)) % end

    def of(self, things: Sequence[Thing]) -> Thing:
        """One of these."""
        return things[self.below(len(things))]

    def few(self, least: int, greatest: int, *, back: bool = False) -> tuple[int, ...]:
        """One to three numbers, each once; `back`: some are negative."""
        numbers = [least + self.below(greatest - least + 1) for _ in range(1 + self.below(3))]
        signs = [-1 if back and self.below(3) == 2 else 1 for _ in numbers]
        return tuple(dict.fromkeys(number * sign for number, sign in zip(numbers, signs, strict=True)))


def _by_day(choices: Choices, *, greatest_ordinal: int) -> tuple[ByDay, ...]:
    if greatest_ordinal == 0 or choices.below(2) == 0:
        return tuple(ByDay(weekday) for weekday in choices.few(0, 6))
    ordinals = choices.few(1, greatest_ordinal, back=True)
    return tuple(ByDay(choices.below(7), ordinal) for ordinal in ordinals)


def _parts(choices: Choices, frequency: Frequency) -> dict[str, object]:
    """Up to three of the parts that go with a frequency, and now and then positions or another first weekday."""
    allowed = {"by_day": (0, 0, False), "by_month": (1, 12, False)}
    if frequency is not Frequency.WEEKLY:
        allowed["by_month_day"] = (1, 31, True)
    if frequency in SUB_DAILY | {Frequency.YEARLY}:
        allowed["by_year_day"] = (1, 366, True)
    if frequency is Frequency.YEARLY:
        allowed["by_week_number"] = (1, 53, True)
    allowed |= {"by_hour": (0, 23, False), "by_minute": (0, 59, False), "by_second": (0, 59, False)}
    names = sorted({choices.of(list(allowed)) for _ in range(choices.below(4))})
    parts: dict[str, object] = {}
    for name in names:
        least, greatest, back = allowed[name]
        parts[name] = choices.few(least, greatest, back=back)
    if "by_day" in names:
        counted = 0 if "by_week_number" in names else {Frequency.MONTHLY: 5, Frequency.YEARLY: 53}.get(frequency, 0)
        parts["by_day"] = _by_day(choices, greatest_ordinal=counted)
    if parts and choices.below(5) == 4:
        parts["by_set_position"] = choices.few(1, 6, back=True)
    if choices.below(4) == 3:
        parts["week_start"] = choices.below(7)
    return parts


def _made(drawn_bytes: bytes, frequencies: Sequence[Frequency]) -> Drawn:
    choices = Choices(drawn_bytes)
    frequency = choices.of(frequencies)
    anchor = FIRST + timedelta(days=choices.below((LAST - FIRST).days + 1))
    if choices.below(2):
        anchor = choices.of(CLOCK_CHANGES)
    start = Start(choices.of(TIMES), choices.of(ZONES))
    interval = choices.of([1, 1, 1, 2, 3, 4, 1 + choices.below(60)])
    rule = Rule(frequency, anchor, interval=interval, **_parts(choices, frequency))  # type: ignore[arg-type]
    match choices.below(4):
        case 1:
            return Drawn(replace(rule, count=1 + choices.below(40)), start)
        case 2:
            return Drawn(replace(rule, until=anchor + timedelta(days=choices.below(2_000))), start)
        case _:
            return Drawn(rule, start)


def drawn(*frequencies: Frequency) -> st.SearchStrategy[Drawn]:
    """Rules with an anchor from 2016 to 2035, as often as not on a day of a clock change. No names: all."""
    named = frequencies or tuple(Frequency)
    return st.binary(min_size=SIZE_BYTES, max_size=SIZE_BYTES).map(lambda some: _made(some, named))
