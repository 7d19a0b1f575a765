"""The routes of changes, events and activity."""

from filebook.core.access import Role
from filebook.dialects.native.changes import wire
from filebook.dialects.native.changes.handlers import ChangeHandlers
from filebook.dialects.native.parts import Parts
from filebook.serving.bearer import Judge
from filebook.serving.events import MEDIA_TYPE, Hub
from filebook.serving.routes import Route, credential

_AREA = "Changes"


def change_routes(parts: Parts, *, hub: Hub, judge: Judge) -> tuple[Route, ...]:
    """Rows for what happens in a business."""
    changes = ChangeHandlers(parts.services, hub=hub, judge=judge)
    return (
        Route(
            "GET",
            "/changes",
            changes.changes,
            credential(Role.PERSONAL),
            "Read all that there is, then what changed since",
            response=wire.ChangePage,
            query=wire.ChangesQuery,
            area=_AREA,
        ),
        Route(
            "GET",
            "/events",
            changes.events,
            credential(Role.PERSONAL),
            "Hear of changes as they happen",
            response=str,
            response_media_type=MEDIA_TYPE,
            query=wire.EventsQuery,
            area=_AREA,
        ),
        Route(
            "GET",
            "/activity",
            changes.activity,
            credential(Role.PERSONAL),
            "List who did what, to the business or to one object",
            response=wire.ActivityPage,
            query=wire.ActivityQuery,
            area=_AREA,
        ),
    )
