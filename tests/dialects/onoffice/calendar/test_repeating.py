"""Series: what `rp_*` means, what is shown of rules that it cannot tell, and that no change destroys them unasked."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filebook.core.appointments import Appointment, ChangedOccurrence, Status
from filebook.core.ids import BusinessNumber, Number, Uid
from filebook.core.recurrence.rule import ByDay, Frequency, Rule
from filebook.dialects.onoffice.calendar.repeating import Repeat, is_native, losses, repeat_of, repeated
from filebook.services.occurrences import each_occurrence
from tests.dialects.onoffice.calendar.calls import TIMES, book, create, modify, one, span, stored
from tests.dialects.onoffice.client import Client, Json
from tests.world import World

DAY = span("2026-10-22 13:30", "2026-10-22 14:00")
THURSDAY = DAY.starts.date()
EVER = (datetime(2026, 1, 1, tzinfo=UTC), datetime(9000, 1, 1, tzinfo=UTC))


def days(appointment: Appointment, count: int = 4) -> list[str]:
    """The first days of a series."""
    spans = islice(each_occurrence(appointment, starts=EVER[0], ends=EVER[1]), count)
    return [span.starts.date().isoformat() for span in spans]


def repetition(shown: Json) -> Json:
    """The members `rp_*` of an answer."""
    return {name: value for name, value in shown.items() if name.startswith("rp_")}


@pytest.mark.parametrize(
    ("said", "first_days"),
    [
        ({"rp_type": "t", "rp_tage": 2}, ["2026-10-22", "2026-10-24", "2026-10-26", "2026-10-28"]),
        ({"rp_type": "w"}, ["2026-10-22", "2026-10-29", "2026-11-05", "2026-11-12"]),
        ({"rp_type": "W", "rp_tage": "3"}, ["2026-10-22", "2026-11-12", "2026-12-03", "2026-12-24"]),
        ({"rp_type": "m", "rp_tage": 0}, ["2026-10-22", "2026-11-22", "2026-12-22", "2027-01-22"]),
        ({"rp_type": "j"}, ["2026-10-22", "2027-10-22", "2028-10-22", "2029-10-22"]),
        (
            {"rp_type": "w", "rp_beginn_datum": "2026-11-10"},
            ["2026-10-22", "2026-11-12", "2026-11-19", "2026-11-26"],
        ),
        (
            {"rp_type": "w", "rp_tage": 2, "rp_beginn_datum": "2026-10-12"},
            ["2026-10-22", "2026-10-29", "2026-11-12", "2026-11-26"],
        ),
        ({"rp_type": "w", "rp_ende_datum": "2026-10-29", "rp_ende_status": 1}, ["2026-10-22", "2026-10-29"]),
        ({"rp_type": "w", "rp_ende_datum": "2026-10-29"}, ["2026-10-22", "2026-10-29"]),
        (
            {"rp_type": "w", "rp_ende_datum": "2026-10-29", "rp_ende_status": "2"},
            ["2026-10-22", "2026-10-29", "2026-11-05", "2026-11-12"],
        ),
        (
            {"rp_type": "w", "rp_exception": "#2026-10-29#2026-11-05"},
            ["2026-10-22", "2026-11-12", "2026-11-19", "2026-11-26"],
        ),
        ({"rp_type": "w", "rp_exception": ["2026-10-22"]}, ["2026-10-29", "2026-11-05", "2026-11-12", "2026-11-19"]),
        ({"rp_flag": False, "rp_type": "w"}, ["2026-10-22"]),
        ({"rp_tage": 5, "rp_ende_status": 2}, ["2026-10-22"]),
    ],
)
def test_a_series_takes_place_on_the_days_that_it_says(
    world: World, client: Client, said: Json, first_days: list[str]
) -> None:
    assert days(stored(world, create(client, said))) == first_days


def test_a_series_is_read_as_it_was_written(client: Client) -> None:
    said = {
        "rp_flag": True,
        "rp_type": "m",
        "rp_tage": 2,
        "rp_beginn_datum": "2026-10-22",
        "rp_ende_datum": "2027-10-22",
        "rp_ende_status": "1",
    }
    number = create(client, {**said, "rp_exception": "#2027-02-22#2026-12-22"})
    assert repetition(one(client, number)) == {**said, "rp_exception": ["2026-12-22", "2027-02-22"]}


def test_a_series_is_told_by_weekday_and_date_so_that_other_doors_see_the_pattern(world: World, client: Client) -> None:
    rules = {letter: stored(world, create(client, {"rp_type": letter})).rule for letter in "twmj"}
    assert rules == {
        "t": Rule(Frequency.DAILY, THURSDAY),
        "w": Rule(Frequency.WEEKLY, THURSDAY, by_day=(ByDay(3),)),
        "m": Rule(Frequency.MONTHLY, THURSDAY, by_month_day=(22,)),
        "j": Rule(Frequency.YEARLY, THURSDAY, by_month=(10,), by_month_day=(22,)),
    }


@pytest.mark.parametrize(
    ("rule", "shown"),
    [
        (
            Rule(Frequency.WEEKLY, THURSDAY, count=3, by_day=(ByDay(0), ByDay(3))),
            {"rp_type": "w", "rp_tage": 1, "rp_ende_datum": "2026-10-29", "rp_ende_status": "1"},
        ),
        (
            Rule(Frequency.MONTHLY, date(2026, 11, 1), interval=2, by_day=(ByDay(3, -1),)),
            {"rp_type": "m", "rp_tage": 2, "rp_ende_datum": "0000-00-00", "rp_ende_status": "2"},
        ),
        (
            Rule(Frequency.YEARLY, THURSDAY, by_month=(3, 10), until=date(2030, 1, 1)),
            {"rp_type": "j", "rp_tage": 1, "rp_ende_datum": "2030-01-01", "rp_ende_status": "1"},
        ),
    ],
)
def test_a_rule_that_is_more_is_shown_as_the_nearest_and_outlives_every_other_change(
    world: World, client: Client, rule: Rule, shown: Json
) -> None:
    made = book(world, DAY, rule=rule, cancelled_on=frozenset({date(2026, 10, 29)}))
    before = one(client, made.number)
    assert repetition(before) == {
        "rp_flag": True,
        "rp_beginn_datum": rule.anchor.isoformat(),
        "rp_exception": ["2026-10-29"],
        **shown,
    }
    modify(client, made.number, {"description": "new", "end_dt": "2026-10-22 15:00:00"})
    modify(client, made.number, {"rp_flag": True})
    modify(client, made.number, repetition(before))
    modify(client, made.number, {"rp_exception": "#2026-10-29"})
    kept = stored(world, made.number)
    assert (kept.rule, kept.cancelled_on) == (rule, made.cancelled_on)


def test_a_change_of_one_member_keeps_the_rest_of_a_rule_that_is_more(world: World, client: Client) -> None:
    rule = Rule(Frequency.WEEKLY, THURSDAY, count=6, by_day=(ByDay(0), ByDay(3)))
    made = book(world, DAY, rule=rule)
    modify(client, made.number, {"rp_tage": 2})
    assert stored(world, made.number).rule == replace(rule, interval=2)
    modify(client, made.number, {"rp_ende_datum": "2026-12-31", "rp_ende_status": 1})
    until = replace(rule, interval=2, count=None, until=date(2026, 12, 31))
    assert stored(world, made.number).rule == until
    modify(client, made.number, {"rp_ende_status": 2})
    assert stored(world, made.number).rule == replace(until, until=None)
    modify(client, made.number, {"rp_beginn_datum": "2026-11-01"})
    assert stored(world, made.number).rule == replace(until, until=None, anchor=date(2026, 11, 1))
    modify(client, made.number, {"rp_type": "m"})
    assert stored(world, made.number).rule == Rule(Frequency.MONTHLY, date(2026, 11, 1), interval=2, by_month_day=(22,))


def test_a_series_becomes_a_single_appointment_and_a_series_again(world: World, client: Client) -> None:
    number = create(client, {"rp_type": "w", "rp_exception": "#2026-10-29"})
    modify(client, number, {"rp_flag": False})
    kept = stored(world, number)
    assert (kept.rule, kept.cancelled_on) == (None, frozenset())
    modify(client, number, {"rp_flag": True, "rp_type": "t"})
    assert stored(world, number).rule == Rule(Frequency.DAILY, THURSDAY)


def test_exceptions_are_replaced_and_a_day_that_is_none_any_more_takes_place_again(
    world: World, client: Client
) -> None:
    owner = world.actor("owner")
    number = create(client, {"rp_type": "w", "rp_exception": "#2026-10-29"})
    elsewhere = (
        ChangedOccurrence(date(2026, 11, 5), None),
        ChangedOccurrence(date(2026, 11, 12), span("2026-11-13 09:00", "2026-11-13 10:00"), status=Status.CANCELLED),
        ChangedOccurrence(date(2026, 11, 19), span("2026-11-20 09:00", "2026-11-20 10:00")),
    )
    world.services.booking.change(owner, stored(world, number).number, edit=lambda now: replace(now, changed=elsewhere))
    assert one(client, number)["rp_exception"] == ["2026-10-29", "2026-11-05"]
    modify(client, number, {"rp_exception": "#2026-11-05"})
    assert one(client, number)["rp_exception"] == ["2026-11-05"]
    assert days(stored(world, number))[:2] == ["2026-10-22", "2026-10-29"]
    modify(client, number, {"rp_exception": ""})
    assert one(client, number)["rp_exception"] == []
    assert days(stored(world, number), 5) == ["2026-10-22", "2026-10-29", "2026-11-05", "2026-11-13", "2026-11-20"]
    assert [change.status for change in stored(world, number).changed] == [None, None]


def test_a_moved_start_takes_its_series_along(world: World, client: Client) -> None:
    number = create(client, {"rp_type": "w", "rp_beginn_datum": "2026-10-29", "rp_exception": "#2026-11-05"})
    modify(client, number, {"start_dt": "2026-10-23 09:00:00", "end_dt": "2026-10-23 10:00:00"})
    assert days(stored(world, number)) == ["2026-10-23", "2026-10-30", "2026-11-13", "2026-11-20"]
    shown = one(client, number)
    assert (shown["rp_beginn_datum"], shown["rp_exception"]) == ("2026-10-30", ["2026-11-06"])
    modify(client, number, {"start_dt": "2026-10-23 09:30:00"})
    assert repetition(one(client, number)) == repetition(shown)


def test_a_moved_start_takes_the_numbers_along_that_other_doors_gave_its_days(world: World, client: Client) -> None:
    number = create(client, {"rp_type": "w", "rp_ende_datum": "2026-11-12", "rp_exception": "#2026-11-05"})
    actor, numbered = world.actor("owner"), world.services.numbered_occurrences
    named = numbered.of_series(actor, stored(world, number))
    before = [member.day for member in named if member.day]
    modify(client, number, {"start_dt": "2026-10-20 09:00:00", "end_dt": "2026-10-20 10:00:00"})
    after = [numbered.get(actor, member.number) for member in named if member.number]
    assert [member.day for member in after] == [day - timedelta(days=2) for day in before]
    assert days(stored(world, number)) == ["2026-10-20", "2026-10-27", "2026-11-10"]


def test_a_moved_start_leaves_the_days_of_a_rule_that_is_more(world: World, client: Client) -> None:
    rule = Rule(Frequency.WEEKLY, THURSDAY, by_day=(ByDay(0), ByDay(3)))
    made = book(world, DAY, rule=rule)
    modify(client, made.number, {"start_dt": "2026-10-23 09:00:00", "end_dt": "2026-10-23 10:00:00"})
    assert days(stored(world, made.number)) == ["2026-10-23", "2026-10-26", "2026-10-29", "2026-11-02"]


def test_a_start_behind_the_end_of_its_series_is_refused(world: World, client: Client) -> None:
    number = create(client, {"rp_type": "w", "rp_ende_datum": "2026-10-29"})
    before = world.stored()
    later = {"start_dt": "2026-11-02 09:00:00", "end_dt": "2026-11-02 10:00:00"}
    assert client.error("modify", "calendar", {"data": later}, resourceid=number) == 93
    assert client.error("modify", "calendar", {"data": {"rp_ende_datum": "2026-10-01"}}, resourceid=number) == 93
    assert world.stored() == before
    modify(client, number, {**later, "rp_ende_datum": "2026-11-30"})
    assert days(stored(world, number)) == ["2026-11-02", "2026-11-09", "2026-11-16", "2026-11-23"]


def test_a_series_of_another_zone_is_changed_in_days_of_the_business(world: World, client: Client) -> None:
    made = book(
        world,
        span("2026-10-22 23:30", "2026-10-23 00:30", "America/New_York"),
        rule=Rule(Frequency.WEEKLY, THURSDAY, by_day=(ByDay(3),)),
    )
    modify(client, made.number, {"rp_ende_datum": "2026-11-06", "rp_exception": "#2026-10-30"})
    kept = stored(world, made.number)
    assert kept.rule == Rule(Frequency.WEEKLY, THURSDAY, by_day=(ByDay(3),), until=date(2026, 11, 5))
    assert kept.cancelled_on == frozenset({date(2026, 10, 29)})
    assert one(client, made.number)["rp_ende_datum"] == "2026-11-06"


def test_the_clock_on_the_wall_stays_when_the_clocks_change(world: World, client: Client) -> None:
    kept = stored(world, create(client, {"rp_type": "w"}))
    spans = list(islice(each_occurrence(kept, starts=EVER[0], ends=EVER[1]), 2))
    assert {span.starts.time() for span in spans} == {DAY.starts.time()}
    assert TIMES["start_dt"] == "2026-10-22 13:30:00"


PLAIN = st.builds(
    Rule,
    frequency=st.sampled_from([Frequency.DAILY, Frequency.WEEKLY, Frequency.MONTHLY, Frequency.YEARLY]),
    anchor=st.dates(THURSDAY, THURSDAY + timedelta(days=400)),
    interval=st.integers(1, 999),
    until=st.none() | st.dates(THURSDAY + timedelta(days=401), date(2100, 1, 1)),
)
REPEATS = st.builds(
    Repeat,
    flag=st.sampled_from([True]),
    letter=st.sampled_from("twmj"),
    interval=st.integers(1, 999),
    begins=st.none() | st.dates(THURSDAY, THURSDAY + timedelta(days=400)),
    ends=st.none() | st.dates(THURSDAY + timedelta(days=401), date(2100, 1, 1)),
    exceptions=st.none() | st.frozensets(st.dates(THURSDAY, date(2028, 1, 1)), max_size=3),
)


def an_appointment(rule: Rule | None = None) -> Appointment:
    at = datetime(2026, 1, 1, tzinfo=UTC)
    return Appointment(BusinessNumber(1), Number(7), Uid(""), "", "", DAY, at, at, rule=rule)


@given(REPEATS, st.integers(-1, 1))
def test_what_is_written_is_what_is_shown(said: Repeat, days_later: int) -> None:
    # In days of the business: a series cannot be told to begin before the appointment's own day.
    if days_later > 0 and said.begins is not None:
        said = replace(said, begins=said.begins + timedelta(days=1))
    made = repeated(an_appointment(), said, days_later=max(days_later, 0))
    assert made.rule is not None
    assert is_native(made.rule, THURSDAY)
    shown = repeat_of(made, days_later=max(days_later, 0))
    for name in ("flag", "letter", "interval", "ends"):
        assert getattr(shown, name) == getattr(said, name), name
    assert shown.exceptions == (said.exceptions or frozenset())
    if said.begins is not None:
        assert shown.begins == said.begins


@given(PLAIN, st.integers(-1, 1))
def test_what_is_shown_and_written_back_is_no_change(rule: Rule, days_later: int) -> None:
    made = an_appointment(rule)
    shown = repeat_of(made, days_later=days_later)
    assert repeated(made, shown.beyond(shown), days_later=days_later) == made


@pytest.mark.parametrize(
    ("rule", "lost"),
    [
        (Rule(Frequency.DAILY, THURSDAY, interval=3, count=4), ()),
        (Rule(Frequency.WEEKLY, THURSDAY, week_start=6), ()),
        (Rule(Frequency.MONTHLY, THURSDAY, by_month_day=(22,), until=date(2027, 1, 1)), ()),
        (Rule(Frequency.YEARLY, THURSDAY), ()),
        (Rule(Frequency.HOURLY, THURSDAY), ("FREQ",)),
        (Rule(Frequency.DAILY, THURSDAY, by_day=(ByDay(0),)), ("BYDAY",)),
        (Rule(Frequency.WEEKLY, THURSDAY, interval=2, by_day=(ByDay(3), ByDay(0)), week_start=6), ("BYDAY", "WKST")),
        (Rule(Frequency.MONTHLY, THURSDAY, by_month_day=(1, 22)), ("BYMONTHDAY",)),
        (Rule(Frequency.MONTHLY, THURSDAY, by_day=(ByDay(3, 4),)), ("BYMONTHDAY", "BYDAY")),
        (Rule(Frequency.YEARLY, THURSDAY, by_month=(1, 10)), ("BYMONTH",)),
        (Rule(Frequency.DAILY, THURSDAY, by_hour=(9,), by_set_position=(1,)), ("BYHOUR", "BYSETPOS")),
        (Rule(Frequency.DAILY, THURSDAY, extra_days=(THURSDAY,), excluded_days=(THURSDAY,)), ("RDATE", "EXDATE")),
        (Rule(Frequency.DAILY, THURSDAY, until=THURSDAY, until_time=DAY.starts.time()), ("UNTIL",)),
    ],
)
def test_what_the_members_cannot_say_of_a_rule_is_named(rule: Rule, lost: tuple[str, ...]) -> None:
    assert losses(rule, THURSDAY) == lost


@given(st.sampled_from(list(Frequency)), st.integers(1, 9), st.none() | st.integers(1, 9))
def test_a_native_rule_loses_nothing(frequency: Frequency, interval: int, count: int | None) -> None:
    rule = Rule(frequency, THURSDAY, interval=interval, count=count)
    assert (losses(rule, THURSDAY) == ()) is is_native(rule, THURSDAY)
