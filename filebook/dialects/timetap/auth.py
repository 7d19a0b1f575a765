"""Session tokens: issued for a signature, read from wherever clients put them.

Source: the project's TimeTap reference (section 2), read 2026-11-21.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from filebook.core.access import Actor
from filebook.core.errors import AccessDenied, Invalid, Missing, Unauthenticated
from filebook.core.ids import Door
from filebook.dialects.timetap.wire import SessionToken
from filebook.services.bundle import Services
from filebook.services.sessions import SessionForm
from filebook.serving.answers import json_answer
from filebook.serving.call import Call
from filebook.serving.routes import Answer

TOKEN_PREFIX = "st.api.api."
TOKEN_BYTES = 16
_DECIMAL = re.compile(r"[+-]?[0-9]{1,20}(\.[0-9]{0,20})?")
_LEAST_MILLISECONDS = 1e11
"""As seconds, this is the year 5138: larger timestamps are milliseconds."""
_NEVER_KEPT = (b"cache-control", b"no-store")


@dataclass(frozen=True, slots=True)
class Tokens:
    """Issues and judges session tokens. `window_seconds` None: timestamps are read but not compared with the clock."""

    services: Services
    now: Callable[[], datetime]
    session_seconds: int
    window_seconds: int | None

    def login(self, call: Call) -> Answer:
        """A new token for whoever knows the private key; older ones stay valid, since one client logs in every time.

        Raises: Missing, Invalid("timestamp"), AccessDenied("login"), Throttled.
        """
        api_key, signature = _required(call, "apiKey"), _required(call, "signature")
        timestamp = _required(call, "timestamp")
        if not _DECIMAL.fullmatch(timestamp):
            raise Invalid("timestamp", "number")
        if not self._in_window(float(timestamp)):
            raise AccessDenied("login")
        try:
            actor = self.services.credentials.judge_signed_key(api_key, signature, address=call.client_address)
        except Unauthenticated:
            # 401 would make clients log in again, which is what they are doing.
            raise AccessDenied("login") from None
        form = SessionForm(
            Door.TIMETAP, self.session_seconds, token_prefix=TOKEN_PREFIX, token_bytes=TOKEN_BYTES, sliding=True
        )
        opened = self.services.sessions.open(actor, form, address=call.client_address)
        return json_answer(SessionToken(opened.token), headers=[_NEVER_KEPT])

    def authenticate(self, call: Call) -> Actor:
        """Who calls, by the token in header or query. Raises: Unauthenticated."""
        return self.judge(shown_token(call))

    def judge(self, token: str) -> Actor:
        """Whom a token speaks for. Raises: Unauthenticated."""
        if not token:
            raise Unauthenticated("missing")
        return self.services.sessions.resume(token, door=Door.TIMETAP)

    def _in_window(self, timestamp: float) -> bool:
        if self.window_seconds is None:
            return True
        seconds = timestamp / 1000 if abs(timestamp) >= _LEAST_MILLISECONDS else timestamp
        return abs(self.now().timestamp() - seconds) <= self.window_seconds


def shown_token(call: Call) -> str:
    """The token in the `Authorization` header, with or without its scheme, else the one in the query, else ""."""
    first, *rest = call.headers.get("authorization", "").split() or [""]
    if not rest and first.lower() != "bearer":
        shown = first
    else:
        shown = rest[0] if first.lower() == "bearer" and len(rest) == 1 else ""
    return shown or call.query.get("sessionToken", "")


def _required(call: Call, name: str) -> str:
    value = call.query.get(name, "").strip()
    if not value:
        raise Missing(name)
    return value
