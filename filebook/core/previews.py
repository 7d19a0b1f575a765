"""Preview: a picture made smaller and kept; and which of those kept serves a wanted size."""

from collections.abc import Sequence
from dataclasses import dataclass

from filebook.core.files import File
from filebook.core.ids import Number
from filebook.core.ports.blobs import Segment

HIGHEST_SIDE = 4096
"""No preview is made for more pixels than this in either direction."""
RESIZABLE_TYPES = frozenset(
    {
        "image/jpeg",
        "image/png",
        "image/gif",
        "image/webp",
        "image/bmp",
        "image/tiff",
        "image/avif",
        "image/heic",
        "image/heif",
    }
)
"""Detected types of which a smaller picture can be made."""
SCALABLE_TYPE = "image/svg+xml"
"""A drawing that fits any size as it is. It is never rendered here: it may hold scripts and references."""


@dataclass(frozen=True, slots=True)
class Preview:
    """One version of a file, fitted into `width` times `height` pixels.

    Without a segment, at 0 times 0, it says that no picture can be made of this version.
    """

    file: Number
    version: int
    width: int
    height: int
    media_type: str
    segment: Segment | None


def is_picture(file: File) -> bool:
    """Whether the bytes are a picture that can be shown in any size."""
    return file.version is not None and file.version.content.detected_type in {*RESIZABLE_TYPES, SCALABLE_TYPE}


def no_preview(file: Number, version: int) -> Preview:
    """What is kept so that nobody tries again."""
    return Preview(file, version, 0, 0, "", None)


def fitting(kept: Sequence[Preview], *, width: int, height: int) -> Preview | None:
    """The one of this very size."""
    return next((preview for preview in kept if (preview.width, preview.height) == (width, height)), None)


def smallest_above(kept: Sequence[Preview], *, width: int, height: int) -> Preview | None:
    """The smallest that is at least as large in both directions."""
    enough = [preview for preview in kept if preview.segment and preview.width >= width and preview.height >= height]
    return min(enough, key=lambda preview: preview.width * preview.height, default=None)
