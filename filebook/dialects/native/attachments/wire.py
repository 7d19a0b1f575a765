"""Files on appointments and records, on the wire of the native API."""

from datetime import datetime
from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType

from filebook.dialects.native.files.wire import FilePreview, Picture
from filebook.dialects.native.wire import Id, Sparse

ARRANGED_AT_ONCE = 1000
POSITION_LIMIT = 2**31 - 1
Role = Annotated[str, Meta(max_length=100, description="What the file is there for; any word, or none.")]
Position = Annotated[int, Meta(ge=0, le=POSITION_LIMIT)]


class AttachedFile(Struct, frozen=True, kw_only=True):
    """A file as it hangs on one thing. Lists are in the order of `position`; `url` is where a link leads. `picture`,
    `quarantine` and `preview` are those of the file.
    """

    id: str
    number: int
    kind: Literal["file"] = "file"
    name: str
    title: str
    type: Literal["upload", "link"]
    url: str
    media_type: str
    size_bytes: int
    sha256: str
    picture: Picture | None
    quarantine: Literal["waiting", "infected"] | None
    preview: FilePreview | None
    visibility: Literal["all", "customer", "employee", "reseller"]
    created_at: datetime
    modified_at: datetime
    role: str
    position: int


class AttachedFilePage(Struct, frozen=True, kw_only=True):
    """A page of what hangs on one thing."""

    items: list[AttachedFile]
    next_cursor: str | None
    total: int | UnsetType = UNSET


class Attaching(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a file is to hang there. `position`: what hangs at that place or behind it moves one further; null: where it
    is, or last.
    """

    role: Role = ""
    position: Position | None = None


class Placed(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One file of a whole list."""

    id: Id
    role: Role = ""


class Arrangement(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All that is to hang there, in this order. Other files are taken off; they stay in the library."""

    files: Annotated[list[Placed], Meta(max_length=ARRANGED_AT_ONCE)]


class NewAttached(Sparse, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is said of a file that is sent straight onto a thing."""

    name: Annotated[str, Meta(min_length=1, max_length=255)]
    title: Annotated[str, Meta(max_length=1000)] = ""
    folder: Id | UnsetType = UNSET
    role: Role = ""
    position: Position | None = None


class Holder(Struct, frozen=True, kw_only=True):
    """A thing that a file hangs on."""

    id: str
    number: int
    kind: str
    label: str
    role: str
    position: int


class HolderPage(Struct, frozen=True, kw_only=True):
    """A page of the things that a file hangs on, by number."""

    items: list[Holder]
    next_cursor: str | None
