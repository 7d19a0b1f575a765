"""How a browser's session begins, whichever way somebody was let in, and the cookies that go with it."""

from dataclasses import replace

from filebook.core.access import Actor
from filebook.core.ids import Door
from filebook.dialects.native.parts import BrowserSessions
from filebook.services.bundle import Services
from filebook.services.sessions import SessionForm
from filebook.serving.bearer import SESSION_COOKIE
from filebook.serving.call import Call

CONFIRMED_SECONDS = 10 * 60
"""How long a password counts for sensitive changes, once it was given."""
_LABEL_LIMIT = 200


class Opener:
    """Begins sessions of browsers."""

    def __init__(self, services: Services, browser: BrowserSessions) -> None:
        self._services = services
        self._form = SessionForm(
            Door.WEB,
            browser.idle_seconds,
            token_bytes=32,
            sliding=True,
            longest_seconds=browser.longest_seconds,
        )

    def open(self, call: Call, actor: Actor, *, confirmed_seconds: int = CONFIRMED_SECONDS) -> str:
        """The token of a session under an id that nobody had before. The one that the browser had ends."""
        if former := call.cookies.get(SESSION_COOKIE, ""):
            self._services.sessions.end(former)
        label = call.headers.get("user-agent", "")[:_LABEL_LIMIT]
        form = replace(self._form, confirmed_seconds=confirmed_seconds)
        return self._services.sessions.open(actor, form, label=label, address=call.client_address).token


def session_cookie(call: Call, token: str) -> tuple[bytes, bytes]:
    """A Set-Cookie for our own pages; an empty token takes the cookie away."""
    return cookie(call, f"{SESSION_COOKIE}={token}", path="/", seconds=None if token else 0)


def cookie(call: Call, pair: str, *, path: str, seconds: int | None) -> tuple[bytes, bytes]:
    """A Set-Cookie that no script can read; `seconds` None: until the browser ends."""
    parts = [pair, f"Path={path}", "HttpOnly", "SameSite=Lax"]
    if call.base_url.startswith("https:"):
        parts.append("Secure")
    if seconds is not None:
        parts.append(f"Max-Age={seconds}")
    return b"set-cookie", "; ".join(parts).encode("ascii")
