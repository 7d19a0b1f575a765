"""Who calls a door of our own: a bearer token, or the session of a browser on our own page.

A cookie counts only where the browser itself says that the request comes from a page of this very origin, and for
anything but a read only with the session's token against forgery beside it (security E6, E7).
Source: Fetch Metadata Request Headers, W3C, read 2026-11-22.
"""

import hashlib
import hmac
from collections.abc import Callable
from typing import NamedTuple

from filebook.core.access import Actor
from filebook.core.errors import AccessDenied, Unauthenticated
from filebook.core.ids import Door
from filebook.services.bundle import Services
from filebook.serving.call import Call

SESSION_COOKIE = "filebook_session"
FORGERY_HEADER = "x-filebook-csrf"
_READS = frozenset({"GET", "HEAD"})
_OWN_PAGE = frozenset({"same-origin"})
_OWN_PAGE_OR_ADDRESS_BAR = frozenset({"same-origin", "none"})

Judge = Callable[[Call], Actor]
"""Whom a request speaks for. Raises: Unauthenticated."""


class Shown(NamedTuple):
    """Whom a request speaks for, and by which key: the same text for the same credential or session."""

    actor: Actor
    key: str


def bearer_authenticator(services: Services, *, door: Door) -> Callable[[Call], Shown]:
    """The judge of callers at a door of our own; those with a browser's session act at the door `WEB`."""

    def authenticate(call: Call) -> Shown:
        header = call.header(b"authorization")
        if not header:
            return _browser(call, services)
        scheme, _, token = header.partition(" ")
        if scheme.lower() != "bearer" or not token.strip():
            raise Unauthenticated("format")
        actor, credential = services.credentials.judge_bearer(token.strip(), door=door)
        call.credential = credential
        return Shown(actor, credential)

    return authenticate


def reader_judge(services: Services, *, door: Door) -> Judge:
    """Judges anew who reads an answer that lasts long. That is no use of a browser's session, which still runs out."""
    judge_bearer = bearer_authenticator(services, door=door)

    def judge(call: Call) -> Actor:
        if call.headers.get("authorization"):
            return judge_bearer(call).actor
        return services.sessions.look_at(call.cookies.get(SESSION_COOKIE, ""), door=Door.WEB).actor

    return judge


def forgery_token(session_token: str) -> str:
    """What a page of ours shows beside its cookie. A page of somebody else's cannot read it."""
    return hashlib.sha256(f"csrf {session_token}".encode()).hexdigest()


def _browser(call: Call, services: Services) -> Shown:
    """Raises: Unauthenticated, AccessDenied("origin" | "csrf")."""
    token = call.cookies.get(SESSION_COOKIE, "")
    if not token:
        raise Unauthenticated("absent")
    is_read = call.method in _READS
    if call.headers.get("sec-fetch-site", "") not in (_OWN_PAGE_OR_ADDRESS_BAR if is_read else _OWN_PAGE):
        raise AccessDenied("origin")
    shown = call.headers.get(FORGERY_HEADER, "")
    if not is_read and not hmac.compare_digest(shown.encode(), forgery_token(token).encode()):
        raise AccessDenied("csrf")
    return Shown(services.sessions.resume(token, door=Door.WEB), forgery_token(token))
