"""`get`/`estatepictures`, and the addresses under which websites show pictures, in the size they want.

WordPress's plugin appends `@<width>x<height>` to the address it was given; either number may be left out.

Source: apidoc.onoffice.de, "Get Estate pictures", and the plugin `oo-wp-plugin`; read 2026-11-22.
"""

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from filebook.core.errors import Invalid, NotFound
from filebook.core.files import File
from filebook.core.ids import Kind, Number
from filebook.core.previews import HIGHEST_SIDE
from filebook.dialects.onoffice import codes, ids, wire
from filebook.dialects.onoffice.asked import Asked, Outcome
from filebook.dialects.onoffice.codes import Refused
from filebook.dialects.onoffice.files.wire import EstatePicture
from filebook.dialects.onoffice.parameters import numbers_in, text_in, texts_in
from filebook.services.bundle import Services
from filebook.serving.call import Call
from filebook.serving.download import file_answer
from filebook.serving.headers import Audience
from filebook.serving.sender import FileAnswer
from filebook.serving.urls import url

PICTURE_PATH = ("smart", "pictures")
UNPUBLISHED_LIFETIME = timedelta(hours=1)
"""How long the address of a picture works that is not published."""
ESTATE_LIMIT = 500
PICTURE_LIMIT = 5000
"""So many pictures are told in one answer."""
PLAIN_TYPE = "Foto"
"""The type of a picture that came without, as through another door."""

_ENDINGS = {"image/png": "png", "image/gif": "gif", "image/webp": "webp", "image/svg+xml": "svg"}
_SIDE = r"([0-9]{0,5})(?:\.[0-9]{1,20})?"
_NAME = re.compile(rf"[A-Za-z0-9._-]+(?:@{_SIDE}x{_SIDE})?")
_SIZE = re.compile(r"([0-9]{1,5})x([0-9]{1,5})")


def pictures_of_estates(asked: Asked) -> Outcome:
    """The published pictures of some types of some estates, by estate and position. Estates that are not there have
    none. `language` and `publicationSetting` change nothing.

    Raises: Refused, Invalid(parameter), AccessDenied.
    """
    estates = numbers_in(asked.parameters.get("estateids"), "estateids")
    types = texts_in(asked.parameters.get("categories"), "categories")
    if not estates or not types:
        raise Refused(codes.NO_ESTATES_OR_CATEGORIES)
    if len(estates) > ESTATE_LIMIT:
        raise Invalid("estateids")
    size = _size_in(asked.parameters)
    categories = {known for known in map(ids.file_type, types) if known}
    if PLAIN_TYPE in categories:
        categories.add("")
    found = asked.services.published.on(
        asked.actor, estates, kind=Kind.ESTATE, categories=sorted(categories), limit=PICTURE_LIMIT
    )
    records = [_record(asked, estate, file, size=size) for estate, file in found]
    return Outcome(records, len(records))


def picture_url(asked: Asked, file: File, *, width: int | None, height: int | None) -> str:
    """The address of a picture fitted into so many pixels; None leaves a side free, twice None is the original.

    It works as long as the picture is published; that of an unpublished one for an hour.

    Raises: NotFound("content") for a file without bytes.
    """
    fitted = _fitted(width or 0, height or 0) or (0, 0)
    token = asked.services.published.link(file, width=fitted[0], height=fitted[1], lifetime=UNPUBLISHED_LIFETIME)
    return picture_address(asked.door_url, file, token)


def picture_address(door_url: str, file: File, token: str) -> str:
    """The address of the picture that a token shows."""
    detected = file.version.content.detected_type if file.version else ""
    return url(door_url, *PICTURE_PATH, token, f"{file.number}.{_ENDINGS.get(detected, 'jpg')}")


def picture_answer(services: Services, call: Call) -> FileAnswer:
    """The picture behind an address, in the size that was appended to it, else in the one it names.

    Raises: NotFound, Expired, Unavailable, Damaged.
    """
    name = _NAME.fullmatch(call.path_params["name"])
    if name is None:
        raise NotFound("link")
    size = _fitted(int(name[1] or 0), int(name[2] or 0))
    opened = services.published.follow(call.path_params["token"], size=size)
    return file_answer(call, opened, audience=Audience.PUBLIC if opened.file.published else Audience.SIGNED)


def _fitted(width: int, height: int) -> tuple[int, int] | None:
    """The size to fit a picture into, as far as such are made. 0 leaves a side free; twice 0 is no size."""
    if not (width or height):
        return None
    return min(width or HIGHEST_SIDE, HIGHEST_SIDE), min(height or HIGHEST_SIDE, HIGHEST_SIDE)


def _size_in(parameters: Mapping[str, Any]) -> tuple[int | None, int | None]:
    text = text_in(parameters.get("size"), "size").lower()
    if text in {"", "original"}:
        return None, None
    found = _SIZE.fullmatch(text)
    if found is None or 0 in (int(found[1]), int(found[2])):
        raise Invalid("size")
    return int(found[1]), int(found[2])


def _record(asked: Asked, estate: Number, file: File, *, size: tuple[int | None, int | None]) -> wire.Record:
    """`elements` is an array of one object: one client concatenates them, another reads the first."""
    picture = EstatePicture(
        estateid=str(estate),
        type=file.category or PLAIN_TYPE,
        url=picture_url(asked, file, width=size[0], height=size[1]),
        title=file.title,
        text=file.free_text,
        originalname=file.name,
        modified=int(file.modified_at.timestamp()),
        estateMainId=str(estate),
    )
    return wire.Record(file.number, "files", [picture])
