"""Pages of other origins: let in at the doors that say so, from the origins that the operator names."""

from collections.abc import Callable
from dataclasses import replace

import httpx2
import pytest

from filebook.core.access import Role
from filebook.core.errors import NotFound
from filebook.serving.answers import compressed, json_answer
from filebook.serving.application import Application
from filebook.serving.call import Call
from filebook.serving.routes import PUBLIC, Answer, Body, Route, credential
from tests.serving.served import a_door, an_application

Visit = Callable[[Application], httpx2.Client]

ALLOWED = "https://planner.example.org"
PREFLIGHT = {"access-control-request-method": "GET", "access-control-request-headers": "authorization"}
OF_ORIGINS = (
    "access-control-allow-origin",
    "access-control-allow-methods",
    "access-control-allow-headers",
    "access-control-allow-credentials",
    "vary",
)


def _fails(call: Call) -> Answer:
    raise NotFound("thing", call.path)


def _large(call: Call) -> Answer:
    return compressed(json_answer("x" * 2000))


ROUTES = (
    Route("GET", "/thing", lambda call: json_answer(call.path), credential(Role.NONE), "", inline=True),
    Route("PUT", "/thing", lambda call: json_answer(call.path), PUBLIC, "", request=str, body=Body.BUFFERED),
    Route("GET", "/fails", _fails, PUBLIC, ""),
    Route("GET", "/large", _large, PUBLIC, ""),
)


@pytest.fixture
def client(visit: Visit) -> httpx2.Client:
    """Of an application with a door that lets pages in, and one that does not."""
    open_door = replace(a_door(*ROUTES, prefix="/open"), cross_origin=True)
    return visit(an_application(open_door, a_door(*ROUTES), allowed_origins=frozenset({ALLOWED})))


def _told(answer: httpx2.Response) -> dict[str, str]:
    return {name: answer.headers[name] for name in OF_ORIGINS if name in answer.headers}


def test_a_browser_that_asks_beforehand_is_told_what_may_be_sent_without_a_credential(client: httpx2.Client) -> None:
    answer = client.options("/open/thing", headers={"origin": ALLOWED, **PREFLIGHT})
    assert (answer.status_code, answer.content) == (204, b"")
    assert _told(answer) == {
        "access-control-allow-origin": ALLOWED,
        "access-control-allow-methods": "GET, HEAD, OPTIONS, PUT",
        "access-control-allow-headers": "Authorization, Content-Type",
        "vary": "Origin",
    }


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "http://planner.example.org", "*", f"{ALLOWED}.evil"]
)
def test_another_origin_is_told_nothing(client: httpx2.Client, origin: str) -> None:
    for answer in (
        client.options("/open/thing", headers={"origin": origin, **PREFLIGHT}),
        client.get("/open/thing", headers={"origin": origin, "x-role": "owner"}),
        client.get("/open/fails", headers={"origin": origin}),
    ):
        assert _told(answer) == {"vary": "Origin"}


def test_every_answer_can_be_read_by_an_allowed_origin_failures_too(client: httpx2.Client) -> None:
    statuses = {}
    for path in ("thing", "fails", "large", "nowhere"):
        answer = client.get(f"/open/{path}", headers={"origin": ALLOWED})
        statuses[path] = answer.status_code
        assert answer.headers["access-control-allow-origin"] == ALLOWED
        assert "access-control-allow-credentials" not in answer.headers
        assert "Origin" in answer.headers["vary"]
    assert statuses == {"thing": 422, "fails": 422, "large": 200, "nowhere": 404}


def test_answers_that_differ_by_origin_say_so_to_caches_even_without_one(client: httpx2.Client) -> None:
    assert _told(client.get("/open/thing", headers={"x-role": "owner"})) == {"vary": "Origin"}
    assert client.get("/open/large").headers["vary"] == "accept-encoding, Origin"


def test_doors_that_do_not_say_so_let_nobody_in(client: httpx2.Client) -> None:
    for answer in (
        client.options("/door/thing", headers={"origin": ALLOWED, **PREFLIGHT}),
        client.get("/door/thing", headers={"origin": ALLOWED, "x-role": "owner"}),
        client.get("/door/fails", headers={"origin": ALLOWED}),
        client.get("/elsewhere", headers={"origin": ALLOWED}),
    ):
        assert _told(answer) == {}


def test_without_any_allowed_origin_nothing_is_said_at_all(visit: Visit) -> None:
    door = replace(a_door(*ROUTES), cross_origin=True)
    client = visit(an_application(door))
    assert _told(client.options("/door/thing", headers={"origin": ALLOWED, **PREFLIGHT})) == {}
    assert _told(client.get("/door/thing", headers={"origin": ALLOWED, "x-role": "owner"})) == {}
