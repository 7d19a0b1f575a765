"""The rows about logging in."""

from filebook.core.access import Role
from filebook.dialects.telecomx.sessions import wire
from filebook.dialects.telecomx.sessions.handlers import Sessions
from filebook.dialects.telecomx.wire import Success
from filebook.services.bundle import Services
from filebook.serving.routes import PUBLIC, Body, Route, credential


def session_routes(services: Services) -> tuple[Route, ...]:
    """Logins, and what is asked of a token."""
    sessions = Sessions(services)
    return (
        Route(
            "POST",
            "/auth/login",
            sessions.log_in,
            PUBLIC,
            "Log in with a JSON body",
            request=wire.LoginRequest,
            response=wire.LoginAnswer,
            body=Body.BUFFERED,
        ),
        Route(
            "GET",
            "/auth/login",
            sessions.log_in_by_query,
            PUBLIC,
            "Log in with a query",
            response=wire.LoginAnswer,
        ),
        Route(
            "GET",
            "/auth/logout",
            sessions.log_out,
            credential(Role.NONE),
            "End every session of the user",
            response=Success,
        ),
        Route(
            "GET",
            "/auth/validateToken",
            sessions.validate_token,
            PUBLIC,
            "Tell whose a token is",
            response=wire.TokenAnswer,
        ),
        Route(
            "GET",
            "/ping",
            sessions.ping,
            credential(Role.PERSONAL),
            "Renew a token",
            response=Success,
            inline=True,
        ),
    )
