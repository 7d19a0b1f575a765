"""Search on the wire of the native API."""

from datetime import datetime
from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType

from filebook.dialects.native.files.wire import FilePreview, Size, Tag
from filebook.dialects.native.wire import Id, Moment, Paged

Kind = Literal[
    "file",
    "folder",
    "appointment",
    "contact",
    "staff",
    "estate",
    "agents_log",
    "task",
    "location",
    "service",
    "email",
    "project",
]
Part = Literal["names", "details", "content"]
Asked = Annotated[
    str,
    Meta(
        max_length=500,
        description='Words, "phrases in quotes", beginnings* and -what shall not be there. Nothing is an error.',
    ),
]


class SearchQuery(Paged, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What to look for, and where: everything that is told has to hold. What a kind of thing does not have leaves that
    kind out: folders have no size. `kind`: of any of these. `since` and `until`: made then; of appointments, taking
    place then. `attached_to`: files on this record or appointment. `participant`: appointments of this record.
    """

    q: Asked
    kind: tuple[Kind, ...] = ()
    attached_to: Id | UnsetType = UNSET
    participant: Id | UnsetType = UNSET
    below: Id | UnsetType = UNSET
    tag: tuple[Tag, ...] = ()
    uploader: Id | UnsetType = UNSET
    media_type: Annotated[str, Meta(min_length=1, max_length=255)] | UnsetType = UNSET
    min_size_bytes: Size | None = None
    max_size_bytes: Size | None = None
    since: Moment | UnsetType = UNSET
    until: Moment | UnsetType = UNSET


class Range(Struct, frozen=True, kw_only=True):
    """A stretch of a text, in Unicode characters."""

    offset: int
    length: int


class Excerpt(Struct, frozen=True, kw_only=True):
    """A piece of a thing's names, of what else is said of it, or of its content, and where in it the words stand."""

    part: Part
    text: str
    ranges: tuple[Range, ...]


class Found(Struct, frozen=True, kw_only=True):
    """A thing that was found, in few words. `label`: its name, label or subject. Only files have a media type, a size,
    a folder and, where they can be shown, a preview; only folders have a parent, only appointments a time.
    """

    id: str
    number: int
    kind: Kind
    label: str
    excerpts: tuple[Excerpt, ...]
    created_at: datetime
    modified_at: datetime
    folder: str | UnsetType | None = UNSET
    parent: str | UnsetType | None = UNSET
    media_type: str | UnsetType = UNSET
    size_bytes: int | UnsetType = UNSET
    preview: FilePreview | UnsetType | None = UNSET
    starts: str | UnsetType = UNSET
    ends: str | UnsetType = UNSET
    zone: str | UnsetType = UNSET


class FoundPage(Struct, frozen=True, kw_only=True):
    """A page of what was found: first what all words stand whole in the names of, then what they stand there of in any
    way, then the rest; of each the newest first. `total` and `total_by_kind` where `count` asks for them.
    """

    items: list[Found]
    next_cursor: str | None
    total: int | UnsetType = UNSET
    total_by_kind: dict[str, int] | UnsetType = UNSET
