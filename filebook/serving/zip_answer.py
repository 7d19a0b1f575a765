"""ZIP archives that leave while they are made, in little memory whatever their size."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from filebook.core.links import Disposition
from filebook.serving.call import Call
from filebook.serving.headers import Audience, file_headers
from filebook.serving.pieces import PiecesAnswer

PIECE_BYTES = 256 * 1024
_MEDIA_TYPE = "application/zip"
_SHRINKING = ("text/", "application/json", "application/xml", "application/rtf", "image/svg+xml", "image/bmp")
"""Types that are worth compressing; what else people keep, such as pictures and PDF files, is compressed already."""
_FASTEST, _NONE = 1, 0
_FILE_MODE, _FOLDER_MODE = 0o100644, 0o040755
_DOS_FOLDER = 0x10
_UNIX = 3
_FIRST_DATE = (1980, 1, 1, 0, 0, 0)
"""No earlier one can be told in a ZIP, and none after the year 2107."""
_LAST_YEAR = 2107


@dataclass(frozen=True, slots=True)
class Member:
    """One member. `path` ends with a slash if it is a folder; `modified_at` is local to whoever is to read it. `read`
    gives the bytes, which come to `size_bytes` together.
    """

    path: str
    modified_at: datetime
    size_bytes: int
    media_type: str
    read: Callable[[], Iterable[bytes]]


def zip_answer(call: Call, members: Iterable[Member], *, file_name: str) -> PiecesAnswer:
    """An archive of the members. What cannot be read ends the connection before the archive ends, which no program
    takes for a whole one.
    """
    headers = file_headers(
        detected_type=_MEDIA_TYPE, file_name=file_name, disposition=Disposition.ATTACHMENT, audience=Audience.PRIVATE
    )
    unranged = [header for header in headers if header[0] != b"accept-ranges"]
    return PiecesAnswer(call, zipped(members), headers=unranged)


def zipped(members: Iterable[Member]) -> Iterator[bytes]:
    """The bytes of the archive, in pieces of 256 KiB and more."""
    import zipfile  # noqa: PLC0415 - most servers never make an archive

    pending = _Pending()
    with zipfile.ZipFile(pending, "w", zipfile.ZIP_DEFLATED) as archive:
        for member in members:
            info = zipfile.ZipInfo(member.path, _dos_date(member.modified_at))
            info.create_system = _UNIX
            if member.path.endswith("/"):
                info.external_attr = _FOLDER_MODE << 16 | _DOS_FOLDER
                info.CRC = info.compress_size = info.file_size = 0  # which Python 3.11 leaves unset
                archive.mkdir(info)
                continue
            info.external_attr = _FILE_MODE << 16
            info.compress_type = zipfile.ZIP_DEFLATED
            info.file_size = member.size_bytes  # tells whether the sizes need 64 bits
            # Deflated even where that gains nothing: some programs take no stored member whose length comes behind it.
            info._compresslevel = _FASTEST if member.media_type.startswith(_SHRINKING) else _NONE  # type: ignore[attr-defined] # noqa: SLF001 - Python 3.13 gives it a public name and keeps this one
            with archive.open(info, "w") as writing:
                for block in member.read():
                    writing.write(block)
                    if pending.size_bytes >= PIECE_BYTES:
                        yield pending.taken()
    yield pending.taken()


class _Pending:
    """What was written and not yet taken; cannot be wound back, so that the archive is written in one go."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []
        self.size_bytes = 0

    def write(self, data: bytes, /) -> int:
        """Take more."""
        self._parts.append(data)
        self.size_bytes += len(data)
        return len(data)

    def flush(self) -> None:
        """Whoever takes it decides when."""

    def close(self) -> None:
        """What was written may still be taken."""

    def taken(self) -> bytes:
        """All of it; after that nothing is left."""
        whole = b"".join(self._parts)
        self._parts.clear()
        self.size_bytes = 0
        return whole


def _dos_date(moment: datetime) -> tuple[int, int, int, int, int, int]:
    date = (moment.year, moment.month, moment.day, moment.hour, moment.minute, moment.second)
    return date if _FIRST_DATE[0] <= moment.year <= _LAST_YEAR else _FIRST_DATE
