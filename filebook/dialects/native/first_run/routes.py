"""The routes of an installation's first run."""

from filebook.core.access import Role
from filebook.dialects.native.first_run import wire
from filebook.dialects.native.first_run.handlers import FirstRunHandlers
from filebook.dialects.native.parts import Parts
from filebook.dialects.native.session.handlers import SessionHandlers
from filebook.dialects.native.session.wire import BrowserSession
from filebook.dialects.native.wire import Nothing
from filebook.serving.routes import PUBLIC, Body, Route, credential

_AREA = "First run"


def first_run_routes(parts: Parts) -> tuple[Route, ...]:
    """Rows for the first owner, and for content to try things with."""
    first_run = FirstRunHandlers(parts.services, SessionHandlers(parts.services, parts.browser), parts.fill_demo)
    return (
        Route(
            "POST",
            "/setup",
            first_run.begin,
            PUBLIC,
            "Make the first business and its owner, who is logged in by that",
            request=wire.Setup,
            response=BrowserSession,
            body=Body.BUFFERED,
            query=Nothing,
            status=201,
            area=_AREA,
            stands_alone=True,
        ),
        Route(
            "POST",
            "/demo-data",
            first_run.fill,
            credential(Role.OWNER),
            "Put content to try things with into a business that has none",
            query=Nothing,
            status=204,
            area=_AREA,
        ),
    )
