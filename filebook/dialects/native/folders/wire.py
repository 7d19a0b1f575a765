"""Folders on the wire of the native API."""

from datetime import datetime
from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType

from filebook.dialects.native.files.wire import (
    Attached,
    FilePreview,
    FolderOrdering,
    Ordering,
    Picture,
    Sought,
    Tag,
    UploadedBy,
    Words,
)
from filebook.dialects.native.wire import Fields, Id, Paged, Sparse

Visibility = Literal["all", "customer", "employee", "reseller"]
Name = Annotated[str, Meta(min_length=1, max_length=255)]


class FolderQuery(Sparse, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The query of one folder. `trashed`: show it even if it lies in the trash."""

    trashed: bool = False


class Folder(Struct, frozen=True, kw_only=True):
    """A place in the one folder tree of a business. `parent`: the folder that it lies in; null at top level."""

    id: str
    number: int
    kind: Literal["folder"] = "folder"
    name: str
    parent: str | None
    visibility: Visibility
    created_at: datetime
    modified_at: datetime
    modified_by: str
    trashed_at: datetime | None
    tags: tuple[str, ...]
    fields: Fields
    uploader: UploadedBy


class FolderPage(Struct, frozen=True, kw_only=True):
    """A page of folders."""

    items: list[Folder]
    next_cursor: str | None
    total: int | UnsetType = UNSET


class FoldersSought(Sought, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which folders a list holds. `parent`: those directly in it. `order`: `-` before the word for descending."""

    parent: Id | UnsetType = UNSET
    order: FolderOrdering = "name"


class ChildrenSought(Paged, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which of a folder's children a list holds. Folders have no size: by it they are in the order of their names."""

    q: Words = ""
    tag: tuple[Tag, ...] = ()
    order: Ordering = "name"


class Child(Struct, frozen=True, kw_only=True):
    """A folder or a file: what both have, then what only one of them has."""

    id: str
    number: int
    kind: Literal["folder", "file"]
    name: str
    visibility: Visibility
    created_at: datetime
    modified_at: datetime
    modified_by: str
    trashed_at: datetime | None
    tags: tuple[str, ...]
    fields: Fields
    uploader: UploadedBy
    parent: str | UnsetType | None = UNSET
    type: Literal["upload", "link"] | UnsetType = UNSET
    title: str | UnsetType = UNSET
    free_text: str | UnsetType = UNSET
    url: str | UnsetType = UNSET
    media_type: str | UnsetType = UNSET
    detected_media_type: str | UnsetType = UNSET
    size_bytes: int | UnsetType = UNSET
    sha256: str | UnsetType = UNSET
    version: int | UnsetType | None = UNSET
    picture: Picture | UnsetType | None = UNSET
    quarantine: Literal["waiting", "infected"] | UnsetType | None = UNSET
    preview: FilePreview | UnsetType | None = UNSET
    folder: str | UnsetType | None = UNSET
    category: str | UnsetType = UNSET
    document_attribute: str | UnsetType = UNSET
    published: bool | UnsetType = UNSET
    attachments: tuple[Attached, ...] | UnsetType = UNSET


class ChildPage(Struct, frozen=True, kw_only=True):
    """A page of what lies in a folder: its folders, then its files, each as it is shown elsewhere."""

    items: list[Child]
    next_cursor: str | None
    total: int | UnsetType = UNSET


class Path(Struct, frozen=True, kw_only=True):
    """A folder and all that it lies in, the outermost first."""

    items: list[Folder]
    next_cursor: None = None


class NewFolder(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A folder to be made."""

    name: Name
    parent: Id | None = None
    visibility: Visibility | UnsetType = UNSET
    tags: tuple[Tag, ...] = ()
    fields: Fields = {}


class FolderChange(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is to be another way; members left out stay. `parent` null: to the top level. `fields`: members left out
    stay, null removes one. `trashed`: in the trash or out of it, with everything in the folder.
    """

    name: Name | UnsetType = UNSET
    parent: Id | UnsetType | None = UNSET
    visibility: Visibility | UnsetType = UNSET
    tags: tuple[Tag, ...] | UnsetType = UNSET
    fields: Fields | UnsetType = UNSET
    trashed: bool | UnsetType = UNSET
