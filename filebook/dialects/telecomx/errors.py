"""How TelecomX words a failure; where the vendor has no status of its own, HTTP's is taken.

Source: the project's TelecomX reference, 2 and 3.1, read 2026-11-21.
"""

from http import HTTPStatus

from msgspec import UNSET, UnsetType

from filebook.core import errors
from filebook.dialects.telecomx import wire
from filebook.serving import problems
from filebook.serving.answers import BytesAnswer, failure_headers, json_answer
from filebook.serving.call import Call

Failure = errors.FilebookError | problems.HttpProblem

Words = tuple[int, str, str]
_DENIED: Words = (403, "access_denied", "Insufficient access level")
_UNDELETABLE: Words = (403, "access_denied", "This file can not be deleted")
_NO_ID: Words = (400, "document", "The id of the document is missing")
_BAD_REQUEST: Words = (400, "bad_request", "The request was not understood")
_INTERNAL = (500, "internal_error", "Internal error")

WORDS: dict[type[Exception], Words] = {
    errors.NotFound: (404, "id", "Not found"),
    errors.AccessDenied: _DENIED,
    errors.Unauthenticated: (401, "invalid_token", "Please login"),
    errors.Throttled: (429, "too_many_requests", "Too many failed logins, try again later"),
    errors.Invalid: (422, "invalid", "A value is not valid"),
    errors.Missing: (422, "missing", "A value is missing"),
    errors.Conflict: (409, "conflict", "Not possible as things are"),
    errors.AlreadyUsed: (409, "already_used", "Used before"),
    errors.Expired: (404, "id", "Not found"),
    errors.TooLarge: (413, "too_large", "Too large"),
    errors.Unsupported: (422, "unsupported", "Not supported"),
    errors.Unavailable: (503, "unavailable", "Try again later"),
    errors.NoSpace: (507, "no_space", "No space left"),
    errors.Damaged: _INTERNAL,
    problems.BadRequest: _BAD_REQUEST,
    problems.UnknownPath: (404, "not_found", "Unknown path"),
    problems.MethodNotAllowed: (405, "method_not_allowed", "Unknown method for this path"),
    problems.RequestTimedOut: (408, "timeout", "The request did not arrive in time"),
    problems.TargetTooLong: (414, "address_too_long", "The address is too long"),
    problems.UnsupportedMediaType: (415, "unsupported_media_type", "The body's type is not understood"),
    problems.HeadersTooLarge: (431, "headers_too_large", "The request's headers are too large"),
    problems.InternalFault: _INTERNAL,
}
"""Every failure's status, code and message, where its fields do not say more."""

_UNAUTHENTICATED: dict[str, Words] = {
    "absent": (401, "credentials_invalid", "Authorization required, please login"),
    "format": (401, "format_error", "Authorization header format is Authorization: Bearer <token>"),
    "expired": (401, "expired", "Session has expired, please login"),
    "password": (401, "credentials_invalid", "Unknown user or wrong password"),
    "disabled": _DENIED,
    "address": _DENIED,
}
_NOT_FOUND: dict[str, Words] = {
    "customer": (404, "customer", "Customer not found"),
    "staff": (404, "employee", "Employee not found"),
    "appointment": (404, "not_found", "Event not found"),
    "folder": (404, "folder", "Folder not found"),
    "document": (404, "not_found", "Document not found"),
    "part": (404, "file", "The file was missing or invalid"),
    "doc": (404, "doc", "Document not found"),
    "image": (404, "image", "Image not found"),
}
"""By what is absent; all else is an `id`."""


def render(problem: Failure, call: Call) -> BytesAnswer:
    """The failure as an answer."""
    status, code, message = _words(problem)
    path: str | UnsetType = UNSET
    check: str | UnsetType = UNSET
    if isinstance(problem, errors.Invalid | errors.Missing) and status == HTTPStatus.UNPROCESSABLE_ENTITY:
        code = path = problem.field
        check = problem.reason if isinstance(problem, errors.Invalid) else "required"
    call.outcome = code
    detail = wire.ErrorDetail(code=code, status=status, message=message, path=path, check=check)
    body = wire.ErrorBody(code=code, status=status, message=message, path=path, check=check, errors=[detail])
    return json_answer(body, status=status, headers=failure_headers(problem))


def _words(problem: Failure) -> Words:
    """Status, code and message."""
    words = WORDS[type(problem)]
    match problem:
        case errors.Unauthenticated(reason):
            return _UNAUTHENTICATED.get(reason, words)
        case errors.NotFound(what):
            return _NOT_FOUND.get(what, words)
        case errors.AccessDenied("delete") | errors.Conflict("folder_not_empty"):
            return _UNDELETABLE
        case errors.Missing("document"):
            return _NO_ID
        case errors.Invalid("") | errors.Missing(""):
            return _BAD_REQUEST
        case _:
            return words
