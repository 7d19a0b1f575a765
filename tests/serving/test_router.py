"""From an address to its route."""

from collections.abc import Mapping, MutableMapping
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filebook.core import ids
from filebook.serving.answers import empty_answer
from filebook.serving.call import Call, Edge
from filebook.serving.problems import BadRequest, HttpProblem, MethodNotAllowed, UnknownPath
from filebook.serving.router import Router
from filebook.serving.routes import PUBLIC, Answer, Route
from filebook.serving.threads import Threads
from tests.serving.served import a_door


def handler(call: Call) -> Answer:
    return empty_answer()


def a_route(path: str, method: str = "GET") -> Route:
    return Route(method, path, handler, PUBLIC, "")


def a_call(path: str, *, method: str = "GET", host: str = "") -> Call:
    scope: MutableMapping[str, Any] = {
        "type": "http",
        "method": method,
        "raw_path": path.encode("latin-1"),
        "query_string": b"",
        "headers": [(b"host", host.encode())] if host else [],
    }

    async def receive() -> MutableMapping[str, Any]:
        return {"type": "http.disconnect"}

    at = datetime(2026, 1, 1, tzinfo=UTC)
    return Call(scope, receive, arrived_at=at, request_id="", edge=Edge(), threads=Threads(1))


def found(router: Router, path: str, **asked: str) -> tuple[str, Mapping[str, str], tuple[str, ...]]:
    """The template of the route, its parameters, its tail."""
    call = a_call(path, **asked)
    placed = router.place(call)
    if placed is None:
        raise UnknownPath
    mount, segments = placed
    route = mount.resolve(call, segments)
    return f"{call.prefix}|{route.method} {route.path}", call.path_params, call.tail


@pytest.mark.parametrize(
    "path, template, params, tail",
    [
        ("/door/file/list", "/door|GET /file/list", {}, ()),
        ("/door/file/7", "/door|GET /file/{id}", {"id": "7"}, ()),
        ("/door//file///7/", "/door|GET /file/{id}", {"id": "7"}, ()),
        ("/door/file/list/name", "/door|GET /file/{number}/name", {"number": "list"}, ()),
        ("/door/file/%2F/name", "/door|GET /file/{number}/name", {"number": "/"}, ()),
        ("/door/file/a%252Fb", "/door|GET /file/{id}", {"id": "a%2Fb"}, ()),
        ("/door/file/%C3%BC", "/door|GET /file/{id}", {"id": "ü"}, ()),
        ("/door/file/\xc3\xbc", "/door|GET /file/{id}", {"id": "ü"}, ()),
        ("/door/file/...", "/door|GET /file/{id}", {"id": "..."}, ()),
        ("/door/tree", "/door|GET /tree/{rest*}", {}, ()),
        ("/door/tree/a%2Fb/c", "/door|GET /tree/{rest*}", {}, ("a/b", "c")),
        ("/door/tree/fixed", "/door|GET /tree/fixed", {}, ()),
        ("/door/tree/fixed/more", "/door|GET /tree/{rest*}", {}, ("fixed", "more")),
        ("/door/7/tree/x", "/door|GET /{owner}/tree/{rest*}", {"owner": "7"}, ("x",)),
        ("/door", "/door|GET /", {}, ()),
    ],
)
def test_a_path_leads_to_its_route(path: str, template: str, params: dict[str, str], tail: tuple[str, ...]) -> None:
    router = Router(
        [
            a_door(
                a_route("/"),
                a_route("/file/{id}"),
                a_route("/file/list"),
                a_route("/file/{number}/name"),
                a_route("/tree/{rest*}"),
                a_route("/tree/fixed"),
                a_route("/{owner}/tree/{rest*}"),
            )
        ],
        hosts={},
    )
    assert found(router, path) == (template, params, tail)


@pytest.mark.parametrize(
    "path, problem",
    [
        ("/door/none", UnknownPath),
        ("/door/x/y/z", UnknownPath),
        ("/other/x/y", UnknownPath),
        ("/", UnknownPath),
        ("", UnknownPath),
        ("*", UnknownPath),
        ("/door/x/..", UnknownPath),
        ("/door/x/.", UnknownPath),
        ("/door/x/%2e%2e", UnknownPath),
        ("/door/x/%2E", UnknownPath),
        ("/door/x/../x/y", UnknownPath),
        ("/door/x/%00", BadRequest),
        ("/door/x/\0", BadRequest),
        ("/door/x/%ff", BadRequest),
        ("/door/x/\xff", BadRequest),
        ("/door/x/%ed%a0%80", BadRequest),
    ],
)
def test_a_path_that_leads_nowhere_is_refused(path: str, problem: type[HttpProblem]) -> None:
    router = Router([a_door(a_route("/x/{id}"))], hosts={})
    with pytest.raises(problem):
        found(router, path)


@given(st.binary(max_size=60))
def test_no_path_is_anything_but_found_or_refused(raw: bytes) -> None:
    router = Router([a_door(a_route("/{a}/{b}"), a_route("/x/{rest*}"))], hosts={})
    try:
        _, params, tail = found(router, "/door/" + raw.decode("latin-1"))
    except HttpProblem:
        return
    for text in (*params.values(), *tail):
        text.encode("utf-8")
        assert "\0" not in text
        assert text not in {"", ".", ".."}


def test_a_method_without_a_route_is_told_the_others() -> None:
    router = Router([a_door(a_route("/x"), a_route("/x", "PUT"), a_route("/y", "PROPFIND"))], hosts={})
    with pytest.raises(MethodNotAllowed) as refused:
        found(router, "/door/x", method="DELETE")
    assert refused.value.allow == ("GET", "HEAD", "OPTIONS", "PUT")
    with pytest.raises(MethodNotAllowed) as refused:
        found(router, "/door/y", method="GET")
    assert refused.value.allow == ("OPTIONS", "PROPFIND")


def test_a_head_route_of_its_own_wins_over_get() -> None:
    router = Router([a_door(a_route("/x"), a_route("/x", "HEAD"), a_route("/y"))], hosts={})
    assert found(router, "/door/x", method="HEAD")[0] == "/door|HEAD /x"
    assert found(router, "/door/y", method="HEAD")[0] == "/door|GET /y"


def test_the_longest_prefix_names_the_door_and_the_empty_one_takes_the_rest() -> None:
    router = Router(
        [
            a_door(a_route("/{rest*}"), prefix=""),
            a_door(a_route("/{rest*}"), prefix="/api/v1"),
            a_door(a_route("/{rest*}"), prefix="/.well-known/caldav"),
        ],
        hosts={},
    )
    for path, prefix, tail in (
        ("/api/v1/file", "/api/v1", ("file",)),
        ("/api/v2/file", "", ("api", "v2", "file")),
        ("/.well-known/caldav", "/.well-known/caldav", ()),
        ("/index.html", "", ("index.html",)),
        ("/", "", ()),
    ):
        template, _, found_tail = found(router, path)
        assert (template, found_tail) == (f"{prefix}|GET /{{rest*}}", tail)


def test_under_a_host_name_of_its_own_a_door_is_at_the_root_and_its_sibling_behind_its_prefix() -> None:
    router = Router(
        [
            a_door(a_route("/{rest*}"), prefix="/dav", name=ids.Door.DAV),
            a_door(a_route("/{rest*}"), prefix="/.well-known/caldav", name=ids.Door.DAV),
            a_door(a_route("/{rest*}"), prefix="/api"),
        ],
        hosts={"dav.example": ids.Door.DAV},
    )
    for host in ("dav.example", "DAV.Example", "dav.example:8443"):
        assert found(router, "/api/x", host=host) == ("|GET /{rest*}", {}, ("api", "x"))
        assert found(router, "/.well-known/caldav/", host=host)[2] == ()
    assert found(router, "/api/x", host="example")[0] == "/api|GET /{rest*}"
    assert found(router, "/api/x", host="[::1]:80")[0] == "/api|GET /{rest*}"
    assert found(router, "/api/x")[0] == "/api|GET /{rest*}"


@pytest.mark.parametrize("paths", [["/x", "/x/"], ["/{a}", "/{b}"], ["/{a}/{a}"], ["/a{b}"], ["/{rest*}/x"]])
def test_a_table_that_contradicts_itself_is_refused_when_built(paths: list[str]) -> None:
    with pytest.raises(ValueError, match="/"):
        Router([a_door(*(a_route(path) for path in paths))], hosts={})
