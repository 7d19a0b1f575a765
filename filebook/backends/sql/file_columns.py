"""A file and its versions as columns, and back."""

from functools import lru_cache

import msgspec

from filebook.backends.sql.columns import (
    folded,
    from_micros,
    micros_or_none,
    moment_or_none,
    object_from_json,
    object_to_json,
    ref_or_none,
    texts_from_json,
    to_json,
    to_micros,
    words,
)
from filebook.backends.sql.connection import Row, Value
from filebook.backends.sql.listing import IN_TRASH, UPLOADER_COLUMNS, uploader_from, uploader_params
from filebook.backends.sql.statements import insert, update
from filebook.core.access import Visibility
from filebook.core.files import Content, File, FileKind, Quarantine, Version
from filebook.core.ids import short_of
from filebook.core.ports.blobs import Segment

_FILE_KINDS = words(FileKind)
_VISIBILITIES = words(Visibility)
_QUARANTINES = words(Quarantine)
_SEGMENTS = msgspec.json.Decoder(tuple[Segment, ...])

_FILE_NAMES = (
    "business",
    "number",
    "uid",
    "name",
    "kind",
    "visibility",
    *UPLOADER_COLUMNS,
    "created_at",
    "modified_at",
    "modified_by",
    "title",
    "free_text",
    "url",
    "category",
    "document_attribute",
    "published",
    "folder",
    "folder_uid",
    "trashed_at",
    "fields",
    "tags",
)
_VERSION_NAMES = (
    "number",
    "uid",
    "segments",
    "size_bytes",
    "sha256",
    "detected_type",
    "declared_type",
    "width",
    "height",
    "created_at",
    "quarantine",
)
_UPLOADER_AT = _FILE_NAMES.index(UPLOADER_COLUMNS[0])
_AFTER_UPLOADER = _UPLOADER_AT + len(UPLOADER_COLUMNS)
_BUSINESS_UID_AT = len(_FILE_NAMES)
_VERSION_AT = _BUSINESS_UID_AT + 1

VERSION_COLUMNS = ", ".join(f"v.{name}" for name in _VERSION_NAMES)
"""Of the table `versions` v."""

FILE_COLUMNS = f"{', '.join(f'f.{name}' for name in _FILE_NAMES)}, b.uid, {VERSION_COLUMNS}"
"""Of the tables `files` f, `businesses` b and the current `versions` v."""

INSERT_FILE = insert("files", (*_FILE_NAMES, "name_folded", "version", "size_bytes"))
UPDATE_FILE = update("files", (*_FILE_NAMES, "name_folded"), also=IN_TRASH)
INSERT_VERSION = insert("versions", ("business", "file", "short", *_VERSION_NAMES))


def file_from(row: Row) -> File:
    """The file in `FILE_COLUMNS`. Where one file is looked up, `known_file_from` is asked instead."""
    business, number, uid, name, kind, visibility = row[:_UPLOADER_AT]
    (
        created_at,
        modified_at,
        modified_by,
        title,
        free_text,
        url,
        category,
        document_attribute,
        published,
        folder,
        folder_uid,
        trashed_at,
        fields,
        tags,
    ) = row[_AFTER_UPLOADER:_BUSINESS_UID_AT]
    return File(
        business=business,
        business_uid=row[_BUSINESS_UID_AT],
        number=number,
        uid=uid,
        name=name,
        kind=_FILE_KINDS[kind],
        visibility=_VISIBILITIES[visibility],
        uploader=uploader_from(row[_UPLOADER_AT:_AFTER_UPLOADER]),
        created_at=from_micros(created_at),
        modified_at=from_micros(modified_at),
        version=None if row[_VERSION_AT] is None else version_from(row[_VERSION_AT:]),
        title=title,
        free_text=free_text,
        url=url,
        category=category,
        document_attribute=document_attribute,
        published=bool(published),
        folder=ref_or_none(folder, folder_uid),
        modified_by=modified_by,
        trashed_at=moment_or_none(trashed_at),
        fields=object_from_json(fields),
        tags=texts_from_json(tags),
    )


known_file_from = lru_cache(maxsize=512)(file_from)
"""The same, remembered by the whole row: what is looked at once is often looked at again, and making it costs more than
finding it.
"""


def version_from(row: Row) -> Version:
    """The version in `VERSION_COLUMNS`."""
    number, uid, segments, size_bytes, sha256, detected_type, declared_type, width, height, created_at, quarantine = row
    content = Content(
        segments=segments_from_json(segments),
        size_bytes=size_bytes,
        sha256=sha256,
        detected_type=detected_type,
        declared_type=declared_type,
        picture_size=None if width is None or height is None else (width, height),
        quarantine=_QUARANTINES[quarantine],
    )
    return Version(number=number, uid=uid, content=content, created_at=from_micros(created_at))


def file_params(file: File) -> dict[str, Value]:
    """The columns of a file."""
    return {
        "business": file.business,
        "number": file.number,
        "uid": file.uid,
        "name": file.name,
        "name_folded": folded(file.name),
        "kind": file.kind.value,
        "visibility": file.visibility.value,
        **uploader_params(file.uploader),
        "created_at": to_micros(file.created_at),
        "modified_at": to_micros(file.modified_at),
        "modified_by": file.modified_by,
        "title": file.title,
        "free_text": file.free_text,
        "url": file.url,
        "category": file.category,
        "document_attribute": file.document_attribute,
        "published": int(file.published),
        "folder": None if file.folder is None else file.folder.number,
        "folder_uid": None if file.folder is None else file.folder.uid,
        "trashed_at": micros_or_none(file.trashed_at),
        "in_trash": int(file.trashed_at is not None),
        "fields": object_to_json(file.fields),
        "tags": to_json(file.tags),
        "version": None if file.version is None else file.version.number,
        "size_bytes": file.size_bytes,
    }


def version_params(version: Version) -> dict[str, Value]:
    """The columns of a version, but for whose it is."""
    content = version.content
    width, height = content.picture_size or (None, None)
    return {
        "number": version.number,
        "uid": version.uid,
        "short": short_of(version.uid),
        "segments": segments_to_json(content.segments),
        "size_bytes": content.size_bytes,
        "sha256": content.sha256,
        "detected_type": content.detected_type,
        "declared_type": content.declared_type,
        "width": width,
        "height": height,
        "created_at": to_micros(version.created_at),
        "quarantine": content.quarantine.value,
    }


def segments_from_json(text: str) -> tuple[Segment, ...]:
    """The segments of a version or upload."""
    return _SEGMENTS.decode(text)


def segments_to_json(segments: tuple[Segment, ...]) -> str:
    """The segments of a version or upload as JSON text."""
    return to_json(segments)
