"""The words in which a rule is read out, in four languages."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from filebook.core.recurrence.rule import Frequency


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """One language. `{n}` is a number, `{days}`, `{day}`, `{months}`, `{places}` and `{rest}` what is put there.

    `place` says which one from the beginning (1 …) or from the end (-1 …), as it stands before a noun.
    """

    conjunction: str
    weekdays: tuple[str, ...]
    weekday_plural: str
    """What makes a weekday many."""
    months: tuple[str, ...]
    place: Callable[[int], str]
    every: Mapping[Frequency, str]
    every_other: Mapping[Frequency, str]
    every_weekday: str
    on_weekdays: str
    """Of a week that does not come every time."""
    on_all: str
    """All days of a month or year that are such weekdays."""
    on_weekday: str
    """`{place}` and `{day}`: which one of such weekdays."""
    of_year: str
    on_month_day: str
    on_last_month_day: str
    """From the end, as `{place}`."""
    on_date: str
    on_year_day: str
    in_week: str
    in_months: str
    only: str
    picked: str
    date: str
    date_without_year: str
    until: str
    once: str
    times: str
    first: str
    """`{day}`: an appointment's own day, which its rule lacks; `{since}` the rule's first, `{rest}` what it says."""
    also: str
    but_not: str
    further: str
    weeks_from: str


def _english_place(number: int) -> str:
    if number < 0:
        return "last" if number == -1 else f"{_english_place(-number)} to last"
    words = {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth"}
    return words.get(number) or _english_ordinal(number)


def _english_ordinal(number: int) -> str:
    teens = range(11, 14)
    ending = "th" if number % 100 in teens else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _german_place(number: int) -> str:
    if number > 0:
        return f"{number}."
    return {-1: "letzten", -2: "vorletzten"}.get(number, f"{-number}.-letzten")


def _dutch_place(number: int) -> str:
    if number > 0:
        return f"{number}e"
    return {-1: "laatste", -2: "voorlaatste"}.get(number, f"op {-number - 1} na laatste")


def _danish_place(number: int) -> str:
    if number > 0:
        return f"{number}."
    return {-1: "sidste", -2: "næstsidste"}.get(number, f"{-number}.-sidste")


def _by_frequency(daily: str, weekly: str, monthly: str, yearly: str) -> Mapping[Frequency, str]:
    return {
        Frequency.DAILY: daily,
        Frequency.WEEKLY: weekly,
        Frequency.MONTHLY: monthly,
        Frequency.YEARLY: yearly,
    }


ENGLISH = Vocabulary(
    conjunction="and",
    weekdays=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    weekday_plural="s",
    months=(
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
    place=_english_place,
    every=_by_frequency("every day", "every week", "every month", "every year"),
    every_other=_by_frequency("every {n} days", "every {n} weeks", "every {n} months", "every {n} years"),
    every_weekday="every {days}",
    on_weekdays="on {days}",
    on_all="on all {days}",
    on_weekday="on the {place} {day}",
    of_year=" of the year",
    on_month_day="on day {n}",
    on_last_month_day="on the {place} day",
    on_date="on {day}",
    on_year_day="on the {place} day of the year",
    in_week="in the {place} week of the year",
    in_months="in {months}",
    only=", only ",
    picked=", of these the {places}",
    date="{day} {month} {year}",
    date_without_year="{day} {month}",
    until="until {day}",
    once="once",
    times="{n} times",
    first="on {day}, then from {since} {rest}",
    also="also on {days}",
    but_not="not on {days}",
    further="{n} more days",
    weeks_from="weeks begin on {day}",
)

GERMAN = Vocabulary(
    conjunction="und",
    weekdays=("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"),
    weekday_plural="en",
    months=(
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    ),
    place=_german_place,
    every=_by_frequency("jeden Tag", "jede Woche", "jeden Monat", "jedes Jahr"),
    every_other=_by_frequency("alle {n} Tage", "alle {n} Wochen", "alle {n} Monate", "alle {n} Jahre"),
    every_weekday="jeden {days}",
    on_weekdays="am {days}",
    on_all="an allen {days}",
    on_weekday="am {place} {day}",
    of_year=" des Jahres",
    on_month_day="am {n}.",
    on_last_month_day="am {place} Tag",
    on_date="am {day}",
    on_year_day="am {place} Tag des Jahres",
    in_week="in der {place} Woche des Jahres",
    in_months="im {months}",
    only=", nur ",
    picked=", davon an der {places} Stelle",
    date="{day}. {month} {year}",
    date_without_year="{day}. {month}",
    until="bis zum {day}",
    once="einmal",
    times="{n}-mal",
    first="am {day}, dann ab dem {since} {rest}",
    also="außerdem am {days}",
    but_not="nicht am {days}",
    further="{n} weiteren Tagen",
    weeks_from="Wochen beginnen am {day}",
)

DUTCH = Vocabulary(
    conjunction="en",
    weekdays=("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"),
    weekday_plural="en",
    months=(
        "januari",
        "februari",
        "maart",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
    ),
    place=_dutch_place,
    every=_by_frequency("elke dag", "elke week", "elke maand", "elk jaar"),
    every_other=_by_frequency("elke {n} dagen", "elke {n} weken", "elke {n} maanden", "elke {n} jaar"),
    every_weekday="elke {days}",
    on_weekdays="op {days}",
    on_all="op alle {days}",
    on_weekday="op de {place} {day}",
    of_year=" van het jaar",
    on_month_day="op dag {n}",
    on_last_month_day="op de {place} dag",
    on_date="op {day}",
    on_year_day="op de {place} dag van het jaar",
    in_week="in de {place} week van het jaar",
    in_months="in {months}",
    only=", alleen ",
    picked=", daarvan de {places}",
    date="{day} {month} {year}",
    date_without_year="{day} {month}",
    until="tot en met {day}",
    once="één keer",
    times="{n} keer",
    first="op {day}, daarna vanaf {since} {rest}",
    also="ook op {days}",
    but_not="niet op {days}",
    further="{n} andere dagen",
    weeks_from="weken beginnen op {day}",
)

DANISH = Vocabulary(
    conjunction="og",
    weekdays=("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"),
    weekday_plural="e",
    months=(
        "januar",
        "februar",
        "marts",
        "april",
        "maj",
        "juni",
        "juli",
        "august",
        "september",
        "oktober",
        "november",
        "december",
    ),
    place=_danish_place,
    every=_by_frequency("hver dag", "hver uge", "hver måned", "hvert år"),
    every_other=_by_frequency("hver {n}. dag", "hver {n}. uge", "hver {n}. måned", "hvert {n}. år"),
    every_weekday="hver {days}",
    on_weekdays="på {days}",
    on_all="på alle {days}",
    on_weekday="den {place} {day}",
    of_year=" i året",
    on_month_day="den {n}.",
    on_last_month_day="den {place} dag",
    on_date="den {day}",
    on_year_day="den {place} dag i året",
    in_week="i den {place} uge i året",
    in_months="i {months}",
    only=", kun ",
    picked=", heraf den {places}",
    date="{day}. {month} {year}",
    date_without_year="{day}. {month}",
    until="til og med den {day}",
    once="én gang",
    times="{n} gange",
    first="den {day}, derefter fra den {since} {rest}",
    also="også den {days}",
    but_not="ikke den {days}",
    further="{n} andre dage",
    weeks_from="uger begynder {day}",
)

LANGUAGES: Mapping[str, Vocabulary] = {"en": ENGLISH, "de": GERMAN, "nl": DUTCH, "da": DANISH}
