"""Many programs book at TimeTap's door at once, at a real server on either store: nobody's time is given away twice."""

import json
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from http.client import HTTPConnection
from itertools import combinations
from pathlib import Path
from random import Random
from threading import Barrier
from typing import Any
from urllib.parse import urlencode, urlsplit
from zoneinfo import ZoneInfo

import pytest
from psycopg.conninfo import conninfo_to_dict

from filebook.app.build import open_catalogue
from filebook.app.settings import Settings
from filebook.core.ids import BusinessNumber, Kind, Number, Uid
from filebook.core.ports.catalogue import Catalogue
from filebook.core.slots import Interval
from filebook.services.credentials import Issued
from filebook.services.occupied import occupied
from tests.dialects.timetap.client import signature_of
from tests.durability.server import BUSY, serving

SQLITE, POSTGRESQL = "SQLite", "PostgreSQL"
EACH_STORE = pytest.mark.parametrize("shop", [SQLITE, pytest.param(POSTGRESQL, marks=pytest.mark.slow)], indirect=True)
TAKEN = "The selected time is no longer available"
PATIENCE_SECONDS = 120
WEDNESDAY = date(2031, 3, 5)
MINUTE, WEEK, YEAR = timedelta(minutes=1), timedelta(days=7), timedelta(days=366)
Json = dict[str, Any]
Wish = tuple[str, Json]
"""Where something is booked, and the body that says what."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What one program was told."""

    status: int
    told: Any


@dataclass(frozen=True, slots=True)
class Rows:
    """What stands in the store."""

    contacts: int
    changes: int
    taken: Sequence[Interval]
    """When the member of staff is occupied in the year that bookings are made for, by start."""


@dataclass(frozen=True, slots=True)
class Shop:
    """A demo server, and the store below it."""

    demo: Json
    catalogue: Catalogue
    token: str

    @property
    def business(self) -> BusinessNumber:
        return BusinessNumber(int(self.demo["timetap"]["api_key"]))

    @property
    def staff(self) -> Number:
        """The last of them, who takes appointments."""
        return self.numbers(Kind.STAFF)[-1]

    def numbers(self, kind: Kind) -> list[Number]:
        with self.catalogue.read() as tables:
            return [one.number for one in tables.records.page(self.business, kind, after=None, limit=100)]

    def references(self) -> Json:
        return {
            "staff": {"professionalId": self.staff},
            "location": {"locationId": self.numbers(Kind.LOCATION)[0]},
            "reason": {"reasonId": self.numbers(Kind.SERVICE)[0]},
        }

    def rows(self) -> Rows:
        staff, begin = self.staff, datetime(2031, 1, 1, tzinfo=UTC)
        with self.catalogue.read() as tables:
            return Rows(
                tables.records.count(self.business, Kind.CONTACT),
                tables.changes.last(self.business),
                sorted(occupied(tables, self.business, staff, starts=begin, ends=begin + YEAR)),
            )

    def get(self, path: str) -> Any:
        """What a call that must succeed is told."""
        answer = call(self.demo, "GET", path, token=self.token)
        assert answer.status == 200, answer
        return answer.told

    def all_at_once(self, wishes: Sequence[Wish]) -> list[Answer]:
        """Each wish from a program of its own, which waits until all others are ready too."""
        together = Barrier(len(wishes))

        def book(wish: Wish) -> Answer:
            path, body = wish
            together.wait(PATIENCE_SECONDS)
            return call(self.demo, "POST", path, token=self.token, body=body)

        with ThreadPoolExecutor(len(wishes)) as programs:
            return list(programs.map(book, wishes))


def call(demo: Json, method: str, path: str, *, token: str = "", body: Json | None = None) -> Answer:
    """One request over a connection of its own."""
    connection = HTTPConnection(urlsplit(demo["base_url"]).netloc, timeout=PATIENCE_SECONDS)
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"} if token else {}
    connection.request(method, f"/timetap/live{path}", None if body is None else json.dumps(body), headers)
    response = connection.getresponse()
    answer = Answer(response.status, json.loads(response.read()))
    connection.close()
    return answer


def log_in(demo: Json) -> str:
    key = Issued(Uid(""), demo["timetap"]["api_key"], demo["timetap"]["private_key"])
    asked = f"/sessionToken?apiKey={key.key}&timestamp=1795296047&signature={signature_of(key)}"
    token: str = call(demo, "GET", asked).told["sessionToken"]
    return token


@pytest.fixture
def shop(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Shop]:
    """A fresh demo on a store."""
    url = address_of(request.getfixturevalue("postgres_database")) if request.param == POSTGRESQL else ""
    with serving(tmp_path / "data", settings={**BUSY, "FILEBOOK_DATABASE_URL": url}) as server:
        catalogue = open_catalogue(Settings(data_folder=str(tmp_path / "data"), database_url=url))
        try:
            yield Shop(server.demo, catalogue, log_in(server.demo))
        finally:
            catalogue.close()
        server.stop()


def address_of(database: str) -> str:
    """What psycopg connects to, as a setting has it."""
    return f"postgresql://?{urlencode(conninfo_to_dict(database))}"


@EACH_STORE
def test_of_two_hundred_who_want_one_slot_one_gets_it_and_nothing_is_left_of_the_others(shop: Shop) -> None:
    references = shop.references()
    staff, place, service = (one for reference in references.values() for one in reference.values())
    address = f"/availability/2031/03/05/{staff}/{place}/{service}"
    slots = shop.get(address)
    wanted = slots[3]
    shop.all_at_once([("/appointments", {**references, **slots[0]})] * 40)  # the server is at full speed from now on
    wishes = [
        ("/appointments", {**references, **wanted, "client": {"firstName": "Aino", "lastName": f"No {index}"}})
        for index in range(200)
    ]
    before = shop.rows()
    answers = shop.all_at_once(wishes)
    after = shop.rows()
    (made,) = [answer.told for answer in answers if answer.status == 200]
    assert [answer for answer in answers if answer.status != 200] == [Answer(400, TAKEN)] * 199
    assert len(after.taken) - len(before.taken) == 1
    assert after.contacts - before.contacts == 1
    assert after.changes - before.changes == 2  # one client and one appointment were made, and nothing else
    assert shop.get(f"/appointments/{made['calendarId']}") == made
    assert made["client"]["clientId"] == shop.numbers(Kind.CONTACT)[-1]
    assert shop.get(address) == [slot for slot in slots[1:] if slot != wanted]


@EACH_STORE
def test_of_times_that_overlap_in_any_way_no_two_are_given_away(shop: Shop) -> None:
    chance, references, before = Random(7), shop.references(), shop.rows()
    wanted = [a_series(chance) if index % 4 == 0 else a_single(chance) for index in range(120)]
    answers = shop.all_at_once([(path, {**references, **body}) for (path, body), _ in wanted])
    after = shop.rows()
    given = [intervals for (_, intervals), answer in zip(wanted, answers, strict=True) if answer.status == 200]
    refused = [intervals for (_, intervals), answer in zip(wanted, answers, strict=True) if answer.status != 200]
    assert {answer.told for answer in answers if answer.status != 200} == {TAKEN}
    assert after.taken == sorted([*before.taken, *(one for intervals in given for one in intervals)])
    assert not any(overlap(one, other) for one, other in combinations(after.taken, 2))
    for intervals in refused:
        assert any(overlap(one, taken) for one in intervals for taken in after.taken)
    assert {len(intervals) for intervals in given} == {1, 3}, "both forms shall have had their chance"


def a_single(chance: Random) -> tuple[Wish, Sequence[Interval]]:
    """An appointment in the morning of one of five Wednesdays, with buffers, and when it takes staff.

    Before the last of them clocks are changed.
    """
    day = WEDNESDAY + chance.randrange(5) * WEEK
    opens = datetime(day.year, day.month, day.day, 9) + chance.randrange(0, 180, 5) * MINUTE
    starts = opens + chance.choice([0, 0, 10]) * MINUTE
    ends = starts + chance.randrange(5, 45, 5) * MINUTE
    closes = ends + chance.choice([0, 0, 15]) * MINUTE
    times = {
        "startDate": str(day),
        "startTime": hhmm(opens),
        "endDate": str(day),
        "endTime": hhmm(closes),
        "clientStartDate": str(day),
        "clientStartTime": hhmm(starts),
        "clientEndDate": str(day),
        "clientEndTime": hhmm(ends),
    }
    return ("/appointments", times), [(instant(opens), instant(closes))]


def a_series(chance: Random) -> tuple[Wish, Sequence[Interval]]:
    """The same quarter of an hour on three Wednesdays, one after another."""
    day = WEDNESDAY + chance.randrange(3) * WEEK
    starts = datetime(day.year, day.month, day.day, 9) + chance.randrange(0, 180, 15) * MINUTE
    ends = starts + 15 * MINUTE
    rule = {"frequency": "WEEKLY", "occurrences": 3, "startDate": str(day)}
    body = {**rule, "startTime": hhmm(starts), "endTime": hhmm(ends)}
    return ("/recurringappointments", body), [
        (instant(starts + index * WEEK), instant(ends + index * WEEK)) for index in range(3)
    ]


def hhmm(wall: datetime) -> int:
    return wall.hour * 100 + wall.minute


def instant(wall: datetime) -> datetime:
    return wall.replace(tzinfo=ZoneInfo("Europe/Amsterdam")).astimezone(UTC)


def overlap(one: Interval, other: Interval) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def test_the_demos_staff_can_be_booked_on_working_days_from_nine_to_five_everywhere_for_everything(
    demo: Json,
) -> None:
    token = log_in(demo)

    def get(path: str) -> Any:
        return call(demo, "GET", path, token=token).told

    staff, places = get("/staffIdList"), get("/locationIdList")
    services = {one["reasonId"]: one["visitMinutes"] for one in get("/services")}
    assert len(staff) >= 2, "the colleagues"
    assert len(places) >= 2
    assert len(services) >= 3
    for place in places:
        for service, minutes in services.items():
            days = get(f"/availability/location/{place}/service/{service}?startDate=2031-03-03&endDate=2031-03-09")
            assert [found["date"] for found in days] == [f"2031-03-{number:02}" for number in range(3, 8)]
            for slots in (found["timeSlots"] for found in days):
                assert {tuple(slot["staffIdList"]) for slot in slots} == {tuple(staff)}
                assert slots[0]["clientStartTime"] == 900
                assert len(slots) == 8 * 60 // minutes
            one = get(f"/availability/2031/03/05/{staff[-1]}/{place}/{service}")
            assert [slot["clientStartTime"] for slot in one] == [
                slot["clientStartTime"] for slot in days[2]["timeSlots"]
            ]
