"""The catalogue's rows about files: folders, files, attachments, uploads, blobs in use."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from filebook.core.access import Sight
from filebook.core.files import Attachment, File, FileKind, Folder, Quarantine, Upload, UploadId, Version
from filebook.core.ids import BusinessNumber, Kind, Number, Uid
from filebook.core.ports.blobs import BlobKey, Segment
from filebook.core.previews import Preview

IN_ROLES_LIMIT = 100
"""Of files in roles on one thing so many are told; each role has one, unless others were restored from the trash."""


@dataclass(frozen=True, slots=True)
class ListingFilter:
    """Which folders and files a flat listing holds. None: not filtered by it."""

    parent: Number | None = None
    """Only direct children of this folder."""
    top_level: bool = False
    """Only what lies in no folder."""
    targets: tuple[Number, ...] = ()
    """Only files attached to each of these."""
    trashed: bool = False
    """Only what is in the trash; otherwise only what is not."""


@dataclass(frozen=True, slots=True)
class NameFilter:
    """Which folders and files a listing by name holds, none of them from the trash."""

    parent: Number | None = None
    """Only direct children of this folder; None: only what lies in no folder."""
    everywhere: bool = False
    """Wherever they lie, whatever `parent` says."""
    containing: str = ""
    """Only those with this text in their name, in any case; "" is in every name."""


@dataclass(frozen=True, slots=True)
class Hanging:
    """A file on one thing, in as few words as many of them can be told."""

    file: Number
    target: Number
    target_kind: Kind
    kind: FileKind
    category: str
    is_picture: bool


@dataclass(frozen=True, slots=True)
class ListingMark:
    """Where a listing goes on: after this creation time and uid."""

    created_at: datetime
    uid: Uid


class Folders(Protocol):
    """The folder tree."""

    def add(self, folder: Folder) -> None: ...
    def update(self, folder: Folder) -> None: ...
    def get(self, business: BusinessNumber, number: Number) -> Folder | None:
        """Trashed ones too."""

    def by_uid(self, uid: Uid) -> Folder | None: ...
    def by_short(self, short: str) -> Folder | None: ...
    def is_below(self, business: BusinessNumber, folder: Number, *, ancestor: Number) -> bool:
        """Whether `folder` is `ancestor` or lies anywhere below it."""

    def below(self, business: BusinessNumber, folder: Number) -> list[Number]:
        """`folder` and every folder below it, each behind the one that it lies in."""

    def within(
        self,
        business: BusinessNumber,
        parents: Sequence[Number],
        *,
        sight: Sight,
        limit: int,
        trashed_too: bool = False,
    ) -> list[Folder]:
        """Up to `limit` folders that lie directly in these, by name without case, then number."""

    def is_empty(self, business: BusinessNumber, folder: Number) -> bool:
        """Whether nothing lies in it, the trash included."""

    def looks_empty(self, business: BusinessNumber, folder: Number) -> bool:
        """Whether nothing lies in it outside the trash."""

    def listing(
        self, business: BusinessNumber, sight: Sight, *, where: ListingFilter, after: ListingMark | None, limit: int
    ) -> list[Folder]:
        """Ordered by creation time, then uid."""

    def by_name(
        self, business: BusinessNumber, sight: Sight, *, where: NameFilter, offset: int, limit: int
    ) -> list[Folder]:
        """At most `limit` (up to 512) after the first `offset`, by name without case, then number."""

    def count(self, business: BusinessNumber, sight: Sight, *, where: NameFilter) -> int:
        """How many there are for `by_name`."""

    def delete(self, business: BusinessNumber, number: Number) -> None: ...


class Files(Protocol):
    """Files with their current version."""

    def add(self, file: File) -> None:
        """Insert the file and, if it has one, its version."""

    def update(self, file: File) -> None:
        """Write everything but the version."""

    def set_version(self, business: BusinessNumber, number: Number, version: Version) -> None:
        """Insert a version and make it the current one."""

    def get(self, business: BusinessNumber, number: Number) -> File | None:
        """Trashed ones too, as with the other finders."""

    def by_uid(self, uid: Uid) -> File | None: ...
    def by_short(self, short: str) -> File | None: ...
    def by_content(self, short: str) -> File | None:
        """The file whose current version's uid begins with these 24 hex digits."""

    def on_target(
        self,
        business: BusinessNumber,
        target: Number,
        *,
        sight: Sight,
        only: Number | None = None,
        document_attribute: str = "",
        limit: int,
        offset: int,
    ) -> tuple[list[File], int]:
        """Untrashed files attached to a record or appointment, by position (None last), then number; and the total.
        `document_attribute` "" is any.
        """

    def published_on(
        self,
        business: BusinessNumber,
        targets: Sequence[Number],
        *,
        sight: Sight,
        categories: Sequence[str],
        limit: int,
    ) -> list[tuple[Number, File]]:
        """Each target with each of its untrashed, published files of these categories, by target, position, number."""

    def listing(
        self, business: BusinessNumber, sight: Sight, *, where: ListingFilter, after: ListingMark | None, limit: int
    ) -> list[File]:
        """Ordered by creation time, then uid."""

    def by_name(
        self, business: BusinessNumber, sight: Sight, *, where: NameFilter, offset: int, limit: int
    ) -> list[File]:
        """As `Folders.by_name`."""

    def count(self, business: BusinessNumber, sight: Sight, *, where: NameFilter) -> int:
        """How many there are for `by_name`."""

    def mark_before(
        self, business: BusinessNumber, sight: Sight, *, where: ListingFilter, offset: int, folders: bool
    ) -> ListingMark | None:
        """Where a listing of files, and of folders too if asked, goes on at its entry number `offset` (from 1 on: the
        first entry is 0, and nothing lies before it). None beyond its end.
        """

    def trash_in(
        self,
        business: BusinessNumber,
        folders: Sequence[Number],
        *,
        at: datetime | None,
        only_trashed_at: datetime | None,
    ) -> None:
        """Set or clear the trash mark of files and folders in these folders, and of the folders themselves,
        where their mark now equals `only_trashed_at`. The first of the folders holds the others.
        """

    def inside(self, business: BusinessNumber, folders: Sequence[Number], *, limit: int) -> list[Number]:
        """Up to `limit` files that lie in these folders, the trash included."""

    def within(
        self,
        business: BusinessNumber,
        folders: Sequence[Number],
        *,
        sight: Sight,
        limit: int,
        trashed_too: bool = False,
    ) -> list[File]:
        """Up to `limit` files that lie directly in these, by name without case, then number."""

    def versions(self, business: BusinessNumber, number: Number) -> list[Version]: ...
    def version_page(
        self, business: BusinessNumber, number: Number, *, before: int | None, limit: int
    ) -> list[Version]:
        """Newest first; those with a lower number than `before`, if one is given."""

    def set_quarantine(self, business: BusinessNumber, number: Number, *, version: int, quarantine: Quarantine) -> None:
        """Withhold the bytes of a version, or release them."""

    def remove_version(self, business: BusinessNumber, number: Number, *, version: int) -> None:
        """Forget a version that is not the current one."""

    def delete(self, business: BusinessNumber, number: Number) -> None:
        """Remove the file, its versions and attachments."""


class Attachments(Protocol):
    """What hangs on what."""

    def add(self, business: BusinessNumber, attachment: Attachment) -> None:
        """Attach; an existing attachment of the pair is replaced. Position None: after the last; what hangs at a
        given position or after it moves one further.
        """

    def remove(self, business: BusinessNumber, file: Number, target: Number) -> bool:
        """Whether there was one."""

    def of_files(self, business: BusinessNumber, files: Sequence[Number]) -> dict[Number, tuple[Attachment, ...]]:
        """In the order they were made; files without any are left out."""

    def in_roles(
        self, business: BusinessNumber, target: Number, *, roles: Collection[str], sight: Sight | None = None
    ) -> list[Attachment]:
        """Untrashed files, within sight if one is given, that hang on a target in one of these roles, by position; at
        most `IN_ROLES_LIMIT`.
        """

    def on_targets(
        self, business: BusinessNumber, targets: Sequence[Number], *, sight: Sight, limit: int
    ) -> list[Hanging]:
        """Untrashed files within sight that hang on these, by target, position, then number."""

    def seen_of_files(
        self, business: BusinessNumber, files: Sequence[Number], *, sight: Sight, limit: int
    ) -> list[Hanging]:
        """As `of_files`, for those files alone that are untrashed and within sight; by file."""

    def put(self, business: BusinessNumber, attachment: Attachment) -> None:
        """As `add`, just where it says: nothing else moves, so that a whole order can be written place by place."""

    def of_target(self, business: BusinessNumber, target: Number, *, sight: Sight) -> list[Attachment]:
        """Untrashed files within sight that hang on this, by position, then number."""

    def page(
        self, business: BusinessNumber, target: Number, *, sight: Sight, after: tuple[int, Number] | None, limit: int
    ) -> list[tuple[Attachment, File]]:
        """As `of_target` with the files, those behind this position and number."""

    def in_roles_on(
        self, business: BusinessNumber, targets: Sequence[Number], *, roles: Collection[str], sight: Sight
    ) -> list[Attachment]:
        """As `in_roles` on many things, all that there are, by target, position and number."""

    def counts_on(self, business: BusinessNumber, targets: Sequence[Number], *, sight: Sight) -> dict[Number, int]:
        """How many untrashed files within sight hang on each of these; where there are none, it is left out."""

    def has_category(
        self, business: BusinessNumber, target: Number, *, category: str, but: Number | None = None
    ) -> bool:
        """Whether an untrashed file of this category, another than `but`, hangs on the target."""

    def has_document_attribute(
        self, business: BusinessNumber, target: Number, *, attribute: str, but: Number | None = None
    ) -> bool:
        """Whether an untrashed file, another than `but`, has this document attribute on the target."""

    def of_category(self, business: BusinessNumber, target: Number, *, category: str) -> list[Number]:
        """The untrashed files of this category on the target, by position."""


class Uploads(Protocol):
    """Bytes waiting to be filed away."""

    def add(self, upload: Upload) -> None: ...
    def get(self, upload: UploadId, business: BusinessNumber, *, user: Number) -> Upload | None:
        """Another user's upload is absent."""

    def change(self, upload: Upload, *, to: Upload) -> bool:
        """Write an open upload anew, if it is still as long as the given one, carries the same and has the same lease;
        whether it was.
        """

    def take_over(self, upload: UploadId, business: BusinessNumber, *, user: Number, lease: str) -> Upload | None:
        """Give an open upload another lease, whoever had it; None if there is no open one."""

    def remove(self, upload: UploadId, business: BusinessNumber, *, user: Number) -> Upload | None:
        """Forget an open upload at once; what it was, if there was one."""

    def claim(self, upload: UploadId, business: BusinessNumber, *, user: Number, now: datetime) -> Upload | None:
        """Consume an open, unexpired upload by one conditional UPDATE; of many callers one gets it."""

    def expire(self, now: datetime, *, limit: int) -> list[Upload]:
        """Mark open uploads past their time as expired; those marked."""

    def forget(self, before: datetime, *, limit: int) -> int:
        """Remove rows of uploads that were used or ran out, and whose time ended before this; how many."""

    def open_count(self, business: BusinessNumber) -> int: ...
    def waiting(self, business: BusinessNumber, *, said: str) -> tuple[int, int]:
        """How many are open whose metadata begin with this, and how many bytes they are to have in all."""


class Previews(Protocol):
    """Pictures of pages, and what else is made of versions. They go with their file; whoever removes a file releases
    their blobs first.
    """

    def add(self, business: BusinessNumber, preview: Preview) -> bool:
        """Whether it was the first of its version and look; else nothing is changed."""

    def of_version(self, business: BusinessNumber, file: Number, *, version: int) -> list[Preview]:
        """By look."""

    def remove(self, business: BusinessNumber, file: Number, *, but_version: int | None = None) -> list[Segment]:
        """Remove those of all versions, or of all but one; the segments that they named."""

    def remove_one(self, business: BusinessNumber, preview: Preview) -> bool:
        """Whether it was there."""

    def use(self, business: BusinessNumber, preview: Preview, *, at: datetime) -> None:
        """Note when it was last asked for."""

    def oldest(self, business: BusinessNumber, *, limit: int) -> list[Preview]:
        """Those that were used longest ago, failures too."""

    def outdated(self, business: BusinessNumber, *, limit: int) -> list[Preview]:
        """Those of versions that are not the current ones of their files."""

    def failed(self, business: BusinessNumber, *, reason: str, before: datetime, limit: int) -> list[Preview]:
        """Failures for this reason that are so old."""

    def stored_bytes(self, business: BusinessNumber) -> int:
        """How many bytes all of them take."""


class BlobsInUse(Protocol):
    """Which blobs rows refer to: one row per blob that an upload, version or preview lists."""

    def keep(self, business: BusinessNumber, segments: Iterable[Segment]) -> None:
        """Note blobs as used; adds to the business's stored bytes."""

    def release(self, business: BusinessNumber, segments: Iterable[Segment]) -> None:
        """Note blobs as unused; the bytes may go once this is committed."""

    def known(self, keys: Sequence[BlobKey]) -> frozenset[BlobKey]:
        """Those of the keys that are in use."""

    def stored_bytes(self, business: BusinessNumber) -> int: ...
    def page(self, *, after: BlobKey | None, limit: int) -> list[tuple[BusinessNumber, Segment]]:
        """All of them by key, for checks."""
