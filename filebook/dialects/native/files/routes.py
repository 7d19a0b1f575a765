"""The routes of files, their bytes, versions and tags."""

from collections.abc import Mapping
from functools import partial

from filebook.core.access import Role
from filebook.core.ids import Kind
from filebook.dialects.native.files import wire
from filebook.dialects.native.files.arriving import ArrivingHandlers
from filebook.dialects.native.files.handlers import FileHandlers
from filebook.dialects.native.files.versions import VersionHandlers
from filebook.dialects.native.parts import Parts
from filebook.dialects.native.wire import Nothing, Paged, Sparse
from filebook.serving.routes import SIGNED, Body, Route, credential

_AREA = "Files"
_BYTES = "application/octet-stream"
_ONE, _CONTENT, _VERSION = "/files/{id}", "/files/{id}/content", "/files/{id}/versions/{version}"
_FILE: Mapping[str, Kind] = {"id": Kind.FILE}
_LEAST = credential(Role.VIEWER)
_read = partial(Route, "GET", access=_LEAST, area=_AREA)


def file_routes(parts: Parts) -> tuple[Route, ...]:
    """Rows for files."""
    return (*_rows(parts), *_lists(parts), *_bytes(parts), *_versions(parts))


def _rows(parts: Parts) -> tuple[Route, ...]:
    files, arriving = FileHandlers(parts), ArrivingHandlers(parts)
    return (
        Route(
            "POST",
            "/files",
            parts.once.streamed(arriving.create),
            _LEAST,
            "Upload a file, or several in a form; file a finished upload or a link",
            request=bytes,
            response=wire.File,
            body=Body.STREAMED,
            query=wire.NewFileQuery,
            status=201,
            request_media_type=_BYTES,
            area=_AREA,
            other_requests={"multipart/form-data": wire.FileForm, "application/json": wire.NewFile},
        ),
        _read(
            _ONE,
            files.file,
            summary="Show a file",
            response=wire.File,
            inline=True,
            objects=_FILE,
            query=wire.FileQuery,
        ),
        Route(
            "PATCH",
            _ONE,
            files.change,
            _LEAST,
            "Rename, move or otherwise change a file",
            request=wire.FileChange,
            response=wire.File,
            body=Body.BUFFERED,
            objects=_FILE,
            query=Sparse,
            area=_AREA,
        ),
        Route(
            "DELETE",
            _ONE,
            files.delete,
            _LEAST,
            "Put a file in the trash, or remove it for good",
            objects=_FILE,
            query=wire.Deletion,
            status=204,
            area=_AREA,
        ),
    )


def _lists(parts: Parts) -> tuple[Route, ...]:
    files = FileHandlers(parts)
    return (
        _read("/files", files.files, summary="List files", response=wire.FilePage, query=wire.FilesSought),
        _read(
            "/files/{id}/duplicates",
            files.duplicates,
            summary="List other files with the same bytes",
            response=wire.FilePage,
            objects=_FILE,
            query=Paged,
        ),
        _read("/tags", files.tags, summary="List the tags in use", response=wire.TagPage, query=wire.TagsQuery),
    )


def _bytes(parts: Parts) -> tuple[Route, ...]:
    files, arriving = FileHandlers(parts), ArrivingHandlers(parts)
    as_bytes = partial(_read, response=bytes, response_media_type=_BYTES, objects=_FILE)
    return (
        as_bytes(_CONTENT, files.content, summary="Download a file", inline=True, query=wire.ContentQuery),
        Route(
            "PUT",
            _CONTENT,
            arriving.replace,
            _LEAST,
            "Give a file new bytes; the old ones are kept as a version",
            request=bytes,
            response=wire.File,
            body=Body.STREAMED,
            objects=_FILE,
            query=Sparse,
            request_media_type=_BYTES,
            area=_AREA,
        ),
        Route(
            "POST",
            "/files/{id}/link",
            files.link,
            _LEAST,
            "Make an address under which a file is read without a token",
            request=wire.NewLink,
            response=wire.Link,
            body=Body.BUFFERED,
            objects=_FILE,
            query=Nothing,
            area=_AREA,
        ),
        Route(
            "GET",
            "/links/{token}",
            files.linked,
            SIGNED,
            "Download the file behind such an address",
            response=bytes,
            inline=True,
            hands_out=True,
            response_media_type=_BYTES,
            area=_AREA,
        ),
    )


def _versions(parts: Parts) -> tuple[Route, ...]:
    versions = VersionHandlers(parts.services)
    return (
        _read(
            "/files/{id}/versions",
            versions.versions,
            summary="List the versions of a file",
            response=wire.VersionPage,
            objects=_FILE,
            query=wire.VersionsQuery,
        ),
        Route(
            "POST",
            "/files/{id}/versions",
            parts.once.buffered(versions.add),
            _LEAST,
            "Give a file the bytes of a finished upload; the old ones are kept as a version",
            request=wire.NewVersion,
            response=wire.File,
            body=Body.BUFFERED,
            objects=_FILE,
            query=Sparse,
            area=_AREA,
        ),
        _read(
            f"{_VERSION}/content",
            versions.content,
            summary="Download a version of a file",
            response=bytes,
            response_media_type=_BYTES,
            objects=_FILE,
            query=wire.ContentQuery,
        ),
        Route(
            "POST",
            f"{_VERSION}/restore",
            parts.once.buffered(versions.restore),
            _LEAST,
            "Give a file the bytes of an old version, as a new one",
            response=wire.File,
            objects=_FILE,
            query=Sparse,
            area=_AREA,
        ),
        Route(
            "DELETE",
            _VERSION,
            versions.remove,
            _LEAST,
            "Remove an old version for good",
            objects=_FILE,
            query=Nothing,
            status=204,
            area=_AREA,
        ),
    )
