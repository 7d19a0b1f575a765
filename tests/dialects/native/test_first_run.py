"""The first run: a link that works once, a day long, and content to try things with."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from filebook.app.build import House, build
from filebook.app.server import application
from filebook.app.settings import Settings
from filebook.core.ids import Kind
from tests.clock import Clock
from tests.dialects.native.api import Api, problem
from tests.dialects.native.browser import SAME_ORIGIN
from tests.in_process import InProcessClient
from tests.stores import blob_files, memory_folder
from tests.world import World

NEW: dict[str, Any] = {
    "business": {"name": "Muster & Co", "zone": "Europe/Berlin", "language": "de"},
    "owner": {
        "email": "eva@muster.example",
        "first_name": "Eva",
        "last_name": "Muster",
        "password": "correct horse battery",
    },
}


class Fresh:
    """An installation that nobody has used yet."""

    def __init__(self, folder: Path) -> None:
        self.clock = Clock()
        self.house: House = build(Settings(data_folder=str(folder), password_memory_kib=64), now=self.clock)
        self.http: TestClient = InProcessClient(
            application(self.house, now=self.clock), base_url="http://filebook.test", raise_server_exceptions=False
        )

    def token(self) -> str:
        """What the server prints at its start."""
        token = self.house.services.first_run.offer()
        assert token is not None
        return token

    def set_up(self, token: str, *, headers: dict[str, str] | None = None, **said: Any) -> Response:
        """Ask for the first owner."""
        body = {"token": token, **NEW, **said}
        return self.http.post("/api/v1/setup", json=body, headers=SAME_ORIGIN if headers is None else headers)

    def rows(self) -> tuple[int, int]:
        """How many businesses and users there are."""
        businesses = self.house.services.accounts.businesses()
        users = [self.house.services.accounts.users(business.number) for business in businesses]
        return len(businesses), sum(map(len, users))


@pytest.fixture
def fresh() -> Iterator[Fresh]:
    """A fresh installation."""
    with memory_folder() as folder:
        made = Fresh(folder / "data")
        with made.http:
            yield made
        made.house.close()


def test_the_link_makes_the_owner_who_is_logged_in_by_it(fresh: Fresh) -> None:
    assert fresh.http.get("/api/v1/appearance").json()["setup_needed"] is True
    answer = fresh.set_up(fresh.token())
    assert (answer.status_code, answer.json()["business"]["tenant"]) == (201, "master")
    assert answer.json()["user"]["role"] == "owner"
    shown = {**SAME_ORIGIN, "X-Filebook-CSRF": answer.json()["csrf_token"]}
    me = fresh.http.get("/api/v1/me", headers=shown).json()
    assert (me["user"]["email"], me["business"]["name"]) == ("eva@muster.example", "Muster & Co")
    calendars = fresh.http.get("/api/v1/calendars", headers=shown).json()["items"]
    assert [one["name"] for one in calendars] == ["Eva Muster"]
    told = fresh.http.get("/api/v1/appearance").json()
    assert (told["name"], told["language"], told["setup_needed"]) == ("Muster & Co", "de", False)
    login = {"login": "eva@muster.example", "password": "correct horse battery"}
    fresh.http.cookies.clear()
    assert fresh.http.post("/api/v1/session", json=login, headers=SAME_ORIGIN).status_code == 201
    assert fresh.rows() == (1, 1)


def test_the_link_works_once_and_none_is_made_where_there_is_an_owner(fresh: Fresh) -> None:
    token = fresh.token()
    assert fresh.set_up(token).status_code == 201
    for shown in (token, "guessed"):
        again = fresh.set_up(shown)
        assert (again.status_code, problem(again)) == (410, "set-up-already")
    assert fresh.house.services.first_run.offer() is None
    assert fresh.rows() == (1, 1)


def test_a_wrong_token_an_old_one_and_one_of_an_earlier_start_are_alike(fresh: Fresh) -> None:
    assert fresh.set_up("never offered").status_code == 404
    former = fresh.token()
    token = fresh.token()
    answers = [fresh.set_up(shown) for shown in (former, "guessed", token.upper())]
    fresh.clock.advance(hours=24)
    answers.append(fresh.set_up(token))
    assert {(answer.status_code, problem(answer)) for answer in answers} == {(404, "not-found")}
    assert fresh.rows() == (0, 0)


def test_who_guesses_has_to_wait_and_others_do_not(fresh: Fresh) -> None:
    token = fresh.token()
    statuses = [fresh.set_up(f"guess {number}").status_code for number in range(31)]
    assert statuses == [404] * 30 + [429]
    waiting = fresh.set_up(token)
    assert (waiting.status_code, "retry-after" in waiting.headers) == (429, True)
    fresh.clock.advance(minutes=11)
    assert fresh.set_up(token).status_code == 201


@pytest.mark.parametrize(
    ("part", "member", "value"),
    [
        ("business", "name", "a/b\n"),
        ("business", "zone", "Europe/Atlantis"),
        ("business", "language", "fr"),
        ("owner", "email", "eva"),
        ("owner", "email", "@muster.example"),
        ("owner", "password", "too short"),
        ("owner", "password", "eva@muster.example"),
    ],
)
def test_what_cannot_be_meant_leaves_the_link_as_it_is(fresh: Fresh, part: str, member: str, value: str) -> None:
    token = fresh.token()
    answer = fresh.set_up(token, **{part: {**NEW[part], member: value}})
    assert (answer.status_code, answer.json()["field"]) == (422, f"{part}.{member}")
    assert fresh.rows() == (0, 0)
    assert fresh.set_up(token).status_code == 201


def test_only_a_page_of_ours_may_set_up(fresh: Fresh) -> None:
    token = fresh.token()
    for headers in ({}, {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "none"}):
        answer = fresh.set_up(token, headers=headers)
        assert (answer.status_code, problem(answer)) == (403, "foreign-origin")
    assert fresh.rows() == (0, 0)


def test_the_data_folder_holds_no_token_that_works(fresh: Fresh) -> None:
    token = fresh.token()
    folder = fresh.house.settings.data_path
    assert not [path for path in folder.rglob("*") if path.is_file() and token.encode() in path.read_bytes()]


def test_demo_content_fills_the_business_and_makes_no_user_key_or_other_business(fresh: Fresh) -> None:
    answer = fresh.set_up(fresh.token(), demo=True)
    assert answer.status_code == 201
    assert fresh.rows() == (1, 1)
    services = fresh.house.services
    (business,) = services.accounts.businesses()
    assert [one.kind.value for one in services.credentials.of_business(business.number)] == ["password"]
    assert len(blob_files(fresh.house.settings.data_path)) > 5
    shown = {**SAME_ORIGIN, "X-Filebook-CSRF": answer.json()["csrf_token"]}
    counted = fresh.http.get("/api/v1/records/estate?count=true", headers=shown).json()
    assert counted["total"] == 3
    week = fresh.http.get("/api/v1/occurrences?since=2026-03-30&until=2026-04-05", headers=shown).json()["items"]
    assert len(week) > 3, "the week that it is now is not empty"
    assert {one["zone"] for one in week if "T" in one["starts"]} == {"Europe/Berlin"}
    again = fresh.http.post("/api/v1/demo-data", headers=shown)
    assert (again.status_code, problem(again)) == (409, "business-in-use")


def test_an_owner_may_fill_a_business_later_as_long_as_nothing_was_made_in_it(world: World) -> None:
    foreign = Api(world, "foreign_owner")
    assert Api(world, "other").post("/demo-data").status_code == 403
    assert foreign.post("/demo-data").status_code == 204
    assert foreign.get("/usage").json()["file_count"] > 5
    assert problem(foreign.post("/demo-data")) == "business-in-use"
    used = Api(world).post("/demo-data")
    assert (used.status_code, problem(used)) == (409, "business-in-use")
    with world.house.catalogue.read() as tables:
        assert not tables.first_run.is_untouched(world.business.number)
        assert tables.records.page(world.unrelated.number, Kind.ESTATE, after=None, limit=9)


def test_an_offer_stands_for_a_day(fresh: Fresh) -> None:
    token = fresh.token()
    fresh.clock.advance(hours=23, minutes=59)
    assert fresh.set_up(token).status_code == 201
