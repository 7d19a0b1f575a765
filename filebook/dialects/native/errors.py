"""How the native door words a failure: Problem Details, with types that stay.

Source: RFC 9457, read 2026-11-22.
"""

import msgspec

from filebook.core import errors
from filebook.core.ids import Kind
from filebook.dialects.native.reasons import sentence_of
from filebook.dialects.native.wire import Problem
from filebook.serving import problems
from filebook.serving.answers import BytesAnswer, bytes_answer, failure_headers
from filebook.serving.call import Call

Failure = errors.FilebookError | problems.HttpProblem
TYPE_PREFIX = "urn:filebook:problem:"
MEDIA_TYPE = "application/problem+json"
Words = tuple[int, str, str]
"""Status, the last word of the type, the title."""

WORDS: dict[type[Exception], Words] = {
    errors.NotFound: (404, "not-found", "There is no such thing."),
    errors.AccessDenied: (403, "access-denied", "This is not allowed to you."),
    errors.Unauthenticated: (401, "unauthenticated", "A valid token is needed."),
    errors.Throttled: (429, "throttled", "Too many requests."),
    errors.Invalid: (422, "invalid", "A value cannot be meant."),
    errors.Missing: (422, "missing", "A value is missing."),
    errors.Conflict: (409, "conflict", "Something is in the way."),
    errors.AlreadyUsed: (409, "already-used", "It works once, and was used before."),
    errors.Expired: (410, "expired", "It was valid once."),
    errors.TooLarge: (413, "too-large", "It is larger than it may be."),
    errors.Unsupported: (422, "unsupported", "This is not offered."),
    errors.Unavailable: (503, "unavailable", "The store cannot be used just now."),
    errors.NoSpace: (507, "no-space", "There is no space left."),
    errors.Damaged: (500, "damaged", "Stored bytes are damaged."),
    problems.BadRequest: (400, "malformed", "The request is not well-formed."),
    problems.UnknownPath: (404, "unknown-path", "Nothing is served here."),
    problems.MethodNotAllowed: (405, "method-not-allowed", "Not with this method."),
    problems.RequestTimedOut: (408, "timed-out", "The body did not arrive in time."),
    problems.TargetTooLong: (414, "address-too-long", "The address is too long."),
    problems.UnsupportedMediaType: (415, "unsupported-media-type", "The body's type is not read here."),
    problems.HeadersTooLarge: (431, "headers-too-large", "The headers are too large."),
    problems.InternalFault: (500, "internal", "This is our own mistake."),
}
"""Every failure, where its fields do not say more."""

BY_CONFLICT: dict[str, Words] = {
    "revision": (412, "revision-mismatch", "It was changed meanwhile."),
    "folder_loop": (409, "folder-loop", "A folder cannot lie in itself."),
    "job_not_ended": (409, "job-not-ended", "The job has not ended."),
    "job_done": (409, "job-done", "The job is done: nothing is left to be tried again."),
    "job_undone": (409, "job-undone", "The job was undone."),
    "job_final": (409, "job-final", "What this job did cannot be undone."),
    "too_many": (409, "too-many", "There are too many files and folders for one archive."),
    "too_deep": (409, "too-deep", "The folders lie too deep in each other for an archive."),
    "held": (409, "held", "It is held: nothing of it may be removed for good."),
    "folder_not_empty": (409, "folder-not-empty", "The folder is not empty."),
    "webhook_limit": (409, "webhook-limit", "The business has as many webhooks as it may have."),
    "webhook_off": (409, "webhook-off", "The webhook is switched off."),
    "login": (409, "has-login", "This is the record of a user: shut the user out instead."),
    "last_owner": (409, "last-owner", "Nobody would be left to administer the business."),
    "key_limit": (409, "key-limit", "The business has as many keys as it may have."),
    "user_name": (409, "name-taken", "Somebody has this user name."),
    "email": (409, "email-taken", "Somebody has this e-mail address."),
    "upload_unfinished": (409, "upload-unfinished", "The upload is not finished."),
    "current_version": (409, "current-version", "The current version stays; replace it first."),
    "title_picture": (409, "title-picture", "The estate has a title picture already."),
    "document_attribute": (409, "document-attribute", "A file of the estate has this document attribute already."),
    "folder_too_full": (409, "folder-too-full", "Too much lies in the folder to remove it at once."),
    "too_many_files": (409, "too-many-files", "Too many files hang on the series to divide it."),
    "calendar_in_use": (409, "calendar-in-use", "Something stands in the calendar."),
    "calendar_of_person": (409, "calendar-of-person", "A person's calendar goes with the person."),
    "resource": (409, "name-taken", "A resource has this name."),
    "slot": (409, "slot-taken", "The time is taken."),
    "business_in_use": (409, "business-in-use", "Something was made in the business already."),
}
BY_USE: dict[str, Words] = {
    "first_run": (410, "set-up-already", "There is an owner already: log in."),
    "request": (409, "request-repeated", "The request was carried out, or is just now; its answer is not kept."),
}
BY_EXPIRY: dict[str, Words] = {
    "changes": (410, "changes-expired", "Changes from so long ago are not kept any longer."),
    "cursor": (410, "cursor-expired", "The cursor is too old: read everything anew."),
}
_RESYNC = {"cursor-expired": "/api/v1/changes"}
"""Where to read everything anew, by the last word of the type."""
BY_DENIAL: dict[str, Words] = {
    "scope": (403, "outside-scope", "The token is not good for this."),
    "origin": (403, "foreign-origin", "A browser's session counts on our own pages only."),
    "confirmation": (403, "confirmation-needed", "Give your password again: POST /session/confirmation."),
    "role": (403, "role-above", "Nobody gives a role above the own one, nor changes a user who has one."),
    "csrf": (403, "forgery-suspected", "The header X-Filebook-CSRF is missing or wrong."),
}
BY_REFUSAL: dict[str, Words] = {
    "password": (401, "wrong-login", "The login or the password is wrong."),
    "disabled": (401, "shut-out", "This user is shut out."),
}
_THINGS = frozenset(
    {*Kind, "object", "hold", "upload", "version", "link", "credential", "session", "participant", "job", "webhook"}
)
"""What may be told to be missing."""


def render(problem: Failure, call: Call) -> BytesAnswer:
    """The failure as an answer."""
    status, word, title = _words(problem)
    call.outcome = word
    told = Problem(
        type=TYPE_PREFIX + word,
        title=title,
        status=status,
        detail=_detail(problem),
        instance=f"urn:filebook:request:{call.request_id}",
        field=getattr(problem, "field", ""),
        reason=getattr(problem, "reason", ""),
        limit_bytes=getattr(problem, "limit_bytes", None),
        retry_after_seconds=getattr(problem, "retry_after_seconds", None),
        resync=_RESYNC.get(word, ""),
    )
    headers = failure_headers(problem)
    if isinstance(problem, errors.Unauthenticated):
        headers.append((b"www-authenticate", b'Bearer realm="filebook"'))
    return bytes_answer(msgspec.json.encode(told), media_type=MEDIA_TYPE, status=status, headers=headers)


def _words(problem: Failure) -> Words:
    words = WORDS[type(problem)]
    if isinstance(problem, errors.Conflict):
        return BY_CONFLICT.get(problem.what, words)
    if isinstance(problem, errors.AlreadyUsed):
        return BY_USE.get(problem.what, words)
    if isinstance(problem, errors.Expired):
        return BY_EXPIRY.get(problem.what, words)
    if isinstance(problem, errors.Unauthenticated):
        return BY_REFUSAL.get(problem.reason, words)
    if isinstance(problem, errors.AccessDenied):
        return BY_DENIAL.get(problem.action, words)
    return words


def _detail(problem: Failure) -> str:
    """What is missing, where that is a word of the API; why a value cannot be meant."""
    if isinstance(problem, errors.Invalid | errors.Unsupported):
        return sentence_of(problem.reason)
    absent = problem.what if isinstance(problem, errors.NotFound) else ""
    return f"There is no such {absent.replace('_', ' ')}." if absent in _THINGS else ""
