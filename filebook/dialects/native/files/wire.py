"""Files on the wire of the native API."""

from datetime import datetime
from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType

from filebook.dialects.native.wire import Fields, Id, Moment, Paged, Sparse

LONGEST_LINK_SECONDS = 30 * 24 * 3600
Visibility = Literal["all", "customer", "employee", "reseller"]
Disposition = Literal["attachment", "inline"]
FolderOrdering = Literal["name", "-name", "created_at", "-created_at", "modified_at", "-modified_at"]
Ordering = Literal[FolderOrdering, "size_bytes", "-size_bytes"]
Name = Annotated[str, Meta(min_length=1, max_length=255)]
Title = Annotated[str, Meta(max_length=1000)]
FreeText = Annotated[str, Meta(max_length=20_000)]
Word = Annotated[str, Meta(max_length=100)]
Tag = Annotated[str, Meta(min_length=1, max_length=60)]
MediaType = Annotated[str, Meta(max_length=255)]
Url = Annotated[str, Meta(min_length=1, max_length=4000)]
Size = Annotated[int, Meta(ge=0, le=2**62)]
Sha256 = Annotated[str, Meta(pattern="^[0-9a-fA-F]{64}$")]
Seconds = Annotated[int, Meta(ge=1, le=LONGEST_LINK_SECONDS)]
Words = Annotated[str, Meta(max_length=255, description="Text in the name, in any case.")]


class Picture(Struct, frozen=True, kw_only=True):
    """The size of a picture in pixels."""

    width: int
    height: int


class FilePreview(Struct, frozen=True, kw_only=True):
    """Where a file's preview is: an address below that of this API, which names the version and so changes with the
    bytes. The query may tell a size and a page, too.
    """

    path: str


class UploadedBy(Struct, frozen=True, kw_only=True):
    """Who put a file there. `business_number`: of the person's own business, which may be a reseller's."""

    name: str
    user_number: int
    staff: str
    business_number: int


class Attached(Struct, frozen=True, kw_only=True):
    """A thing that a file hangs on."""

    id: str
    number: int
    kind: str
    label: str
    role: str
    position: int


class File(Struct, frozen=True, kw_only=True):
    """A file, or a link to somewhere else. `folder`: the one that it lies in; null at top level. `media_type` is what
    the file was said to be, `detected_media_type` what its bytes look like. `quarantine`: why nobody gets its bytes: it
    waits for the scanner, or malware was found in it; null otherwise. `attachments`: the first twenty.
    """

    id: str
    number: int
    kind: Literal["file"] = "file"
    type: Literal["upload", "link"]
    name: str
    title: str
    free_text: str
    url: str
    media_type: str
    detected_media_type: str
    size_bytes: int
    sha256: str
    version: int | None
    picture: Picture | None
    quarantine: Literal["waiting", "infected"] | None
    preview: FilePreview | None
    folder: str | None
    category: str
    document_attribute: str
    visibility: Visibility
    published: bool
    tags: tuple[str, ...]
    fields: Fields
    uploader: UploadedBy
    created_at: datetime
    modified_at: datetime
    modified_by: str
    trashed_at: datetime | None
    attachments: tuple[Attached, ...]


class FilePage(Struct, frozen=True, kw_only=True):
    """A page of files."""

    items: list[File]
    next_cursor: str | None
    total: int | UnsetType = UNSET


class FileQuery(Sparse, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The query of one file. `trashed`: show it even if it lies in the trash."""

    trashed: bool = False


class Sought(Paged, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which files or folders a list holds: those to which everything applies that is told. `folder` and `parent` may be
    `root`, the top level; `below`: anywhere below a folder.
    """

    below: Id | UnsetType = UNSET
    q: Words = ""
    tag: tuple[Tag, ...] = ()
    uploader: Id | UnsetType = UNSET
    visibility: Visibility | None = None
    created_since: Moment | UnsetType = UNSET
    created_until: Moment | UnsetType = UNSET
    modified_since: Moment | UnsetType = UNSET
    modified_until: Moment | UnsetType = UNSET
    trashed: bool = False


class FilesSought(Sought, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which files a list holds. `media_type`: one, or a group of them such as `image`; `sha256`: equal content;
    `attached_to`: a record or appointment. `order`: `-` before the word for descending.
    """

    folder: Id | UnsetType = UNSET
    media_type: Annotated[str, Meta(min_length=1, max_length=255)] | UnsetType = UNSET
    min_size_bytes: Size | None = None
    max_size_bytes: Size | None = None
    sha256: Sha256 | UnsetType = UNSET
    attached_to: Id | UnsetType = UNSET
    order: Ordering = "name"


class Said(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is said of a new file. `media_type` "" leaves it to the bytes. Without `visibility` it is `customer`, in a
    folder that not everybody sees as the folder is.
    """

    name: Annotated[str, Meta(max_length=255)] = ""
    title: Title = ""
    free_text: FreeText = ""
    folder: Id | None = None
    category: Word = ""
    document_attribute: Word = ""
    visibility: Visibility | UnsetType = UNSET
    tags: tuple[Tag, ...] = ()
    fields: Fields = {}
    media_type: MediaType = ""


class NewFile(Said, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A file to be made of a finished upload (its id, as tus or onOffice told it), or a link to somewhere else."""

    upload: Annotated[str, Meta(max_length=36)] = ""
    url: Annotated[str, Meta(max_length=4000)] = ""


class NewFileQuery(Sparse, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is said of a file whose bytes are the body, or of every file of a form. With `name` the body is a file."""

    name: Annotated[str, Meta(max_length=255)] = ""
    title: Title = ""
    free_text: FreeText = ""
    folder: Id | UnsetType = UNSET
    category: Word = ""
    document_attribute: Word = ""
    visibility: Visibility | UnsetType = UNSET
    tags: tuple[Tag, ...] = ()


Bytes = Annotated[str, Meta(extra_json_schema={"format": "binary"})]
"""A part of a form that is a file."""


class FileForm(Struct, frozen=True, kw_only=True):
    """A form. Each part with a file name is a file; the other parts hold for all of them. `metadata` is JSON: one
    object of what a new file may say of itself, or a list with one for each file.
    """

    file: Bytes
    metadata: str = ""
    title: Title = ""
    free_text: FreeText = ""
    folder: str = ""
    category: Word = ""
    document_attribute: Word = ""
    visibility: Visibility | UnsetType = UNSET
    tags: tuple[Tag, ...] = ()


class FileChange(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is to be another way; members left out stay. `folder` null: to the top level. `fields`: members left out
    stay, null removes one. `trashed`: in the trash or out of it. `url`: of a link.
    """

    name: Name | UnsetType = UNSET
    title: Title | UnsetType = UNSET
    free_text: FreeText | UnsetType = UNSET
    url: Url | UnsetType = UNSET
    folder: Id | UnsetType | None = UNSET
    category: Word | UnsetType = UNSET
    document_attribute: Word | UnsetType = UNSET
    visibility: Visibility | UnsetType = UNSET
    published: bool | UnsetType = UNSET
    tags: tuple[Tag, ...] | UnsetType = UNSET
    fields: Fields | UnsetType = UNSET
    trashed: bool | UnsetType = UNSET


class Deletion(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The query of a deletion. `forever`: for good, not into the trash."""

    forever: bool = False


class ContentQuery(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The query of a file's bytes. `inline`: to be shown in place, where that is safe."""

    disposition: Disposition = "attachment"


class NewLink(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """For how long whoever has the address may read the file as it is now."""

    lifetime_seconds: Seconds = 3600
    disposition: Disposition = "attachment"


class Link(Struct, frozen=True, kw_only=True):
    """An address under which a file is read without a token."""

    url: str
    expires_at: datetime


class Version(Struct, frozen=True, kw_only=True):
    """One state of a file's bytes. `current`: whether it is the one that the file has now."""

    id: str
    number: int
    kind: Literal["version"] = "version"
    current: bool
    size_bytes: int
    sha256: str
    media_type: str
    detected_media_type: str
    picture: Picture | None
    created_at: datetime


class NewVersion(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A finished upload (its id, as tus or onOffice told it) whose bytes a file is to have."""

    upload: Annotated[str, Meta(min_length=1, max_length=36)]


class VersionsQuery(Sparse, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The query of a file's versions, newest first."""

    limit: Annotated[int, Meta(ge=1, le=200)] = 50
    cursor: str = ""


class VersionPage(Struct, frozen=True, kw_only=True):
    """A page of a file's versions."""

    items: list[Version]
    next_cursor: str | None


class TagsQuery(Sparse, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The query of the tags that are in use. `prefix`: how they begin, in any case."""

    limit: Annotated[int, Meta(ge=1, le=200)] = 50
    cursor: str = ""
    prefix: Annotated[str, Meta(max_length=60)] = ""


class TagInUse(Struct, frozen=True, kw_only=True):
    """A tag, and how many files and folders have it of those that the caller sees."""

    tag: str
    file_count: int
    folder_count: int


class TagPage(Struct, frozen=True, kw_only=True):
    """A page of tags."""

    items: list[TagInUse]
    next_cursor: str | None
