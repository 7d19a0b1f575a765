"""What is written, read and written back changes nothing, whoever wrote it and whatever Xelion has words for."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import msgspec
from hypothesis import given, reject
from hypothesis import strategies as st

from filebook.core.appointments import Appointment, Presence, Span
from filebook.core.errors import Invalid
from filebook.core.ids import BusinessNumber, Number, Ref, Uid
from filebook.core.members import member_on
from filebook.core.recurrence.days import first_match
from filebook.core.recurrence.rule import ByDay, Frequency, Rule, is_plain
from filebook.dialects.xelion import wire
from filebook.dialects.xelion.intake import new_appointment
from filebook.dialects.xelion.mutations import edit_of_day, single_of
from filebook.dialects.xelion.patch import Changes, changes_from, edit_of
from filebook.dialects.xelion.translate import PRESENCE_OF_STATUS, Beside, appointment_object
from filebook.services.booking import NewAppointment
from tests.dialects.xelion.book import replaced

AT = datetime(2026, 3, 30, 7, 0, tzinfo=UTC)
UID = Uid("6b9f5d2e-6c1a-4f0e-9a52-3d8a1c7e4b60")
ZONES = ("Europe/Amsterdam", "America/New_York", "Australia/Lord_Howe")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
NOT_TO_BE_PATCHED = {"calendars", "participants", "permissions", "oid", "objectType"}

MOMENTS = st.one_of(
    st.datetimes(datetime(2020, 1, 1), datetime(2030, 12, 31)),
    st.datetimes(datetime(2026, 10, 24, 22), datetime(2026, 10, 25, 4)),  # clocks go back
    st.datetimes(datetime(2026, 3, 28, 22), datetime(2026, 3, 29, 4)),
).map(lambda moment: moment.replace(microsecond=0))
TEXTS = st.text(st.characters(exclude_characters="\0", codec="utf-8"), max_size=20)


def _as_made(new: NewAppointment) -> Appointment:
    """What the booking service makes of it."""
    names = ("comment", "place", "internal", "presence", "rule", "reminder_minutes", "fields")
    said = {name: getattr(new, name) for name in names}
    return Appointment(BusinessNumber(1), Number(7), UID, UID, new.subject, new.span, AT, AT, **said)


def _shown(appointment: Appointment, zone: str) -> dict[str, Any]:
    told = appointment_object(appointment, Beside(calendars=[], people={}, permissions="ReadWriteRemove"), zone=zone)
    shown: dict[str, Any] = msgspec.to_builtins(told)
    return shown


def _written_back(appointment: Appointment, zone: str) -> Appointment:
    """The appointment after every member it shows was replaced by what it is."""
    return edit_of(_all_replaced(_shown(appointment, zone)), zone=zone)(appointment)


def _all_replaced(members: Mapping[str, object]) -> Changes:
    operations = [replaced(name, value) for name, value in members.items() if name not in NOT_TO_BE_PATCHED]
    return changes_from(msgspec.convert(operations, list[wire.Operation]))


@st.composite
def _bodies(draw: st.DrawFn) -> dict[str, Any]:
    starts = draw(MOMENTS)
    whole = draw(st.booleans())
    body: dict[str, Any] = {
        "subject": draw(TEXTS),
        "starttime": str(starts),
        "endtime": str(starts + timedelta(minutes=draw(st.integers(0, 3000)))),
        "allStartDay": whole,
        "allEndDay": whole or draw(st.booleans()),
        "internal": draw(st.booleans()),
        "userStatus": draw(st.sampled_from(sorted(PRESENCE_OF_STATUS))),
        "comment": draw(TEXTS),
        "commonName": draw(TEXTS),
        "locationString": draw(TEXTS),
        "reminders": [{"minutes": minutes} for minutes in draw(st.lists(st.integers(0, 9999), max_size=1))],
    }
    if draw(st.booleans()):
        ending = draw(st.sampled_from(["recurrenceCount", "recurrenceTerminationDate", "never"]))
        body |= {
            "recurrenceType": draw(st.sampled_from(["daily", "weekly", "monthly", "yearly"])),
            "recurrenceInterval": draw(st.integers(1, 12)),
            "recurrenceTerminationType": ending,
            "recurrenceCount": draw(st.integers(1, 40)) if ending == "recurrenceCount" else 0,
            "recurrenceTerminationDate": "2040-02-29 23:00:00" if ending == "recurrenceTerminationDate" else "",
            "monthRecurrenceType": draw(st.sampled_from(["dayOfMonth", "weekDay"])),
            "firstRecurrenceDate": draw(st.sampled_from(["", str(starts), str(starts + timedelta(days=40))])),
            **dict.fromkeys(draw(st.sets(st.sampled_from(WEEKDAYS))), True),
        }
    return body


@given(_bodies(), st.sampled_from(ZONES))
def test_what_is_posted_is_read_and_posted_and_patched_back_unchanged(body: dict[str, Any], zone: str) -> None:
    try:
        new = new_appointment(msgspec.convert(body, wire.NewAppointment), zone=zone)
    except Invalid:
        reject()  # such as a day of the month that no month has
    made = _as_made(new)
    shown = _shown(made, zone)
    assert new_appointment(msgspec.convert(shown, wire.NewAppointment), zone=zone) == new
    assert _written_back(made, zone) == made
    for name in ("subject", "internal", "userStatus", "commonName"):
        assert shown[name] == body[name]
    if body["allStartDay"]:
        assert shown["starttime"] == f"{body['starttime'][:10]} 00:00:00"
    if body["allEndDay"]:
        assert shown["endtime"] == f"{body['endtime'][:10]} 23:59:59"
    if not (body["allStartDay"] or body["allEndDay"] or "recurrenceType" in body):
        assert (shown["starttime"], shown["endtime"]) == (body["starttime"], body["endtime"])


@st.composite
def _from_elsewhere(draw: st.DrawFn) -> Appointment:
    """An appointment as any door may have made it."""
    starts = draw(MOMENTS)
    ends = starts + timedelta(minutes=draw(st.integers(0, 3000)))
    span = Span(starts, ends, draw(st.sampled_from((*ZONES, "UTC"))))
    if draw(st.booleans()):
        first, last = (datetime.combine(wall.date(), datetime.min.time()) for wall in (starts, ends))
        span = Span(first, last.replace(hour=23, minute=59, second=59), span.zone, start_all_day=True, end_all_day=True)
    rule = draw(st.none() | _rules(starts.date()))
    presence = draw(st.sampled_from(list(Presence)))
    appointment = Appointment(BusinessNumber(1), Number(7), UID, UID, draw(TEXTS), span, AT, AT, presence=presence)
    return replace(appointment, rule=rule, comment=draw(TEXTS))


@st.composite
def _rules(draw: st.DrawFn, day: date) -> Rule:
    rule = Rule(
        draw(st.sampled_from([Frequency.DAILY, Frequency.WEEKLY, Frequency.MONTHLY, Frequency.YEARLY])),
        day + timedelta(days=draw(st.integers(0, 40))),
        interval=draw(st.integers(1, 3)),
        count=draw(st.none() | st.integers(1, 9)),
        by_day=tuple(
            draw(st.sets(st.builds(ByDay, st.integers(0, 6), st.none() | st.sampled_from([1, 5, -1])), max_size=2))
        ),
        by_month_day=tuple(draw(st.sets(st.sampled_from([1, 15, day.day, -1]), max_size=2))),
        by_month=tuple(draw(st.sets(st.integers(1, 12), max_size=2))),
    )
    return rule if is_plain(rule) and first_match(rule) else Rule(rule.frequency, rule.anchor, count=rule.count)


REF = Ref(Number(8), UID)
DAILY = Rule(Frequency.DAILY, date.min)


@given(_from_elsewhere(), st.integers(0, 400), st.sampled_from(ZONES))
def test_an_occurrence_is_read_and_patched_back_unchanged(appointment: Appointment, days: int, zone: str) -> None:
    series = replace(appointment, rule=replace(DAILY, anchor=appointment.span.starts.date()))
    day = series.span.starts.date() + timedelta(days=days)
    member = member_on(series, day, REF)
    assert member is not None
    shown = _shown(single_of(member), zone)
    assert edit_of_day(_all_replaced(shown), day, REF, zone=zone)(series) == series


@given(_from_elsewhere(), MOMENTS, st.integers(0, 3000), st.sampled_from(ZONES))
def test_the_times_of_an_occurrence_are_read_as_they_were_written(
    appointment: Appointment, starts: datetime, minutes: int, zone: str
) -> None:
    day = appointment.span.starts.date()
    series = replace(appointment, rule=replace(DAILY, anchor=day))
    said = {"starttime": str(starts), "endtime": str(starts + timedelta(minutes=minutes))}
    changes = _all_replaced({**said, "allStartDay": False, "allEndDay": False})
    member = member_on(edit_of_day(changes, day, REF, zone=zone)(series), day, REF)
    assert member is not None
    shown = _shown(single_of(member), zone)
    assert {name: shown[name] for name in said} == said


@given(_from_elsewhere(), st.sampled_from(ZONES))
def test_what_another_door_made_is_read_and_patched_back_unchanged(appointment: Appointment, zone: str) -> None:
    assert _written_back(appointment, zone) == appointment
