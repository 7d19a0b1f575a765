"""Streams of events: woken by news, bounded, and over when their reader or the server goes."""

import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest

from filebook.core.access import Role
from filebook.core.errors import Expired, Throttled, Unavailable
from filebook.core.ids import BusinessNumber
from filebook.serving import events
from filebook.serving.application import Application
from filebook.serving.call import Call, Edge
from filebook.serving.events import EventStream, Hub, News, event
from filebook.serving.limits import HttpLimits
from filebook.serving.routes import Route, credential
from tests.serving.served import Served, a_door, an_application, under_uvicorn, wait_until


class Board:
    """Somewhere news are put up."""

    def __init__(self, *, streams_of_one: int = 10, streams_at_once: int = 500) -> None:
        self.news: list[bytes] = []
        self.welcome = True
        self.broken = False
        self.hub = Hub(self.newest, streams_of_one=streams_of_one, streams_at_once=streams_at_once)

    def newest(self, businesses: object) -> dict[BusinessNumber, int]:
        if self.broken:
            raise Unavailable
        return {BusinessNumber(1): len(self.news)}

    def application(self, **settings: object) -> Application:
        route = Route("GET", "/events", self._stream, credential(Role.VIEWER), "Hear")
        return an_application(a_door(route), **settings)

    def _stream(self, call: Call) -> EventStream:
        told = call.query_value("for")
        return EventStream(call, _Reader(self), hub=self.hub, for_seconds=float(told) if told else None)


class _Reader:
    def __init__(self, board: Board) -> None:
        self._board = board
        self._place = 0

    def pull(self) -> News:
        if self._board.news[self._place :] == [b"too old"]:
            raise Expired("cursor")
        text = b"".join(event("news", one, place=str(number)) for number, one in enumerate(self._board.news))
        self._place, is_new = len(self._board.news), self._place < len(self._board.news)
        return News(text if is_new else b"")

    def judge(self) -> bool:
        return self._board.welcome


@contextmanager
def listening(served: Served) -> Iterator[Iterator[str]]:
    """The lines of a stream that has begun."""
    with served.client() as client, client.stream("GET", "/door/events", headers={"X-Role": "viewer"}) as response:
        assert response.status_code == 200
        assert response.headers["content-type"] == "text/event-stream"
        lines = response.iter_lines()
        assert next(lines) == "retry: 3000"
        assert next(lines) == ""
        yield lines


def test_news_is_told_as_it_comes_under_the_place_to_go_on_from() -> None:
    board = Board()
    with under_uvicorn(board.application()) as served, listening(served) as lines:
        board.news.append(json.dumps({"one": 1}).encode())
        assert [next(lines) for _ in range(4)] == ["event: news", "id: 0", 'data: {"one": 1}', ""]


def test_a_store_that_cannot_be_asked_for_a_while_delays_the_news() -> None:
    board = Board()
    board.broken = True
    with under_uvicorn(board.application()) as served, listening(served) as lines:
        board.news.append(b"1")
        board.broken = False
        assert [next(lines) for _ in range(3)] == ["event: news", "id: 0", "data: 1"]


def test_a_stream_that_has_nothing_to_say_shows_that_it_lives(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "PING_SECONDS", 0.05)
    with under_uvicorn(Board().application()) as served, listening(served) as lines:
        assert [next(lines) for _ in range(4)] == [": still here", "", ": still here", ""]


def test_a_stream_ends_when_its_time_is_over_and_a_head_has_no_stream() -> None:
    board = Board()
    board.news.append(b"1")
    with under_uvicorn(board.application()) as served, served.client() as client:
        headers = {"X-Role": "viewer"}
        whole = client.get("/door/events?for=0", headers=headers)
        assert whole.text == "retry: 3000\n\nevent: news\nid: 0\ndata: 1\n\n"
        assert client.head("/door/events", headers=headers).content == b""
    assert board.hub.stream_count == 0


def test_a_stream_ends_soon_after_its_reader_may_read_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "PING_SECONDS", 0.05)
    monkeypatch.setattr(events, "JUDGE_SECONDS", 0.05)
    board = Board()
    with under_uvicorn(board.application()) as served, listening(served) as lines:
        board.welcome = False
        assert {*lines} <= {": still here", ""}


def test_a_place_that_is_too_old_is_refused_before_the_stream_begins() -> None:
    board = Board()
    board.news.append(b"too old")
    with under_uvicorn(board.application()) as served, served.client() as client:
        refused = client.get("/door/events", headers={"X-Role": "viewer"})
        assert (refused.status_code, refused.json()["problem"]) == (422, "Expired")
        assert client.get("/door/events").json()["problem"] == "Unauthenticated"
    assert board.hub.stream_count == 0


@pytest.mark.parametrize("limits", [{"streams_of_one": 2}, {"streams_at_once": 2}], ids=["of one", "of all"])
def test_one_user_and_all_together_have_so_many_streams_and_no_more(limits: dict[str, int]) -> None:
    board = Board(**limits)
    with under_uvicorn(board.application()) as served, ExitStack() as streams, served.client() as client:
        for _ in range(2):
            streams.enter_context(listening(served))
        refused = client.get("/door/events", headers={"X-Role": "viewer"})
        assert (refused.status_code, refused.json()["problem"]) == (422, Throttled.__name__)
        streams.close()
        wait_until(lambda: board.hub.stream_count == 0)
        streams.enter_context(listening(served))


def test_all_streams_end_when_the_server_begins_to() -> None:
    board = Board()
    with under_uvicorn(board.application()) as served, listening(served) as first, listening(served) as second:
        board.hub.end()
        assert [*first, *second] == []
        with listening(served) as late:
            assert [*late] == []


def test_a_reader_who_takes_nothing_is_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "PING_SECONDS", 0.1)
    board = Board()
    board.news += [b"x" * 1024 * 1024] * 8
    edge = Edge(limits=HttpLimits(send_idle_seconds=1.0))
    with under_uvicorn(board.application(edge=edge)) as served, served.connect() as connection:
        connection.sendall(b"GET /door/events HTTP/1.1\r\nHost: x\r\nX-Role: viewer\r\n\r\n")
        wait_until(lambda: board.hub.stream_count == 1)
        wait_until(lambda: board.hub.stream_count == 0)
