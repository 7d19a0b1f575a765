"""Requests between the wire of the native API and ours."""

from typing import cast

from filebook.core.requests import LoggedRequest
from filebook.dialects.native.requests import wire


def request_shown(request: LoggedRequest) -> wire.Request:
    """A request as the API shows it."""
    return wire.Request(
        id=request.request,
        at=request.at,
        door=cast("wire.Door", request.door.value),
        method=request.method,
        route=request.route,
        status=request.status,
        outcome=request.outcome,
        failed=request.is_failure,
        user=wire.User(number=request.user, label=request.user_name),
        credential=request.credential or None,
        duration_ms=request.duration_us / 1000,
        client_address=request.client_address,
    )
