"""The tus door: its route table, and what it says it can do.

Source: tus resumable upload protocol 1.0.0, tus.io, read 2026-11-22.
"""

from collections.abc import Callable, Iterable

from filebook.core.access import Actor, Role
from filebook.core.ids import Door as DoorName
from filebook.dialects.tus import wire
from filebook.dialects.tus.checksums import ALGORITHMS
from filebook.dialects.tus.creating import Creating
from filebook.dialects.tus.errors import RESUMABLE, render
from filebook.dialects.tus.resuming import Resuming
from filebook.dialects.tus.writers import Writers
from filebook.services.bundle import Services
from filebook.serving.bearer import bearer_authenticator
from filebook.serving.call import Call
from filebook.serving.headers import RawHeaders
from filebook.serving.routes import Body, Door, Route, StreamHandler, credential

_SOMEBODY = credential(Role.VIEWER)
_ALL, _ONE = "/", "/{id}"


def door(services: Services) -> Door:
    """The tus door."""
    writers = Writers()
    creating, resuming = Creating(services), Resuming(services, writers)
    extensions = (*creating.extensions, *resuming.extensions)
    return Door(
        DoorName.TUS,
        "/uploads",
        _routes(creating, resuming),
        _authenticator(services),
        render,
        cross_origin=True,
        page_sends=wire.SENT_BY_PAGES,
        page_reads=wire.READ_BY_PAGES,
        options=_abilities(extensions, limit_bytes=services.uploads.limit_bytes()),
        on_ending=writers.close,
    )


def _authenticator(services: Services) -> Callable[[Call], Actor]:
    judge = bearer_authenticator(services, door=DoorName.TUS)
    return lambda call: judge(call).actor


def _routes(creating: Creating, resuming: Resuming) -> tuple[Route, ...]:
    def row(method: str, path: str, handler: StreamHandler, summary: str, request: type) -> Route:
        return Route(method, path, handler, _SOMEBODY, summary, request=request, body=Body.STREAMED)

    return (
        row("POST", _ALL, creating.create, "Announce an upload, perhaps with its first bytes, or join some", bytes),
        row("HEAD", _ONE, resuming.look, "Tell how far an upload has come", wire.NoBody),
        row("PATCH", _ONE, resuming.add, "Go on with an upload", bytes),
        row("DELETE", _ONE, resuming.remove, "Give an upload up", wire.NoBody),
        row("POST", _ONE, resuming.overridden, "What the header X-HTTP-Method-Override says", bytes),
    )


def _abilities(extensions: Iterable[str], *, limit_bytes: int) -> RawHeaders:
    """What the answer to OPTIONS tells."""
    said = {
        wire.VERSIONS: wire.VERSION,
        wire.EXTENSIONS: ",".join(extensions),
        wire.CHECKSUM_ALGORITHMS: ",".join(ALGORITHMS),
        wire.MAX_SIZE: str(limit_bytes),
    }
    return [RESUMABLE, *((name.encode(), text.encode("ascii")) for name, text in said.items())]
