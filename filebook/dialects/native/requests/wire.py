"""The request log on the wire of the native API."""

from datetime import datetime
from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType

from filebook.dialects.native.wire import DEFAULT_LIMIT, MOST, Moment, Nothing

Door = Literal["onoffice", "timetap", "telecomx", "xelion", "native", "tus", "dav", "web"]
Seconds = Annotated[int, Meta(ge=0, le=3600)]


class RequestsQuery(Nothing, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`failed`: only those that went wrong. `since`: made then or later."""

    door: Door | UnsetType = UNSET
    failed: bool = False
    since: Moment | UnsetType = UNSET
    limit: Annotated[int, Meta(ge=1, le=MOST)] = DEFAULT_LIMIT
    cursor: str = ""


class TailQuery(Nothing, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`for_seconds`: when the stream ends; without it when the reader goes."""

    for_seconds: Seconds | UnsetType = UNSET


class User(Struct, frozen=True, kw_only=True):
    """Who asked, by the name of then."""

    number: int
    kind: Literal["user"] = "user"
    label: str


class Request(Struct, frozen=True, kw_only=True):
    """A request that was made. `id` is what its answer told in `X-Request-Id`. `outcome` is the door's own word or
    number for what went wrong, "" where nothing did. `status` null: the client had gone. `credential` is the id of the
    token that was shown, null where the door tells none.
    """

    id: str
    at: datetime
    door: Door
    method: str
    route: str
    status: int | None
    outcome: str
    failed: bool
    user: User
    credential: str | None
    duration_ms: float
    client_address: str


class RequestPage(Struct, frozen=True, kw_only=True):
    """A page, newest first. `left_out_count`: so many requests, successful ones first, were not written down, there
    being too many at once; the last of them at `left_out_at`.
    """

    items: list[Request]
    next_cursor: str | None
    left_out_count: int
    left_out_at: datetime | None
