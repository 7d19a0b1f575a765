"""Data folders with very many appointments, made through the catalogue itself; some of them are series."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import apsw

from bench.ours.seed import ascending_uid
from filebook.app.build import House, build
from filebook.app.settings import Settings
from filebook.core.access import Actor, Role
from filebook.core.appointments import Appointment, Participant, Span
from filebook.core.businesses import Business
from filebook.core.ids import Door, Kind, Number, Ref
from filebook.core.ports.catalogue import Tables
from filebook.core.records import Record
from filebook.core.recurrence.rule import Frequency, Rule
from filebook.services.accounts import actor_of

BASE_ROWS = 1_000
"""So many are written as the doors would; they are copied, with all their rows, until there are enough."""
STAFF = 20
WEEKLY_EVERY, DAILY_EVERY = 100, 1_000
"""One appointment in so many is an endless series of this kind."""
_YEARS = timedelta(days=4 * 365)
"""The appointments lie evenly in these years, the present in their middle."""
_ZONE = "Europe/Amsterdam"
_STEP = 10 * BASE_ROWS
"""So far apart are the numbers of a copy and of the next one."""
_SPREAD = 7_919
"""Neighbours in number are strangers in time."""


@dataclass(frozen=True, slots=True)
class Diary:
    """A running house with so many appointments, and who looks into it."""

    house: House
    rows: int
    actor: Actor
    person: Number
    week: tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class _Book:
    """Whose appointments they are, and when they are made."""

    business: Business
    staff: Sequence[Record]
    rows: int
    now: datetime

    def add(self, places: Iterable[int], tables: Tables) -> None:
        """Write some of the appointments."""
        for place in places:
            tables.appointments.add(self.appointment(place, tables))

    def appointment(self, place: int, tables: Tables) -> Appointment:
        """The appointment at this place."""
        ref = tables.numbers.allocate(self.business.number, Kind.APPOINTMENT, uid=ascending_uid(place))
        minutes = (place * _SPREAD % self.rows) * (_YEARS // timedelta(minutes=1)) // self.rows
        starts = (self.now - _YEARS / 2 + timedelta(minutes=minutes // 15 * 15)).replace(tzinfo=None)
        person = self.staff[place % len(self.staff)]
        frequency = Frequency.DAILY if place % DAILY_EVERY == 0 else Frequency.WEEKLY
        is_series = place % DAILY_EVERY == 0 or place % WEEKLY_EVERY == 1
        return Appointment(
            business=self.business.number,
            number=ref.number,
            uid=ref.uid,
            ical_uid=f"{ref.uid}@bench",
            subject=f"appointment {place}",
            span=Span(starts, starts + timedelta(minutes=45), _ZONE),
            created_at=self.now,
            modified_at=self.now,
            rule=Rule(frequency, starts.date()) if is_series else None,
            participants=(Participant(Ref(person.number, person.uid), person.label),),
        )


def filled(data: Path, *, rows: int) -> Diary:
    """Make a business with so many appointments. The house stays open."""
    house = build(Settings(data_folder=str(data)))
    services = house.services
    business = services.accounts.create_business("Many appointments", zone=_ZONE)
    owner = services.accounts.create_user(business.number, "owner", role=Role.OWNER)
    actor = actor_of(owner, business, door=Door.COMMAND_LINE)
    staff = [services.records.add(actor, Kind.STAFF, label=f"Colleague {index}") for index in range(STAFF)]
    now = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    book = _Book(business, staff, min(rows, BASE_ROWS), now)
    house.catalogue.write(partial(book.add, range(min(rows, BASE_ROWS))))
    _copy(house.settings.data_path / "filebook.db", copies=rows // BASE_ROWS - 1)
    return Diary(house, rows, actor, staff[0].number, (now + timedelta(days=7), now + timedelta(days=14)))


def _copy(path: Path, *, copies: int) -> None:
    """Copy every appointment so many times within the database, each with a number and uid of its own."""
    connection = apsw.Connection(str(path))
    connection.set_busy_timeout(10_000)
    connection.pragma("synchronous", "OFF")
    own = {"number": "number + {0}", "appointment": "appointment + {0}"}
    own |= {
        "uid": "printf('%08x', number + {0}) || substr(uid, 9)",
        "short": "printf('%08x', number + {0}) || substr(short, 9)",
    }
    connection.execute("BEGIN IMMEDIATE")
    for table in ("objects", "appointments", "appointment_members", "happenings"):
        columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
        values = ", ".join(own.get(column, column).format("copy.by") for column in columns)
        only = "number IN (SELECT number FROM appointments)" if table == "objects" else "TRUE"
        # Made apart from the table, which would otherwise grow while it is read.
        connection.execute(f"CREATE TEMP TABLE base AS SELECT * FROM {table} WHERE {only}")  # noqa: S608 - our names
        connection.execute(
            f"""
            WITH RECURSIVE copy(by) AS (SELECT {_STEP} WHERE :copies > 0
                UNION ALL SELECT by + {_STEP} FROM copy WHERE by < :copies * {_STEP})
            INSERT INTO {table} ({", ".join(columns)}) SELECT {values} FROM copy CROSS JOIN base
            """,  # noqa: S608 - our names
            {"copies": copies},
        )
        connection.execute("DROP TABLE base")
    connection.execute("COMMIT")
    connection.close()
