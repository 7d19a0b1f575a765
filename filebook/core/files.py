"""Folder, File, Version, Attachment, Upload: the library's objects."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NewType

from filebook.core.access import Target, Visibility
from filebook.core.ids import BusinessNumber, Kind, Number, Ref, Uid
from filebook.core.ports.blobs import Segment

UploadId = NewType("UploadId", str)
"""A random UUIDv4 in dashed form; 122 random bits, usable once."""


class FileKind(StrEnum):
    """Whether the library holds the bytes or only points somewhere."""

    UPLOAD = "upload"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class Uploader:
    """Who put a file there; may belong to another business, as a reseller does.

    `name` is what the door was told (TimeTap lets a program name a person), else the user name.
    """

    business: BusinessNumber
    user: Number
    staff: Ref
    name: str


class Quarantine(StrEnum):
    """Why nobody gets the bytes of a version."""

    NONE = ""
    """Everybody does who may see the file."""
    WAITING = "waiting"
    """They were not looked through yet."""
    INFECTED = "infected"
    """Malware was found in them."""


@dataclass(frozen=True, slots=True)
class Content:
    """Bytes that are durable already, with what was learnt while they arrived."""

    segments: tuple[Segment, ...]
    size_bytes: int
    sha256: str
    detected_type: str
    declared_type: str = ""
    picture_size: tuple[int, int] | None = None
    """Width and height in pixels."""
    quarantine: Quarantine = Quarantine.NONE


@dataclass(frozen=True, slots=True)
class Version:
    """One state of a file's bytes. `uid` names the content where a vendor gives it an id of its own."""

    number: int
    uid: Uid
    content: Content
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Folder:
    """A place in the one folder tree of a business."""

    business: BusinessNumber
    number: Number
    uid: Uid
    name: str
    parent: Ref | None
    visibility: Visibility
    uploader: Uploader
    created_at: datetime
    modified_at: datetime
    modified_by: str = ""
    trashed_at: datetime | None = None
    fields: Mapping[str, object] = field(default_factory=dict)
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class File:
    """A document, picture or link. `version` is the current one; None for a link."""

    business: BusinessNumber
    business_uid: Uid
    number: Number
    uid: Uid
    name: str
    kind: FileKind
    visibility: Visibility
    uploader: Uploader
    created_at: datetime
    modified_at: datetime
    version: Version | None = None
    title: str = ""
    free_text: str = ""
    url: str = ""
    category: str = ""
    """onOffice's `Art`: the role the file plays, such as a title picture or a floor plan."""
    document_attribute: str = ""
    published: bool = False
    """Shown to the public on home pages (onOffice publication rights)."""
    folder: Ref | None = None
    modified_by: str = ""
    trashed_at: datetime | None = None
    fields: Mapping[str, object] = field(default_factory=dict)
    tags: tuple[str, ...] = ()

    @property
    def size_bytes(self) -> int:
        """Bytes of the current version; 0 for a link."""
        return self.version.content.size_bytes if self.version else 0

    @property
    def media_type(self) -> str:
        """The type to show: the declared one if given, else the detected one; "" for a link."""
        if self.version is None:
            return ""
        return self.version.content.declared_type or self.version.content.detected_type


def target_of(thing: File | Folder, lineage: tuple[BusinessNumber, ...] = ()) -> Target:
    """What the access rule looks at in a file or folder."""
    what = "file" if isinstance(thing, File) else "folder"
    return Target(what, thing.business, lineage, thing.visibility, (thing.uploader.business, thing.uploader.user))


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file hangs on a record or appointment, at a place in its order and in a role.

    `position` None puts it last.
    """

    file: Number
    target: Number
    target_kind: Kind
    position: int | None = None
    role: str = ""


class UploadState(StrEnum):
    """An upload works once."""

    OPEN = "open"
    CONSUMED = "consumed"
    EXPIRED = "expired"


class UploadForm(StrEnum):
    """How the bytes of an upload come, and so when it is whole."""

    BLOCKS = "blocks"
    """As many as the client sends: whole whenever the client says so, by filing it away."""
    MEASURED = "measured"
    """As many as are declared at its beginning, or on the way."""
    PARTIAL = "partial"
    """Measured, and of use only to be joined with others."""
    JOINED = "joined"
    """Made of partial ones, and so whole from the start."""


@dataclass(frozen=True, slots=True)
class Upload:
    """Bytes that arrived and wait to be filed away: one immutable blob per block, PATCH or part.

    `declared_type` is the media type that the client told, `metadata` all it said of the upload, as it said it.
    """

    id: UploadId
    business: BusinessNumber
    user: Number
    name: str
    state: UploadState
    segments: tuple[Segment, ...]
    size_bytes: int
    created_at: datetime
    expires_at: datetime
    declared_size_bytes: int | None = None
    carried: str = ""
    """What a door must remember until the next block, such as cut base64 characters."""
    form: UploadForm = UploadForm.BLOCKS
    declared_type: str = ""
    metadata: str = ""
    lease: str = ""
    """Names the connection that may add to a measured upload; "" while there is none."""
    parts: tuple[UploadId, ...] = ()
    """What a joined upload was made of, in order."""
    joined: UploadId | None = None
    """What a used partial upload became a part of."""

    @property
    def is_whole(self) -> bool:
        """Whether all bytes are there that there shall be; never known of blocks."""
        return self.form is not UploadForm.BLOCKS and self.size_bytes == self.declared_size_bytes

    @property
    def may_be_filed(self) -> bool:
        """Whether it can become a file as it is."""
        return self.form is UploadForm.BLOCKS or (self.is_whole and self.form is not UploadForm.PARTIAL)
