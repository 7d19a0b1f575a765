"""What travels: TimeTap's property names, with the looser types that its clients send.

Source: the project's TimeTap reference (sections 2 to 4 and 5.5), read 2026-11-21.
"""

from collections.abc import Sequence

import msgspec
from msgspec import UNSET, Struct, UnsetType

FOLDER = "FOLDER"
ASSET = "ASSET"
"""A file whose bytes are for everybody."""
FILE = "FILE"
"""A private file. TimeTap does not document its word for it; this one is ours."""

PUBLIC_BUCKET = "tt-client-public"
PRIVATE_BUCKET = "tt-client-private"

Id = int | str | None
"""Documented as integer; command-line clients send `"510001"`, and `""` for nothing."""
Flag = bool | int | str | None
"""A boolean in JSON; `true`, `false`, `1` or `0` in forms."""
Text = str | int | float | None
"""A text; phone numbers and postcodes also come as numbers."""
Moment = int | float | str | None
"""Milliseconds since 1970 in UTC, or ISO 8601 with an offset."""


class SessionToken(Struct, frozen=True):
    """Answer to a login."""

    sessionToken: str


class Message(Struct, frozen=True):
    """Body of the refusals that are no plain string."""

    message: str


class Count(Struct, frozen=True):
    """How many things a list has."""

    count: int


class FileObject(Struct, frozen=True, kw_only=True):
    """A file or folder as it is shown: every key, always. Times are milliseconds since 1970 in UTC."""

    businessId: int
    calendarId: int | None
    clientId: int | None
    contentType: str | None
    createdDate: int
    createdUser: str
    deleted: bool
    emailId: int | None
    encrypted: bool
    extension: str
    fileLibraryType: str
    fileLibraryUUID: str
    fileName: str
    fileSize: int
    modifiedDate: int
    modifiedUser: str
    parentFileLibraryUUID: str | None
    professionalId: int | None
    publicVisible: bool
    referenceId: int | None
    s3Bucket: str | None
    s3Key: str | None
    url: str | None


class FileChange(Struct, frozen=True, kw_only=True):
    """Body of `POST /files`. Read-only properties of an object sent back whole are not even looked at."""

    businessId: Id = None
    fileLibraryType: str | None = None
    fileName: str | None = None
    fileLibraryUUID: str | None = None
    parentFileLibraryUUID: str | UnsetType | None = UNSET
    calendarId: Id | UnsetType = UNSET
    clientId: Id | UnsetType = UNSET
    professionalId: Id | UnsetType = UNSET
    emailId: Id | UnsetType = UNSET
    referenceId: Id | UnsetType = UNSET
    publicVisible: Flag = None
    deleted: Flag = None


class FileUpload(Struct, frozen=True, kw_only=True):
    """The fields that come with an upload, whether as form fields or as JSON."""

    businessId: Id = None
    uploadedFileName: str | None = None
    userName: str | None = None
    fileLibraryType: str | None = None
    parentFileLibraryUUID: str | None = None
    calendarId: Id = None
    clientId: Id = None
    professionalId: Id = None
    emailId: Id = None
    referenceId: Id = None
    publicVisible: Flag = None
    sessionToken: str | None = None


UPLOAD_FIELDS = frozenset(field.name for field in msgspec.structs.fields(FileUpload))


class FieldObject(Struct, frozen=True, kw_only=True):
    """A custom field as it is shown."""

    schedulerPreferenceFieldDefnId: int | None
    code: str
    label: str
    value: str
    required: bool
    userDefinedField: bool
    serviceIds: list[int]


FieldObjects = Sequence[FieldObject]


class FieldChange(Struct, frozen=True, kw_only=True):
    """A custom field as clients send it: `code` or the number, and `value`."""

    schedulerPreferenceFieldDefnId: Id = None
    code: Text = None
    label: Text = None
    value: Text | bool = None
    required: Flag = None
    userDefinedField: Flag = None
    serviceIds: list[Id] | None = None
