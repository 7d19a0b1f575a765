"""Every failure has Xelion's form, and the documented number where there is one."""

import json

import pytest

from filebook.core import errors
from filebook.dialects.xelion.errors import WORDS, Failure, render
from filebook.serving import problems
from tests.dialects.failures import INSIDE_WORD, a_call, every_failure


@pytest.mark.parametrize("problem", every_failure(), ids=lambda problem: type(problem).__name__)
def test_every_failure_is_worded(problem: Failure) -> None:
    assert type(problem) in WORDS
    answer = render(problem, a_call())
    body = json.loads(answer.body)
    assert answer.status_code >= 400
    assert body.keys() == {"errorCode", "message"}
    assert type(body["errorCode"]) is int
    assert INSIDE_WORD not in body["message"]


@pytest.mark.parametrize(
    ("problem", "status", "code"),
    [
        (errors.NotFound("appointment"), 404, 10100),
        (errors.AccessDenied("read"), 403, 10101),
        (errors.Unauthenticated("absent"), 403, 10000),
        (errors.Unauthenticated("format"), 401, 10020),
        (errors.Unauthenticated("unknown"), 401, 10020),
        (errors.Unauthenticated("expired"), 401, 10021),
        (errors.Unauthenticated("password"), 401, 10004),
        (errors.Unauthenticated("disabled"), 401, 10006),
        (errors.Missing("userName"), 400, 10002),
        (errors.Missing("password"), 400, 10003),
        (errors.Missing("userSpace"), 401, 10011),
        (errors.Invalid("userSpace", "length"), 401, 10010),
        (errors.Missing("payload"), 400, 10200),
        (errors.Invalid("payload", "syntax"), 400, 10202),
        (errors.Invalid("starttime"), 400, 10203),
        (errors.TooLarge(10), 500, 11000),
        (problems.UnknownPath(), 404, 10100),
        (problems.InternalFault(), 500, 11000),
    ],
)
def test_documented_failures_have_their_numbers(problem: Failure, status: int, code: int) -> None:
    answer = render(problem, a_call())
    assert (answer.status_code, json.loads(answer.body)["errorCode"]) == (status, code)


def test_a_wait_is_told_where_one_is_asked_for() -> None:
    assert (b"retry-after", b"7") in render(errors.Throttled(7), a_call()).raw_headers
    assert (b"retry-after", b"5") in render(errors.Unavailable(), a_call()).raw_headers
    assert (b"allow", b"GET, HEAD") in render(problems.MethodNotAllowed(("GET", "HEAD")), a_call()).raw_headers
