"""The appointment book: stored, read, expanded across clock changes, private where it says so."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from filebook.core.access import Actor, Role
from filebook.core.appointments import Appointment, ChangedOccurrence, Span
from filebook.core.errors import AccessDenied, FilebookError, Invalid, NotFound
from filebook.core.ids import Kind, Number
from filebook.core.recurrence.rule import ByDay, Frequency, Rule
from filebook.services.book import Right
from filebook.services.booking import NewAppointment
from filebook.services.occurrences import instant, occurrences
from tests.services.conftest import Shop

ZONE = "Europe/Amsterdam"
MEETING = Span(datetime(2017, 3, 13, 11, 10), datetime(2017, 3, 13, 11, 20), ZONE)
MONDAYS = Rule(Frequency.WEEKLY, date(2017, 3, 20), count=6, by_day=(ByDay(0),))


def an_appointment(shop: Shop, actor: Actor | None = None, **said: object) -> Appointment:
    new = NewAppointment(**{"subject": "Meeting", "span": MEETING, **said})  # type: ignore[arg-type] # its own words
    return shop.booking.add(actor or shop.actor(), new)


def test_an_appointment_is_read_back_whole(shop: Shop) -> None:
    contact = shop.record(Kind.CONTACT)
    made = an_appointment(
        shop,
        comment="c",
        place="p",
        internal=True,
        rule=MONDAYS,
        cancelled_on=frozenset({date(2017, 3, 27)}),
        participants=(contact.number, shop.actor().staff.number, contact.number),
        reminder_minutes=15,
        fields={"xelion": {"userStatus": "unavailable"}},
    )
    assert shop.book.get(shop.actor(), made.number) == made
    assert [participant.label for participant in made.participants] == ["A contact", shop.actor().user_name]


def test_a_series_stays_at_its_wall_time_across_a_clock_change(shop: Shop) -> None:
    made = an_appointment(shop, rule=MONDAYS)
    spans = occurrences(made, starts=datetime(2017, 1, 1, tzinfo=UTC), ends=datetime(2018, 1, 1, tzinfo=UTC))
    assert [span.starts.date().isoformat() for span in spans] == [
        "2017-03-13",
        "2017-03-20",
        "2017-03-27",
        "2017-04-03",
        "2017-04-10",
        "2017-04-17",
        "2017-04-24",
    ]
    assert {span.starts.time() for span in spans} == {MEETING.starts.time()}
    assert [instant(span.starts, ZONE).hour for span in spans] == [10, 10, 9, 9, 9, 9, 9]


def test_cancelled_and_changed_occurrences_are_left_out_and_replaced(shop: Shop) -> None:
    made = an_appointment(shop, rule=MONDAYS, cancelled_on=frozenset({date(2017, 3, 20)}))
    moved = Span(datetime(2017, 3, 28, 9, 0), datetime(2017, 3, 28, 9, 30), ZONE)
    changed = replace(
        made, changed=(ChangedOccurrence(date(2017, 3, 27), moved), ChangedOccurrence(date(2017, 4, 3), None))
    )
    spans = occurrences(changed, starts=datetime(2017, 3, 14, tzinfo=UTC), ends=datetime(2017, 4, 11, tzinfo=UTC))
    assert [span.starts.isoformat() for span in spans] == ["2017-03-28T09:00:00", "2017-04-10T11:10:00"]


def between(
    shop: Shop, actor: Actor, starts: datetime, ends: datetime, *, participant: Number | None = None, limit: int = 500
) -> list[tuple[Appointment, Span]]:
    return shop.book.between(actor, starts=starts, ends=ends, participant=participant, limit=limit)


@pytest.mark.parametrize(
    ("starts", "ends", "count"),
    [("10:10", "10:20", 1), ("10:20", "11:00", 0), ("09:00", "10:10", 0), ("10:15", "10:16", 1), ("09:00", "10:11", 1)],
)
def test_a_window_holds_what_touches_it(shop: Shop, starts: str, ends: str, count: int) -> None:
    made = an_appointment(shop)
    at = [datetime.fromisoformat(f"2017-03-13T{clock}:00+00:00") for clock in (starts, ends)]
    found = between(shop, shop.actor(), at[0], at[1])
    assert [appointment.number for appointment, _ in found] == [made.number] * count


def test_a_range_shows_occurrences_in_order_and_one_persons_alone(shop: Shop) -> None:
    contact = shop.record(Kind.CONTACT)
    series = an_appointment(shop, rule=MONDAYS, participants=(contact.number,))
    single = an_appointment(shop, span=Span(datetime(2017, 3, 21, 9, 0), datetime(2017, 3, 21, 10, 0), ZONE))
    window = (datetime(2017, 3, 19, tzinfo=UTC), datetime(2017, 3, 29, tzinfo=UTC))
    found = between(shop, shop.actor(), *window)
    assert [appointment.number for appointment, _ in found] == [series.number, single.number, series.number]
    assert [a.number for a, _ in between(shop, shop.actor(), *window, limit=2)] == [series.number, single.number]
    own = between(shop, shop.actor(), *window, participant=contact.number)
    assert {appointment.number for appointment, _ in own} == {series.number}


@pytest.mark.parametrize(
    ("wall", "utc"),
    [
        ("2017-03-26T02:30:00", "2017-03-26T01:30:00"),  # skipped by the clock: moved forward by the gap
        ("2017-10-29T02:30:00", "2017-10-29T00:30:00"),  # twice on the clock: the first
        ("2017-07-01T12:00:00", "2017-07-01T10:00:00"),
    ],
)
def test_a_wall_time_has_one_instant(wall: str, utc: str) -> None:
    assert instant(datetime.fromisoformat(wall), ZONE) == datetime.fromisoformat(utc + "+00:00")


@pytest.mark.parametrize(
    "said",
    [
        {"span": Span(MEETING.ends, MEETING.starts, ZONE)},
        {"span": Span(MEETING.starts, MEETING.ends, "Mars/Olympus")},
        {"span": Span(MEETING.starts, MEETING.ends, "../etc")},
        {"rule": Rule(Frequency.SECONDLY, date(2017, 3, 20))},
        {"rule": Rule(Frequency.WEEKLY, date(2017, 3, 1))},
        {"rule": Rule(Frequency.YEARLY, date(2017, 3, 20), by_month=(2,), by_month_day=(30,))},
        {"participants": (Number(999_999),)},
        {"calendars": (Number(999_999),)},
    ],
)
def test_what_cannot_be_an_appointment_is_refused_and_nothing_is_stored(shop: Shop, said: dict[str, object]) -> None:
    before = shop.stored()
    with pytest.raises((Invalid, NotFound)):
        an_appointment(shop, None, **said)
    assert shop.stored() == before


def test_a_task_does_not_take_part(shop: Shop) -> None:
    task = shop.record(Kind.TASK)
    with pytest.raises(NotFound):
        an_appointment(shop, participants=(task.number,))


def test_rights_follow_role_and_part(shop: Shop) -> None:
    viewer, personal = shop.actor(Role.VIEWER), shop.actor(Role.PERSONAL)
    made = an_appointment(shop, participants=(personal.staff.number,))
    assert shop.book.right(shop.actor(), made) is Right.REMOVE
    assert shop.book.right(viewer, made) is Right.READ
    assert shop.book.right(personal, shop.book.get(personal, made.number)) is Right.REMOVE


def test_others_appointments_are_absent_where_they_are_private_or_not_ones_own(shop: Shop) -> None:
    private, open_one = an_appointment(shop, private=True), an_appointment(shop)
    colleague, personal = shop.actor(name="colleague"), shop.actor(Role.PERSONAL)
    assert shop.book.get(shop.actor(), private.number) == private
    hidden = ((colleague, private), (personal, private), (personal, open_one))
    stranger = shop.actor(business=shop.elsewhere)
    for actor, appointment in (*hidden, (stranger, open_one)):
        with pytest.raises(NotFound):
            shop.book.get(actor, appointment.number)
    with pytest.raises(FilebookError):
        shop.book.get(shop.actor(Role.NONE), open_one.number)
    window = (datetime(2017, 3, 13, tzinfo=UTC), datetime(2017, 3, 14, tzinfo=UTC))
    assert [appointment.number for appointment, _ in between(shop, colleague, *window)] == [open_one.number]
    with pytest.raises(AccessDenied):
        between(shop, shop.actor(Role.NONE), *window)


def test_a_trashed_appointment_is_absent_and_its_files_stay(shop: Shop) -> None:
    made = an_appointment(shop)
    file = shop.file()
    with pytest.raises(AccessDenied):
        shop.booking.trash(shop.actor(Role.VIEWER), made.number)
    shop.booking.trash(shop.actor(), made.number)
    with pytest.raises(NotFound):
        shop.book.get(shop.actor(), made.number)
    with pytest.raises(NotFound):
        shop.booking.trash(shop.actor(), made.number)
    assert shop.library.file(shop.actor(), file.number) == file
    window = (datetime(2017, 3, 13, tzinfo=UTC), datetime(2017, 3, 14, tzinfo=UTC))
    assert between(shop, shop.actor(), *window) == []


def test_an_all_day_appointment_keeps_its_dates(shop: Shop) -> None:
    day = Span(datetime(2017, 3, 26), datetime(2017, 3, 26, 23, 59, 59), ZONE, start_all_day=True, end_all_day=True)
    made = an_appointment(shop, span=day)
    assert shop.book.get(shop.actor(), made.number).span == day
    assert timedelta(hours=23) > instant(day.ends, ZONE) - instant(day.starts, ZONE)
