"""What the routes about logging in do.

Source: the project's TelecomX reference, 3, read 2026-11-21.
"""

from dataclasses import dataclass

from filebook.core.errors import Unauthenticated
from filebook.core.ids import Door
from filebook.dialects.telecomx.auth import LASTING_SECONDS, SESSION, cookie_header
from filebook.dialects.telecomx.sessions import translate, wire
from filebook.dialects.telecomx.values import is_set
from filebook.dialects.telecomx.wire import Success
from filebook.services.bundle import Services
from filebook.serving.answers import BytesAnswer, json_answer
from filebook.serving.call import Call
from filebook.serving.json_body import read_json

_UNSTORED = (b"cache-control", b"no-store")


@dataclass(frozen=True, slots=True)
class Sessions:
    """Opens sessions, renews, tells of and ends them."""

    services: Services

    def log_in(self, call: Call) -> BytesAnswer:
        """`POST /auth/login`."""
        return self._logged_in(call, read_json(call.body, wire.LoginRequest))

    def log_in_by_query(self, call: Call) -> BytesAnswer:
        """`GET /auth/login`."""
        return self._logged_in(call, translate.login_query(call.query))

    def ping(self, call: Call) -> BytesAnswer:  # noqa: ARG002 - judging the caller renewed the token already
        """`GET /ping`."""
        return json_answer(Success(success=True))

    def log_out(self, call: Call) -> BytesAnswer:
        """`GET /auth/logout`: every token of the user."""
        self.services.sessions.end_all(call.actor)
        return json_answer(Success(success=True), headers=[cookie_header(call, "")])

    def validate_token(self, call: Call) -> BytesAnswer:
        """`GET /auth/validateToken`: what a token is worth, without using it."""
        try:
            answer = self._token_answer(call)
        except Unauthenticated:
            status = 403 if is_set(call.query.get("simple", "")) else 200
            return json_answer(Success(success=False), status=status, headers=[_UNSTORED])
        return json_answer(answer, headers=[_UNSTORED])

    def _logged_in(self, call: Call, request: wire.LoginRequest) -> BytesAnswer:
        call.actor = actor = self.services.credentials.judge_password(
            request.username or "", request.password or "", door=Door.TELECOMX, address=call.client_address
        )
        persist = is_set(request.persist)
        opened = self.services.sessions.open(
            actor,
            SESSION,
            address=call.client_address,
            lifetime_seconds=LASTING_SECONDS if persist else None,
        )
        _, business = self.services.accounts.me(actor)
        answer = translate.login_answer(opened.token, persist=persist, actor=actor, business=business)
        headers = [cookie_header(call, opened.token)] if is_set(request.cookie) else []
        return json_answer(answer, headers=[_UNSTORED, *headers])

    def _token_answer(self, call: Call) -> wire.TokenAnswer:
        caller = self.services.sessions.look_at(call.query.get("token", ""), door=Door.TELECOMX)
        if call.query.get("ip", caller.session.address) != caller.session.address:
            raise Unauthenticated("address")
        user, business = self.services.accounts.me(caller.actor)
        return translate.token_answer(user, business, extend=is_set(call.query.get("extend", "")))
