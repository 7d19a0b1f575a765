"""What went wrong, as a plain page in the visitor's language; where a password is needed, the form that asks for it.

Unknown, withdrawn, and no longer shown by whoever made it are one page: they are one `NotFound`.
"""

from collections.abc import Mapping

from filebook.core import errors
from filebook.services.link_passwords import PASSWORD
from filebook.serving import problems
from filebook.serving.answers import BytesAnswer, failure_headers
from filebook.serving.call import Call
from filebook.web.markup import Markup, element
from filebook.web.page import Page, page_answer
from filebook.web.passwords import address_of, password_form
from filebook.web.words import WORDS, Words, language_of

Failure = errors.FilebookError | problems.HttpProblem
_FAILED = 400
STATUSES: Mapping[type[Exception], int] = {
    errors.NotFound: 404,
    errors.AccessDenied: 403,
    errors.Unauthenticated: 401,
    errors.Throttled: 429,
    errors.Invalid: 422,
    errors.Missing: 422,
    errors.Conflict: 409,
    errors.AlreadyUsed: 410,
    errors.Expired: 410,
    errors.TooLarge: 413,
    errors.Unsupported: 415,
    errors.Unavailable: 503,
    errors.NoSpace: 507,
    errors.Damaged: 500,
}
_OUR_FAULT = (errors.Unavailable, errors.NoSpace, errors.Damaged, problems.InternalFault)
# HTTP wants a 401 to name a scheme; browsers ask nobody about one that they do not know.
_CHALLENGE = (b"www-authenticate", b'Cookie realm="link"')


def render(problem: Failure, call: Call) -> BytesAnswer:
    """The page for a failure; it tells nothing of what is behind the address."""
    language = language_of(call.headers.get("accept-language", ""))
    words = WORDS[language]
    title, main = _told(problem, call, words)
    headers = failure_headers(problem)
    if isinstance(problem, errors.Unauthenticated):
        headers.append(_CHALLENGE)
    return page_answer(Page(title=title, language=language, main=main), status=status_of(problem), headers=headers)


def status_of(problem: Failure) -> int:
    """The HTTP status of a failure."""
    return problem.status if isinstance(problem, problems.HttpProblem) else STATUSES.get(type(problem), _FAILED)


def _told(problem: Failure, call: Call, words: Words) -> tuple[str, list[Markup]]:
    if isinstance(problem, errors.Unauthenticated):
        return words.password, password_form(address_of(call), words)
    if isinstance(problem, errors.AccessDenied) and problem.action == PASSWORD:
        return words.password, password_form(address_of(call), words, fault=words.wrong_password)
    if isinstance(problem, errors.Throttled):
        wait = words.wait.format(problem.retry_after_seconds)
        return words.password, password_form(address_of(call), words, fault=wait)
    title, why = _notice(problem, words)
    return title, [element("p", why)]


def _notice(problem: Failure, words: Words) -> tuple[str, str]:
    if isinstance(problem, errors.NotFound | problems.UnknownPath):
        return words.not_here, words.not_here_why
    if isinstance(problem, errors.Expired):
        return words.expired, words.expired_why
    if isinstance(problem, errors.AlreadyUsed):
        return words.used_up, words.used_up_why
    return words.failed, words.busy_why if isinstance(problem, _OUR_FAULT) else words.failed_why
