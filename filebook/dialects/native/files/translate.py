"""Files between the wire of the native API and ours."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Literal, NamedTuple

from msgspec import UNSET

from filebook.core.access import Visibility
from filebook.core.errors import Unsupported
from filebook.core.files import File, FileKind, Quarantine, Uploader, Version
from filebook.core.ids import Ref
from filebook.core.media_types import told_type
from filebook.core.ports.browsing import Order, TagCount
from filebook.dialects.native.custom_fields import merged_fields
from filebook.dialects.native.files import wire

_QUARANTINES: Mapping[Quarantine, Literal["waiting", "infected"] | None] = {
    Quarantine.NONE: None,
    Quarantine.WAITING: "waiting",
    Quarantine.INFECTED: "infected",
}


class Looks(NamedTuple):
    """What there is to see of a file."""

    picture: wire.Picture | None
    quarantine: Literal["waiting", "infected"] | None
    preview: wire.FilePreview | None


def looks_shown(file: File, *, has_preview: bool) -> Looks:
    """Its size as a picture, why its bytes are withheld, where its preview is."""
    content = None if file.version is None else file.version.content
    return Looks(
        picture=None if content is None else _picture(content.picture_size),
        quarantine=None if content is None else _QUARANTINES[content.quarantine],
        preview=_preview(file) if has_preview else None,
    )


def file_shown(file: File, attachments: tuple[wire.Attached, ...] = (), *, has_preview: bool = False) -> wire.File:
    """A file as the API shows it."""
    content = None if file.version is None else file.version.content
    looks = looks_shown(file, has_preview=has_preview)
    return wire.File(
        id=file.uid,
        number=file.number,
        type=file.kind.value,
        name=file.name,
        title=file.title,
        free_text=file.free_text,
        url=file.url,
        media_type=file.media_type,
        detected_media_type="" if content is None else content.detected_type,
        size_bytes=file.size_bytes,
        sha256="" if content is None else content.sha256,
        version=None if file.version is None else file.version.number,
        picture=looks.picture,
        quarantine=looks.quarantine,
        preview=looks.preview,
        folder=None if file.folder is None else file.folder.uid,
        category=file.category,
        document_attribute=file.document_attribute,
        visibility=file.visibility.value,
        published=file.published,
        tags=file.tags,
        fields=dict(file.fields),
        uploader=uploader_shown(file.uploader),
        created_at=file.created_at,
        modified_at=file.modified_at,
        modified_by=file.modified_by,
        trashed_at=file.trashed_at,
        attachments=attachments,
    )


def uploader_shown(uploader: Uploader) -> wire.UploadedBy:
    """Who put something there, as the API shows it."""
    return wire.UploadedBy(
        name=uploader.name,
        user_number=uploader.user,
        staff=uploader.staff.uid,
        business_number=uploader.business,
    )


def version_shown(version: Version, *, current: bool) -> wire.Version:
    """A version as the API shows it."""
    content = version.content
    return wire.Version(
        id=version.uid,
        number=version.number,
        current=current,
        size_bytes=content.size_bytes,
        sha256=content.sha256,
        media_type=content.declared_type or content.detected_type,
        detected_media_type=content.detected_type,
        picture=_picture(content.picture_size),
        created_at=version.created_at,
    )


def tag_shown(tag: TagCount) -> wire.TagInUse:
    """A tag in use as the API shows it."""
    return wire.TagInUse(tag=tag.word, file_count=tag.file_count, folder_count=tag.folder_count)


def changed(file: File, change: wire.FileChange, *, folder: Ref | None) -> File:
    """The file with what the change says; `folder` is what its `folder` names. Its trash mark is the service's.

    Raises: Unsupported("url") for what is no link, Invalid("fields").
    """
    if change.url is not UNSET and file.kind is not FileKind.LINK:
        raise Unsupported("url")
    return replace(
        file,
        name=file.name if change.name is UNSET else change.name,
        title=file.title if change.title is UNSET else change.title,
        free_text=file.free_text if change.free_text is UNSET else change.free_text,
        url=file.url if change.url is UNSET else change.url,
        folder=file.folder if change.folder is UNSET else folder,
        category=file.category if change.category is UNSET else change.category,
        document_attribute=(
            file.document_attribute if change.document_attribute is UNSET else change.document_attribute
        ),
        visibility=file.visibility if change.visibility is UNSET else Visibility(change.visibility),
        published=file.published if change.published is UNSET else change.published,
        tags=file.tags if change.tags is UNSET else change.tags,
        fields=file.fields if change.fields is UNSET else merged_fields(file.fields, change.fields),
    )


def order_of(ordering: str) -> tuple[Order, bool]:
    """The order, and whether it descends."""
    return Order(ordering.removeprefix("-")), ordering.startswith("-")


def declared_of(content_type: str) -> str:
    """The type of a body that is a file; what programs say of any body whatever says nothing of a file."""
    return "" if content_type == "application/x-www-form-urlencoded" else told_type(content_type)


def _preview(file: File) -> wire.FilePreview | None:
    version = file.version
    return None if version is None else wire.FilePreview(path=f"/files/{file.uid}/preview?version={version.number}")


def _picture(size: tuple[int, int] | None) -> wire.Picture | None:
    return None if size is None else wire.Picture(width=size[0], height=size[1])
