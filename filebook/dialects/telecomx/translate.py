"""TelecomX words to ours and back.

Source: the project's TelecomX reference, 1 to 5, read 2026-11-21.
"""

from collections.abc import Mapping
from datetime import datetime
from urllib.parse import quote

import msgspec
from msgspec import UNSET

from filebook.core.access import Actor, Role
from filebook.core.businesses import Business, User
from filebook.core.files import File, Folder
from filebook.core.ids import short_of
from filebook.core.names import extension_of, stem_of
from filebook.dialects.telecomx import wire

SESSION_MINUTES = 15
ENDLESS = -1
"""`expiresInMinutes` of a token that lasts until logout."""

ACCESS_LEVELS = {
    Role.NONE: "NO_LOGIN",
    Role.PERSONAL: "PERSONAL",
    Role.VIEWER: "VIEWER",
    Role.EDITOR: "MANAGER",
    Role.OWNER: "OWNER",
    Role.RESELLER: "RESELLER",
    Role.RESELLER_ADMIN: "RESELLER_ADMIN",
    Role.ADMIN: "ADMIN",
}

IMAGE, OTHER = "IMAGE", "OTHER"
_TYPES = {
    IMAGE: "png jpg gif webp",
    "AUDIO": "wav mp3 ogg m4a",
    "DOC": "pdf txt csv html htm rtf doc docx dot dotx xls xlsx xlsm ppt pptx pps ppsx odt ods odp",
}
TYPE_OF_EXTENSION = {extension: word for word, extensions in _TYPES.items() for extension in extensions.split()}
"""The types whose files have a `url`; what is not in here is `OTHER`."""

_EXTENSIONS = {"jpeg": "jpg"}
"""Spellings of an extension that the wire does not know."""
_LANGUAGES = {"da", "en"}
_TRUE = {"1", "true"}


def login_query(query: Mapping[str, str]) -> wire.LoginRequest:
    """What a login says in the query of a GET."""
    return wire.LoginRequest(
        username=query.get("username"),
        password=query.get("password"),
        cookie=query.get("cookie", ""),
        persist=query.get("persist", ""),
    )


def is_set(flag: wire.Flag) -> bool:
    """Whether a boolean in any of its spellings is true."""
    return str(flag).strip().lower() in _TRUE


def login_answer(token: str, *, persist: bool, actor: Actor, business: Business) -> wire.LoginAnswer:
    """What a login is answered."""
    return wire.LoginAnswer(
        token=token,
        expiresInMinutes=ENDLESS if persist else SESSION_MINUTES,
        employee=short_of(actor.staff.uid),
        customer=short_of(business.uid),
        accessLevel=ACCESS_LEVELS[actor.role],
    )


def token_answer(user: User, business: Business, *, extend: bool) -> wire.TokenAnswer:
    """What is told of a live token."""
    answer = wire.TokenAnswer(
        success=True,
        employee=short_of(user.staff.uid),
        customer=short_of(business.uid),
        accessLevel=ACCESS_LEVELS[user.role],
    )
    if not extend:
        return answer
    return msgspec.structs.replace(
        answer,
        name=user.full_name,
        language=business.language if business.language in _LANGUAGES else "en",
        customerName=business.name,
        customerFeatures=["CUSTOMER"],
    )


def file_object(file: File, *, file_base: str) -> wire.FileObject:
    """A file as `GET /file/ID` shows it; `file_base` is the address below which contents lie."""
    filename, extension = stem_of(file.name), extension_of(file.name)
    filetype = _EXTENSIONS.get(extension, extension)
    version = file.version
    file_id = short_of(version.uid) if version else UNSET
    kind = TYPE_OF_EXTENSION.get(filetype, OTHER) if version else OTHER
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
        url=UNSET if kind == OTHER else f"{file_base}/{file_id}/{quote(filename, safe='')}.{filetype}",
    )


def folder_object(folder: Folder, *, business: Business) -> wire.FileObject:
    """A folder as `GET /file/ID` shows it; `business` is the folder's."""
    return wire.FileObject(
        id=short_of(folder.uid),
        filename=folder.name,
        folder=short_of(folder.parent.uid) if folder.parent else UNSET,
        employee=short_of(folder.uploader.staff.uid),
        customer=short_of(business.uid),
        type="FOLDER",
        date=date_text(folder.created_at),
        lastUpdated=date_text(folder.modified_at),
        accessLevel=folder.visibility.upper(),
    )


def date_text(moment: datetime) -> str:
    """An ISODate: UTC with just three decimals."""
    return moment.isoformat(timespec="milliseconds")[:-6] + "Z"
