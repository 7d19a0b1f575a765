"""Xelion's sessions: log in, renew, log out.

Source: the project's Xelion reference, 3, read 2026-11-21.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from filebook.core.access import Actor
from filebook.core.errors import Unauthenticated
from filebook.core.ids import Door
from filebook.dialects.xelion import translate, wire
from filebook.dialects.xelion.auth import shown_token
from filebook.dialects.xelion.payload import payload_of
from filebook.services.bundle import Services
from filebook.services.sessions import Opened, SessionForm
from filebook.serving.answers import BytesAnswer, empty_answer, json_answer
from filebook.serving.call import Call

_UNSTORED = ((b"cache-control", b"no-store"),)


@dataclass(frozen=True, slots=True)
class SessionHandlers:
    """What the routes below `me` do."""

    services: Services
    form: SessionForm
    authenticate: Callable[[Call], Actor]

    def log_in(self, call: Call) -> BytesAnswer:
        """`POST me/login`. A session that the request itself shows ends first."""
        login = translate.login_of(payload_of(call, wire.LoginRequest))
        with suppress(Unauthenticated):
            self.authenticate(call)
            self.services.sessions.end(shown_token(call))
        call.actor = actor = self._judged(call, login.user_name, login.password)
        opened = self.services.sessions.open(actor, self.form, label=login.user_space, address=call.client_address)
        answer = translate.login_answer(opened.token, opened.renewal, valid_until=opened.expires_at)
        return json_answer(answer, headers=_UNSTORED)

    def renew(self, call: Call) -> BytesAnswer:
        """`POST me/renew`, with the session's renewal token or the user's password (XelionAPI sends that)."""
        opened = self._renewed(call, payload_of(call, str))
        answer = translate.renew_answer(opened.token, opened.renewal, valid_until=opened.expires_at)
        return json_answer(answer, headers=_UNSTORED)

    def log_out(self, call: Call) -> BytesAnswer:
        """`POST me/logout`."""
        self.services.sessions.end(shown_token(call))
        return empty_answer(status=200)

    def _renewed(self, call: Call, proof: str) -> Opened:
        token, address = shown_token(call), call.client_address
        with suppress(Unauthenticated):
            return self.services.sessions.replace(token, self.form, renewal=proof, address=address)
        self._judged(call, call.actor.user_name, proof)
        return self.services.sessions.replace(token, self.form, address=address)

    def _judged(self, call: Call, user_name: str, password: str) -> Actor:
        return self.services.credentials.judge_password(
            user_name,
            password,
            door=Door.XELION,
            address=call.client_address,
            tenant=call.path_params["tenant"],
        )
