"""How the tus door words a failure: a status that clients act on, and a line of text for people.

Source: tus resumable upload protocol 1.0.0, tus.io, read 2026-11-22.
"""

from filebook.core import errors
from filebook.dialects.tus import wire
from filebook.serving import problems
from filebook.serving.answers import BytesAnswer, bytes_answer, failure_headers
from filebook.serving.call import Call

Failure = errors.FilebookError | problems.HttpProblem
Words = tuple[int, str]
RESUMABLE = (wire.RESUMABLE.encode(), wire.VERSION.encode())
"""Stands in every answer."""
_UNCHANGED = (b"cache-control", b"no-store")

WORDS: dict[type[Exception], Words] = {
    errors.NotFound: (404, "There is no such upload."),
    errors.AccessDenied: (403, "This is not allowed."),
    errors.Unauthenticated: (401, "A valid token is needed."),
    errors.Throttled: (429, "Too many requests."),
    errors.Invalid: (400, "A header cannot be meant."),
    errors.Missing: (400, "A header is missing."),
    errors.Conflict: (409, "The upload is not as this request expects it. Ask for its offset and go on there."),
    errors.AlreadyUsed: (410, "The upload was used."),
    errors.Expired: (410, "The upload has expired."),
    errors.TooLarge: (413, "More bytes than the upload may have."),
    errors.Unsupported: (400, "This is not offered."),
    errors.Unavailable: (503, "Please try again later."),
    errors.NoSpace: (507, "There is no space left."),
    errors.Damaged: (500, "Something went wrong here."),
    problems.BadRequest: (400, "The request is not well-formed."),
    problems.UnknownPath: (404, "Nothing is served here."),
    problems.MethodNotAllowed: (405, "Not with this method."),
    problems.RequestTimedOut: (408, "The body did not arrive in time."),
    problems.TargetTooLong: (414, "The address is too long."),
    problems.UnsupportedMediaType: (415, f"Bytes are sent as {wire.OFFSET_STREAM}."),
    problems.HeadersTooLarge: (431, "The headers are too large."),
    problems.InternalFault: (500, "Something went wrong here."),
}
"""Every failure."""


def render(problem: Failure, call: Call) -> BytesAnswer:  # noqa: ARG001 - every door's shape
    """The failure as an answer."""
    status, text = WORDS[type(problem)]
    if isinstance(problem, errors.Invalid | errors.Missing):
        text = f"{text[:-1]}: {problem.field}."
    headers = failure_headers(problem)
    if isinstance(problem, errors.Unauthenticated):
        headers.append((b"www-authenticate", b"Bearer"))
    return refusal(status, text, headers=headers)


def refusal(status: int, text: str, *, headers: list[tuple[bytes, bytes]] | None = None) -> BytesAnswer:
    """A failure that has no name outside tus."""
    told = [RESUMABLE, _UNCHANGED, *(headers or [])]
    return bytes_answer(text.encode() + b"\n", media_type="text/plain; charset=utf-8", status=status, headers=told)
