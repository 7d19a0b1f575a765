"""Files and folders into TimeTap's file objects, and its requests into what the services understand.

Source: the project's TimeTap reference (sections 4.1 to 4.5), read 2026-11-21.

What TimeTap knows of a file and the library does not is kept in the file's vendor fields under `timetap`:
`type` (a `fileLibraryType` other than ASSET and FILE), `key_name` (the last part of the s3Key, which outlives renames),
`publicVisible`, `emailId`, `referenceId`; for a folder, which cannot hang on anything, also its three links.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from msgspec import UnsetType

from filebook.core.access import Visibility
from filebook.core.errors import Invalid, Missing
from filebook.core.files import Attachment, File, Folder
from filebook.core.ids import BusinessNumber, Kind, Number, Ref
from filebook.core.names import checked_name, extension_of
from filebook.dialects.timetap.ids import file_library_uuid, number_of
from filebook.dialects.timetap.values import (
    OWN,
    cleaned_name,
    flag_of,
    integer_of,
    milliseconds,
    plain_text,
    required_text,
    safe_key_name,
)
from filebook.dialects.timetap.wire import (
    ASSET,
    FILE,
    FOLDER,
    PRIVATE_BUCKET,
    PUBLIC_BUCKET,
    FileChange,
    FileObject,
    FileUpload,
    Id,
)

LINKS: Mapping[str, Kind] = MappingProxyType(
    {"calendarId": Kind.APPOINTMENT, "clientId": Kind.CONTACT, "professionalId": Kind.STAFF}
)
"""The properties that say what a file hangs on."""
_FOREIGN_IDS = ("emailId", "referenceId")


@dataclass(frozen=True, slots=True)
class Change:
    """What a `POST /files` asks for. `links` and `foreign_ids` hold what was named, None to clear it."""

    business: BusinessNumber
    type: str
    name: str
    uuid: str
    """Of the object to change; "" to create a folder."""
    parent: str | UnsetType | None
    """The folder's UUID as it was sent; None: top level; UNSET: left as it is."""
    links: Mapping[Kind, Number | None]
    foreign_ids: Mapping[str, Number | None]
    public_visible: bool | None
    deleted: bool | None


@dataclass(frozen=True, slots=True)
class UploadWish:
    """What an upload says about its file. `parent` is the folder's UUID as it was sent, "" for the top level."""

    business: BusinessNumber
    visibility: Visibility | None
    name: str
    user_name: str
    parent: str
    links: Mapping[Kind, Number]
    fields: Mapping[str, object]


def change_of(body: FileChange) -> Change:
    """Raises: Missing for one of the three required properties, Invalid."""
    parent = body.parentFileLibraryUUID
    return Change(
        business=_required_business(body.businessId),
        type=plain_text(required_text(body.fileLibraryType, field="fileLibraryType"), field="fileLibraryType"),
        name=checked_name(required_text(body.fileName, field="fileName"), "fileName"),
        uuid=body.fileLibraryUUID or "",
        parent=parent if isinstance(parent, UnsetType) else parent or None,
        links={kind: number for name, kind in LINKS.items() for number in _given(getattr(body, name), name)},
        foreign_ids={name: number for name in _FOREIGN_IDS for number in _given(getattr(body, name), name)},
        public_visible=flag_of(body.publicVisible, field="publicVisible"),
        deleted=flag_of(body.deleted, field="deleted"),
    )


def upload_of(fields: FileUpload, *, part_name: str = "") -> UploadWish:
    """What the fields of an upload say; `part_name` is the name that came with the bytes themselves.

    Raises: Missing, Invalid.
    """
    business = _required_business(fields.businessId)
    shown_name = required_text(fields.uploadedFileName or part_name, field="uploadedFileName")
    name = cleaned_name(shown_name, field="uploadedFileName")
    user_name = plain_text(required_text(fields.userName, field="userName"), field="userName")
    file_type = plain_text(fields.fileLibraryType or FILE, field="fileLibraryType")
    if file_type == FOLDER:
        raise Invalid("fileLibraryType", "folder")
    public_visible = flag_of(fields.publicVisible, field="publicVisible")
    links = {kind: number_of(getattr(fields, name), field=name) for name, kind in LINKS.items()}
    foreign_ids = {name: number_of(getattr(fields, name), field=name) for name in _FOREIGN_IDS}
    own = {"key_name": safe_key_name(name), **_typed(file_type, public_visible=public_visible)}
    return UploadWish(
        business=business,
        visibility=Visibility.ALL if file_type == ASSET else None,
        name=name,
        user_name=user_name,
        parent=fields.parentFileLibraryUUID or "",
        links={kind: number for kind, number in links.items() if number is not None},
        fields={OWN: _with(own, foreign_ids)},
    )


def edited_file(file: File, change: Change, *, folder: Ref | UnsetType | None) -> File:
    """The file with a change applied, its links aside.

    Raises: Invalid("fileLibraryType") where a file should become a folder.
    """
    if change.type == FOLDER:
        raise Invalid("fileLibraryType", "folder")
    was_public, becomes_public = file.visibility is Visibility.ALL, change.type == ASSET
    own = {"key_name": safe_key_name(file.name), **_own(file)}
    visibility, shown = file.visibility, _flag(own.pop("publicVisible", None))
    if was_public is not becomes_public:
        # publicVisible follows: a client that sends an object back whole sends the value it read before.
        visibility, shown = Visibility.ALL if becomes_public else Visibility.CUSTOMER, None
    elif change.public_visible is not None:
        shown = change.public_visible
    own.pop("type", None)
    own |= _typed(change.type, public_visible=shown)
    return replace(
        file,
        name=change.name,
        folder=file.folder if isinstance(folder, UnsetType) else folder,
        visibility=visibility,
        fields={**file.fields, OWN: _with(own, change.foreign_ids)},
    )


def edited_folder(folder: Folder, change: Change, *, parent: Ref | UnsetType | None) -> Folder:
    """The folder with a change applied.

    Raises: Invalid("fileLibraryType") where a folder should become a file.
    """
    if change.type != FOLDER:
        raise Invalid("fileLibraryType", "no_folder")
    return replace(
        folder,
        name=change.name,
        parent=folder.parent if isinstance(parent, UnsetType) else parent,
        fields={**folder.fields, **folder_fields(change, before=_own(folder))},
    )


def folder_fields(change: Change, *, before: Mapping[str, object]) -> dict[str, object]:
    """The vendor fields of a folder, given TimeTap's among them as they were before."""
    linked = {name: change.links[kind] for name, kind in LINKS.items() if kind in change.links}
    own = _with(before, {**change.foreign_ids, **linked})
    if change.public_visible is not None:
        own["publicVisible"] = change.public_visible
    return {OWN: own}


def file_object(thing: File | Folder, attachments: Sequence[Attachment], *, public_base: str) -> FileObject:
    """How a file or folder is shown; `public_base` is what the address of a public file begins with."""
    own = _own(thing)
    links = links_of(thing, attachments)
    file = thing if isinstance(thing, File) else None
    parent = thing.folder if isinstance(thing, File) else thing.parent
    is_public = file is not None and file.visibility is Visibility.ALL
    key = s3_key(file) if file is not None and file.version is not None else None
    return FileObject(
        businessId=thing.business,
        calendarId=_first(links[Kind.APPOINTMENT]),
        clientId=_first(links[Kind.CONTACT]),
        contentType=(file.media_type or None) if file is not None else None,
        createdDate=milliseconds(thing.created_at),
        createdUser=thing.uploader.name,
        deleted=thing.trashed_at is not None,
        emailId=integer_of(own.get("emailId")),
        encrypted=False,
        extension=extension_of(thing.name) if file is not None else "",
        fileLibraryType=type_of(thing),
        fileLibraryUUID=file_library_uuid(thing.uid),
        fileName=thing.name,
        fileSize=file.size_bytes if file is not None else 0,
        modifiedDate=milliseconds(thing.modified_at),
        modifiedUser=thing.modified_by or thing.uploader.name,
        parentFileLibraryUUID=file_library_uuid(parent.uid) if parent is not None else None,
        professionalId=_first(links[Kind.STAFF]),
        publicVisible=is_public or bool(_flag(own.get("publicVisible"))),
        referenceId=integer_of(own.get("referenceId")),
        s3Bucket=(PUBLIC_BUCKET if is_public else PRIVATE_BUCKET) if key is not None else None,
        s3Key=key,
        url=_url(file, key, public_base) if file is not None else None,
    )


def type_of(thing: File | Folder) -> str:
    """The `fileLibraryType`."""
    if isinstance(thing, Folder):
        return FOLDER
    if thing.visibility is Visibility.ALL:
        return ASSET
    stored = _own(thing).get("type")
    return stored if isinstance(stored, str) and stored else FILE


def links_of(thing: File | Folder, attachments: Sequence[Attachment]) -> dict[Kind, list[Number]]:
    """What a file hangs on, or a folder is said to belong to, by kind and in order."""
    if isinstance(thing, File):
        return {kind: [one.target for one in attachments if one.target_kind is kind] for kind in LINKS.values()}
    own = _own(thing)
    stored = {kind: integer_of(own.get(name)) for name, kind in LINKS.items()}
    return {kind: [] if number is None else [Number(number)] for kind, number in stored.items()}


def s3_key(file: File) -> str:
    """Business, UUID and the safe form of the name that the file had when it came."""
    stored = _own(file).get("key_name")
    name = stored if isinstance(stored, str) and stored else safe_key_name(file.name)
    return f"{file.business}/{file_library_uuid(file.uid)}/{name}"


def _url(file: File, key: str | None, public_base: str) -> str | None:
    """Where the bytes are for everybody; for a link, which has none here, where it points."""
    if file.trashed_at is not None:
        return None
    if key is None:
        return file.url or None
    return f"{public_base}/{PUBLIC_BUCKET}/{key}" if file.visibility is Visibility.ALL else None


def _typed(file_type: str, *, public_visible: bool | None) -> dict[str, object]:
    """What is kept of a type, and of publicVisible where the type does not decide it."""
    kept: dict[str, object] = {} if file_type in {ASSET, FILE} else {"type": file_type}
    return kept if file_type == ASSET or public_visible is None else {**kept, "publicVisible": public_visible}


def _given(value: Id | UnsetType, field: str) -> list[Number | None]:
    """The number in a list of its own, if the property is there at all."""
    return [] if isinstance(value, UnsetType) else [number_of(value, field=field)]


def _required_business(value: Id) -> BusinessNumber:
    number = number_of(value, field="businessId")
    if number is None:
        raise Missing("businessId")
    return BusinessNumber(number)


def _own(thing: File | Folder) -> Mapping[str, object]:
    own = thing.fields.get(OWN)
    return own if isinstance(own, Mapping) else {}


def _with(own: Mapping[str, object], numbers: Mapping[str, Number | None]) -> dict[str, object]:
    """The fields with these numbers set, and those that are None taken out."""
    others = {key: value for key, value in own.items() if key not in numbers}
    return {**others, **{name: number for name, number in numbers.items() if number is not None}}


def _first(numbers: Sequence[Number]) -> int | None:
    return numbers[0] if numbers else None


def _flag(value: object) -> bool | None:
    return value if isinstance(value, bool) else None
