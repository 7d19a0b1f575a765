"""`get`/`file` for estates and addresses, and as our extension for tasks and log entries.

Source: apidoc.onoffice.de, "Get Estate files" and "Get Address files"; read 2026-11-22.
"""

from contextlib import closing

from msgspec import UNSET, UnsetType

from filebook.core.errors import Damaged, NotFound
from filebook.core.files import File
from filebook.core.ids import Kind
from filebook.dialects.onoffice import codes, wire
from filebook.dialects.onoffice.asked import Asked, Outcome, is_strict
from filebook.dialects.onoffice.codes import Refused
from filebook.dialects.onoffice.files import lists
from filebook.dialects.onoffice.files.lists import RecordQuery
from filebook.dialects.onoffice.files.pictures import picture_url
from filebook.services.library import Page
from filebook.serving.base64_json import Base64Text


def files_of_estate(asked: Asked) -> Outcome:
    """By position. A `fileid` from elsewhere finds nothing, which is no error.

    Raises: Refused, NotFound("estate"), Invalid(parameter), AccessDenied, Damaged, Unavailable.
    """
    query = lists.record_query(
        asked.parameters, record="estateid", missing=codes.NO_ESTATE_ID, strict=is_strict(asked.business())
    )
    extras = lists.extras_in(asked.parameters)
    files, count = _found(asked, query, kind=Kind.ESTATE)
    hanging = asked.services.library.attachments_of(asked.actor, [file.number for file in files])
    positions = {
        attachment.file: attachment.position or 0
        for attachments in hanging.values()
        for attachment in attachments
        if attachment.target == query.target
    }
    records = [
        wire.Record(
            file.number,
            "file",
            lists.estate_file(
                file,
                position=positions.get(file.number, 0),
                extras=extras,
                content=_content(asked, file) if query.with_content else UNSET,
                image_url=_image_url(asked, file, size=extras.image),
            ),
        )
        for file in files
    ]
    return Outcome(records, count)


def files_of_address(asked: Asked) -> Outcome:
    """Raises: as `files_of_estate`."""
    return _plain(asked, record="addressid", missing=codes.NO_ADDRESS_ID, kind=Kind.CONTACT)


def files_of_task(asked: Asked) -> Outcome:
    """Raises: as `files_of_estate`; Refused in strict, since the vendor has no such call."""
    _require_lenient(asked)
    return _plain(asked, record="taskid", missing=codes.NO_RECORD_ID, kind=Kind.TASK)


def files_of_log_entry(asked: Asked) -> Outcome:
    """Raises: as `files_of_task`."""
    _require_lenient(asked)
    return _plain(asked, record="agentslogid", missing=codes.NO_RECORD_ID, kind=Kind.AGENTS_LOG)


def _require_lenient(asked: Asked) -> None:
    if is_strict(asked.business()):
        raise Refused(codes.UNKNOWN_RESOURCE_ID, asked.resourceid)


def _plain(asked: Asked, *, record: str, missing: int, kind: Kind) -> Outcome:
    business = asked.business()
    query = lists.record_query(asked.parameters, record=record, missing=missing, strict=is_strict(business))
    files, count = _found(asked, query, kind=kind)
    records = [
        wire.Record(
            file.number,
            "file",
            lists.plain_file(file, zone=business.zone, content=_content(asked, file) if query.with_content else UNSET),
        )
        for file in files
    ]
    return Outcome(records, count)


def _found(asked: Asked, query: RecordQuery, *, kind: Kind) -> tuple[list[File], int]:
    return asked.services.library.files_on(
        asked.actor,
        query.target,
        kind=kind,
        page=Page(query.limit, query.offset),
        only=query.only,
        document_attribute=query.document_attribute,
    )


def _content(asked: Asked, file: File) -> Base64Text | UnsetType:
    """The bytes, which leave with the answer. They are looked at now, so that a failing store fails the action.

    Raises: Damaged, Unavailable.
    """
    if file.version is None:
        return UNSET
    library = asked.services.library
    try:
        with closing(library.open(file).reader) as reader:
            reader.read(0, 1)
    except NotFound:
        raise Damaged("file") from None
    return Base64Text(lambda: library.open(file).reader, size_bytes=file.size_bytes)


def _image_url(asked: Asked, file: File, *, size: str) -> str | UnsetType:
    if not size or not lists.is_picture(file):
        return UNSET
    return picture_url(asked, file, width=lists.IMAGE_WIDTHS[size], height=None)
