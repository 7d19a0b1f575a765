"""onOffice's words and ours: parameters as clients really send them, records exactly as documented.

Source: onOffice source documents "Get Appointment files" and "File upload", apidoc.onoffice.de; read 2026-11-21.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from filebook.core.errors import Invalid, NotFound
from filebook.core.files import File, FileKind, Upload, UploadId
from filebook.core.ids import Door, Kind, Number
from filebook.core.names import checked_name
from filebook.dialects.onoffice import codes, ids, wire
from filebook.dialects.onoffice.codes import Refused
from filebook.dialects.onoffice.envelope import text_of
from filebook.dialects.onoffice.parameters import NOTHING, file_page_in, flag_in, text_in

HIGHEST_POSITION = 1_000_000
"""Any place further back is this one."""


@dataclass(frozen=True, slots=True)
class FileQuery:
    """Which files of an appointment are wanted."""

    appointment: Number
    only: Number | None
    limit: int
    offset: int


@dataclass(frozen=True, slots=True)
class Block:
    """A first step of an upload, or one that goes on with `upload`."""

    upload: UploadId | None
    name: str


@dataclass(frozen=True, slots=True)
class Parking:
    """A second step with module `tmpUpload`: the upload is kept under a new id."""

    upload: UploadId
    name: str


@dataclass(frozen=True, slots=True)
class Deposit:
    """A second step that puts a file where it belongs; a link to `url` where there is no upload."""

    kind: Kind
    target: Number
    upload: UploadId | None
    url: str
    name: str
    category: str
    title: str
    free_text: str
    document_attribute: str
    position: int | None
    publish_by_default: bool
    language: str


def file_query(parameters: dict[str, Any], *, strict: bool) -> FileQuery:
    """Which files of which appointment. A limit above the highest is lowered, never refused.

    Raises: Refused without a usable `appointmentid`; Invalid("fileId").
    """
    asked = msgspec.convert(parameters, wire.AppointmentFilesParameters)
    if asked.appointmentid in NOTHING:
        raise Refused(codes.NO_APPOINTMENT_ID)
    appointment = ids.number_of(asked.appointmentid)
    if appointment is None:
        raise Refused(codes.INVALID_APPOINTMENT_ID)
    wanted = asked.fileid if asked.fileId in NOTHING else asked.fileId
    only = ids.number_of(wanted)
    if only is None and wanted not in NOTHING:
        raise Invalid("fileId")
    limit, offset = file_page_in(parameters, strict=strict)
    return FileQuery(appointment, only, limit, offset)


def block_of(asked: wire.UploadFileParameters) -> Block:
    """A first step. Its name is only a hint; one that cannot be a name is dropped.

    Raises: NotFound("upload") for an id that cannot be one.
    """
    try:
        name = checked_name(text_of(asked.file), "file")
    except Invalid:
        name = ""
    return Block(None if asked.tmpUploadId in NOTHING else _upload_in(asked), name)


def second_step_of(asked: wire.UploadFileParameters, *, strict: bool) -> Parking | Deposit:
    """A second step. Only what cannot be done without is demanded: module, record, name and source.

    Raises: Refused for what is missing or unknown; NotFound(kind) for an impossible record; NotFound("upload");
        Invalid("name" or a parameter).
    """
    module = text_of(asked.module).lower()
    if module == ids.TEMPORARY:
        return Parking(name=_name_in(asked), upload=_upload_in(asked))
    kind = ids.KIND_OF_MODULE.get(module)
    if kind is None or (strict and module in ids.APPOINTMENT_MODULES):
        raise Refused(codes.UNKNOWN_MODULE)
    if asked.relatedRecordId in NOTHING:
        raise Refused(codes.NO_RECORD_ID)
    target = ids.number_of(asked.relatedRecordId)
    if target is None:
        raise NotFound(kind.value)
    category = _category_in(asked, is_estate=kind is Kind.ESTATE)
    is_link = category in ids.LINK_TYPES
    return Deposit(
        kind=kind,
        target=target,
        url=_url_in(asked) if is_link else "",
        name=_link_name_in(asked, category) if is_link else _name_in(asked),
        upload=None if is_link else _upload_in(asked),
        category=category,
        title=text_in(asked.title, "title"),
        free_text=text_in(asked.freetext, "freetext"),
        document_attribute=text_in(asked.documentAttribute, "documentAttribute"),
        position=position_in(asked.position),
        publish_by_default=kind is Kind.ESTATE
        and flag_in(asked.setDefaultPublicationRights, "setDefaultPublicationRights"),
        language=text_in(asked.language, "language") or text_in(asked.estatelanguage, "estatelanguage"),
    )


def _category_in(asked: wire.UploadFileParameters, *, is_estate: bool) -> str:
    """The `Art`. Estates have a fixed list; elsewhere clients send one all the same, and one not listed is ignored."""
    wanted = text_in(asked.Art, "Art")
    known = ids.file_type(wanted)
    if known is None and wanted and is_estate:
        raise Refused(codes.UNKNOWN_FILE_TYPE)
    return known or ""


def _name_in(asked: wire.UploadFileParameters) -> str:
    name = text_of(asked.file)
    if not name:
        raise Refused(codes.NO_FILE_NAME)
    return checked_name(name, "name")


def _link_name_in(asked: wire.UploadFileParameters, category: str) -> str:
    """A link comes without a file name, but a file has one: the title, where it can be a name, else the type."""
    if text_of(asked.file):
        return _name_in(asked)
    try:
        return checked_name(text_of(asked.title), "title")
    except Invalid:
        return category


def _url_in(asked: wire.UploadFileParameters) -> str:
    url = text_in(asked.url, "url")
    if not url:
        raise Refused(codes.NO_PARAMETER, "url")
    return url


def _upload_in(asked: wire.UploadFileParameters) -> UploadId:
    upload = ids.upload_of(asked.tmpUploadId)
    if upload is None:
        raise NotFound("upload")
    return upload


def position_in(value: object) -> int | None:
    """0 is the first place; None, after the last."""
    if value in NOTHING:
        return None
    position = ids.whole_of(value)
    if position is None or position < 0:
        raise Invalid("position")
    return min(position, HIGHEST_POSITION)


def size_with_carried(upload: Upload) -> int:
    """The bytes of an upload so far, with those that lie in characters kept for its next block."""
    return upload.size_bytes + len(upload.carried.rstrip("=")) * 6 // 8


def appointment_file(file: File, *, url: str) -> wire.Record:
    """A file in an appointment's list; a link shows where it points, and no size."""
    shown = file.url if file.kind is FileKind.LINK else url
    said = wire.AppointmentFile(file.uploader.name, file.name, str(file.size_bytes), shown)
    return wire.Record(file.number, "file", said)


def own_fields(fields: Mapping[str, object], *, language: str) -> Mapping[str, object]:
    """A file's fields with what only this vendor knows; the language is kept and shown nowhere yet."""
    known = fields.get(Door.ONOFFICE)
    own = {**(known if isinstance(known, Mapping) else {}), "language": language}
    return {**fields, Door.ONOFFICE.value: own} if language else fields


def attribute_in(value: object, known: object) -> str:
    """A document attribute; `known` is the administrator's list, and without one every value is taken.

    Raises: Refused for a value that does not stand there; Invalid("documentAttribute").
    """
    attribute = text_in(value, "documentAttribute")
    if attribute and isinstance(known, list) and attribute not in known:
        raise Refused(codes.UNKNOWN_CHOICE, "documentAttribute")
    return attribute
