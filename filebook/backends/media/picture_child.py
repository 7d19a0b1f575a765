"""The program that makes a picture in another size; see `bound.py`.

Its order: width, height, `contain` or `cover`, and the media type wanted or "". Nothing of the original's metadata is
in the result.
"""

import io
import warnings
from collections.abc import Sequence

import pillow_heif
from PIL import Image, ImageCms, ImageOps

from filebook.backends.media.bound import TOO_LARGE, Refused, Result, run
from filebook.backends.media.written import MEDIA_TYPES, written

PIXELS = 50_000_000
"""Pictures of more are not decoded."""
_FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "TIFF", "BMP", "AVIF", "HEIF")
_DECODED_LARGER = 2
"""A JPEG is decoded at least so many times as large as is wanted, and then scaled with care."""
_DRAWN = {"PNG": "PNG", "GIF": "PNG", "WEBP": "WEBP"}
"""Formats that drawings come in, and the one that keeps them free of a JPEG's smudges."""


def resized(source: bytes, order: Sequence[str]) -> Result:
    """The picture, upright, fitted into the wanted width and height or filling them, never enlarged."""
    size, covers, form = (int(order[0]), int(order[1])), order[2] == "cover", order[3]
    pillow_heif.register_heif_opener(decode_threads=1)
    Image.MAX_IMAGE_PIXELS = PIXELS
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    try:
        with Image.open(io.BytesIO(source), formats=_FORMATS) as opened:
            kind = opened.format or ""
            if kind in {"JPEG", "MPO"}:
                opened.draft(None, _decoded_size(opened.size, size, covers=covers))
            opened.load()
            profile = opened.info.get("icc_profile")
            upright = _in_plain_mode(ImageOps.exif_transpose(opened))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Refused(TOO_LARGE) from None
    coloured = _in_common_colours(_scaled(upright, size, covers=covers), profile)
    plain = _DRAWN.get(kind, "PNG" if coloured.mode == "RGBA" else "JPEG")
    return written(coloured, {told: name for name, told in MEDIA_TYPES.items()}.get(form, plain))


def _decoded_size(own: tuple[int, int], wanted: tuple[int, int], *, covers: bool) -> tuple[int, int]:
    """How large a JPEG is decoded at least; it may yet be turned."""
    side = _DECODED_LARGER * max(wanted)
    shorter = max(1, min(own))
    return (side * own[0] // shorter, side * own[1] // shorter) if covers else (side, side)


def _scaled(picture: Image.Image, size: tuple[int, int], *, covers: bool) -> Image.Image:
    if covers:
        own = min(size[0], picture.width), min(size[1], picture.height)
        return ImageOps.fit(picture, own, Image.Resampling.LANCZOS)
    picture.thumbnail(size, Image.Resampling.LANCZOS, reducing_gap=_DECODED_LARGER)
    return picture


def _in_plain_mode(picture: Image.Image) -> Image.Image:
    """The picture in a mode that can be scaled smoothly: grey, RGB, RGBA or CMYK."""
    if picture.has_transparency_data:
        return picture.convert("RGBA")
    if picture.mode.startswith("I"):  # grey in 16 bits
        return picture.convert("I").point(lambda grey: grey / 256).convert("L")
    if picture.mode in {"1", "F"}:
        return picture.convert("L")
    return picture if picture.mode in {"L", "RGB", "CMYK"} else picture.convert("RGB")


def _in_common_colours(picture: Image.Image, profile: object) -> Image.Image:
    """The picture as sRGB, or in grey; a colour profile that cannot be used is passed over."""
    if isinstance(profile, bytes) and picture.mode in {"RGB", "CMYK"}:
        try:
            own, common = ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.createProfile("sRGB")
            converted = ImageCms.profileToProfile(picture, own, common, outputMode="RGB")
        except (ImageCms.PyCMSError, OSError):
            converted = None
        if converted is not None:
            return converted
    return picture if picture.mode in {"L", "RGB", "RGBA"} else picture.convert("RGB")


if __name__ == "__main__":
    run(resized)
