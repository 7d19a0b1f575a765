"""Real pictures for tests, and a look at what became of them."""

import io
import struct
import zlib
from dataclasses import dataclass
from typing import Any

import pillow_heif
from PIL import Image

SECRET = "Taken at the back door"
"""What the metadata of `photograph` tells, besides a place."""


def encoded(picture: Image.Image, form: str, **said: Any) -> bytes:
    """The picture as a file of this format; HEIF too."""
    pillow_heif.register_heif_opener()
    written = io.BytesIO()
    picture.save(written, form, **said)
    return written.getvalue()


def halves(width: int = 80, height: int = 40, *, mode: str = "RGB") -> Image.Image:
    """A picture, red on the left and blue on the right."""
    picture = Image.new("RGB", (width, height), "blue")
    picture.paste("red", (0, 0, width // 2, height))
    return picture.convert(mode)


def photograph(width: int = 80, height: int = 40, *, orientation: int = 1, **said: Any) -> bytes:
    """The halves as a JPEG that tells how it was held, what it shows and where it was taken."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010E] = SECRET
    exif.get_ifd(0x8825).update({1: "N", 2: (52.0, 5.0, 27.0), 3: "E", 4: (5.0, 7.0, 18.0)})
    return encoded(halves(width, height), "JPEG", exif=exif, comment=SECRET.encode(), quality=95, **said)


def bomb(side: int = 30_000) -> bytes:
    """A sound PNG of so many black pixels in each direction: by default 900 million in 110 KB."""
    packer = zlib.compressobj(9)
    row = bytes(1 + (side + 7) // 8)
    packed = b"".join(packer.compress(row) for _ in range(side)) + packer.flush()
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", packed) + _chunk(b"IEND", b"")


def shown(data: bytes) -> Image.Image:
    """The picture in these bytes, decoded."""
    picture = Image.open(io.BytesIO(data))
    picture.load()
    return picture


def is_near(pixel: object, colour: tuple[int, ...]) -> bool:
    """Whether a pixel is of this colour, as far as a lossy format keeps it."""
    assert isinstance(pixel, tuple), pixel
    return len(pixel) == len(colour) and all(abs(own - other) < 40 for own, other in zip(pixel, colour, strict=True))


@dataclass(frozen=True, slots=True)
class InMemory:
    """Bytes at any offset."""

    data: bytes

    @property
    def size_bytes(self) -> int:
        return len(self.data)

    def read(self, offset: int, length: int) -> bytes:
        return self.data[offset : offset + length]


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
