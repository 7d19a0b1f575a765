"""What the native door does with sessions.

Source: Fetch Metadata Request Headers, W3C; RFC 6265, 4.1; read 2026-11-22.
"""

from msgspec import UNSET

from filebook.core.access import Actor
from filebook.core.errors import AccessDenied, NotFound
from filebook.core.ids import Door, Kind, Number
from filebook.dialects.native.administration.translate import user_shown
from filebook.dialects.native.answers import listed
from filebook.dialects.native.cursors import cursor_for, position_in
from filebook.dialects.native.parts import BrowserSessions
from filebook.dialects.native.reading import body_of, query_of, writer
from filebook.dialects.native.session import wire
from filebook.dialects.native.session.opening import CONFIRMED_SECONDS, Opener, session_cookie
from filebook.dialects.native.session.translate import session_shown, workplace_shown
from filebook.dialects.native.wire import Nothing
from filebook.services.bundle import Services
from filebook.services.sessions import session_name
from filebook.serving.answers import BytesAnswer, empty_answer, json_answer
from filebook.serving.bearer import SESSION_COOKIE, forgery_token
from filebook.serving.call import Call
from filebook.serving.urls import url

LISTED_LIMIT = 1000
"""Sessions that a list tells at most, those used last."""
_UNSTORED = (b"cache-control", b"no-store")


class SessionHandlers:
    """Sessions: begun and ended by browsers on our own pages, told and ended by whose they are."""

    def __init__(self, services: Services, browser: BrowserSessions) -> None:
        self._services = services
        self._opener = Opener(services, browser)

    def log_in(self, call: Call) -> BytesAnswer:
        """Begin one, under an id that nobody had before. The one that the browser had ends."""
        query_of(call, Nothing)
        if call.headers.get("sec-fetch-site", "") != "same-origin":
            raise AccessDenied("origin")
        said = body_of(call, wire.LogIn)
        actor = self._services.credentials.judge_password(
            said.login,
            said.password,
            door=Door.WEB,
            address=call.client_address,
            tenant=None if said.tenant is UNSET else said.tenant,
        )
        return self.begun(call, actor)

    def begun(self, call: Call, actor: Actor) -> BytesAnswer:
        """Begin a session for somebody who was let in, and tell it."""
        token = self._opener.open(call, actor)
        answer = self._answered(token, status=201)
        location = (b"location", url(call.door_url, "session").encode("ascii"))
        answer.raw_headers += [session_cookie(call, token), location]
        return answer

    def session(self, call: Call) -> BytesAnswer:
        """Show the one that the request came in."""
        query_of(call, Nothing)
        return self._answered(_token(call))

    def log_out(self, call: Call) -> BytesAnswer:
        """End the one that the request came in."""
        query_of(call, Nothing)
        self._services.sessions.end(_token(call))
        return empty_answer(headers=[session_cookie(call, "")])

    def confirm(self, call: Call) -> BytesAnswer:
        """Take the password once more, for sensitive changes."""
        query_of(call, Nothing)
        token = _token(call)
        said = body_of(call, wire.Confirming)
        self._services.members.require_password(
            call.actor, said.password, address=call.client_address, field="password"
        )
        until = self._services.sessions.confirm(token, seconds=CONFIRMED_SECONDS)
        return json_answer(wire.Confirmed(confirmed_until=until), headers=[_UNSTORED])

    def sessions(self, call: Call) -> BytesAnswer:
        """List one's own, or others'."""
        asked = query_of(call, wire.SessionQuery)
        offset = max(position_in(call, asked.cursor, int) or 0, 0)
        every = self._services.sessions.listed(call.actor, user=self._wanted(call, asked), limit=LISTED_LIMIT)
        if all(session.user == call.actor.user for session in every):
            users = {call.actor.user: self._services.members.me(call.actor)[0]}
        else:
            users = {user.number: user for user in self._services.members.all(call.actor)}
        after = offset + asked.limit
        current = session_name(_token(call)) if call.actor.door is Door.WEB else ""
        items = [session_shown(session, users[session.user], current=current) for session in every[offset:after]]
        more = cursor_for(call, after) if len(every) > after else None
        return listed(call, items, next_cursor=more, total=len(every) if asked.count else None)

    def end(self, call: Call) -> BytesAnswer:
        """End one of the caller's or, for those who administer, of somebody's."""
        query_of(call, Nothing)
        self._services.sessions.end_named(writer(call), call.path_params["session"])
        return empty_answer()

    def _wanted(self, call: Call, asked: wire.SessionQuery) -> Number | None:
        """Whose sessions are asked for; None: everybody's."""
        if asked.everybody:
            return None
        if asked.user is UNSET:
            return call.actor.user
        return self._services.naming.one(call.actor, asked.user, kinds=(Kind.USER,)).number

    def _answered(self, token: str, *, status: int = 200) -> BytesAnswer:
        caller = self._services.sessions.look_at(token, door=Door.WEB)
        user, business = self._services.members.me(caller.actor)
        told = wire.BrowserSession(
            user=user_shown(user),
            business=workplace_shown(business),
            csrf_token=forgery_token(token),
            expires_at=self._services.sessions.expires_at(token, caller.session),
            confirmed_until=caller.session.confirmed_until,
            has_password=self._services.members.has_password(caller.actor),
        )
        return json_answer(told, status=status, headers=[_UNSTORED])


def _token(call: Call) -> str:
    """The token of the session that the request came in. Raises: NotFound("session") for a caller without one."""
    if call.actor.door is not Door.WEB:
        raise NotFound("session")
    return call.cookies.get(SESSION_COOKIE, "")
