"""Every failure has TelecomX's form: the first error on top, and all of them in a list."""

import json

import pytest

from filebook.core import errors
from filebook.dialects.telecomx.errors import WORDS, Failure, render
from filebook.serving import problems
from tests.dialects.failures import INSIDE_WORD, a_call, every_failure


@pytest.mark.parametrize("problem", every_failure(), ids=lambda problem: type(problem).__name__)
def test_every_failure_is_worded(problem: Failure) -> None:
    assert type(problem) in WORDS
    answer = render(problem, a_call())
    body = json.loads(answer.body)
    listed = body.pop("errors")
    assert listed == [body]
    assert answer.status_code == body["status"] >= 400
    assert INSIDE_WORD not in body["message"]
    named = {"code", "path", "check"} & {name for name, value in body.items() if value == INSIDE_WORD}
    assert not named or isinstance(problem, errors.Invalid | errors.Missing)


@pytest.mark.parametrize(
    ("problem", "status", "code"),
    [
        (errors.NotFound("file"), 404, "id"),
        (errors.NotFound("customer"), 404, "customer"),
        (errors.NotFound("folder"), 404, "folder"),
        (errors.NotFound("document"), 404, "not_found"),
        (errors.NotFound("part"), 404, "file"),
        (errors.NotFound("doc"), 404, "doc"),
        (errors.NotFound("image"), 404, "image"),
        (errors.Missing("document"), 400, "document"),
        (errors.Conflict("folder_not_empty"), 403, "access_denied"),
        (errors.Unauthenticated("address"), 403, "access_denied"),
        (errors.AccessDenied("read"), 403, "access_denied"),
        (errors.Unauthenticated("absent"), 401, "credentials_invalid"),
        (errors.Unauthenticated("format"), 401, "format_error"),
        (errors.Unauthenticated("expired"), 401, "expired"),
        (errors.Unauthenticated("unknown"), 401, "invalid_token"),
        (errors.Unauthenticated("password"), 401, "credentials_invalid"),
        (errors.Unauthenticated("disabled"), 403, "access_denied"),
        (errors.Invalid("", "syntax"), 400, "bad_request"),
        (problems.BadRequest(), 400, "bad_request"),
        (problems.UnknownPath(), 404, "not_found"),
        (problems.InternalFault(), 500, "internal_error"),
        (errors.Damaged("file"), 500, "internal_error"),
    ],
)
def test_documented_failures_have_their_codes(problem: Failure, status: int, code: str) -> None:
    answer = render(problem, a_call())
    assert (answer.status_code, json.loads(answer.body)["code"]) == (status, code)


def test_a_failed_check_names_its_property() -> None:
    body = json.loads(render(errors.Invalid("accessLevel", "word"), a_call()).body)
    assert (body["status"], body["code"], body["path"], body["check"]) == (422, "accessLevel", "accessLevel", "word")
    body = json.loads(render(errors.Missing("filename"), a_call()).body)
    assert (body["status"], body["code"], body["path"], body["check"]) == (422, "filename", "filename", "required")


def test_a_wait_is_told_where_one_is_asked_for() -> None:
    assert (b"retry-after", b"7") in render(errors.Throttled(7), a_call()).raw_headers
    assert (b"allow", b"GET, HEAD") in render(problems.MethodNotAllowed(("GET", "HEAD")), a_call()).raw_headers
