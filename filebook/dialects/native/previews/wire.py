"""Previews on the wire of the native API."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

Side = Annotated[int, Meta(ge=1, le=4096)]


class PreviewQuery(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which page of a file is wanted, and how. `fit`: whether it fits into the pixels, or fills them and is cut.
    `format`: else drawings are PNG or WebP, the rest JPEG. `version`: only if it is the current one.
    """

    width: Side = 256
    height: Side = 256
    page: Annotated[int, Meta(ge=1, le=100)] = 1
    fit: Literal["contain", "cover"] = "contain"
    format: Literal["jpeg", "png", "webp"] | None = None
    version: Annotated[int, Meta(ge=1, le=2**31 - 1)] | None = None
