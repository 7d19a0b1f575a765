"""Routes as data: what a door serves, for the router, the access check, the API page and the isolation tests."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Literal, Protocol

from starlette.types import Receive, Scope, Send

from filebook.core import ids
from filebook.core.access import Actor, Role
from filebook.core.errors import FilebookError
from filebook.serving.call import Call
from filebook.serving.problems import HttpProblem

BODY_LIMIT_BYTES = 1024 * 1024
"""What a buffered body may weigh where the route says nothing."""


class Answer(Protocol):
    """What a handler gives back: any Starlette `Response`, or a `FileAnswer`.

    The application appends to `raw_headers` and logs `status_code` before it calls the answer.
    """

    status_code: int
    raw_headers: list[tuple[bytes, bytes]]

    def __call__(self, scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
        """Send the answer, as an ASGI application does."""


SyncHandler = Callable[[Call], Answer]
StreamHandler = Callable[[Call], Awaitable[Answer]]


class Body(Enum):
    """How a route's request body reaches the handler."""

    NONE = "none"
    """Not read; whatever is sent is dropped."""
    BUFFERED = "buffered"
    """Read by the application, bounded by the route's limit, and put into `call.body` before the handler runs."""
    STREAMED = "streamed"
    """The handler is `async` and reads `call.stream()` itself, usually through `receive.pump` or `multipart`."""


@dataclass(frozen=True, slots=True)
class Access:
    """Who may call a route. Every route declares one.

    `public`: anybody. `signed`: whoever holds an address with a valid signature, which the handler checks.
    `credential`: the door's `authenticate` names an actor of at least the role `minimum`.
    `inside`: each action or field of the body carries its own credential, and the handler judges it.
    """

    kind: Literal["public", "signed", "credential", "inside"]
    minimum: Role = Role.NONE


PUBLIC = Access("public")
SIGNED = Access("signed")
INSIDE = Access("inside")


def credential(minimum: Role) -> Access:
    """A credential of the door is needed, and its user must have at least this role."""
    return Access("credential", minimum)


@dataclass(frozen=True, slots=True)
class Route:
    """One row of a door's route table.

    `path` is made of static segments and whole-segment parameters, `/file/{id}`; a last segment `{rest*}` matches
    any number of segments, also none, which `call.tail` then holds. Empty segments are dropped on both sides, so a
    doubled or trailing slash never matters. GET routes answer HEAD too.

    `inline` says that authentication and handler make only cheap point reads, so that they may run on the event loop
    where the store allows it. `request` and `response` are the wire types, for the API page. `objects` names the kind
    of object that a path parameter stands for. `query` is the type of the query parameters, `status` and the media
    types are those of a success, `area` is the chapter of the API page; so far the native door tells them.
    """

    method: str
    path: str
    handler: SyncHandler | StreamHandler
    access: Access
    summary: str
    request: type | None = None
    response: type | None = None
    inline: bool = False
    body: Body = Body.NONE
    body_limit_bytes: int = BODY_LIMIT_BYTES
    objects: Mapping[str, ids.Kind] = field(default_factory=dict)
    query: type | None = None
    status: int = 200
    request_media_type: str = "application/json"
    response_media_type: str = "application/json"
    area: str = ""
    other_requests: Mapping[str, type] = field(default_factory=dict)
    """Media types that the body may be of besides `request_media_type`, and what it holds then."""
    stands_alone: bool = False
    """Not to be carried out within another request: what it sets at the caller would be lost."""
    hands_out: bool = False
    """Whether whoever has the address gets a file: such routes, and no others, are served at the download host."""


@dataclass(frozen=True, slots=True)
class Door:
    """One language of the server: its routes, how it knows a caller, and how it words a failure.

    `prefix` is one or more static segments, such as `/onoffice` or `/api/v1`; "" is the door of last resort.
    `authenticate` raises a `FilebookError`, mostly `Unauthenticated`, or names the actor.
    `render` must answer every `FilebookError` and `HttpProblem`, and must not raise.
    """

    name: ids.Door
    prefix: str
    routes: tuple[Route, ...]
    authenticate: Callable[[Call], Actor]
    render: Callable[[FilebookError | HttpProblem, Call], Answer]
    compresses: bool = False
    """Whether answers made in memory leave as gzip where the client asks for it. Not every language's clients can
    read what they ask for."""
    cross_origin: bool = False
    """Whether pages of the origins that the operator names may call this door from a browser."""
    page_sends: tuple[str, ...] = ()
    """Headers that such pages may send besides `Authorization` and `Content-Type`."""
    page_reads: tuple[str, ...] = ()
    """Headers of an answer that such pages may read besides those that browsers always show."""
    options: Sequence[tuple[bytes, bytes]] = ()
    """What an answer to OPTIONS tells besides the methods."""
    on_ending: Callable[[], None] | None = None
    """Called on the event loop when the server begins to end: requests that may last long should come to an end."""
