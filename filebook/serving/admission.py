"""Whether a caller may pass to a route's handler."""

from filebook.core.errors import AccessDenied
from filebook.serving.call import Call
from filebook.serving.routes import Door, Route


def admit(door: Door, route: Route, call: Call) -> None:
    """Let the caller pass to the handler.

    Raises:
        AccessDenied: its role is below what the route asks for.
        Whatever `authenticate` raises.
    """
    if route.access.kind == "credential":
        call.actor = actor = door.authenticate(call)
        if actor.role < route.access.minimum:
            raise AccessDenied("call")
