"""What is written, read and written back changes nothing, whoever wrote it and whatever Xelion has words for."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import msgspec
from hypothesis import given, reject
from hypothesis import strategies as st

from filebook.core.appointments import Appointment, Presence, Span
from filebook.core.errors import Invalid
from filebook.core.ids import BusinessNumber, Number, Uid
from filebook.core.recurrence import ByDay, Frequency, Rule, first_match, is_plain
from filebook.dialects.xelion import wire
from filebook.dialects.xelion.intake import new_appointment
from filebook.dialects.xelion.patch import changes_from, edit_of
from filebook.dialects.xelion.translate import PRESENCE_OF_STATUS, appointment_object
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
    said = {name: getattr(new, name) for name in ("comment", "place", "internal", "presence", "rule", "fields")}
    return Appointment(BusinessNumber(1), Number(7), UID, UID, new.subject, new.span, AT, AT, **said)


def _shown(appointment: Appointment, zone: str) -> dict[str, Any]:
    told = appointment_object(appointment, calendars=[], permissions="ReadWriteRemove", zone=zone)
    shown: dict[str, Any] = msgspec.to_builtins(told)
    return shown


def _written_back(appointment: Appointment, zone: str) -> Appointment:
    """The appointment after every member it shows was replaced by what it is."""
    shown = _shown(appointment, zone).items()
    operations = [replaced(name, value) for name, value in shown if name not in NOT_TO_BE_PATCHED]
    return edit_of(changes_from(msgspec.convert(operations, list[wire.Operation])), zone=zone)(appointment)


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


@given(_from_elsewhere(), st.sampled_from(ZONES))
def test_what_another_door_made_is_read_and_patched_back_unchanged(appointment: Appointment, zone: str) -> None:
    assert _written_back(appointment, zone) == appointment
