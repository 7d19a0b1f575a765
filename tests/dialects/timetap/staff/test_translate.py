"""What bodies say of staff, by itself: names, hours, and that what was shown can be sent back."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from filebook.core.errors import FilebookError, Invalid, Missing
from filebook.core.ids import BusinessNumber, Kind, Number, Uid
from filebook.core.records import Record
from filebook.core.working_hours import WorkingHours, written_working_hours
from filebook.dialects.timetap.staff.hours import hours_in, hours_objects
from filebook.dialects.timetap.staff.translate import edited_staff, staff_details, staff_said
from filebook.dialects.timetap.staff.wire import HoursChange, StaffChange

MADE = datetime(2026, 3, 1, tzinfo=UTC)
DAY_MINUTES = 24 * 60
ZONE = "Europe/Amsterdam"


def record(label: str = "Ona Berg", **fields: object) -> Record:
    return Record(BusinessNumber(1), Number(7), Uid("u"), Kind.STAFF, label, MADE, MADE, fields)


ONA = record(first_name="Ona", last_name="Berg")
LABELLED = record("Ona Berg")


@pytest.mark.parametrize(
    ("before", "said", "after"),
    [
        (ONA, {"lastName": "Holm"}, ("Ona", "Holm", "Ona Holm")),
        (ONA, {"firstName": "Ida", "lastName": "Berg", "fullName": "Ona Berg"}, ("Ida", "Berg", "Ida Berg")),
        (ONA, {"firstName": "Ona", "lastName": "Berg", "fullName": "Ida  Holm"}, ("Ida", "Holm", "Ida Holm")),
        (ONA, {"firstName": "Ida", "fullName": "Eva Holm"}, ("Ida", "Berg", "Ida Berg")),
        (ONA, {"fullName": "Ona"}, ("Ona", "", "Ona")),
        (ONA, {"fullName": ""}, ("Ona", "Berg", "Ona Berg")),
        (ONA, {"lastName": None}, ("Ona", "", "Ona")),
        (LABELLED, {"firstName": "", "lastName": "", "fullName": "Ona Berg"}, ("", "", "Ona Berg")),
        (LABELLED, {"fullName": "Ona Holm"}, ("Ona", "Holm", "Ona Holm")),
        (LABELLED, {"email": "ona@example.org"}, ("", "", "Ona Berg")),
    ],
)
def test_the_names_that_differ_from_those_shown_count(
    before: Record, said: dict[str, str | None], after: tuple[str, str, str]
) -> None:
    changed = edited_staff(before, staff_said(msgspec.convert(said, StaffChange)))
    assert (changed.text("first_name"), changed.text("last_name"), changed.label) == after


minutes = st.integers(0, DAY_MINUTES)
numbers = st.none() | st.integers(1, 2**31 - 1).map(Number)
days = st.none() | st.dates(date(1990, 1, 1), date(2100, 1, 1))


@st.composite
def entries(draw: st.DrawFn) -> WorkingHours:
    starts, ends = sorted(draw(st.tuples(minutes, minutes).filter(lambda pair: pair[0] != pair[1])))
    since, until = draw(days), draw(days)
    if since is not None and until is not None:
        since, until = sorted((since, until))
    return WorkingHours(
        draw(st.frozensets(st.integers(0, 6), min_size=1)),
        timedelta(minutes=starts),
        timedelta(minutes=ends),
        location=draw(numbers),
        service=draw(numbers),
        since=since,
        until=until,
    )


@given(st.lists(entries(), max_size=5))
def test_hours_that_are_shown_can_be_sent_back(hours: list[WorkingHours]) -> None:
    shown = msgspec.to_builtins(hours_objects(hours))
    assert hours_in(msgspec.convert(shown, list[HoursChange])) == tuple(hours)


@given(
    st.lists(entries(), max_size=3).map(written_working_hours) | st.none() | st.just("broken"),
    st.dictionaries(st.sampled_from(["first_name", "last_name", "email", "user_name"]), st.text("aé \n", max_size=5)),
    st.none() | st.booleans(),
)
def test_an_object_that_is_sent_back_whole_says_nothing_new(
    hours: object, texts: dict[str, str], active: bool | None
) -> None:
    trimmed = {word: text.strip() for word, text in texts.items() if text.strip()}
    before = record("Ona", **trimmed, **{"working_hours": hours} if hours else {})
    if active is not None:
        before = replace(before, fields={**before.fields, "active": active})
    shown = staff_details(before, zone=ZONE)
    again = edited_staff(before, staff_said(msgspec.convert(msgspec.to_builtins(shown), StaffChange)))
    assert staff_details(again, zone=ZONE) == shown
    assert again.label == before.label
    assert dict(again.fields) == {"active": True, **before.fields}


GOOD = {"daysOfWeek": ["MON"], "startTime": 900, "endTime": 1700}


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ({"daysOfWeek": []}, Missing("daysOfWeek")),
        ({"daysOfWeek": ["NODAY"]}, Invalid("daysOfWeek", "word")),
        ({"startTime": None}, Missing("startTime")),
        ({"startTime": 960}, Invalid("startTime", "time")),
        ({"endTime": 900}, Invalid("endTime", "order")),
        ({"endTime": 2401}, Invalid("endTime", "order")),
        ({"locationId": 0}, Invalid("locationId", "number")),
        ({"reasonId": "x"}, Invalid("reasonId", "number")),
        ({"startDate": "2031-02-30"}, Invalid("startDate", "date")),
        ({"startDate": "2031-03-02", "endDate": "2031-03-01"}, Invalid("endDate", "order")),
    ],
)
def test_hours_that_cannot_be_meant_are_refused(said: dict[str, object], error: FilebookError) -> None:
    with pytest.raises(type(error)) as raised:
        hours_in([msgspec.convert({**GOOD, **said}, HoursChange)])
    assert raised.value == error or vars(raised.value) == vars(error)


def test_more_hours_than_anybody_has_are_refused() -> None:
    with pytest.raises(Invalid):
        hours_in([msgspec.convert(GOOD, HoursChange)] * 201)


@pytest.mark.parametrize("said", [{"firstName": "a\0"}, {"lastName": "b\nc"}, {"email": "x" * 1001}, {"active": "no"}])
def test_texts_that_cannot_be_meant_are_refused(said: dict[str, str]) -> None:
    with pytest.raises(Invalid):
        edited_staff(ONA, staff_said(msgspec.convert(said, StaffChange)))
