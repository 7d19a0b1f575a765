"""The program that copies a picture without what it tells beside what is seen; see `bound.py`.

Its order: the media type. JPEG, PNG, WebP and GIF are taken apart and put together again from those of their parts that
are needed to see them, HEIC and AVIF are blanked where other things stand; no picture is encoded anew, so each pixel
stays. TIFF is decoded and written without loss. How it was held stays, as does its colour profile. What follows the
picture's end, such as a film of the moments before, is left out.

Source: ITU-T T.81 annex B; PNG, third edition, 11; RFC 9649; GIF 89a; the Exif standard 2.32, 4.6; read 2026-11-22.
"""

import io
import re
import struct
import warnings
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress

from filebook.backends.media.bound import DAMAGED, NO_SUCH_TYPE, TOO_LARGE, Refused, Result, run
from filebook.backends.media.copy_boxes import blanked

_ORIENTATION = 0x0112
_MOST_TAGS = 500
_HELD = range(1, 9)
_UPRIGHT = 1
_MARK, _END, _SCAN, _APP_0, _APP_1, _APP_2, _APP_14 = 0xFF, 0xD9, 0xDA, 0xE0, 0xE1, 0xE2, 0xEE
"""The marks of a JPEG; `APP` is what programs say of it."""
_SEEN_IN_JPEG = frozenset({*range(0xC0, 0xD0), 0xDA, 0xDB, 0xDC, 0xDD, 0xDE, 0xDF}) - {0xC8}
_END_OF_SCAN = re.compile(rb"\xff[\x01-\xcf\xd8-\xfe]")
_PNG = b"\x89PNG\r\n\x1a\n"
_SEEN_IN_PNG = frozenset(
    b"IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB bKGD pHYs cICP mDCV cLLI acTL fcTL fdAT".split()
)
_SEEN_IN_WEBP = frozenset((b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"))
_FRAME = frozenset((b"VP8 ", b"VP8L", b"ALPH"))
_TELLS_EXIF, _TELLS_XMP = 8, 4
_PICTURE, _EXTENSION, _LAST, _TIMES, _APPLICATION = 0x2C, 0x21, 0x3B, 0xF9, 0xFF
"""The blocks of a GIF, and two of its extensions."""
_GIF_EXTENSIONS = frozenset((b"NETSCAPE2.0", b"ANIMEXTS1.0", b"ICCRGBG1012"))
_RAW_TAGS = (330, 50706)
"""A TIFF that has these is a camera's raw file, or holds other pictures."""
_TIFF_PIXELS = 50_000_000


def copied(source: bytes, order: Sequence[str]) -> Result:
    """The picture, in its own format."""
    media_type = order[0]
    try:
        return Result(media_type, _COPIERS[media_type](source))
    except (IndexError, struct.error):  # it ends where more should be
        raise Refused(DAMAGED) from None


def _jpeg(source: bytes) -> bytes:
    _require(source.startswith(b"\xff\xd8"))
    head, rest, orientation, place = [b"\xff\xd8"], [], _UPRIGHT, 2
    while place < len(source):
        _require(source[place] == _MARK)
        while source[place] == _MARK:
            place += 1
        marker, place = source[place], place + 1
        if marker == _END:
            break
        size = int.from_bytes(source[place : place + 2], "big")
        _require(size > 1)
        part, place = source[place + 2 : place + size], place + size
        if marker == _APP_1 and part.startswith(b"Exif\0\0") and orientation == _UPRIGHT:
            orientation = _orientation(part[6:])
        kept = _kept_of_jpeg(marker, part)
        if kept is not None:
            rest.append(b"\xff" + bytes([marker]) + (len(kept) + 2).to_bytes(2, "big") + kept)
        if marker == _SCAN:
            end = _END_OF_SCAN.search(source, place)
            place, begin = (end.start() if end else len(source)), place
            rest.append(source[begin:place])
    if orientation != _UPRIGHT:
        told = b"Exif\0\0" + _exif(orientation)
        first = 1 if rest and rest[0][1] == _APP_0 else 0
        rest.insert(first, b"\xff\xe1" + (len(told) + 2).to_bytes(2, "big") + told)
    return b"".join((*head, *rest, b"\xff\xd9"))


def _kept_of_jpeg(marker: int, part: bytes) -> bytes | None:
    """What is kept of a segment."""
    if marker in _SEEN_IN_JPEG:
        return part
    if marker == _APP_0 and part.startswith(b"JFIF\0"):
        return part[:12] + b"\0\0"  # the density of pixels, and that there is no smaller picture
    if marker == _APP_2 and part.startswith(b"ICC_PROFILE\0"):
        return part
    if marker == _APP_14 and part.startswith(b"Adobe"):
        return part[:12]  # how its colours are stored
    return None


def _png(source: bytes) -> bytes:
    _require(source.startswith(_PNG))
    parts, orientation, place = [], _UPRIGHT, len(_PNG)
    while place + 12 <= len(source):
        size, kind = int.from_bytes(source[place : place + 4], "big"), source[place + 4 : place + 8]
        end = place + 12 + size
        if kind == b"IEND" or end > len(source):
            break
        if kind == b"eXIf":
            orientation = _orientation(source[place + 8 : end - 4])
        if kind in _SEEN_IN_PNG:
            parts.append(source[place:end])
        place = end
    _require(bool(parts) and parts[0][4:8] == b"IHDR")
    if orientation != _UPRIGHT:
        parts.insert(1, _png_part(b"eXIf", _exif(orientation)))
    return b"".join((_PNG, *parts, _png_part(b"IEND", b"")))


def _png_part(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _webp(source: bytes) -> bytes:
    _require(source[:4] == b"RIFF" and source[8:12] == b"WEBP")
    kept, orientation = [], _UPRIGHT
    for kind, data in _riff_parts(source[12 : 8 + int.from_bytes(source[4:8], "little")]):
        if kind == b"EXIF":
            orientation = _orientation(data.removeprefix(b"Exif\0\0"))
        elif kind == b"ANMF":
            frame = b"".join(_riff_part(*one) for one in _riff_parts(data[16:]) if one[0] in _FRAME)
            kept.append((kind, data[:16] + frame))
        elif kind in _SEEN_IN_WEBP:
            kept.append((kind, data))
    _require(bool(kept))
    if kept[0][0] == b"VP8X":
        flags = kept[0][1][0] & ~(_TELLS_EXIF | _TELLS_XMP) | (_TELLS_EXIF if orientation != _UPRIGHT else 0)
        kept[0] = (b"VP8X", bytes([flags]) + kept[0][1][1:])
        if orientation != _UPRIGHT:
            kept.append((b"EXIF", _exif(orientation)))
    body = b"WEBP" + b"".join(_riff_part(*one) for one in kept)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _riff_parts(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = 0
    while place + 8 <= len(data):
        kind, size = data[place : place + 4], int.from_bytes(data[place + 4 : place + 8], "little")
        yield kind, data[place + 8 : place + 8 + size]
        place += 8 + size + size % 2


def _riff_part(kind: bytes, data: bytes) -> bytes:
    return kind + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)


def _gif(source: bytes) -> bytes:
    _require(source[:6] in {b"GIF87a", b"GIF89a"})
    place = 13 + _colours(source[10])
    parts = [source[:place]]
    while place < len(source) and source[place] != _LAST:
        begin, is_seen = place, True
        if source[place] == _PICTURE:
            place += 10 + _colours(source[place + 9]) + 1
        else:
            _require(source[place] == _EXTENSION)
            is_seen = source[place + 1] == _TIMES or (
                source[place + 1] == _APPLICATION and source[place + 3 : place + 14] in _GIF_EXTENSIONS
            )
            place += 2
        while source[place]:
            place += 1 + source[place]
        place += 1
        if is_seen:
            parts.append(source[begin:place])
    return b"".join((*parts, b";"))


def _colours(flags: int) -> int:
    """The bytes of the table of colours that these flags tell."""
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _tiff(source: bytes) -> bytes:
    from PIL import Image, ImageSequence  # noqa: PLC0415 - the other formats do without

    Image.MAX_IMAGE_PIXELS = _TIFF_PIXELS
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    pages: list[Image.Image] = []
    try:
        with Image.open(io.BytesIO(source), formats=("TIFF",)) as opened:
            profile = opened.info.get("icc_profile")
            for frame in ImageSequence.Iterator(opened):
                if any(frame.getexif().get(tag) for tag in _RAW_TAGS):
                    raise Refused(NO_SUCH_TYPE)
                frame.load()  # which turns it, too
                page = Image.frombytes(frame.mode, frame.size, frame.tobytes())
                if frame.mode == "P":
                    page.putpalette(frame.getpalette() or [])
                pages.append(page)
                if sum(one.width * one.height for one in pages) > _TIFF_PIXELS:
                    raise Refused(TOO_LARGE)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Refused(TOO_LARGE) from None
    written = io.BytesIO()
    said = {"icc_profile": profile} if profile else {}
    pages[0].save(written, "TIFF", save_all=True, append_images=pages[1:], compression="tiff_adobe_deflate", **said)
    return written.getvalue()


def _orientation(exif: bytes) -> int:
    """How the picture was held, 1 to 8, as Exif tells it; 1 where it does not."""
    order = {b"II": "<", b"MM": ">"}.get(exif[:2])
    if order is None:
        return _UPRIGHT
    place = int.from_bytes(exif[4:8], "little" if order == "<" else "big")
    if place + 2 > len(exif):
        return _UPRIGHT
    (count,) = struct.unpack_from(f"{order}H", exif, place)
    for index in range(min(count, _MOST_TAGS)):
        entry = exif[place + 2 + 12 * index : place + 14 + 12 * index]
        with suppress(struct.error):  # it ends there
            tag, kind, values, value = struct.unpack(f"{order}HHIH", entry[:10])
            if (tag, kind, values) == (_ORIENTATION, 3, 1) and value in _HELD:
                return int(value)
    return _UPRIGHT


def _exif(orientation: int) -> bytes:
    """Exif that tells nothing but how the picture was held."""
    return b"MM\0*" + struct.pack(">IHHHIHHI", 8, 1, _ORIENTATION, 3, 1, orientation, 0, 0)


def _require(is_so: bool) -> None:  # noqa: FBT001 - a condition is all that it takes
    if not is_so:
        raise Refused(DAMAGED)


_COPIERS: Mapping[str, Callable[[bytes], bytes]] = {
    "image/jpeg": _jpeg,
    "image/png": _png,
    "image/webp": _webp,
    "image/gif": _gif,
    "image/tiff": _tiff,
    "image/heic": blanked,
    "image/heif": blanked,
    "image/avif": blanked,
}


if __name__ == "__main__":
    run(copied)
