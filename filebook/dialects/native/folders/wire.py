"""Folders on the wire of the native API."""

from datetime import datetime
from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType

from filebook.dialects.native.wire import Fields, Id, Sparse

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
    fields: Fields


class NewFolder(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A folder to be made."""

    name: Name
    parent: Id | None = None
    visibility: Visibility = "customer"
    fields: Fields = {}


class FolderChange(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is to be another way; members left out stay. `parent` null: to the top level. `trashed`: in the trash or out
    of it, with everything in the folder.
    """

    name: Name | UnsetType = UNSET
    parent: Id | UnsetType | None = UNSET
    visibility: Visibility | UnsetType = UNSET
    fields: Fields | UnsetType = UNSET
    trashed: bool | UnsetType = UNSET
