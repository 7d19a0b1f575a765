"""Files of records as they stand in onOffice's answers, with the vendor's names and types.

Source: apidoc.onoffice.de, "Get Estate files" and "Get Address files"; read 2026-11-22.
"""

from typing import Any

import msgspec
from msgspec import UNSET, UnsetType


class EstateFile(msgspec.Struct, frozen=True):
    """A file of an estate. `name` and `filename` are those it is stored under; `modified` is in Unix seconds.

    `url` is there for links alone, `content` where one file was asked for, the last three where they were asked for.
    """

    type: str
    position: int
    documentAttribute: str | None
    name: str
    originalname: str
    filename: str
    fileSize: int
    title: str
    freetext: str
    modified: int
    category: str
    url: str | UnsetType = UNSET
    content: Any = UNSET
    imageUrl: str | UnsetType = UNSET
    ispublishedonhomepage: bool | UnsetType = UNSET
    publicationstatus: list[Any] | UnsetType = UNSET
    """One entry for each portal; there are none here, and an empty list is how the vendor says so."""


class PlainFile(msgspec.Struct, frozen=True):
    """A file of an address, task or log entry. Here `name` is the original one, as in the page's example."""

    type: str
    name: str
    originalname: str
    filename: str
    fileSize: int
    modified: int
    date: str
    """The day of its upload, `YYYY-MM-DD`."""
    url: str | UnsetType = UNSET
    content: Any = UNSET


class EstatePicture(msgspec.Struct, frozen=True):
    """A published picture. There are no estates in other languages here, so `estateMainId` is the estate itself."""

    estateid: str
    type: str
    url: str
    title: str
    text: str
    originalname: str
    modified: int
    estateMainId: str
