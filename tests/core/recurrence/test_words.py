"""A rule read out says all that it means, in four languages."""

from datetime import date

import pytest

from filebook.core.errors import Unsupported
from filebook.core.recurrence.moments import Start
from filebook.core.recurrence.reading import rule_from_text
from filebook.core.recurrence.vocabulary import LANGUAGES
from filebook.core.recurrence.words import in_words

MONDAY = date(2027, 3, 15)

SAID = {
    "FREQ=DAILY": ("every day", "jeden Tag", "elke dag", "hver dag"),
    "FREQ=DAILY;INTERVAL=3;COUNT=5": (
        "every 3 days, 5 times",
        "alle 3 Tage, 5-mal",
        "elke 3 dagen, 5 keer",
        "hver 3. dag, 5 gange",
    ),
    "FREQ=WEEKLY;UNTIL=20270630": (
        "every Monday until 30 June 2027",
        "jeden Montag bis zum 30. Juni 2027",
        "elke maandag tot en met 30 juni 2027",
        "hver mandag til og med den 30. juni 2027",
    ),
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR,MO;WKST=SU": (
        "every 2 weeks on Monday and Friday (weeks begin on Sunday)",
        "alle 2 Wochen am Montag und Freitag (Wochen beginnen am Sonntag)",
        "elke 2 weken op maandag en vrijdag (weken beginnen op zondag)",
        "hver 2. uge på mandag og fredag (uger begynder søndag)",
    ),
    "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU": ("every day", "jeden Tag", "elke dag", "hver dag"),
    "FREQ=MONTHLY;BYMONTHDAY=15,-1;COUNT=1": (
        "every month on day 15 and on the last day, once",
        "jeden Monat am 15. und am letzten Tag, einmal",
        "elke maand op dag 15 en op de laatste dag, één keer",
        "hver måned den 15. og den sidste dag, én gang",
    ),
    "FREQ=MONTHLY;BYDAY=3MO,-2FR": (
        "every month on the third Monday and on the second to last Friday",
        "jeden Monat am 3. Montag und am vorletzten Freitag",
        "elke maand op de 3e maandag en op de voorlaatste vrijdag",
        "hver måned den 3. mandag og den næstsidste fredag",
    ),
    "FREQ=YEARLY": (
        "every year on 15 March",
        "jedes Jahr am 15. März",
        "elk jaar op 15 maart",
        "hvert år den 15. marts",
    ),
    "FREQ=YEARLY;INTERVAL=4;BYMONTH=3,11;BYDAY=3MO": (
        "every 4 years in March and November on the third Monday",
        "alle 4 Jahre im März und November am 3. Montag",
        "elke 4 jaar in maart en november op de 3e maandag",
        "hvert 4. år i marts og november den 3. mandag",
    ),
    "FREQ=YEARLY;BYWEEKNO=11": (
        "every year in the 11th week of the year on all Mondays",
        "jedes Jahr in der 11. Woche des Jahres an allen Montagen",
        "elk jaar in de 11e week van het jaar op alle maandagen",
        "hvert år i den 11. uge i året på alle mandage",
    ),
    "FREQ=YEARLY;BYYEARDAY=74,-1": (
        "every year on the 74th day of the year and on the last day of the year",
        "jedes Jahr am 74. Tag des Jahres und am letzten Tag des Jahres",
        "elk jaar op de 74e dag van het jaar en op de laatste dag van het jaar",
        "hvert år den 74. dag i året og den sidste dag i året",
    ),
    "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=-1": (
        "on 15 March 2027, then from 29 March 2027 every month on all Mondays, of these the last",
        "am 15. März 2027, dann ab dem 29. März 2027 jeden Monat an allen Montagen, davon an der letzten Stelle",
        "op 15 maart 2027, daarna vanaf 29 maart 2027 elke maand op alle maandagen, daarvan de laatste",
        "den 15. marts 2027, derefter fra den 29. marts 2027 hver måned på alle mandage, heraf den sidste",
    ),
}


@pytest.mark.parametrize("text", SAID)
def test_a_rule_is_read_out_in_each_language(text: str) -> None:
    rule = rule_from_text(text, anchor=MONDAY, start=Start())
    assert tuple(in_words(rule, starts_on=MONDAY, language=language) for language in LANGUAGES) == SAID[text]


def test_further_and_excluded_days_are_told_as_dates() -> None:
    rule = rule_from_text("FREQ=WEEKLY", anchor=MONDAY, start=Start())
    days = tuple(date(2027, 4, day) for day in range(1, 13))
    rule = type(rule)(rule.frequency, rule.anchor, extra_days=days, excluded_days=(date(2027, 3, 22),))
    told = in_words(rule, starts_on=MONDAY, language="en")
    assert told.startswith("every Monday, also on 1 April 2027, 2 April 2027, ")
    assert told.endswith("10 April 2027 and 2 more days, not on 22 March 2027")


def test_times_of_day_are_not_read_out() -> None:
    with pytest.raises(Unsupported):
        in_words(rule_from_text("FREQ=HOURLY", anchor=MONDAY, start=Start()), starts_on=MONDAY, language="en")
