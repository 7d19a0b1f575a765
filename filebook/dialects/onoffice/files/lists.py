"""Lists of a record's files: what is asked for, and a file in the vendor's words; pure functions.

Source: apidoc.onoffice.de, "Get Estate files" and "Get Address files"; read 2026-11-22.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from msgspec import UNSET, UnsetType

from filebook.core.errors import Invalid
from filebook.core.files import File, FileKind
from filebook.core.ids import Number
from filebook.core.names import extension_of
from filebook.dialects.onoffice.codes import Refused
from filebook.dialects.onoffice.files import wire
from filebook.dialects.onoffice.parameters import NOTHING, file_page_in, flag_in, number_in, text_in

IMAGE_WIDTHS: Mapping[str, int | None] = {"small": 120, "medium": 200, "original": None, "orginal": None}
"""`includeImageUrl` → pixels; None as large as it is. A page of the vendor's misspells the last."""

INTERNAL_TYPE = "Dokument"
_PICTURE_TYPE = "Foto"
_LINK_TYPE = "Link"


@dataclass(frozen=True, slots=True)
class RecordQuery:
    """Which files of which record are wanted."""

    target: Number
    only: Number | None
    document_attribute: str
    limit: int
    offset: int

    @property
    def with_content(self) -> bool:
        """Whether the bytes are told too: where the question is about one file."""
        return self.only is not None or bool(self.document_attribute)


@dataclass(frozen=True, slots=True)
class Extras:
    """What is told of an estate's files only if asked for."""

    homepage: bool
    portals: bool
    image: str
    """A key of `IMAGE_WIDTHS`, or "" for no picture's address."""


def record_query(parameters: Mapping[str, Any], *, record: str, missing: int, strict: bool) -> RecordQuery:
    """Which files; `record` is the parameter with the record's id, `missing` the error if there is none.

    Raises: Refused, Invalid(parameter).
    """
    target = number_in(parameters.get(record), record)
    if target is None:
        raise Refused(missing)
    only = parameters.get("fileId") if parameters.get("fileid") in NOTHING else parameters.get("fileid")
    limit, offset = file_page_in(parameters, strict=strict)
    attribute = text_in(parameters.get("documentAttribute"), "documentAttribute")
    return RecordQuery(target, number_in(only, "fileid"), attribute, limit, offset)


def extras_in(parameters: Mapping[str, Any]) -> Extras:
    """Raises: Invalid(parameter)."""
    image = text_in(parameters.get("includeImageUrl"), "includeImageUrl").lower()
    if image and image not in IMAGE_WIDTHS:
        raise Invalid("includeImageUrl")
    return Extras(
        homepage=flag_in(parameters.get("showispublishedonhomepage"), "showispublishedonhomepage"),
        portals=flag_in(parameters.get("showpublicationstatus"), "showpublicationstatus"),
        image=image,
    )


def shown_type(file: File) -> str:
    """The `Art`. One that came without, as through another door, has the plainest that fits."""
    if file.category:
        return file.category
    if file.kind is FileKind.LINK:
        return _LINK_TYPE
    return _PICTURE_TYPE if is_picture(file) else INTERNAL_TYPE


def is_picture(file: File) -> bool:
    """Whether the bytes are a picture that can be shown."""
    return file.version is not None and file.version.content.picture_size is not None


def stored_name(file: File) -> str:
    """The name a file is stored under: its uid, with the extension of its own name."""
    extension = extension_of(file.name)
    return f"{file.uid}.{extension}" if extension else file.uid


def estate_file(
    file: File, *, position: int, extras: Extras, content: object = UNSET, image_url: str | UnsetType = UNSET
) -> wire.EstateFile:
    """The elements of an estate's file."""
    kind = shown_type(file)
    return wire.EstateFile(
        type=kind,
        position=position,
        documentAttribute=file.document_attribute or None,
        name=file.uid,
        originalname=file.name,
        filename=stored_name(file),
        fileSize=file.size_bytes,
        title=file.title,
        freetext=file.free_text,
        modified=int(file.modified_at.timestamp()),
        category="internal" if kind == INTERNAL_TYPE else "external",
        url=_url_of(file),
        content=content,
        imageUrl=image_url,
        ispublishedonhomepage=file.published if extras.homepage else UNSET,
        publicationstatus=[] if extras.portals else UNSET,
    )


def plain_file(file: File, *, zone: str, content: object = UNSET) -> wire.PlainFile:
    """The elements of another record's file; `zone` is where its day is told."""
    return wire.PlainFile(
        type=shown_type(file),
        name=file.name,
        originalname=file.name,
        filename=stored_name(file),
        fileSize=file.size_bytes,
        modified=int(file.modified_at.timestamp()),
        date=file.created_at.astimezone(ZoneInfo(zone)).date().isoformat(),
        url=_url_of(file),
        content=content,
    )


def _url_of(file: File) -> str | UnsetType:
    return file.url if file.kind is FileKind.LINK else UNSET
