"""Every failure in onOffice's words: a number with its text inside the envelope, a plain page beside it.

Source: onoffice.md 3.3, 4.1 and appendix A, read 2026-11-21.
"""

from collections.abc import Mapping
from http import HTTPStatus

import msgspec

from filebook.core import errors
from filebook.core.errors import FilebookError
from filebook.dialects.onoffice import codes, envelope, wire
from filebook.dialects.onoffice.codes import Refused
from filebook.serving.answers import BytesAnswer, bytes_answer
from filebook.serving.base64_json import base64_json_answer
from filebook.serving.call import Call
from filebook.serving.problems import HttpProblem, InternalFault
from filebook.serving.routes import Answer

_GENERAL: Mapping[type[FilebookError], int] = {
    errors.NotFound: codes.UNKNOWN_RECORD,
    errors.AccessDenied: codes.UNKNOWN_RECORD,
    errors.Unauthenticated: codes.NOT_AUTHENTICATED,
    errors.Throttled: codes.NOT_AUTHENTICATED,
    errors.Invalid: codes.INVALID_PARAMETER,
    errors.Missing: codes.NO_PARAMETER,
    errors.Conflict: codes.ERROR_IN_ACTION,
    errors.AlreadyUsed: codes.NO_UPLOAD,
    errors.Expired: codes.NO_UPLOAD,
    # The vendor has no number for a file that is too large; this one names the parameter that holds it.
    errors.TooLarge: codes.INVALID_PARAMETER,
    errors.Unsupported: codes.NOT_IMPLEMENTED,
    errors.Unavailable: codes.ERROR_IN_ACTION,
    errors.NoSpace: codes.ERROR_IN_ACTION,
    errors.Damaged: codes.ERROR_IN_ACTION,
}

_PARTICULAR: Mapping[tuple[type[FilebookError], str], int] = {
    (errors.NotFound, "upload"): codes.NO_UPLOAD,
    (errors.Conflict, "upload"): codes.NO_UPLOAD,
    (errors.NotFound, "file"): codes.UNKNOWN_FILE,
    (errors.NotFound, "appointment"): codes.UNKNOWN_APPOINTMENT,
    (errors.NotFound, "contact"): codes.UNKNOWN_ADDRESS,
    (errors.NotFound, "estate"): codes.UNKNOWN_ESTATE,
    (errors.Conflict, "document_attribute"): codes.DOCUMENT_ATTRIBUTE_TAKEN,
    (errors.Conflict, "title_picture"): codes.TITLE_PICTURE_TAKEN,
    (errors.Invalid, "name"): codes.INVALID_FILE_NAME,
}

_UNREADABLE: Mapping[str, int] = {
    "empty": codes.EMPTY_REQUEST,
    "encoding": codes.WRONG_ENCODING,
    "depth": codes.MALFORMED_JSON,
    "duplicate": codes.MALFORMED_JSON,
}
"""What the reader of JSON says; anything else is a syntax error."""

_PAGES: Mapping[type[FilebookError], tuple[HTTPStatus, str]] = {
    errors.NotFound: (HTTPStatus.NOT_FOUND, "There is no such file."),
    errors.Expired: (HTTPStatus.FORBIDDEN, "This link has expired."),
    errors.AccessDenied: (HTTPStatus.FORBIDDEN, "This is not allowed."),
    errors.Unauthenticated: (HTTPStatus.FORBIDDEN, "This is not allowed."),
    errors.Throttled: (HTTPStatus.TOO_MANY_REQUESTS, "Too many attempts. Please try again later."),
    errors.Invalid: (HTTPStatus.BAD_REQUEST, "This request cannot be meant."),
    errors.Missing: (HTTPStatus.BAD_REQUEST, "This request lacks something."),
    errors.Conflict: (HTTPStatus.CONFLICT, "This does not go together."),
    errors.AlreadyUsed: (HTTPStatus.CONFLICT, "This was used before."),
    errors.TooLarge: (HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "This is too large."),
    errors.Unsupported: (HTTPStatus.NOT_IMPLEMENTED, "This is not offered."),
    errors.Unavailable: (HTTPStatus.SERVICE_UNAVAILABLE, "The file cannot be read just now. Please try again later."),
    errors.NoSpace: (HTTPStatus.INSUFFICIENT_STORAGE, "There is no space left."),
    errors.Damaged: (HTTPStatus.INTERNAL_SERVER_ERROR, "The file is damaged."),
}

_JSON = "application/json; charset=utf-8"
_PRIVATE = (b"cache-control", b"private, no-store")
_PAGE_HEADERS = (
    _PRIVATE,
    (b"content-security-policy", b"sandbox; default-src 'none'"),
    (b"cross-origin-resource-policy", b"cross-origin"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
)


def refusal_for(error: FilebookError) -> Refused:
    """What one action's status says of a failure."""
    what = error.field if isinstance(error, errors.Invalid | errors.Missing) else ""
    if isinstance(error, errors.NotFound | errors.Conflict):
        what = error.what
    if isinstance(error, errors.TooLarge):
        what = "data"
    if isinstance(error, errors.Unauthenticated) and error.reason == "signature":
        return Refused(codes.WRONG_HMAC)
    kind = type(error)
    return Refused(_PARTICULAR.get((kind, what), _GENERAL[kind]), what)


def answer_with(response: wire.Response, *, status: HTTPStatus = HTTPStatus.OK) -> BytesAnswer:
    """An envelope. Its HTTP status is 200 whatever went wrong inside, since clients lose the envelope otherwise."""
    return bytes_answer(msgspec.json.encode(response), media_type=_JSON, status=status, headers=[_PRIVATE])


def answer_streamed(response: wire.Response, call: Call) -> Answer:
    """An envelope in which files' bytes may stand, which leave while they are read."""
    return base64_json_answer(call, response, media_type=_JSON, headers=[_PRIVATE])


def render(error: FilebookError | HttpProblem, call: Call) -> BytesAnswer:
    """A failure of the whole request: an envelope without results at the API's address, a page elsewhere."""
    if not call.path.rstrip("/").endswith("/api.php"):
        return _page(error)
    status, headers = HTTPStatus.OK, []
    if isinstance(error, HttpProblem) and not isinstance(error, InternalFault):
        status, headers = error.status, _http_headers(error)
    refusal = _refusal_of_request(error)
    call.outcome = str(refusal.code)
    answer = answer_with(envelope.refused(refusal), status=status)
    answer.raw_headers += headers
    return answer


def _refusal_of_request(error: FilebookError | HttpProblem) -> Refused:
    if isinstance(error, errors.Invalid):
        return Refused(_UNREADABLE.get(error.reason, codes.SYNTAX_ERROR))
    if isinstance(error, FilebookError | InternalFault) and not isinstance(error, errors.TooLarge):
        return Refused(codes.ERROR_IN_ACTION)
    # There is no number for a request that was not read to its end, as one too large or too slow. Of those for
    # unreadable ones this is the least wrong: the others name a mistake that nobody made.
    return Refused(codes.NOT_READ)


def _page(error: FilebookError | HttpProblem) -> BytesAnswer:
    if isinstance(error, HttpProblem):
        status, text = error.status, error.status.phrase + "."
    else:
        status, text = _PAGES[type(error)]
    headers = [*_PAGE_HEADERS, *_http_headers(error)]
    return bytes_answer(text.encode() + b"\n", media_type="text/plain; charset=utf-8", status=status, headers=headers)


def _http_headers(error: FilebookError | HttpProblem) -> list[tuple[bytes, bytes]]:
    if isinstance(error, HttpProblem):
        return [(name.encode("ascii"), value.encode("ascii")) for name, value in error.headers.items()]
    if isinstance(error, errors.Unavailable | errors.Throttled):
        return [(b"retry-after", b"%d" % error.retry_after_seconds)]
    return []
