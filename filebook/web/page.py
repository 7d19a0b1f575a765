"""The frame of a plain page for people without a login: share links, request links, and what is told in their place.

A page is made of `markup.element`, so nothing that somebody wrote can become HTML, and is sent by `page_answer`::

    page = Page(title=share.name, language="de", sender="Muster GmbH", main=[element("p", words.hello)])
    return page_answer(page, status=200)

It works without script, runs none but a file of our own (`script`), shows no pictures but ours, sends its forms nowhere
else, stands in nobody's frame, is not found by search engines, and tells no site that it leads to where it was.
The address of such a page is a secret: `SECRET_ADDRESS` are the headers that keep it one, for whatever else is answered
below it. Words stand in `web/words.py` or beside the page that says them.
"""

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlencode

from filebook.core.businesses import Business
from filebook.serving.answers import BytesAnswer, bytes_answer
from filebook.serving.headers import RawHeaders
from filebook.web.markup import Markup, element, joined, named
from filebook.web.style import STYLE
from filebook.web.words import WORDS

_MEDIA_TYPE = "text/html; charset=utf-8"
_LOGO_PATH = "/api/v1/business/logo"
"""Where everybody finds the logos of businesses; see `dialects/native/appearance`."""
_ICON_PATH = "/icon.svg"
"""The application's. Browsers that are told of none ask for one where there is none."""
SECRET_ADDRESS: RawHeaders = [
    (b"referrer-policy", b"no-referrer"),
    (b"x-robots-tag", b"noindex, nofollow, noarchive"),
]
_ALWAYS: RawHeaders = [
    *SECRET_ADDRESS,
    (b"cache-control", b"private, no-store"),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"vary", b"accept-language, cookie"),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What stands on one page. `sender`: whom it comes from, above the title; "" for nobody. `business`: whose logo and
    links stand there.

    `script`: the path of a script of ours that makes the page more comfortable; without one no script runs.
    """

    title: str
    language: str
    main: Sequence[Markup]
    sender: str = ""
    script: str = ""
    business: Business | None = None


def page_answer(page: Page, *, status: int = 200, headers: RawHeaders | None = None) -> BytesAnswer:
    """The page as it leaves. `headers` go with it, such as `Retry-After` or a cookie."""
    policy = (b"content-security-policy", _policy(runs_script=bool(page.script)).encode("ascii"))
    body = _document(page).encode("utf-8", "replace")
    return bytes_answer(body, media_type=_MEDIA_TYPE, status=status, headers=[policy, *_ALWAYS, *(headers or [])])


def _document(page: Page) -> str:
    whole_title = f"{page.title} – {page.sender}" if page.sender else page.title
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("title", whole_title),
        element("link", rel="icon", href=_ICON_PATH, type="image/svg+xml"),
        Markup(f"<style>{STYLE}</style>"),
        element("script", src=page.script, defer=True) if page.script else "",
    )
    sender = element("p", named(page.sender), class_="quiet") if page.sender else Markup()
    body = element(
        "body",
        element(
            "div",
            element("header", *_logo(page.business), sender, element("h1", named(page.title))),
            element("main", *page.main),
            *_links(page),
            class_="sheet",
        ),
    )
    return f"<!DOCTYPE html>\n{element('html', joined(head, body), lang=page.language)}\n"


def _logo(business: Business | None) -> list[Markup]:
    """The sender stands beside it in words, so that it says nothing to those who hear the page."""
    if business is None or not business.appearance.logo_sha256:
        return []
    named_by = {"tenant": business.tenant, "sha256": business.appearance.logo_sha256}
    return [element("img", src=f"{_LOGO_PATH}?{urlencode(named_by)}", alt="", class_="logo")]


def _links(page: Page) -> list[Markup]:
    if page.business is None:
        return []
    words, looks = WORDS[page.language], page.business.appearance
    told = ((words.imprint, looks.imprint_url), (words.privacy, looks.privacy_url))
    links = [element("a", text, href=address, rel="noopener noreferrer external") for text, address in told if address]
    return [element("footer", *links, class_="actions foot")] if links else []


@cache
def _policy(*, runs_script: bool) -> str:
    style = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode("ascii")
    own = "script-src 'self'; connect-src 'self'; " if runs_script else ""
    return (
        f"default-src 'none'; style-src 'sha256-{style}'; img-src 'self'; {own}form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    )
