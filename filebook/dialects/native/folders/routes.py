"""The routes of folders."""

from collections.abc import Mapping
from functools import partial

from filebook.core.access import Role
from filebook.core.ids import Kind
from filebook.dialects.native.files.wire import Deletion
from filebook.dialects.native.folders import wire
from filebook.dialects.native.folders.handlers import FolderHandlers
from filebook.dialects.native.parts import Parts
from filebook.dialects.native.wire import Sparse
from filebook.serving.routes import Body, Route, credential

_AREA = "Folders"
_ONE = "/folders/{id}"
_FOLDER: Mapping[str, Kind] = {"id": Kind.FOLDER}
_LEAST = credential(Role.VIEWER)
_read = partial(Route, "GET", access=_LEAST, area=_AREA)


def folder_routes(parts: Parts) -> tuple[Route, ...]:
    """Rows for folders."""
    folders = FolderHandlers(parts.services)
    return (*_rows(parts, folders), *_lists(folders))


def _rows(parts: Parts, folders: FolderHandlers) -> tuple[Route, ...]:
    return (
        Route(
            "POST",
            "/folders",
            parts.once.buffered(folders.create),
            _LEAST,
            "Make a folder",
            request=wire.NewFolder,
            response=wire.Folder,
            body=Body.BUFFERED,
            query=Sparse,
            status=201,
            area=_AREA,
        ),
        _read(
            _ONE,
            folders.folder,
            summary="Show a folder",
            response=wire.Folder,
            inline=True,
            objects=_FOLDER,
            query=wire.FolderQuery,
        ),
        Route(
            "PATCH",
            _ONE,
            folders.change,
            _LEAST,
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
            _LEAST,
            "Put a folder in the trash with everything in it, or remove both for good",
            objects=_FOLDER,
            query=Deletion,
            status=204,
            area=_AREA,
        ),
    )


def _lists(folders: FolderHandlers) -> tuple[Route, ...]:
    return (
        _read("/folders", folders.folders, summary="List folders", response=wire.FolderPage, query=wire.FoldersSought),
        _read(
            f"{_ONE}/children",
            folders.children,
            summary="List what lies in a folder, or at the top level for `root`: folders, then files",
            response=wire.ChildPage,
            objects=_FOLDER,
            query=wire.ChildrenSought,
        ),
        _read(
            f"{_ONE}/path",
            folders.path,
            summary="List a folder and all that it lies in",
            response=wire.Path,
            objects=_FOLDER,
            query=Sparse,
        ),
    )
