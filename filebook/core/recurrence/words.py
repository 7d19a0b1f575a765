"""A rule read out: "every Monday until 30 June 2027". Of every rule that speaks of days, all that it says is told."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from filebook.core.errors import Unsupported
from filebook.core.recurrence.days import first_match
from filebook.core.recurrence.rule import ByDay, Frequency, Rule
from filebook.core.recurrence.vocabulary import LANGUAGES, Vocabulary

_DATES_TOLD = 10
_DAYS_IN_WEEK = 7


def in_words(rule: Rule, *, starts_on: date, language: str) -> str:
    """The rule of an appointment that begins on a day, in `en`, `de`, `nl` or `da`; of another language in English.

    Raises: Unsupported("recurrence") for a rule that says times of day.
    """
    if not rule.of_days:
        raise Unsupported("recurrence")
    words = LANGUAGES.get(language, LANGUAGES["en"])
    said = _spelled(rule)
    text = _frequency(said, words) + "".join(_days(said, words))
    if said.by_set_position:
        text += words.picked.format(places=_listed(map(words.place, said.by_set_position), words))
    if _week_start_matters(said):
        text += f" ({words.weeks_from.format(day=words.weekdays[said.week_start])})"
    if said.until is not None:
        text += " " + words.until.format(day=_date(said.until, words))
    text += "".join(f", {part}" for part in _ends(said, words))
    first = first_match(replace(rule, excluded_days=()))
    if first is None or first == starts_on:
        return text
    return words.first.format(day=_date(starts_on, words), since=_date(first, words), rest=text)


def _spelled(rule: Rule) -> Rule:
    """With what the anchor says unless the rule does. A day that is a weekday comes as weeks do."""
    match rule.frequency:
        case Frequency.WEEKLY if not rule.by_day:
            return replace(rule, by_day=(ByDay(rule.anchor.weekday()),))
        case Frequency.MONTHLY if not (rule.by_day or rule.by_month_day):
            return replace(rule, by_month_day=(rule.anchor.day,))
        case Frequency.YEARLY if rule.by_week_number and not (rule.by_day or rule.by_month_day or rule.by_year_day):
            return replace(rule, by_day=(ByDay(rule.anchor.weekday()),))
        case Frequency.YEARLY if not (rule.by_day or rule.by_month_day or rule.by_year_day):
            months = rule.by_month or (rule.anchor.month,)
            return replace(rule, by_month=months, by_month_day=(rule.anchor.day,))
    return rule


def _frequency(rule: Rule, words: Vocabulary) -> str:
    if rule.interval > 1:
        return words.every_other[rule.frequency].format(n=rule.interval)
    if rule.frequency is Frequency.WEEKLY:
        is_daily = len({day.weekday for day in rule.by_day}) == _DAYS_IN_WEEK
        daily = words.every[Frequency.DAILY]
        return daily if is_daily else words.every_weekday.format(days=_weekdays(rule, words))
    return words.every[rule.frequency]


def _days(rule: Rule, words: Vocabulary) -> Iterator[str]:
    """On which days, each with what stands before it."""
    before = words.only if rule.frequency is Frequency.DAILY else " "
    if _is_date(rule):
        day = words.date_without_year.format(day=rule.by_month_day[0], month=words.months[rule.by_month[0] - 1])
        yield " " + words.on_date.format(day=day)
        return
    if rule.by_month:
        months = _listed((words.months[month - 1] for month in sorted(rule.by_month)), words)
        yield before + words.in_months.format(months=months)
    yield from (before + _listed(found, words) for found in _numbered(rule, words) if found)
    if rule.frequency is Frequency.WEEKLY:
        if rule.interval > 1:
            yield " " + words.on_weekdays.format(days=_weekdays(rule, words))
        return
    every = [day for day in rule.by_day if day.ordinal is None]
    some = [day for day in rule.by_day if day.ordinal is not None]
    if every:
        names = (words.weekdays[day.weekday] + words.weekday_plural for day in every)
        yield before + words.on_all.format(days=_listed(names, words))
    if some:
        of_year = words.of_year if rule.frequency is Frequency.YEARLY and not rule.by_month else ""
        yield before + _listed((_ordinal(day, words) for day in some), words) + of_year


def _numbered(rule: Rule, words: Vocabulary) -> Iterator[list[str]]:
    """Weeks, days of a year and days of a month."""
    yield [words.in_week.format(place=words.place(number)) for number in rule.by_week_number]
    yield [words.on_year_day.format(place=words.place(number)) for number in rule.by_year_day]
    yield [
        words.on_month_day.format(n=number) if number > 0 else words.on_last_month_day.format(place=words.place(number))
        for number in rule.by_month_day
    ]


def _ordinal(day: ByDay, words: Vocabulary) -> str:
    return words.on_weekday.format(place=words.place(day.ordinal or 1), day=words.weekdays[day.weekday])


def _is_date(rule: Rule) -> bool:
    """Whether one day of one month is all it says."""
    one = len(rule.by_month) == len(rule.by_month_day) == 1 and rule.by_month_day[0] > 0
    return rule.frequency is Frequency.YEARLY and one and not (rule.by_day or rule.by_year_day or rule.by_week_number)


def _week_start_matters(rule: Rule) -> bool:
    by_weeks = rule.frequency is Frequency.WEEKLY and rule.interval > 1
    return rule.week_start != 0 and (by_weeks or bool(rule.by_week_number))


def _ends(rule: Rule, words: Vocabulary) -> Iterator[str]:
    if rule.count is not None:
        yield words.once if rule.count == 1 else words.times.format(n=rule.count)
    if rule.extra_days:
        yield words.also.format(days=_dates(rule.extra_days, words))
    if rule.excluded_days:
        yield words.but_not.format(days=_dates(rule.excluded_days, words))


def _dates(days: Sequence[date], words: Vocabulary) -> str:
    told = [_date(day, words) for day in sorted(days)[:_DATES_TOLD]]
    if len(days) > len(told):
        told.append(words.further.format(n=len(days) - len(told)))
    return _listed(told, words)


def _date(day: date, words: Vocabulary) -> str:
    return words.date.format(day=day.day, month=words.months[day.month - 1], year=day.year)


def _weekdays(rule: Rule, words: Vocabulary) -> str:
    return _listed((words.weekdays[day] for day in sorted({day.weekday for day in rule.by_day})), words)


def _listed(items: Iterable[str], words: Vocabulary) -> str:
    *others, last = items
    return f"{', '.join(others)} {words.conjunction} {last}" if others else last
