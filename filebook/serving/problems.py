"""What can go wrong in HTTP itself, before or beside anything the business knows about.

::

    HttpProblem                    what a door renders, beside FilebookError
    ├── BadRequest(reason)         400  the request is not well-formed
    ├── UnknownPath()              404  no route has this path
    ├── MethodNotAllowed(allow)    405  the path exists, but not with this method
    ├── RequestTimedOut()          408  the body stopped arriving
    ├── TargetTooLong()            414  the path and query are longer than the limit
    ├── UnsupportedMediaType()     415  a Content-Type or Content-Encoding not read here
    ├── HeadersTooLarge()          431  the headers are longer than the limit
    └── InternalFault()            500  our own mistake; tells nothing from inside
    Disconnected                   nobody is left to answer; never rendered

A body above its limit is the business's own `TooLarge`.
"""

from dataclasses import dataclass
from http import HTTPStatus
from typing import ClassVar


class HttpProblem(Exception):
    """Parent of every refusal that exists only in HTTP. `status` is what it is called there."""

    status: ClassVar[HTTPStatus]

    @property
    def headers(self) -> dict[str, str]:
        """Headers that HTTP itself demands with this status, whatever the body's form."""
        return {}


@dataclass(eq=False)
class BadRequest(HttpProblem):
    """The request is not well-formed; `reason` is a short word, safe to show."""

    status = HTTPStatus.BAD_REQUEST
    reason: str = "malformed"


class UnknownPath(HttpProblem):
    """No route of the door has this path."""

    status = HTTPStatus.NOT_FOUND


@dataclass(eq=False)
class MethodNotAllowed(HttpProblem):
    """The path exists, but only with the methods in `allow`."""

    status = HTTPStatus.METHOD_NOT_ALLOWED
    allow: tuple[str, ...]

    @property
    def headers(self) -> dict[str, str]:
        return {"allow": ", ".join(self.allow)}


class RequestTimedOut(HttpProblem):
    """The rest of the body did not arrive in time."""

    status = HTTPStatus.REQUEST_TIMEOUT

    @property
    def headers(self) -> dict[str, str]:
        return {"connection": "close"}


class UnsupportedMediaType(HttpProblem):
    """A Content-Type that the route does not read, or any Content-Encoding."""

    status = HTTPStatus.UNSUPPORTED_MEDIA_TYPE


class TargetTooLong(HttpProblem):
    """Path and query are longer than anybody honest needs."""

    status = HTTPStatus.REQUEST_URI_TOO_LONG


class HeadersTooLarge(HttpProblem):
    """The headers are longer than anybody honest needs."""

    status = HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE


class InternalFault(HttpProblem):
    """Our own mistake. The log has the traceback under the request id; the caller learns nothing from inside."""

    status = HTTPStatus.INTERNAL_SERVER_ERROR


class Disconnected(Exception):
    """The client went away before its request was whole. Ends the request quietly; never reaches a door's render."""
