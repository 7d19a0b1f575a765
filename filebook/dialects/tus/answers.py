"""What requests must say, and what answers tell, whatever is asked for."""

from filebook.core.files import Upload
from filebook.dialects.tus import wire
from filebook.dialects.tus.errors import RESUMABLE, refusal
from filebook.serving.answers import BytesAnswer
from filebook.serving.call import Call
from filebook.serving.headers import RawHeaders, http_date
from filebook.serving.problems import UnsupportedMediaType


def require_version(call: Call) -> BytesAnswer | None:
    """The refusal of a request in another version of the protocol, or in none."""
    if call.headers.get(wire.RESUMABLE) == wire.VERSION:
        return None
    version = (wire.VERSIONS.encode(), wire.VERSION.encode())
    return refusal(412, f"Only version {wire.VERSION} of tus is spoken here.", headers=[version])


def require_offset_stream(call: Call) -> None:
    """Raises: UnsupportedMediaType for a body that is said to be anything but bytes at an offset."""
    if call.content_type != wire.OFFSET_STREAM:
        raise UnsupportedMediaType


def mismatch() -> BytesAnswer:
    """The refusal of bytes that do not add up to their checksum."""
    return refusal(wire.CHECKSUM_MISMATCH, "The bytes do not add up to their checksum. Please send them again.")


def told(upload: Upload) -> RawHeaders:
    """What every answer about an upload tells."""
    return [RESUMABLE, (wire.EXPIRES.encode(), http_date(upload.expires_at))]


def told_with_offset(upload: Upload) -> RawHeaders:
    """The same, and how far it has come."""
    return [*told(upload), (wire.OFFSET.encode(), b"%d" % upload.size_bytes)]
