"""What the native door does where people sign on through a provider of identities.

Both routes are for browsers that are sent there, so a failure leads to the page for logging in, which words it.
"""

from urllib.parse import urlencode, urlsplit

import structlog

from filebook.core.errors import Throttled, Unauthenticated, Unavailable
from filebook.dialects.native.parts import BrowserSessions
from filebook.dialects.native.reading import query_of
from filebook.dialects.native.session import wire
from filebook.dialects.native.session.opening import Opener, cookie, session_cookie
from filebook.services.bundle import Services
from filebook.services.sign_on import JOURNEY_SECONDS
from filebook.serving.answers import BytesAnswer, empty_answer
from filebook.serving.call import Call
from filebook.serving.headers import RawHeaders
from filebook.serving.urls import url

JOURNEY_COOKIE = "filebook_sign_on"
PATH = ("session", "sign-on")
PROBLEMS = {
    "journey": "sign-on-expired",
    "declined": "sign-on-declined",
    "unverified": "sign-on-unverified",
    "not_anew": "sign-on-not-anew",
    "unknown_user": "sign-on-unknown",
    "disabled": "shut-out",
    "address": "shut-out",
}
"""What the page for logging in is told, by the reason; whatever else is between us and the provider."""
_FAILED, _UNAVAILABLE, _THROTTLED = "sign-on-failed", "sign-on-unavailable", "throttled"
_UNSTORED = (b"cache-control", b"no-store")


class SignOnHandlers:
    """Browsers on their way to the provider and back."""

    def __init__(self, services: Services, browser: BrowserSessions) -> None:
        self._services = services
        self._opener = Opener(services, browser)
        self._log = structlog.get_logger()

    def begin(self, call: Call) -> BytesAnswer:
        """Send the browser to the provider."""
        asked = query_of(call, wire.SignOnQuery)
        try:
            begun = self._services.sign_on.begin(
                redirect_url=_redirect_url(call), back_to=asked.back_to, again=asked.again
            )
        except Unavailable:
            return self._failed(call, _UNAVAILABLE, reason="unavailable")
        return _sent(begun.address, _journey_cookie(call, begun.carried, seconds=JOURNEY_SECONDS))

    def end(self, call: Call) -> BytesAnswer:
        """Let the browser in that comes back, as a login does."""
        try:
            arrived = self._services.sign_on.end(
                call.cookies.get(JOURNEY_COOKIE, ""),
                state=call.query_value("state"),
                code=call.query_value("code"),
                redirect_url=_redirect_url(call),
                address=call.client_address,
            )
        except Unauthenticated as refused:
            return self._failed(call, PROBLEMS.get(refused.reason, _FAILED), reason=refused.reason)
        except Unavailable:
            return self._failed(call, _UNAVAILABLE, reason="unavailable")
        except Throttled:
            return self._failed(call, _THROTTLED, reason="throttled")
        token = self._opener.open(call, arrived.actor, confirmed_seconds=arrived.confirmed_seconds)
        place = call.base_url + arrived.back_to
        return _sent(place, session_cookie(call, token), _journey_cookie(call, "", seconds=0))

    def _failed(self, call: Call, problem: str, *, reason: str) -> BytesAnswer:
        call.outcome = problem
        self._log.warning("sign_on.failed", reason=reason, request_id=call.request_id)
        place = f"{call.base_url}/login?{urlencode({'problem': problem})}"
        return _sent(place, _journey_cookie(call, "", seconds=0))


def _redirect_url(call: Call) -> str:
    """Where the provider sends browsers back to; it has to be told there beforehand."""
    return url(call.door_url, *PATH, "callback")


def _journey_cookie(call: Call, carried: str, *, seconds: int) -> tuple[bytes, bytes]:
    path = urlsplit(url(call.door_url, *PATH)).path
    return cookie(call, f"{JOURNEY_COOKIE}={carried}", path=path, seconds=seconds)


def _sent(place: str, *cookies: tuple[bytes, bytes]) -> BytesAnswer:
    headers: RawHeaders = [(b"location", place.encode("ascii")), _UNSTORED, *cookies]
    return empty_answer(status=302, headers=headers)
