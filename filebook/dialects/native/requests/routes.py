"""The routes of the request log."""

from filebook.core.access import Role
from filebook.dialects.native.parts import Parts
from filebook.dialects.native.requests import wire
from filebook.dialects.native.requests.handlers import RequestHandlers
from filebook.serving.bearer import Judge
from filebook.serving.events import MEDIA_TYPE, Hub
from filebook.serving.routes import Route, credential

_AREA = "Requests"


def request_routes(parts: Parts, *, hub: Hub, judge: Judge) -> tuple[Route, ...]:
    """Rows for the request log."""
    requests = RequestHandlers(parts.services, hub=hub, judge=judge)
    return (
        Route(
            "GET",
            "/requests",
            requests.requests,
            credential(Role.OWNER),
            "List the requests that were made at every door",
            response=wire.RequestPage,
            query=wire.RequestsQuery,
            area=_AREA,
        ),
        Route(
            "GET",
            "/requests/events",
            requests.events,
            credential(Role.OWNER),
            "Hear of requests as they are made",
            response=str,
            response_media_type=MEDIA_TYPE,
            query=wire.TailQuery,
            area=_AREA,
        ),
    )
