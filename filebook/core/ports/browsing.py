"""The catalogue's listings of files and folders: filtered, in any order, from any place on at the same cost."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Generic, NamedTuple, Protocol, TypeVar

from filebook.core.access import Sight, Visibility
from filebook.core.files import File, Folder
from filebook.core.ids import BusinessNumber, Kind, Number, Ref, Uid

Thing = TypeVar("Thing")


class Hung(NamedTuple):
    """A thing that a file hangs on, as it is told with the file. `private`: an appointment that is for few."""

    ref: Ref
    kind: Kind
    label: str
    role: str
    position: int
    private: bool = False


class Order(StrEnum):
    """What a listing is sorted by; equal ones by number, or by uid among those made at once."""

    NAME = "name"
    """Without case."""
    CREATED = "created_at"
    MODIFIED = "modified_at"
    SIZE = "size_bytes"
    """Of files alone."""
    TRASHED = "trashed_at"


@dataclass(frozen=True, slots=True)
class Sought:
    """Which files or folders a listing holds. None and "": not filtered by it. `until` and `size_most` belong to it.

    What stands behind `media_type` is asked of files alone.
    """

    parent: Number | None = None
    top_level: bool = False
    below: Number | None = None
    """Anywhere below this folder."""
    containing: str = ""
    """Text in the name, in any case."""
    tags: tuple[str, ...] = ()
    """All of these, in any case."""
    uploader: Number | None = None
    """A user of the business."""
    visibility: Visibility | None = None
    created_since: datetime | None = None
    created_until: datetime | None = None
    """The instants [since, until), here as below."""
    modified_since: datetime | None = None
    modified_until: datetime | None = None
    trashed: bool = False
    """Only what is in the trash; otherwise only what is not."""
    trash_tops: bool = False
    """Of the trash only what went there by itself, and not in a folder."""
    media_type: str = ""
    """A type, or a group of them such as `image`."""
    size_least: int | None = None
    size_most: int | None = None
    sha256: str = ""
    target: Number | None = None
    """Only what hangs on this."""
    but: Number | None = None
    """All but this one."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a thing stands in a listing: by its value, then by what tells equal ones apart."""

    value: int | str
    tie: int | str


@dataclass(frozen=True, slots=True)
class Placed(Generic[Thing]):
    """A thing with its place."""

    thing: Thing
    place: Place


@dataclass(frozen=True, slots=True)
class TagCount:
    """A tag, as somebody wrote it, and how many things have it."""

    word: str
    folded: str
    file_count: int
    folder_count: int


class Browsing(Protocol):
    """Lists what is in sight."""

    def file(self, business: BusinessNumber, name: Number | Uid) -> tuple[File, int] | None:
        """The file of this business with this number or uid, and its revision; trashed too, whoever asks."""

    def files(
        self,
        business: BusinessNumber,
        sight: Sight,
        *,
        sought: Sought,
        order: Order,
        descending: bool,
        after: Place | None,
        limit: int,
    ) -> list[Placed[File]]:
        """Up to `limit` files from behind a place on."""

    def file_count(self, business: BusinessNumber, sight: Sight, *, sought: Sought) -> int: ...
    def folders(
        self,
        business: BusinessNumber,
        sight: Sight,
        *,
        sought: Sought,
        order: Order,
        descending: bool,
        after: Place | None,
        limit: int,
    ) -> list[Placed[Folder]]:
        """As `files`; folders have no size, and by it they are sorted by name."""

    def folder_count(self, business: BusinessNumber, sight: Sight, *, sought: Sought) -> int: ...
    def path(self, business: BusinessNumber, folder: Number) -> list[Folder]:
        """The folder and those that it lies in, the outermost first."""

    def tags(self, business: BusinessNumber, sight: Sight, *, prefix: str, after: str, limit: int) -> list[TagCount]:
        """The tags of untrashed things that begin with `prefix` and stand behind `after`, by their folded form."""

    def first_attachments(
        self, business: BusinessNumber, files: Sequence[Number], *, each: int
    ) -> dict[Number, list[Hung]]:
        """What each file hangs on, in the order in which it was hung there: of its first `each` things those that are
        not in the trash.
        """
