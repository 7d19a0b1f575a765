"""onOffice's JSON as it stands on the wire: the vendor's names, with the types that real clients and answers have.

Source: onOffice source documents "Get Appointment files" and "File upload", apidoc.onoffice.de; read 2026-11-21.
Whatever comes in is `Any`, because clients send numbers as text, text as numbers and null for nothing; `translate`
decides what is meant.
"""

from typing import Any

import msgspec
from msgspec import UNSET, UnsetType

# What comes in.


class Action(msgspec.Struct):
    """One action of a request. `hmac_version` 2 or "2" is HMAC v2; without it the signature is v1."""

    actionid: Any = None
    resourceid: Any = None
    resourcetype: Any = None
    identifier: Any = None
    timestamp: Any = None
    hmac: Any = None
    hmac_version: Any = None
    parameters: Any = None


class Actions(msgspec.Struct):
    """The element `request`."""

    actions: Any = None


class Request(msgspec.Struct):
    """The whole body."""

    token: Any = None
    request: Any = None


class AppointmentFilesParameters(msgspec.Struct):
    """`get`/`file`/`appointment`. `fileId` is this call's spelling, `fileid` that of all other file calls."""

    appointmentid: Any = None
    fileId: Any = None
    fileid: Any = None
    listlimit: Any = None
    listoffset: Any = None


class UploadFileParameters(msgspec.Struct):
    """`do`/`uploadfile`, both steps. `data` is left out where its text was streamed."""

    data: Any = None
    tmpUploadId: Any = None
    module: Any = None
    relatedRecordId: Any = None
    file: Any = None
    Art: Any = None
    title: Any = None
    freetext: Any = None
    documentAttribute: Any = None
    position: Any = None
    setDefaultPublicationRights: Any = None
    url: Any = None
    language: Any = None
    estatelanguage: Any = None


# What goes out.


class OuterStatus(msgspec.Struct, frozen=True):
    """How the whole request went."""

    code: int = 200
    errorcode: int = 0
    message: str = "OK"


class Status(msgspec.Struct, frozen=True):
    """How one action went."""

    errorcode: int = 0
    message: str = "OK"


class Meta(msgspec.Struct, frozen=True):
    """How many there are before limit and offset; null where nothing is counted."""

    cntabsolute: int | None


class Record(msgspec.Struct, frozen=True):
    """One entry of an answer."""

    id: int | str
    type: str | None
    elements: Any


class Success(msgspec.Struct, frozen=True):
    """The elements of a change's answer."""

    success: str = "success"


class Data(msgspec.Struct, frozen=True):
    """What an action that went well brings."""

    meta: Meta
    records: list[Record]


class Result(msgspec.Struct, frozen=True):
    """The answer to one action; `data` is an empty array where it failed."""

    actionid: str
    resourceid: str
    resourcetype: str
    cacheable: bool
    identifier: str
    data: Data | list[Any]
    status: Status


class Results(msgspec.Struct, frozen=True):
    """The element `response`."""

    results: list[Result]


class Response(msgspec.Struct, frozen=True):
    """The whole answer."""

    status: OuterStatus
    response: Results


class AppointmentFile(msgspec.Struct, frozen=True):
    """A file of an appointment. The page says INTEGER for `fileSize`, its example has text; only here, so."""

    username: str
    filename: str
    fileSize: str
    url: str


class Uploaded(msgspec.Struct, frozen=True):
    """What both steps of an upload answer. `fileId` is text, and `filesize` has a lower-case s, as nowhere else."""

    filesize: int | UnsetType = UNSET
    tmpUploadId: str | UnsetType = UNSET
    cacheFileUuid: str | UnsetType = UNSET
    fileId: str | UnsetType = UNSET
    success: str | UnsetType = UNSET
