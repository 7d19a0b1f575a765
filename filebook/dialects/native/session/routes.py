"""The routes of sessions and of one's own account."""

from filebook.core.access import Role
from filebook.dialects.native.administration.wire import (
    Credential,
    CredentialPage,
    IssuedCredential,
    NewToken,
    OwnChange,
)
from filebook.dialects.native.parts import Parts
from filebook.dialects.native.session import wire
from filebook.dialects.native.session.handlers import SessionHandlers
from filebook.dialects.native.session.me import AccountHandlers
from filebook.dialects.native.session.sign_on import SignOnHandlers
from filebook.dialects.native.wire import Nothing, Paged, Sparse
from filebook.serving.routes import PUBLIC, Body, Route, credential

_SESSIONS = "Sessions"
_ACCOUNT = "Own account"
_ANYBODY_IN_THE_HOUSE = credential(Role.PERSONAL)


def session_routes(parts: Parts) -> tuple[Route, ...]:
    """Rows for sessions, and for one's own account."""
    return (*_own_session(parts), *_sign_on(parts), *_sessions(parts), *_account(parts), *_tokens(parts))


def _own_session(parts: Parts) -> tuple[Route, ...]:
    sessions = SessionHandlers(parts.services, parts.browser)
    return (
        Route(
            "POST",
            "/session",
            sessions.log_in,
            PUBLIC,
            "Log in from a page of this server",
            request=wire.LogIn,
            response=wire.BrowserSession,
            body=Body.BUFFERED,
            query=Nothing,
            status=201,
            area=_SESSIONS,
        ),
        Route(
            "GET",
            "/session",
            sessions.session,
            _ANYBODY_IN_THE_HOUSE,
            "Show the session of this browser",
            response=wire.BrowserSession,
            query=Nothing,
            area=_SESSIONS,
        ),
        Route(
            "DELETE",
            "/session",
            sessions.log_out,
            _ANYBODY_IN_THE_HOUSE,
            "Log out",
            query=Nothing,
            status=204,
            area=_SESSIONS,
            stands_alone=True,
        ),
        Route(
            "POST",
            "/session/confirmation",
            sessions.confirm,
            _ANYBODY_IN_THE_HOUSE,
            "Give the password once more, for sensitive changes",
            request=wire.Confirming,
            response=wire.Confirmed,
            body=Body.BUFFERED,
            query=Nothing,
            area=_SESSIONS,
        ),
    )


def _sign_on(parts: Parts) -> tuple[Route, ...]:
    sign_on = SignOnHandlers(parts.services, parts.browser)
    return (
        Route(
            "GET",
            "/session/sign-on",
            sign_on.begin,
            PUBLIC,
            "Send a browser to the provider of identities to log in there",
            query=wire.SignOnQuery,
            status=302,
            area=_SESSIONS,
            stands_alone=True,
        ),
        Route(
            "GET",
            "/session/sign-on/callback",
            sign_on.end,
            PUBLIC,
            "Let a browser in that comes back from the provider of identities",
            status=302,
            area=_SESSIONS,
            stands_alone=True,
        ),
    )


def _sessions(parts: Parts) -> tuple[Route, ...]:
    sessions = SessionHandlers(parts.services, parts.browser)
    return (
        Route(
            "GET",
            "/sessions",
            sessions.sessions,
            _ANYBODY_IN_THE_HOUSE,
            "List sessions at all doors",
            response=wire.SessionPage,
            query=wire.SessionQuery,
            area=_SESSIONS,
        ),
        Route(
            "DELETE",
            "/sessions/{session}",
            sessions.end,
            _ANYBODY_IN_THE_HOUSE,
            "End a session",
            query=Nothing,
            status=204,
            area=_SESSIONS,
        ),
    )


def _account(parts: Parts) -> tuple[Route, ...]:
    account = AccountHandlers(parts.services)
    return (
        Route(
            "GET",
            "/me",
            account.me,
            _ANYBODY_IN_THE_HOUSE,
            "Tell who calls, and what it may",
            response=wire.Me,
            inline=True,
            query=Sparse,
            area=_ACCOUNT,
        ),
        Route(
            "PATCH",
            "/me",
            account.change,
            _ANYBODY_IN_THE_HOUSE,
            "Change one's own name and language",
            request=OwnChange,
            response=wire.Me,
            body=Body.BUFFERED,
            query=Sparse,
            area=_ACCOUNT,
        ),
        Route(
            "PUT",
            "/me/password",
            account.change_password,
            _ANYBODY_IN_THE_HOUSE,
            "Take a new password; the sessions that the old one opened end",
            request=wire.PasswordChange,
            body=Body.BUFFERED,
            query=Nothing,
            status=204,
            area=_ACCOUNT,
        ),
    )


def _tokens(parts: Parts) -> tuple[Route, ...]:
    account = AccountHandlers(parts.services)
    return (
        Route(
            "GET",
            "/me/tokens",
            account.tokens,
            _ANYBODY_IN_THE_HOUSE,
            "List one's own tokens",
            response=CredentialPage,
            query=Paged,
            area=_ACCOUNT,
        ),
        Route(
            "POST",
            "/me/tokens",
            account.issue,
            _ANYBODY_IN_THE_HOUSE,
            "Issue oneself a token; it is told this once",
            request=NewToken,
            response=IssuedCredential,
            body=Body.BUFFERED,
            query=Sparse,
            status=201,
            area=_ACCOUNT,
        ),
        Route(
            "GET",
            "/me/tokens/{credential}",
            account.token,
            _ANYBODY_IN_THE_HOUSE,
            "Show one of one's own tokens",
            response=Credential,
            query=Sparse,
            area=_ACCOUNT,
        ),
        Route(
            "DELETE",
            "/me/tokens/{credential}",
            account.revoke,
            _ANYBODY_IN_THE_HOUSE,
            "Take one of one's own tokens back",
            query=Nothing,
            status=204,
            area=_ACCOUNT,
        ),
    )
