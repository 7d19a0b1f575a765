"""TelecomX's words for files and folders.

Source: the project's TelecomX reference (the vendor's wiki, pages api:file:get, list, create and update), read
2026-11-21.
"""

from msgspec import UNSET, Struct, UnsetType, field


class FileObject(Struct, kw_only=True, frozen=True, gc=False):
    """A file or a folder. A member without a value is left out."""

    id: str = field(name="_id")
    filename: str
    size: int | UnsetType = UNSET
    filetype: str | UnsetType = UNSET
    fileId: str | UnsetType = UNSET
    folder: str | UnsetType = UNSET
    employee: str
    customer: str
    type: str
    width: int | UnsetType = UNSET
    height: int | UnsetType = UNSET
    description: str | UnsetType = UNSET
    date: str
    lastUpdated: str
    accessLevel: str
    url: str | UnsetType = UNSET


class FileList(Struct, kw_only=True, frozen=True):
    """One page of a list; `total` counts all pages."""

    offset: int
    limit: int
    total: int
    files: list[FileObject]


class NewThing(Struct, kw_only=True, frozen=True):
    """What `POST /file` says of a new file or folder, as JSON or in a form's fields. `type` makes it a folder."""

    filename: str | None = None
    type: str | None = None
    accessLevel: str | None = None
    description: str | None = None
    folder: str | None = None
    customer: str | None = None


NEW_THING_FIELDS = frozenset(NewThing.__struct_fields__)
"""The fields of a form that are looked at."""


class FileChange(Struct, kw_only=True, frozen=True):
    """What `POST /file/ID` changes. An empty description, or null, takes it away."""

    accessLevel: str | None = None
    description: str | UnsetType | None = UNSET
