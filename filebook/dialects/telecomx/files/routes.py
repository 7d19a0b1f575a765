"""The rows about files and their contents."""

from filebook.core.access import Role
from filebook.core.ids import Kind
from filebook.dialects.telecomx.auth import CONTENT_PATH, DOCAUTH_PATH, IMAGEAUTH_PATH
from filebook.dialects.telecomx.files import wire
from filebook.dialects.telecomx.files.content import Content
from filebook.dialects.telecomx.files.creation import Creation
from filebook.dialects.telecomx.files.reads import Reads
from filebook.dialects.telecomx.files.shown import Shown
from filebook.dialects.telecomx.files.writes import Writes
from filebook.dialects.telecomx.wire import Success
from filebook.services.bundle import Services
from filebook.serving.routes import INSIDE, Body, Route, credential


def file_routes(services: Services, *, file_base_url: str) -> tuple[Route, ...]:
    """Files and folders below `/file`, their bytes, and who may have those."""
    shown = Shown(services, file_base_url)
    return (*_of_objects(services, shown), *_of_contents(Content(services, shown)))


def _of_objects(services: Services, shown: Shown) -> tuple[Route, ...]:
    reads, writes, creation = Reads(services, shown), Writes(services, shown), Creation(services, shown)
    viewer = credential(Role.VIEWER)
    return (
        Route("GET", "/file", reads.list, viewer, "Files and folders of a place, by name", response=wire.FileList),
        Route(
            "POST",
            "/file",
            creation.create,
            credential(Role.EDITOR),
            "Upload a file; create a folder",
            request=wire.NewThing,
            response=wire.FileObject,
            body=Body.STREAMED,
        ),
        Route("DELETE", "/file", writes.delete_nothing, INSIDE, "Nothing: the id is missing"),
        Route(
            "GET",
            "/file/{id}",
            reads.one,
            viewer,
            "Show a file or folder",
            response=wire.FileObject,
            inline=True,
            objects={"id": Kind.FILE},
        ),
        Route(
            "POST",
            "/file/{id}",
            writes.change,
            viewer,
            "Change access level or description",
            request=wire.FileChange,
            response=wire.FileObject,
            body=Body.BUFFERED,
            objects={"id": Kind.FILE},
        ),
        Route(
            "DELETE",
            "/file/{id}",
            writes.delete,
            viewer,
            "Put a file, or an empty folder, in the trash",
            response=Success,
            objects={"id": Kind.FILE},
        ),
    )


def _of_contents(content: Content) -> tuple[Route, ...]:
    return (
        Route(
            "GET",
            CONTENT_PATH + "/{file}/{name}",
            content.bytes,
            INSIDE,
            "Download a file: public ones for everybody, others with a token in address, header or cookie",
            objects={"file": Kind.FILE},
        ),
        Route(
            "GET",
            DOCAUTH_PATH,
            content.may_have_document,
            credential(Role.VIEWER),
            "Tell whether the caller may have a file",
            response=Success,
            objects={"id": Kind.FILE},
        ),
        Route(
            "GET",
            IMAGEAUTH_PATH,
            content.may_have_image,
            credential(Role.VIEWER),
            "Tell whether the caller may have a picture",
            response=Success,
            objects={"id": Kind.FILE},
        ),
    )
