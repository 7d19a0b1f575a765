"""Preview: a page of a file as a picture, made once and kept; and which of those kept serves what is wanted."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from filebook.core.files import File
from filebook.core.ids import Number
from filebook.core.ports.blobs import Segment

HIGHEST_SIDE = 4096
"""No preview is made for more pixels than this in either direction."""
HIGHEST_PAGE = 100
"""Pages after this one are not shown."""
PICTURE_TYPES = frozenset(
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
"""Detected types that are decoded."""
PDF_TYPE = "application/pdf"
_OPEN_XML = "application/vnd.openxmlformats-officedocument."
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
OFFICE_TYPES = {
    "application/msword": "doc",
    "application/vnd.ms-excel": "xls",
    "application/vnd.ms-powerpoint": "ppt",
    f"{_OPEN_XML}wordprocessingml.document": "docx",
    f"{_OPEN_XML}spreadsheetml.sheet": "xlsx",
    f"{_OPEN_XML}presentationml.presentation": "pptx",
    f"{_OPEN_DOCUMENT}text": "odt",
    f"{_OPEN_DOCUMENT}spreadsheet": "ods",
    f"{_OPEN_DOCUMENT}presentation": "odp",
    "application/rtf": "rtf",
}
"""Detected types that become a PDF first, where the program for it is there; each with its usual ending. Documents
that carry macros by their type are not among them."""
SCALABLE_TYPE = "image/svg+xml"
"""A drawing that fits any size as it is. It is never rendered here: it may hold scripts and references."""
CLEANED_TYPES = PICTURE_TYPES - {"image/bmp"}
"""Pictures that may tell where, when, by whom and with what they were taken."""
_TELL_NOTHING = frozenset({"image/bmp", SCALABLE_TYPE})
"""Pictures that have no place for such things, or whose text is what their author wrote."""


class Making(StrEnum):
    """What is made of a version."""

    CONTAIN = "contain"
    """A page that fits into the wanted pixels."""
    COVER = "cover"
    """A page that fills the wanted pixels, as far as it has so many; what stands over is cut off."""
    COPY = "copy"
    """The whole picture, as it may leave without a credential: nothing in it but what is seen."""
    DOCUMENT = "document"
    """The document as a PDF, of whose pages pictures are made."""


class Reason(StrEnum):
    """Why there is no preview, or no copy for everybody."""

    NO_SUCH_TYPE = "no_such_type"
    """Nothing of the kind is shown."""
    ENCRYPTED = "encrypted"
    DAMAGED = "damaged"
    TOO_LARGE = "too_large"
    """It has too many bytes or pixels, or needs too much memory."""
    TIMED_OUT = "timed_out"
    NOT_INSTALLED = "not_installed"
    """A program is missing on this server. That is not remembered."""


@dataclass(frozen=True, slots=True, order=True)
class Look:
    """How a page is wanted. `form`: the media type; "" leaves it to the source, drawings as PNG, the rest as JPEG."""

    width: int
    height: int
    page: int = 1
    making: Making = Making.CONTAIN
    form: str = ""

    @property
    def of_page(self) -> "Look":
        """What a failure is remembered under: no size of this page can be made."""
        return Look(0, 0, self.page)


COPY = Look(0, 0, 0, Making.COPY)
DOCUMENT = Look(0, 0, 0, Making.DOCUMENT)


@dataclass(frozen=True, slots=True)
class Preview:
    """What was made of one version of a file; `page_count` is that of the whole document.

    Without a segment, it says that nothing can be made, and why. `used_at`: when it was last asked for, on a day or so.
    """

    file: Number
    version: int
    look: Look
    media_type: str
    segment: Segment | None
    used_at: datetime
    page_count: int = 1
    reason: str = ""


def no_preview(file: Number, version: int, look: Look, *, reason: str, at: datetime) -> Preview:
    """What is kept so that nobody tries again."""
    return Preview(file, version, look, "", None, at, page_count=0, reason=reason)


def is_picture(file: File) -> bool:
    """Whether the bytes are a picture that can be shown in any size."""
    return file.version is not None and file.version.content.detected_type in {*PICTURE_TYPES, SCALABLE_TYPE}


def can_be_previewed(detected_type: str, *, office: bool) -> bool:
    """Whether a file of this type has previews; `office`: whether office documents can be read here."""
    return detected_type in PICTURE_TYPES or detected_type == PDF_TYPE or (office and detected_type in OFFICE_TYPES)


def leaves_as_it_is(detected_type: str) -> bool:
    """Whether the original may be handed to everybody: it is no picture, or one that has no place for metadata."""
    return not detected_type.startswith("image/") or detected_type in _TELL_NOTHING


def kept_for(kept: Sequence[Preview], look: Look) -> Preview | None:
    """The one that is this very thing, or says that it cannot be made."""
    found = {preview.look: preview for preview in kept}
    return found.get(look) or found.get(look.of_page)


def instead_of(kept: Sequence[Preview], look: Look) -> Preview | None:
    """Of the pictures of the same page the smallest that is at least as large, else the largest; those made as wanted
    come first.
    """
    of_page = [one for one in kept if one.segment and one.look.width and one.look.page == look.page]
    alike = [one for one in of_page if _manner(one.look) == _manner(look)] or of_page
    enough = [one for one in alike if one.look.width >= look.width and one.look.height >= look.height]
    if enough:
        return min(enough, key=_area)
    return max(alike, key=_area, default=None)


def _manner(look: Look) -> Look:
    return replace(look, width=0, height=0)


def _area(preview: Preview) -> int:
    return preview.look.width * preview.look.height
