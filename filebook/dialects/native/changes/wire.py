"""Changes and activity on the wire of the native API."""

from datetime import datetime
from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType

from filebook.dialects.native.wire import MOST, Id, Logged, Moment, Reference

Kind = Literal[
    "user",
    "calendar",
    "folder",
    "file",
    "appointment",
    "contact",
    "staff",
    "estate",
    "agents_log",
    "task",
    "location",
    "service",
    "email",
    "project",
    "webhook",
    "document_requirements",
    "share",
    "request_link",
]
Verb = Literal[
    "created",
    "changed",
    "attached",
    "detached",
    "trashed",
    "restored",
    "deleted",
    "issued",
    "revoked",
    "configured",
    "held",
    "released",
    "withdrawn",
]
Door = Literal["onoffice", "timetap", "telecomx", "xelion", "native", "tus", "dav", "web", "command_line"]
Seconds = Annotated[int, Meta(ge=0, le=3600)]
MOST_CHANGES = 1000
Detail = dict[str, object]


class ChangesQuery(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`since`: the `cursor` of the page before; "" begins with all that there is. `kind`: these alone; it may come
    several times.
    """

    since: str = ""
    kind: tuple[Kind, ...] = ()
    limit: Annotated[int, Meta(ge=1, le=MOST_CHANGES)] = MOST


class EventsQuery(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`since`: a cursor to go on from, as the header `Last-Event-ID` tells one; "" begins with what comes next.
    `for_seconds`: when the stream ends; without it when the reader goes.
    """

    since: str = ""
    kind: tuple[Kind, ...] = ()
    for_seconds: Seconds | UnsetType = UNSET


class Change(Struct, frozen=True, kw_only=True):
    """An object: as it stands (with `revision`), or what happened to it (with the other members). `deleted`: it is
    gone, in the trash, or not to be known any more, which is what `withdrawn` says of one that is there.
    """

    id: str | None
    number: int
    kind: Kind
    deleted: bool
    revision: int | UnsetType = UNSET
    sequence: int | UnsetType = UNSET
    verb: Verb | UnsetType = UNSET
    at: datetime | UnsetType = UNSET
    door: Door | UnsetType = UNSET
    actor_number: int | UnsetType | None = UNSET
    """The number of the user who did it; null: somebody of another business, or the system."""


class ChangePage(Struct, frozen=True, kw_only=True):
    """A page, which may be empty though there is `more`."""

    items: list[Change]
    cursor: str
    more: bool


class ActivityQuery(Logged, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`object`: what happened to this one alone; with `gone` also where it is in the trash, or was removed, when its
    number names it. `actor`: done by this user of the business.
    """

    object: Id | UnsetType = UNSET
    gone: bool = False
    actor: Id | UnsetType = UNSET
    door: Door | UnsetType = UNSET
    kind: Kind | UnsetType = UNSET
    verb: Verb | UnsetType = UNSET
    since: Moment | UnsetType = UNSET
    until: Moment | UnsetType = UNSET


class Actor(Struct, frozen=True, kw_only=True):
    """A user. `business_number`: of the business it belongs to, where that is another one."""

    id: str | None
    number: int
    kind: Literal["user"] = "user"
    label: str
    business_number: int | None


class Activity(Struct, frozen=True, kw_only=True):
    """Something that was done. `actor` null: the system did it, or its operator. `object.label` is what it is called
    now, "" once it is gone; `request` is the id that its answer told in `X-Request-Id`.
    """

    sequence: int
    at: datetime
    verb: Verb
    door: Door
    actor: Actor | None
    object: Reference
    request: str
    detail: Detail


class ActivityPage(Struct, frozen=True, kw_only=True):
    """A page, newest first. It may be empty though there is another."""

    items: list[Activity]
    next_cursor: str | None
