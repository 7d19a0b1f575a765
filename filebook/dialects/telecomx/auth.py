"""Who calls: a bearer token, the cookie that a login asked for, or on a few paths a token in the address.

Source: the project's TelecomX reference, 3, read 2026-11-21.
"""

from collections.abc import Callable
from urllib.parse import quote, urlsplit

from filebook.core.access import Actor
from filebook.core.errors import Unauthenticated
from filebook.core.ids import Door
from filebook.dialects.telecomx.values import SESSION_MINUTES
from filebook.services.bundle import Services
from filebook.services.sessions import SessionForm
from filebook.serving.call import Call

COOKIE = "token"
SESSION = SessionForm(Door.TELECOMX, lifetime_seconds=SESSION_MINUTES * 60, token_bytes=32, sliding=True)
LASTING_SECONDS = 100 * 365 * 24 * 3600
"""How long a token "until logout" lasts at most."""

CONTENT_PATH = "/files"
"""Below the door; the vendor has a host of its own for contents."""
DOCAUTH_PATH = "/customer/{customer}/docauth/{id}"
IMAGEAUTH_PATH = "/customer/{customer}/imageauth/{id}"
_TOKEN_IN_ADDRESS = frozenset({CONTENT_PATH + "/{file}/{name}", DOCAUTH_PATH, IMAGEAUTH_PATH})
"""Where `?token=` counts. Nowhere else: addresses end up in logs."""


def authenticator(services: Services) -> Callable[[Call], Actor]:
    """The door's judge of callers."""

    def authenticate(call: Call) -> Actor:
        return services.sessions.resume(shown_token(call), door=Door.TELECOMX)

    return authenticate


def shown_token(call: Call) -> str:
    """The token in the address where one counts there, else in the header, else in the door's cookie.

    Raises: Unauthenticated("absent" | "format").
    """
    if call.route in _TOKEN_IN_ADDRESS and (token := call.query.get("token", "")):
        return token
    header = call.headers.get("authorization")
    if header is None:
        token = call.cookies.get(COOKIE, "")
        if not token:
            raise Unauthenticated("absent")
        return token
    scheme, _, token = header.strip().partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise Unauthenticated("format")
    return token.strip()


def cookie_header(call: Call, token: str) -> tuple[bytes, bytes]:
    """A Set-Cookie that keeps the token to this door's paths; an empty token takes the cookie away."""
    address = urlsplit(call.door_url)
    parts = [f"{COOKIE}={token}", f"Path={quote(address.path) or '/'}", "HttpOnly", "SameSite=Lax"]
    if address.scheme == "https":
        parts.append("Secure")
    if not token:
        parts.append("Max-Age=0")
    return b"set-cookie", "; ".join(parts).encode("ascii")
