"""The table of happenings tells what rules say: for random series, changes, zones, windows and moments of writing."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import islice

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from filebook.backends.sql.postgres import PostgresCatalogue
from filebook.backends.sql.sqlite import SqliteCatalogue
from filebook.core.appointments import Appointment, ChangedOccurrence, Participant, Span
from filebook.core.businesses import Business
from filebook.core.errors import Unsupported
from filebook.core.ids import Number, Ref, new_uid
from filebook.core.members import Member, each_day
from filebook.core.ports.catalogue import Catalogue, Tables
from filebook.core.recurrence.rule import Frequency
from filebook.services.happenings import Upkeep
from filebook.services.occurrences import each_occurrence, touches
from filebook.services.touching import each_found, each_touching, expanded, spans_of
from tests.backends.catalogue_suite.made import a_business, a_record, an_appointment
from tests.core.recurrence.drawing import Drawn, drawn

ONE_DAY = timedelta(days=1)
WRITTEN_AT = datetime(2026, 3, 30, 7, 0, tzinfo=UTC)
LENGTHS = [timedelta(minutes=20), timedelta(), timedelta(hours=-1), ONE_DAY, 3 * ONE_DAY, 40 * ONE_DAY, 400 * ONE_DAY]
WIDTHS = [
    timedelta(microseconds=1),
    timedelta(hours=5),
    ONE_DAY,
    7 * ONE_DAY,
    31 * ONE_DAY,
    90 * ONE_DAY,
    600 * ONE_DAY,
]
MOVES = [timedelta(), timedelta(minutes=45), -ONE_DAY, 33 * ONE_DAY, -200 * ONE_DAY, 900 * ONE_DAY, -1500 * ONE_DAY]
RULES = drawn(Frequency.DAILY, Frequency.DAILY, Frequency.WEEKLY, Frequency.MONTHLY, Frequency.YEARLY, Frequency.HOURLY)
Told = tuple[int, date | None, Span, bool]


@dataclass(frozen=True, slots=True)
class Example:
    """One appointment, written at some moment, in another again, and windows to look at."""

    drawn: Drawn
    length: timedelta
    all_day: bool
    single: bool
    left_out: tuple[int, ...]
    moved: tuple[tuple[int, timedelta | None], ...]
    written_at: datetime
    later: timedelta
    windows: tuple[tuple[timedelta, timedelta], ...]

    def appointment(self, plain: Appointment) -> Appointment:
        """It, so far as its days can be told at all."""
        starts = self.drawn.begins
        span = Span(starts, starts + self.length, str(self.drawn.start.zone))
        if self.all_day:
            day = starts.replace(hour=0, minute=0, second=0)
            span = Span(day, day + ONE_DAY - timedelta(seconds=1), span.zone, start_all_day=True, end_all_day=True)
        rule = None if self.single else self.drawn.rule
        made = replace(plain, span=span, rule=rule, modified_at=self.written_at)
        try:
            days = list(islice(each_day(made), 60))
        except Unsupported:
            return made
        changes = []
        for original_on, by in {days[index % len(days)]: by for index, by in self.moved}.items():
            moved = datetime.combine(original_on, starts.time()) + (by or timedelta())
            other = None if by is None else replace(span, starts=moved, ends=moved + timedelta(hours=2))
            changes.append(ChangedOccurrence(original_on, other))
        return replace(
            made,
            cancelled_on=frozenset(days[index % len(days)] for index in self.left_out),
            changed=tuple(changes),
        )


EXAMPLES = st.builds(
    Example,
    drawn=RULES,
    length=st.sampled_from(LENGTHS),
    all_day=st.booleans(),
    single=st.integers(0, 5).map(lambda number: number == 5),
    left_out=st.lists(st.integers(0, 59), max_size=3).map(tuple),
    moved=st.lists(st.tuples(st.integers(0, 59), st.sampled_from([None, *MOVES])), max_size=3).map(tuple),
    written_at=st.integers(-2000, 2000).map(lambda days: WRITTEN_AT + days * ONE_DAY),
    later=st.sampled_from([timedelta(), 300 * ONE_DAY, 800 * ONE_DAY]),
    windows=st.lists(
        st.tuples(st.integers(-1600, 1600).map(lambda days: days * ONE_DAY), st.sampled_from(WIDTHS)),
        min_size=1,
        max_size=6,
    ).map(tuple),
)


class Store:
    """A catalogue with one business, in which appointments come and go."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.business: Business = a_business(catalogue)
        self.member = a_record(catalogue, self.business)

    def written(self, example: Example) -> Appointment:
        person = Participant(Ref(self.member.number, self.member.uid))
        now = example.written_at
        span = Span(datetime(2026, 1, 1), datetime(2026, 1, 2), "UTC")
        plain = Appointment(self.business.number, Number(0), new_uid(), "", "", span, now, now, participants=(person,))
        made = example.appointment(plain)
        return an_appointment(self.catalogue, self.business, made.span, plain=made)

    def changed(self, appointment: Appointment) -> Appointment:
        self.catalogue.write(lambda tables: tables.appointments.update(appointment))
        return appointment

    def compare(self, appointment: Appointment, example: Example) -> None:
        """In every window, through the whole business and through the member, by members and by spans."""
        for offset, width in example.windows:
            starts = example.written_at + offset
            ends = starts + width
            with self.catalogue.read() as tables:
                for whose in (None, self.member.number):
                    assert self.told(tables, starts, ends, whose) == by_rule(appointment, starts, ends)
                    assert self.spans(tables, starts, ends, whose) == spans_by_rule(appointment, starts, ends)

    def told(self, tables: Tables, starts: datetime, ends: datetime, whose: Number | None) -> list[Told]:
        found = each_touching(tables, self.business.number, starts=starts, ends=ends, taking_part=whose)
        return in_order(member for _, members in found for member in members)

    def spans(self, tables: Tables, starts: datetime, ends: datetime, whose: Number | None) -> list[Span] | None:
        found = each_found(tables, self.business.number, starts=starts, ends=ends, taking_part=whose)
        try:
            return sorted(
                (span for one in found for span in spans_of(one, starts=starts, ends=ends, limit=10_000)), key=str
            )
        except Unsupported:
            return None


def by_rule(appointment: Appointment, starts: datetime, ends: datetime) -> list[Told]:
    if appointment.trashed_at is not None:
        return []
    if appointment.rule is None:
        return in_order([Member(appointment)] if touches(appointment.span, starts, ends) else [])
    return in_order(expanded(appointment, starts=starts, ends=ends))


def spans_by_rule(appointment: Appointment, starts: datetime, ends: datetime) -> list[Span] | None:
    if appointment.trashed_at is not None:
        return []
    try:
        return sorted(each_occurrence(appointment, starts=starts, ends=ends), key=str)
    except Unsupported:
        return None


def in_order(members: Iterable[Member]) -> list[Told]:
    told = [(member.whole.number, member.day, member.span, member.is_left_out) for member in members]
    return sorted(told, key=str)


def holds(store: Store, example: Example) -> None:
    """Written, written on, changed, trashed: the table always tells what the rule says."""
    made = store.written(example)
    try:
        changes_hold(store, example, made)
    finally:  # the next example has the business to itself
        trashed = store.changed(replace(made, trashed_at=example.written_at))
    store.compare(trashed, example)


def changes_hold(store: Store, example: Example, made: Appointment) -> None:
    """Step by step, until it is a single one at last."""
    store.compare(made, example)
    later = Upkeep(store.catalogue, now=lambda: example.written_at + example.later)
    later.extend()
    assert list(later.wrong()) == []
    store.compare(made, example)
    some_day = made.span.starts.date()
    left_out = store.changed(replace(made, cancelled_on=made.cancelled_on ^ {some_day}))
    store.compare(left_out, example)
    later.rewrite()
    store.compare(left_out, example)
    store.changed(replace(left_out, rule=None))
    store.compare(replace(left_out, rule=None), example)


@pytest.fixture(scope="module")
def on_sqlite() -> Iterator[Store]:
    catalogue = SqliteCatalogue.in_memory()
    yield Store(catalogue)
    catalogue.close()


@pytest.fixture
def on_postgres(postgres_database: str) -> Iterator[Store]:
    catalogue = PostgresCatalogue(postgres_database, pool_size=4)
    yield Store(catalogue)
    catalogue.close()


UNHURRIED = settings(
    max_examples=120, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)


@UNHURRIED
@given(example=EXAMPLES)
def test_the_table_tells_what_the_rules_say(on_sqlite: Store, example: Example) -> None:
    holds(on_sqlite, example)


@settings(UNHURRIED, max_examples=15)
@given(example=EXAMPLES)
def test_so_it_does_on_postgresql(on_postgres: Store, example: Example) -> None:
    holds(on_postgres, example)
