"""The table of happenings: what every reader goes by near the present, written on by the worker, and made anew."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import apsw
import pytest

from filebook.backends.sql import migrate
from filebook.backends.sql.sqlite import SqliteCatalogue
from filebook.core.appointments import Appointment, Span
from filebook.core.ids import Kind, Number
from filebook.core.recurrence.rule import Frequency, Rule
from filebook.services.agenda import Agenda
from filebook.services.booking import NewAppointment
from filebook.services.conflicts import Conflicts, Plan
from filebook.services.happenings import KEPT_AHEAD, Upkeep
from filebook.services.numbered_occurrences import Window
from filebook.services.occupied import occupied
from tests.services.conftest import Shop

ZONE = "Europe/Amsterdam"
FIRST = Span(datetime(2026, 4, 7, 14, 30), datetime(2026, 4, 7, 15, 0), ZONE)
DAILY = Rule(Frequency.DAILY, FIRST.starts.date())
WEEK = (datetime(2026, 4, 13, tzinfo=UTC), datetime(2026, 4, 20, tzinfo=UTC))
FAR_WEEK = (datetime(2036, 4, 13, tzinfo=UTC), datetime(2036, 4, 20, tzinfo=UTC))


class Rows:
    """The rows of an installation, looked at and spoilt past the catalogue."""

    def __init__(self, path: Path) -> None:
        self._connection = apsw.Connection(str(path))
        self._connection.set_busy_timeout(10_000)

    def count(self, appointment: Appointment) -> int:
        found = self._connection.execute("SELECT 1 FROM happenings WHERE appointment = ?", (appointment.number,))
        return len(found.fetchall())

    def lose(self, appointment: Appointment) -> None:
        self._connection.execute("DELETE FROM happenings WHERE appointment = ?", (appointment.number,))

    def upgrade_again(self) -> None:
        """Undo the step that brought the table, and do it again with the appointments there are."""
        (step,) = (step for step in migrate.steps() if step.name == "0008_happenings")
        indexes = re.findall("CREATE INDEX (\\w+)", step.text)
        self._connection.execute("; ".join(f"DROP INDEX {index}" for index in indexes))
        self._connection.execute("DROP TABLE happenings")
        for column in ("written_since", "written_until"):
            self._connection.execute(f"ALTER TABLE appointments DROP COLUMN {column}")
        self._connection.execute(step.for_sqlite)

    def close(self) -> None:
        self._connection.close()


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Shop]:
    """An installation in a file that has a name."""
    catalogue = SqliteCatalogue(tmp_path / "catalogue.db", durable=False)
    yield Shop(catalogue)
    catalogue.close()


@pytest.fixture
def rows(here: Shop, tmp_path: Path) -> Iterator[Rows]:
    looked_at = Rows(tmp_path / "catalogue.db")
    yield looked_at
    looked_at.close()


def upkeep(shop: Shop) -> Upkeep:
    return Upkeep(shop.catalogue, now=shop.clock)


def a_series(shop: Shop, *participants: Number, rule: Rule | None = DAILY) -> Appointment:
    return shop.booking.add(shop.actor(), NewAppointment("Daily", FIRST, rule=rule, participants=participants))


def every_reader(shop: Shop, series: Appointment, staff: Number, week: tuple[datetime, datetime]) -> dict[str, int]:
    """How many occurrences each reader finds in a week."""
    actor, (starts, ends) = shop.actor(), week
    ahead = replace(series, number=Number(0), rule=None, span=replace(FIRST, starts=starts.replace(tzinfo=None)))
    with shop.catalogue.read() as tables:
        taken = list(occupied(tables, actor.business, staff, starts=starts, ends=ends))
    conflicts = Conflicts(shop.catalogue).of(
        actor, [Plan(replace(ahead, span=replace(ahead.span, ends=ends.replace(tzinfo=None))), frozenset({staff}))]
    )
    window = Window(starts, ends)
    return {
        "between": len(shop.book.between(actor, starts=starts, ends=ends)),
        "between of one": len(shop.book.between(actor, starts=starts, ends=ends, participant=staff)),
        "touching": len(shop.book.touching(actor, starts=starts, ends=ends)),
        "members": len(shop.numbered_occurrences.select(actor, lambda _, __: True, within=window)),
        "members of one": len(
            shop.numbered_occurrences.select(actor, lambda _, __: True, within=replace(window, taking_part=staff))
        ),
        "counted": shop.numbered_occurrences.count(actor, lambda _, __: "all", within=window)["all"],
        "agenda": len(Agenda(shop.catalogue).entries(actor, staff, since=starts, until=ends, limit=99)),
        "occupied": len([begin for begin, _ in taken if starts <= begin < ends]),
        "conflicts": len(conflicts[0]),
    }


ALL_SEVEN = {
    "between": 7,
    "between of one": 7,
    "touching": 1,
    "members": 7,
    "members of one": 7,
    "counted": 7,
    "agenda": 7,
    "occupied": 7,
    "conflicts": 1,
}


def test_every_reader_goes_by_the_table_and_beyond_it_by_the_rule(here: Shop, rows: Rows) -> None:
    staff = here.record(Kind.STAFF).number
    series = a_series(here, staff)
    assert every_reader(here, series, staff, WEEK) == ALL_SEVEN
    assert every_reader(here, series, staff, FAR_WEEK) == ALL_SEVEN
    rows.lose(series)
    assert every_reader(here, series, staff, WEEK) == dict.fromkeys(ALL_SEVEN, 0)
    assert every_reader(here, series, staff, FAR_WEEK) == ALL_SEVEN


def test_the_worker_writes_a_series_on_before_its_rows_run_out(here: Shop, rows: Rows) -> None:
    series = a_series(here)
    written = rows.count(series)
    assert here.housekeeping.sweep().extended_series == 0
    here.clock.advance(days=KEPT_AHEAD.days)
    assert here.housekeeping.sweep().extended_series == 0
    here.clock.advance(days=10)
    assert here.housekeeping.sweep().extended_series == 1
    assert rows.count(series) > written
    assert here.housekeeping.sweep().extended_series == 0
    here.clock.advance(days=3000)
    assert here.housekeeping.sweep().extended_series == 1
    assert rows.count(series) < 3 * 367
    assert list(upkeep(here).wrong()) == []


def test_only_what_goes_on_is_extended(here: Shop, rows: Rows) -> None:
    ending = a_series(here, rule=replace(DAILY, count=30))
    single = a_series(here, rule=None)
    trashed = a_series(here)
    here.booking.trash(here.actor(), trashed.number)
    assert [rows.count(one) for one in (ending, single, trashed)] == [30, 1, 0]
    here.clock.advance(days=3000)
    assert here.housekeeping.sweep().extended_series == 0


def test_a_change_that_moves_nothing_leaves_the_rows_alone_and_a_move_takes_them_along(here: Shop, rows: Rows) -> None:
    series = a_series(here)
    rows.lose(series)
    renamed = here.booking.change(here.actor(), series.number, edit=lambda one: replace(one, subject="Other"))
    assert rows.count(renamed) == 0
    moved = replace(FIRST, ends=FIRST.ends + timedelta(hours=1))
    here.booking.change(here.actor(), series.number, edit=lambda one: replace(one, span=moved))
    assert rows.count(series) > 700
    assert list(upkeep(here).wrong()) == []


def test_what_is_lost_is_told_and_made_anew(here: Shop, rows: Rows) -> None:
    series, single = a_series(here), a_series(here, rule=None)
    a_series(here)
    rows.lose(series)
    rows.lose(single)
    business = here.business.number
    assert sorted(upkeep(here).wrong()) == [(business, number) for number in sorted((series.number, single.number))]
    assert upkeep(here).rewrite() == 3
    assert list(upkeep(here).wrong()) == []
    assert rows.count(single) == 1


def test_an_upgrade_writes_single_ones_at_once_and_series_in_the_worker(here: Shop, rows: Rows) -> None:
    staff = here.record(Kind.STAFF).number
    series, single = a_series(here, staff), a_series(here, rule=None)
    written = [rows.count(series), rows.count(single)]
    rows.upgrade_again()
    assert [rows.count(series), rows.count(single)] == [0, 1]
    assert every_reader(here, series, staff, WEEK) == ALL_SEVEN
    assert here.housekeeping.sweep().extended_series == 1
    assert [rows.count(series), rows.count(single)] == written
    assert list(upkeep(here).wrong()) == []
