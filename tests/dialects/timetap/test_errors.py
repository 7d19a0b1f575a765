"""Every failure has a form in TimeTap's words, and tells nothing from inside."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest

from filebook.core import errors as core
from filebook.dialects.timetap.errors import render
from filebook.serving import problems
from filebook.serving.call import Call, Edge
from filebook.serving.threads import Threads

_FIELDS: dict[str, Any] = {
    "what": "file",
    "key": "6f1c",
    "action": "write",
    "field": "fileName",
    "limit_bytes": 104857600,
    "retry_after_seconds": 30,
    "allow": ("GET", "HEAD"),
}


def _call() -> Call:
    scope = {"type": "http", "method": "GET", "headers": [], "query_string": b"", "raw_path": b"/"}

    async def receive() -> Any:
        raise AssertionError("nobody reads the body")

    moment = datetime(2026, 11, 21, tzinfo=UTC)
    return Call(scope, receive, arrived_at=moment, request_id="0" * 32, edge=Edge(), threads=Threads(1))


def _below(parent: type[Any]) -> Iterator[type[Any]]:
    for child in parent.__subclasses__():
        yield child
        yield from _below(child)


def _made(kind: type) -> Any:
    names = getattr(kind, "__dataclass_fields__", {})
    return kind(**{name: _FIELDS[name] for name in names if name in _FIELDS})


@pytest.mark.parametrize("kind", sorted(_below(core.FilebookError), key=str))
def test_every_failure_of_the_business_has_a_json_form(kind: type) -> None:
    answer = render(_made(kind), _call())
    body = msgspec.json.decode(answer.body)
    assert 400 <= answer.status_code < 600
    if answer.status_code == 400:
        assert isinstance(body, str)
    else:
        assert list(body) == ["message"]


@pytest.mark.parametrize("kind", sorted(_below(problems.HttpProblem), key=str))
def test_every_problem_of_http_has_a_json_form_under_its_own_status(kind: type) -> None:
    problem = _made(kind)
    answer = render(problem, _call())
    assert answer.status_code == problem.status
    assert msgspec.json.decode(answer.body)


@pytest.mark.parametrize(
    ("error", "status", "body"),
    [
        (core.NotFound("file", "6f1c"), 400, "File for Id 6f1c not found!"),
        (core.NotFound("appointment", 12345), 400, "Appointment for Id 12345 not found!"),
        (core.NotFound("contact", 7), 400, "Client for Id 7 not found!"),
        (core.NotFound("staff", 8), 400, "Staff for Id 8 not found!"),
        (core.Missing("status"), 400, "status: field required"),
        (core.Conflict("folder_not_empty"), 400, "Folder is not empty"),
        (core.Unauthenticated("expired"), 401, {"message": "Unauthorized"}),
        (core.AccessDenied("write"), 403, {"message": "Forbidden"}),
        (problems.UnknownPath(), 404, {"message": "Not Found"}),
        (problems.MethodNotAllowed(("GET",)), 405, {"message": "Method Not Allowed"}),
        (core.Throttled(30), 429, {"message": "Too Many Requests"}),
        (core.Damaged("file"), 500, {"message": "Internal Server Error"}),
        (problems.InternalFault(), 500, {"message": "Internal Server Error"}),
    ],
)
def test_the_documented_bodies_are_kept_to_the_letter(error: Any, status: int, body: object) -> None:
    answer = render(error, _call())
    assert answer.status_code == status
    assert msgspec.json.decode(answer.body) == body


def test_what_http_demands_beside_a_status_is_there() -> None:
    throttled = render(core.Throttled(30), _call())
    assert (b"retry-after", b"30") in throttled.raw_headers
    forbidden_method = render(problems.MethodNotAllowed(("GET", "HEAD")), _call())
    assert (b"allow", b"GET, HEAD") in forbidden_method.raw_headers
