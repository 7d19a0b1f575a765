"""Files and folders in TelecomX's words, and what its requests say of them.

What TelecomX knows and the library does not is kept under `telecomx` in a thing's fields: `type` of a file that belongs
to an order (`PORTING`, `INTERNET`), `description` of a folder.

Source: the project's TelecomX reference, 4 and 5, read 2026-11-21.
"""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from urllib.parse import quote

from msgspec import UNSET, UnsetType

from filebook.core.access import Visibility
from filebook.core.errors import Invalid, Missing
from filebook.core.files import File, Folder
from filebook.core.ids import Uid, short_of
from filebook.core.names import checked_name, extension_of, last_part, stem_of
from filebook.dialects.telecomx.files import wire
from filebook.dialects.telecomx.values import OWN, date_text, plain_text

FOLDER, IMAGE, AUDIO, OTHER = "FOLDER", "IMAGE", "AUDIO", "OTHER"
_TYPES = {
    IMAGE: "png jpg gif webp",
    AUDIO: "wav mp3 ogg m4a",
    "DOC": "pdf txt csv html htm rtf doc docx dot dotx xls xlsx xlsm ppt pptx pps ppsx odt ods odp",
}
TYPE_OF_EXTENSION = {extension: word for word, extensions in _TYPES.items() for extension in extensions.split()}
"""The types whose files have a `url`; what is not in here is `OTHER`."""
OF_ORDERS = frozenset({"PORTING", "INTERNET"})
"""Types of files that belong to an order: nobody deletes them here."""

_EXTENSIONS = {"jpeg": "jpg"}
"""Spellings of an extension that the wire does not know."""
_OFFICE = "application/vnd.openxmlformats-officedocument."
EXTENSION_OF_MEDIA_TYPE: Mapping[str, str] = MappingProxyType(
    {
        "image/png": "png",
        "image/jpeg": "jpg",
        "image/gif": "gif",
        "image/webp": "webp",
        "audio/wav": "wav",
        "audio/x-wav": "wav",
        "audio/mpeg": "mp3",
        "audio/ogg": "ogg",
        "audio/mp4": "m4a",
        "application/pdf": "pdf",
        "text/plain": "txt",
        "text/csv": "csv",
        "text/html": "html",
        "application/rtf": "rtf",
        "application/msword": "doc",
        "application/vnd.ms-excel": "xls",
        "application/vnd.ms-powerpoint": "ppt",
        _OFFICE + "wordprocessingml.document": "docx",
        _OFFICE + "spreadsheetml.sheet": "xlsx",
        _OFFICE + "presentationml.presentation": "pptx",
        "application/vnd.oasis.opendocument.text": "odt",
        "application/vnd.oasis.opendocument.spreadsheet": "ods",
        "application/vnd.oasis.opendocument.presentation": "odp",
    }
)
"""What a file whose own name has no extension is taken for."""


def file_object(file: File, *, file_base: str) -> wire.FileObject:
    """A file as it is shown; `file_base` is the address below which contents lie."""
    filename, filetype = stem_of(file.name), filetype_of(file)
    version, kind = file.version, type_of(file)
    file_id = short_of(version.uid) if version else UNSET
    picture = version.content.picture_size if version and kind == IMAGE else None
    return wire.FileObject(
        id=short_of(file.uid),
        filename=filename,
        size=version.content.size_bytes if version else UNSET,
        filetype=filetype or UNSET,
        fileId=file_id,
        folder=short_of(file.folder.uid) if file.folder else UNSET,
        employee=short_of(file.uploader.staff.uid),
        customer=short_of(file.business_uid),
        type=kind,
        width=picture[0] if picture else UNSET,
        height=picture[1] if picture else UNSET,
        description=file.free_text or UNSET,
        date=date_text(file.created_at),
        lastUpdated=date_text(file.modified_at),
        accessLevel=file.visibility.upper(),
        url=f"{file_base}/{file_id}/{quote(filename, safe='')}.{filetype}" if kind in _TYPES else UNSET,
    )


def folder_object(folder: Folder, *, business_uid: Uid) -> wire.FileObject:
    """A folder as it is shown; the uid is its business's."""
    description = _own(folder).get("description")
    return wire.FileObject(
        id=short_of(folder.uid),
        filename=folder.name,
        folder=short_of(folder.parent.uid) if folder.parent else UNSET,
        employee=short_of(folder.uploader.staff.uid),
        customer=short_of(business_uid),
        type=FOLDER,
        description=description if isinstance(description, str) and description else UNSET,
        date=date_text(folder.created_at),
        lastUpdated=date_text(folder.modified_at),
        accessLevel=folder.visibility.upper(),
    )


def filetype_of(file: File) -> str:
    """The extension in the wire's spelling; "" where there is none."""
    return _spelled(extension_of(file.name))


def type_of(file: File) -> str:
    """What sort of file it is: that of the order it belongs to, else by its extension."""
    of_order = _own(file).get("type")
    if of_order in OF_ORDERS:
        return str(of_order)
    return TYPE_OF_EXTENSION.get(filetype_of(file), OTHER) if file.version else OTHER


def shows_inline(file: File) -> bool:
    """Whether a browser may show the file in its window: pictures, sound and PDF."""
    return filetype_of(file) == "pdf" or TYPE_OF_EXTENSION.get(filetype_of(file)) in {IMAGE, AUDIO}


def visibility_of(word: str | None) -> Visibility | None:
    """An access level, in any case; None where none is told. Raises: Invalid("accessLevel")."""
    if not word:
        return None
    try:
        return Visibility(word.strip().lower())
    except ValueError:
        raise Invalid("accessLevel", "enum") from None


def description_of(said: str | None) -> str:
    """Raises: Invalid("description")."""
    return plain_text(said or "", field="description")


def file_name(filename: str | None, *, part_name: str, media_type: str) -> str:
    """The name of a new file: as it is to be shown if that is told, with the extension that its bytes came with.

    Raises: Missing("filename"), Invalid("filename").
    """
    part, shown = last_part(part_name), (filename or "").strip()
    extension = extension_of(part)
    if not shown and not part:
        raise Missing("filename")
    if not shown and extension:
        return checked_name(part, "filename")
    extension = extension or EXTENSION_OF_MEDIA_TYPE.get(media_type, "")
    stem = checked_name(shown or part, "filename")
    if _spelled(extension_of(stem)) == _spelled(extension):
        stem = stem_of(stem)
    return checked_name(f"{stem}.{extension}" if extension else stem, "filename")


def folder_name(filename: str | None) -> str:
    """Raises: Missing("filename"), Invalid("filename")."""
    if not filename or not filename.strip():
        raise Missing("filename")
    return checked_name(filename.strip(), "filename")


def folder_fields(description: str) -> dict[str, object]:
    """A new folder's vendor fields."""
    return {OWN: {"description": description}} if description else {}


def edited_file(file: File, change: wire.FileChange) -> File:
    """The file with a change applied. Raises: Invalid."""
    description = file.free_text if isinstance(change.description, UnsetType) else description_of(change.description)
    return replace(file, visibility=visibility_of(change.accessLevel) or file.visibility, free_text=description)


def edited_folder(folder: Folder, change: wire.FileChange) -> Folder:
    """The folder with a change applied. Raises: Invalid."""
    fields = dict(folder.fields)
    if not isinstance(change.description, UnsetType):
        fields[OWN] = {**_own(folder), "description": description_of(change.description)}
    return replace(folder, visibility=visibility_of(change.accessLevel) or folder.visibility, fields=fields)


def _own(thing: File | Folder) -> Mapping[str, object]:
    own = thing.fields.get(OWN)
    return own if isinstance(own, Mapping) else {}


def _spelled(extension: str) -> str:
    return _EXTENSIONS.get(extension, extension)
