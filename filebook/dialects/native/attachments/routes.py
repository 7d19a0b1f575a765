"""The routes of files on appointments and records."""

from collections.abc import Mapping

from filebook.core.access import Role
from filebook.core.ids import Kind
from filebook.dialects.native.attachments import wire
from filebook.dialects.native.attachments.handlers import AttachmentHandlers
from filebook.dialects.native.parts import Parts
from filebook.dialects.native.wire import Nothing, Paged, Sparse
from filebook.serving.routes import Body, Route, credential

_AREA = "Attachments"


def attachment_routes(parts: Parts) -> tuple[Route, ...]:
    """Rows for what hangs on what."""
    holders = AttachmentHandlers(parts.services)
    return (
        *_on("/appointments/{id}", "an appointment", Kind.APPOINTMENT, parts),
        *_on("/records/{kind}/{id}", "a record", None, parts),
        Route(
            "GET",
            "/files/{id}/attachments",
            holders.holders,
            credential(Role.VIEWER),
            "List what a file hangs on",
            response=wire.HolderPage,
            objects={"id": Kind.FILE},
            query=Paged,
            area=_AREA,
        ),
    )


def _on(thing: str, words: str, kind: Kind | None, parts: Parts) -> tuple[Route, ...]:
    """Rows for the files on things of one kind; of records, whose kind stands in the path, for None."""
    handlers = AttachmentHandlers(parts.services, kind)
    all_of_them, holder = f"{thing}/files", {"id": kind or Kind.ESTATE}
    return (
        Route(
            "GET",
            all_of_them,
            handlers.files,
            credential(Role.VIEWER),
            f"List the files on {words}",
            response=wire.AttachedFilePage,
            objects=holder,
            query=Paged,
            area=_AREA,
        ),
        Route(
            "PUT",
            all_of_them,
            handlers.arrange,
            credential(Role.VIEWER),
            f"Say which files hang on {words}, in which order and role",
            request=wire.Arrangement,
            response=wire.AttachedFilePage,
            body=Body.BUFFERED,
            objects=holder,
            query=Nothing,
            area=_AREA,
        ),
        Route(
            "POST",
            all_of_them,
            parts.once.streamed(handlers.upload),
            credential(Role.VIEWER),
            f"Upload a file straight onto {words}",
            request=bytes,
            response=wire.AttachedFile,
            body=Body.STREAMED,
            objects=holder,
            query=wire.NewAttached,
            status=201,
            request_media_type="application/octet-stream",
            area=_AREA,
        ),
        *_one(thing, words, holder, handlers),
    )


def _one(thing: str, words: str, holder: Mapping[str, Kind], handlers: AttachmentHandlers) -> tuple[Route, ...]:
    """Rows for one file there."""
    one, both = f"{thing}/files/{{file}}", {**holder, "file": Kind.FILE}
    return (
        Route(
            "GET",
            one,
            handlers.one,
            credential(Role.VIEWER),
            f"Show how a file hangs on {words}",
            response=wire.AttachedFile,
            inline=True,
            objects=both,
            query=Sparse,
            area=_AREA,
        ),
        Route(
            "PUT",
            one,
            handlers.attach,
            credential(Role.VIEWER),
            f"Hang a file on {words}, or change its role and place there",
            request=wire.Attaching,
            response=wire.AttachedFile,
            body=Body.BUFFERED,
            objects=both,
            query=Sparse,
            area=_AREA,
        ),
        Route(
            "DELETE",
            one,
            handlers.detach,
            credential(Role.VIEWER),
            f"Take a file off {words}; it stays in the library",
            objects=both,
            query=Nothing,
            status=204,
            area=_AREA,
        ),
    )
