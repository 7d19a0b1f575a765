"""How Xelion words a failure: a status, a number and a text.

Source: the project's Xelion reference, 3.5 and 5, read 2026-11-21.
"""

from filebook.core import errors
from filebook.dialects.xelion import wire
from filebook.serving import problems
from filebook.serving.answers import BytesAnswer, failure_headers, json_answer
from filebook.serving.call import Call
from filebook.serving.routes import BODY_LIMIT_BYTES

Failure = errors.FilebookError | problems.HttpProblem
Words = tuple[int, int, str]
"""Status, `errorCode`, `message`."""

_ABSENT = (404, 10100, "No object with the specified ID exists.")
_FAULT = (500, 11000, "Server error.")
_NO_PAYLOAD = (400, 10200, "The payload or a required member is missing.")
_UNREADABLE = (400, 10202, "The payload cannot be decoded.")
_NOT_ALLOWED = (400, 10203, "A value is not allowed.")
_LONG_PAYLOAD = (413, 10202, "The payload is too large.")
"""Only an attachment that is too large is documented as a fault of the server's."""
_BAD_TOKEN = (401, 10020, "The token is not valid.")

WORDS: dict[type[Exception], Words] = {
    errors.NotFound: _ABSENT,
    errors.AccessDenied: (403, 10101, "The resource is not accessible to this user."),
    errors.Unauthenticated: _BAD_TOKEN,
    errors.Throttled: (429, 10009, "Login failed, try again later."),
    errors.Invalid: _NOT_ALLOWED,
    errors.Missing: _NO_PAYLOAD,
    errors.Conflict: (409, 10203, "Not possible as things are."),
    errors.AlreadyUsed: (409, 10203, "Used before."),
    errors.Expired: _ABSENT,
    errors.TooLarge: (500, 11000, "The object is too large."),
    errors.Unsupported: _NOT_ALLOWED,
    errors.Unavailable: (503, 11000, "Try again later."),
    errors.NoSpace: (507, 11000, "No space left."),
    errors.Damaged: _FAULT,
    problems.BadRequest: _UNREADABLE,
    problems.UnknownPath: (404, 10100, "No such path."),
    problems.MethodNotAllowed: (405, 10100, "No such method for this path."),
    problems.RequestTimedOut: (408, 10200, "The payload did not arrive in time."),
    problems.TargetTooLong: (414, 10202, "The address is too long."),
    problems.UnsupportedMediaType: (415, 10202, "The payload's type cannot be decoded."),
    problems.HeadersTooLarge: (431, 10202, "The headers are too large."),
    problems.InternalFault: _FAULT,
}
"""Every failure, where its fields do not say more."""

_BY_REASON: dict[str, Words] = {
    "absent": (403, 10000, "Not authenticated."),
    "expired": (401, 10021, "The token has expired."),
    "password": (401, 10004, "Unknown user, wrong password or unknown tenant."),
    "disabled": (401, 10006, "The account is disabled."),
}
_WHEN_ABSENT: dict[str, Words] = {
    "tenants": (404, 10060, "There is no multi-tenant configuration."),
}
_WHEN_MISSING: dict[str, Words] = {
    "userName": (400, 10002, "The user name is missing."),
    "password": (400, 10003, "The password is missing."),
    "userSpace": (401, 10011, "The user space is missing."),
}
_WHEN_INVALID: dict[str, Words] = {
    "payload": _UNREADABLE,
    "userSpace": (401, 10010, "The user space is not usable; it may have 200 characters."),
}


def render(problem: Failure, call: Call) -> BytesAnswer:
    """The failure as an answer."""
    status, code, message = _words(problem)
    call.outcome = str(code)
    return json_answer(wire.ErrorBody(errorCode=code, message=message), status=status, headers=failure_headers(problem))


def _words(problem: Failure) -> Words:
    words = WORDS[type(problem)]
    if isinstance(problem, errors.Unauthenticated):
        return _BY_REASON.get(problem.reason, words)
    if isinstance(problem, errors.TooLarge) and problem.limit_bytes == BODY_LIMIT_BYTES:
        return _LONG_PAYLOAD
    if isinstance(problem, errors.NotFound):
        return _WHEN_ABSENT.get(problem.what, words)
    if isinstance(problem, errors.Missing):
        return _WHEN_MISSING.get(problem.field, words)
    if isinstance(problem, errors.Invalid):
        return _WHEN_INVALID.get(problem.field, words)
    return words
