"""Rules read from iCalendar text: RRULE, RDATE and EXDATE. Limits are looked at before anything is made of the text.

Source: RFC 5545, 3.3.10, 3.8.5.1 to 3.8.5.3. Lenient where programs are known to be inexact: small letters, a semicolon
at the end, an UNTIL of another form than the start's.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from filebook.core.errors import Invalid
from filebook.core.recurrence.moments import Start, is_at_start, last_day_until, moment_in, wall_of
from filebook.core.recurrence.parts import BY_DAY_LIMIT, BY_DAY_NAME, DATES_LIMIT, PARTS, WEEKDAYS, WEEKS_IN_YEAR, Part
from filebook.core.recurrence.rule import INTERVAL_LIMIT, OCCURRENCE_LIMIT, SUB_DAILY, ByDay, Frequency, Rule

RULE_TEXT_LIMIT = 8_192
"""Characters of one RRULE; the longest that makes sense lists every day of a year twice."""
_DATES_TEXT_LIMIT = 40 * DATES_LIMIT
_LINE = re.compile(r'([A-Za-z]+)((?:;[A-Za-z-]+=(?:"[^"]*"|[^";:]*))*):(.*)', re.ASCII | re.DOTALL)
_PARAMETER = re.compile(r';([A-Za-z-]+)=("[^"]*"|[^";:]*)', re.ASCII)
_NUMBER = re.compile(r"[+-]?\d{1,9}", re.ASCII)
_BY_DAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)", re.ASCII)
_PART_NAMED = {part.name: part for part in PARTS}
_LAST_SECOND = time(23, 59, 59)
_CLOCK_FIELDS = ("by_hour", "by_minute", "by_second")

ZoneNamed = Callable[[str], ZoneInfo]
"""Finds the zone that a TZID names; it raises Invalid for what it does not know."""


def rule_from_text(text: str, *, anchor: date, start: Start) -> Rule:
    """The rule that the value of one RRULE means for an appointment whose first day is the anchor.

    Raises: Invalid("rule", part).
    """
    said = _said(text)
    if "FREQ" not in said or said["FREQ"] not in frozenset(Frequency):
        raise Invalid("rule", "FREQ")
    if "COUNT" in said and "UNTIL" in said:
        raise Invalid("rule", "not_together")
    fields: dict[str, Any] = {}
    for name, value in said.items():
        match name:
            case "FREQ":
                continue
            case "INTERVAL":
                fields["interval"] = _number(value, name=name, limit=INTERVAL_LIMIT)
            case "COUNT":
                fields["count"] = _number(value, name=name, limit=OCCURRENCE_LIMIT)
            case "WKST":
                fields["week_start"] = _weekday(value)
            case "BYDAY":
                fields["by_day"] = tuple(_by_day(one) for one in _listed(value, name=name, limit=BY_DAY_LIMIT))
            case "UNTIL":
                pass
            case _:
                part = _part(name)
                fields[part.field] = _numbers(value, part)
    if start.all_day:  # 3.3.10: on days without times these say nothing
        fields = {name: value for name, value in fields.items() if name not in _CLOCK_FIELDS}
    rule = Rule(Frequency(said["FREQ"]), anchor, **fields)
    if start.all_day and rule.frequency in SUB_DAILY:
        raise Invalid("rule", "FREQ")
    return _until(rule, said["UNTIL"], start) if "UNTIL" in said else rule


def rule_from_lines(lines: Iterable[str], *, anchor: date, start: Start, zone_named: ZoneNamed) -> Rule | None:
    """The rule of an appointment's RRULE, RDATE and EXDATE lines, each unfolded; None where they say nothing.

    Dates without an RRULE make a rule that comes once, on the anchor, with the dates as extra ones.

    Raises: Invalid("rule", name) also for more than one RRULE, and for EXRULE, which RFC 5545 no longer has.
    """
    values: dict[str, list[_Value]] = {"RRULE": [], "RDATE": [], "EXDATE": []}
    for line in lines:
        name, value = _property(line)
        if name not in values:
            raise Invalid("rule", name if name == "EXRULE" else "property")
        values[name].append(value)
        if len(values[name]) > (1 if name == "RRULE" else DATES_LIMIT):
            raise Invalid("rule", name)
    if not any(values.values()):
        return None
    rule = Rule(Frequency.DAILY, anchor, count=1)
    for said in values["RRULE"]:
        rule = rule_from_text(said.text, anchor=anchor, start=start)
    dates = _Dates(start, zone_named)
    extra_days, extra_times = dates.read(values["RDATE"], name="RDATE", as_days=True)
    excluded_days, excluded_times = dates.read(values["EXDATE"], name="EXDATE", as_days=not rule.ticks)
    return replace(
        rule,
        extra_days=extra_days,
        extra_times=extra_times,
        excluded_days=excluded_days,
        excluded_times=excluded_times,
    )


@dataclass(frozen=True, slots=True)
class _Value:
    """A property's text and the parameters that matter."""

    text: str
    kind: str = ""
    zone: str = ""

    @property
    def date_count(self) -> int:
        return self.text.count(",") + 1


def _property(line: str) -> tuple[str, _Value]:
    found = _LINE.fullmatch(line)
    if found is None or len(line) > _DATES_TEXT_LIMIT:
        raise Invalid("rule", "property")
    parameters = {name.upper(): value.strip('"') for name, value in _PARAMETER.findall(found[2])}
    value = _Value(found[3], parameters.get("VALUE", "").upper(), parameters.get("TZID", ""))
    return found[1].upper(), value


@dataclass(frozen=True, slots=True)
class _Dates:
    """Reads what RDATE and EXDATE list."""

    start: Start
    zone_named: ZoneNamed

    def read(self, values: list[_Value], *, name: str, as_days: bool) -> tuple[tuple[date, ...], tuple[datetime, ...]]:
        """Days, and wall times. With `as_days` a time that is the start's own stands for its day."""
        if sum(value.date_count for value in values) > DATES_LIMIT or any(value.kind == "PERIOD" for value in values):
            raise Invalid("rule", name)
        days: list[date] = []
        times: list[datetime] = []
        for value in values:
            zone = self.zone_named(value.zone) if value.zone else None
            for text in value.text.split(","):
                moment = moment_in(text.strip().upper(), part=name)
                wall = wall_of(moment, zone=zone, start=self.start)
                if moment.at is None or self.start.all_day or (as_days and is_at_start(wall, self.start)):
                    days.append(wall.date())
                else:
                    times.append(wall)
        return tuple(days), tuple(times)


def _said(text: str) -> dict[str, str]:
    """The parts of an RRULE by name."""
    if len(text) > RULE_TEXT_LIMIT:
        raise Invalid("rule", "length")
    said: dict[str, str] = {}
    for one in text.strip().upper().removesuffix(";").split(";"):
        name, mark, value = one.partition("=")
        if not mark or not value or name in said:
            raise Invalid("rule", "part")
        said[name] = value
    return said


def _until(rule: Rule, text: str, start: Start) -> Rule:
    """The rule with its end as a wall time; one that speaks of days ends with a day."""
    moment = moment_in(text, part="UNTIL")
    wall = wall_of(moment, zone=None, start=start)
    if moment.at is None or not rule.ticks:
        return replace(rule, until=last_day_until(moment, wall, start))
    return replace(rule, until=wall.date(), until_time=None if wall.time() == _LAST_SECOND else wall.time())


def _part(name: str) -> Part:
    part = _PART_NAMED.get(name)
    if part is None:
        raise Invalid("rule", "part")
    return part


def _numbers(value: str, part: Part) -> tuple[int, ...]:
    texts = _listed(value, name=part.name, limit=part.limit)
    numbers = tuple(int(text) for text in texts if _NUMBER.fullmatch(text))
    if len(numbers) != len(texts) or not all(part.allows(number) for number in numbers):
        raise Invalid("rule", part.name)
    return numbers


def _number(value: str, *, name: str, limit: int) -> int:
    if not _NUMBER.fullmatch(value) or not 1 <= int(value) <= limit:
        raise Invalid("rule", name)
    return int(value)


def _listed(value: str, *, name: str, limit: int) -> list[str]:
    if value.count(",") >= limit:
        raise Invalid("rule", name)
    return value.split(",")


def _weekday(text: str) -> int:
    if text not in WEEKDAYS:
        raise Invalid("rule", "WKST")
    return WEEKDAYS.index(text)


def _by_day(text: str) -> ByDay:
    found = _BY_DAY.fullmatch(text)
    ordinal = int(found[1]) if found is not None and found[1] else None
    if found is None or (ordinal is not None and not 1 <= abs(ordinal) <= WEEKS_IN_YEAR):
        raise Invalid("rule", BY_DAY_NAME)
    return ByDay(WEEKDAYS.index(found[2]), ordinal)
