"""The program that makes one picture smaller: reads it from standard input, writes it to standard output, ends.

It runs apart from the server, because decoders of pictures are large, old and fed with anything. Before it reads a byte
it binds its own hands. It writes a line with the media type, then the picture; nothing of the original's metadata is in
it. Only status 0 says that the picture is whole; 3 that none can be made of what came in.

`pictures.py` starts it. Nothing of Filebook is imported here, nor this by the server: Pillow must not weigh on it.
"""

import io
import os
import resource
import sys
import warnings
from dataclasses import dataclass

import pillow_heif
from PIL import Image, ImageCms, ImageOps

NO_PICTURE = 3
_FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "TIFF", "BMP", "AVIF", "HEIF")
_DECODED_LARGER = 2
"""A JPEG is decoded at least so many times as large as is wanted, and then scaled with care."""
_QUALITY = 85
_DRAWN = {"PNG": "PNG", "GIF": "PNG", "WEBP": "WEBP"}
"""Formats that drawings come in, and the one that keeps them free of a JPEG's smudges."""
_MEDIA_TYPES = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}


@dataclass(frozen=True, slots=True)
class Order:
    """What is wanted, and what it may cost; the arguments of the program, in this order."""

    width: int
    height: int
    pixels: int
    source_bytes: int
    memory_bytes: int
    cpu_seconds: int


def main() -> None:
    """Carry out the order that the arguments are."""
    order = Order(*map(int, sys.argv[1:]))
    bind_hands(order)
    source = sys.stdin.buffer.read(order.source_bytes + 1)
    try:
        media_type, result = smaller(source, order)
    except Exception:  # noqa: BLE001 - a decoder fails in any way it likes; the parent wants to know that it did
        sys.exit(NO_PICTURE)
    sys.stdout.buffer.write(media_type.encode() + b"\n" + result)


def bind_hands(order: Order) -> None:
    """Give up what a decoder has no use for, and the processor to whoever answers requests."""
    resource.setrlimit(resource.RLIMIT_AS, (order.memory_bytes, order.memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (order.cpu_seconds, order.cpu_seconds + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (32, 32))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.nice(10)


def smaller(source: bytes, order: Order) -> tuple[str, bytes]:
    """The media type and bytes of the picture, upright, fitted into the order's width and height, never enlarged."""
    if len(source) > order.source_bytes:
        raise Image.DecompressionBombError
    pillow_heif.register_heif_opener(decode_threads=1)
    Image.MAX_IMAGE_PIXELS = order.pixels
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    with Image.open(io.BytesIO(source), formats=_FORMATS) as opened:
        kind = opened.format or ""
        if kind in {"JPEG", "MPO"}:
            side = _DECODED_LARGER * max(order.width, order.height)  # it may yet be turned
            opened.draft(None, (side, side))
        opened.load()
        profile = opened.info.get("icc_profile")
        upright = _in_plain_mode(ImageOps.exif_transpose(opened))
    upright.thumbnail((order.width, order.height), Image.Resampling.LANCZOS, reducing_gap=_DECODED_LARGER)
    coloured = _in_common_colours(upright, profile)
    form = _DRAWN.get(kind, "PNG" if coloured.mode == "RGBA" else "JPEG")
    bare = Image.new(coloured.mode, coloured.size)  # knows nothing of the original but what is seen
    bare.paste(coloured)
    result = io.BytesIO()
    bare.save(result, form, quality=_QUALITY)
    return _MEDIA_TYPES[form], result.getvalue()


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
    main()
