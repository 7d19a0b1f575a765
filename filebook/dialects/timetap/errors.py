"""How failures are worded: a JSON string for wrong input, `{"message": …}` for everything else.

Source: the project's TimeTap reference (section 3.5), read 2026-11-21.
"""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from filebook.core.errors import (
    AccessDenied,
    AlreadyUsed,
    Conflict,
    Damaged,
    Expired,
    FilebookError,
    Invalid,
    Missing,
    NoSpace,
    NotFound,
    Throttled,
    TooLarge,
    Unauthenticated,
    Unavailable,
    Unsupported,
)
from filebook.dialects.timetap.wire import Message
from filebook.serving.answers import BytesAnswer, failure_headers, json_answer
from filebook.serving.call import Call
from filebook.serving.problems import BadRequest, HttpProblem

_LABELS = {"contact": "Client", "participant": "Client"}
"""Where TimeTap's word for a thing is not ours with a capital."""
_KEY_LIMIT = 64
"""How much of an id is said again: the longest has 36 characters."""
_CONFLICTS = {
    "folder_not_empty": "Folder is not empty",
    "folder_too_full": "Folder holds too much to be deleted at once",
    "held": "It is held and cannot be deleted",
    "folder_loop": "A folder cannot be moved into itself",
    "slot": "The selected time is no longer available",
}

_STATUSES: dict[type[FilebookError], HTTPStatus] = {
    NotFound: HTTPStatus.BAD_REQUEST,
    AccessDenied: HTTPStatus.FORBIDDEN,
    Unauthenticated: HTTPStatus.UNAUTHORIZED,
    Throttled: HTTPStatus.TOO_MANY_REQUESTS,
    Invalid: HTTPStatus.BAD_REQUEST,
    Missing: HTTPStatus.BAD_REQUEST,
    Conflict: HTTPStatus.BAD_REQUEST,
    AlreadyUsed: HTTPStatus.BAD_REQUEST,
    Expired: HTTPStatus.BAD_REQUEST,
    TooLarge: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    Unsupported: HTTPStatus.BAD_REQUEST,
    Unavailable: HTTPStatus.SERVICE_UNAVAILABLE,
    NoSpace: HTTPStatus.INSUFFICIENT_STORAGE,
    Damaged: HTTPStatus.INTERNAL_SERVER_ERROR,
}
"""Every failure and its status; a 400 is told as a string, made by `_SENTENCES`."""

_SENTENCES: dict[type[FilebookError], Callable[[Any], str]] = {
    NotFound: lambda error: f"{_label(error.what)} for Id {str(error.key)[:_KEY_LIMIT]} not found!",
    Invalid: lambda error: f"{error.field}: invalid value" if error.field else "The request body cannot be read",
    Missing: lambda error: f"{error.field}: field required",
    Conflict: lambda error: _CONFLICTS.get(error.what, "The change does not fit the present state"),
    AlreadyUsed: lambda error: f"{_label(error.what)} was used before",
    Expired: lambda error: f"{_label(error.what)} has expired",
    Unsupported: lambda error: f"{_label(error.what)} is not supported",
}


def render(error: FilebookError | HttpProblem, call: Call) -> BytesAnswer:
    """The answer to a failure, in TimeTap's form."""
    if isinstance(error, HttpProblem):
        return _rendered_problem(error)
    if isinstance(error, NotFound) and error.key is None:
        error = NotFound(error.what, call.path_params.get("uuid", ""))
    status = _STATUSES[type(error)]
    if status is HTTPStatus.BAD_REQUEST:
        return json_answer(_SENTENCES[type(error)](error), status=status)
    return json_answer(Message(_message(error, status)), status=status, headers=_headers(error))


def _rendered_problem(problem: HttpProblem) -> BytesAnswer:
    headers = failure_headers(problem)
    if isinstance(problem, BadRequest):
        return json_answer(f"The request is malformed: {problem.reason}", status=problem.status, headers=headers)
    return json_answer(Message(problem.status.phrase), status=problem.status, headers=headers)


def _message(error: FilebookError, status: HTTPStatus) -> str:
    if isinstance(error, TooLarge):
        return f"Larger than the limit of {error.limit_bytes} bytes"
    return status.phrase


def _headers(error: FilebookError) -> list[tuple[bytes, bytes]]:
    if isinstance(error, Unauthenticated):
        return [(b"www-authenticate", b"Bearer")]
    return failure_headers(error)


def _label(what: str) -> str:
    return _LABELS.get(what, what.replace("_", " ").capitalize())
