"""The door of the browser application: `/`, the paths of its pages, and the files that they load."""

import secrets
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path

from filebook.core.access import Actor
from filebook.core.ids import Door as DoorName
from filebook.serving.answers import BytesAnswer, bytes_answer, empty_answer, failure_headers
from filebook.serving.call import Call
from filebook.serving.conditions import matches
from filebook.serving.problems import UnknownPath
from filebook.serving.routes import PUBLIC, Door, Route
from filebook.web.application.built import INDEX, Built, BuiltFile
from filebook.web.application.policy import ALWAYS, page_headers
from filebook.web.application.words import WORDS
from filebook.web.markup import element
from filebook.web.page import Page, page_answer
from filebook.web.problems import Failure, status_of
from filebook.web.words import language_of

FOLDER = Path(__file__).parent / "static"
"""Where the build puts the application."""
NONCE_PLACE = b"FILEBOOK-NONCE"
"""What stands in the built page where each answer's nonce belongs."""
_FOR_EVER = (b"cache-control", b"public, max-age=31536000, immutable")
_ASKED_ANEW = (b"cache-control", b"no-cache")
_VARIES = (b"vary", b"accept-encoding")


def door(folder: Path, *, taken: AbstractSet[str], download_base_url: str = "") -> Door:
    """The application as it was built into `folder`. `taken`: first segments of other doors' prefixes, below which no
    page lies; `download_base_url`: where files are handed out, if not here.
    """
    pages = _Pages(Built(folder), taken, download_base_url)
    routes = (
        Route("GET", "/", pages.page, PUBLIC, "Show the application"),
        Route("GET", "/{rest*}", pages.below, PUBLIC, "Show a page of the application, or give a file of it"),
    )
    return Door(DoorName.WEB, "", routes, _nobody, _rendered)


@dataclass(frozen=True, slots=True)
class _Pages:
    """The page, which is one for all paths, and the files."""

    built: Built
    taken: AbstractSet[str]
    download_base_url: str

    def page(self, call: Call) -> BytesAnswer:
        """The page itself, with a nonce of its own."""
        index = self.built.file(INDEX)
        if index is None:
            return _not_built(call)
        nonce = secrets.token_urlsafe(16)
        body = index.read().replace(NONCE_PLACE, nonce.encode("ascii"))
        headers = page_headers(nonce, download_base_url=self.download_base_url)
        return bytes_answer(body, media_type=index.media_type, headers=headers)

    def below(self, call: Call) -> BytesAnswer:
        """A file, or the page where a browser asks for one of its paths."""
        name = "/".join(call.tail)
        if name == INDEX or self._is_page(call):
            return self.page(call)
        file = self.built.file(name)
        if file is None:
            raise UnknownPath
        return _answered(call, file)

    def _is_page(self, call: Call) -> bool:
        """Programs that took a wrong address are told so: only browsers ask for HTML by its name."""
        if "text/html" not in call.header(b"accept").lower():
            return False
        return call.tail[0] not in self.taken and "." not in call.tail[-1] and not call.tail[0].startswith(".")


def _answered(call: Call, file: BuiltFile) -> BytesAnswer:
    headers = [*ALWAYS, _VARIES, *([_ASKED_ANEW, _tag(file)] if file.etag else [_FOR_EVER])]
    if file.etag and matches(call.header(b"if-none-match").encode("latin-1"), file.etag, weak=True):
        return empty_answer(status=304, headers=headers)
    coding = _coding(call.header(b"accept-encoding"), file)
    if coding:
        headers.append((b"content-encoding", coding.encode("ascii")))
    return bytes_answer(file.read(coding), media_type=file.media_type, headers=headers)


def _tag(file: BuiltFile) -> tuple[bytes, bytes]:
    # Weak, as it is the same for all codings of the file.
    return b"etag", f"W/{file.etag}".encode("ascii")


def _coding(accepted: str, file: BuiltFile) -> str:
    """The best coding that the file is there in and the client takes; "" for none. What is weighed with 0 is refused.

    Source: RFC 9110, 12.5.3.
    """
    if not accepted:
        return ""
    weights = dict(_weighed(part) for part in accepted.lower().split(","))
    fallback = weights.get("*", 0.0)
    return next((coding for coding in file.codings if weights.get(coding, fallback) > 0), "")


def _weighed(part: str) -> tuple[str, float]:
    name, _, rest = part.partition(";")
    weight = rest.strip().removeprefix("q=")
    try:
        return name.strip(), float(weight) if rest.strip() else 1.0
    except ValueError:
        return name.strip(), 0.0


def _not_built(call: Call) -> BytesAnswer:
    language = language_of(call.header(b"accept-language"))
    words = WORDS[language]
    main = [element("p", words.missing), element("p", words.works)]
    return page_answer(Page(title=words.title, language=language, main=main), status=503)


def _rendered(problem: Failure, call: Call) -> BytesAnswer:  # noqa: ARG001 - what renders failures is given the call
    """A line of text: who comes here by mistake is a program as often as a person."""
    status = HTTPStatus(status_of(problem))
    text = f"{status.value} {status.phrase}\n".encode("ascii")
    return bytes_answer(text, media_type="text/plain; charset=utf-8", status=status, headers=failure_headers(problem))


def _nobody(call: Call) -> Actor:  # noqa: ARG001 - a judge's shape
    """No route asks for a credential."""
    raise UnknownPath
