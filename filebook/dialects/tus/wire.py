"""The words of the tus protocol.

Source: tus resumable upload protocol 1.0.0, tus.io, read 2026-11-22.
"""

VERSION = "1.0.0"
OFFSET_STREAM = "application/offset+octet-stream"
"""The media type of bytes that go on at an offset."""

RESUMABLE = "tus-resumable"
VERSIONS = "tus-version"
EXTENSIONS = "tus-extension"
MAX_SIZE = "tus-max-size"
CHECKSUM_ALGORITHMS = "tus-checksum-algorithm"
OFFSET = "upload-offset"
LENGTH = "upload-length"
DEFER_LENGTH = "upload-defer-length"
METADATA = "upload-metadata"
CHECKSUM = "upload-checksum"
CONCAT = "upload-concat"
EXPIRES = "upload-expires"
METHOD_OVERRIDE = "x-http-method-override"

DEFERRED = "1"
PARTIAL = "partial"
FINAL = "final;"
CHECKSUM_MISMATCH = 460

SENT_BY_PAGES = (
    "Tus-Resumable",
    "Upload-Checksum",
    "Upload-Concat",
    "Upload-Defer-Length",
    "Upload-Length",
    "Upload-Metadata",
    "Upload-Offset",
    "X-HTTP-Method-Override",
    "X-Requested-With",
)
"""What a client in a browser sends besides what every program does."""

READ_BY_PAGES = (
    "Location",
    "Tus-Checksum-Algorithm",
    "Tus-Extension",
    "Tus-Max-Size",
    "Tus-Resumable",
    "Tus-Version",
    "Upload-Concat",
    "Upload-Defer-Length",
    "Upload-Expires",
    "Upload-Length",
    "Upload-Metadata",
    "Upload-Offset",
)
"""What a client in a browser has to see of an answer."""


class NoBody:
    """Nothing is sent along. Such requests are served as streamed ones are, since they may have to wait."""
