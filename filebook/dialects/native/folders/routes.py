"""The routes of folders."""

from filebook.core.access import Role
from filebook.core.ids import Kind
from filebook.dialects.native.folders import wire
from filebook.dialects.native.folders.handlers import FolderHandlers
from filebook.dialects.native.parts import Parts
from filebook.dialects.native.wire import Nothing, Sparse
from filebook.serving.routes import Body, Route, credential

_AREA = "Folders"
_ONE = "/folders/{id}"
_FOLDER = {"id": Kind.FOLDER}


def folder_routes(parts: Parts) -> tuple[Route, ...]:
    """Rows for folders."""
    folders = FolderHandlers(parts.services)
    return (
        Route(
            "POST",
            "/folders",
            parts.once.buffered(folders.create),
            credential(Role.VIEWER),
            "Make a folder",
            request=wire.NewFolder,
            response=wire.Folder,
            body=Body.BUFFERED,
            query=Sparse,
            status=201,
            area=_AREA,
        ),
        Route(
            "GET",
            _ONE,
            folders.folder,
            credential(Role.VIEWER),
            "Show a folder",
            response=wire.Folder,
            inline=True,
            objects=_FOLDER,
            query=wire.FolderQuery,
            area=_AREA,
        ),
        Route(
            "PATCH",
            _ONE,
            folders.change,
            credential(Role.VIEWER),
            "Rename, move or otherwise change a folder",
            request=wire.FolderChange,
            response=wire.Folder,
            body=Body.BUFFERED,
            objects=_FOLDER,
            query=Sparse,
            area=_AREA,
        ),
        Route(
            "DELETE",
            _ONE,
            folders.delete,
            credential(Role.VIEWER),
            "Put a folder in the trash with everything in it",
            objects=_FOLDER,
            query=Nothing,
            status=204,
            area=_AREA,
        ),
    )
