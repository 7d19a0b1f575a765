"""Text: what is read in a version of a file, so that it is found by what it says."""

from enum import StrEnum

SOURCE_LIMIT_BYTES = 256 * 1024 * 1024
"""Larger files are not read."""
_OPEN_XML = "application/vnd.openxmlformats-officedocument."
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
READABLE_TYPES = frozenset(
    {
        "application/pdf",
        "application/rtf",
        "application/epub+zip",
        "application/msword",
        "application/vnd.ms-excel",
        "application/vnd.ms-powerpoint",
        "application/vnd.ms-outlook",
        f"{_OPEN_XML}wordprocessingml.document",
        f"{_OPEN_XML}spreadsheetml.sheet",
        f"{_OPEN_XML}presentationml.presentation",
        "application/vnd.ms-word.document.macroenabled.12",
        "application/vnd.ms-excel.sheet.macroenabled.12",
        "application/vnd.ms-powerpoint.presentation.macroenabled.12",
        f"{_OPEN_DOCUMENT}text",
        f"{_OPEN_DOCUMENT}spreadsheet",
        f"{_OPEN_DOCUMENT}presentation",
        f"{_OPEN_DOCUMENT}graphics",
        "application/json",
        "application/xml",
        "application/xhtml+xml",
        "image/svg+xml",
        "message/rfc822",
        "text/calendar",
        "text/csv",
        "text/html",
        "text/markdown",
        "text/plain",
        "text/tab-separated-values",
        "text/vcard",
        # Where an encrypted document of an office suite lies: it is told from one that cannot be read at all.
        "application/x-ole-storage",
        # Text in an old encoding looks like nothing to whoever detects types.
        "application/octet-stream",
    }
)
"""Detected types in which text is looked for; in others there is none."""


class Unread(StrEnum):
    """Why no text was read."""

    ENCRYPTED = "encrypted"
    DAMAGED = "damaged"
    TOO_LARGE = "too_large"
    """It has too many bytes, unpacks to too many, or needs too much memory."""
    TIMED_OUT = "timed_out"
