"""Makes previews and copies for everybody, each in a child process: the port `PreviewMaker` over four programs."""

import hashlib
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from filebook.backends.media.bound import Bounds
from filebook.backends.media.children import ChildProgram, Limits
from filebook.core.errors import Unavailable, Unsupported
from filebook.core.ports.media import Made, Source
from filebook.core.previews import CLEANED_TYPES, HIGHEST_PAGE, PDF_TYPE, Look, Reason

_MEBIBYTE = 1024 * 1024
_DRAWN = frozenset({"image/jpeg", "image/png", "image/webp"})
_DECODING = Bounds(64 * _MEBIBYTE, 1024 * _MEBIBYTE, cpu_seconds=20)
_PICTURE_BYTES = 32 * _MEBIBYTE


@dataclass(frozen=True, slots=True)
class MakerLimits:
    """What each kind of child may cost."""

    picture: Limits = field(default=Limits(_DECODING, _PICTURE_BYTES, 30, at_once=2, wait_seconds=20))
    page: Limits = field(default=Limits(_DECODING, _PICTURE_BYTES, 30, at_once=2, wait_seconds=20))
    copy: Limits = field(
        default=Limits(Bounds(256 * _MEBIBYTE, 1024 * _MEBIBYTE, 20), 256 * _MEBIBYTE, 30, at_once=2, wait_seconds=20)
    )
    document: Limits = field(
        default=Limits(
            Bounds(64 * _MEBIBYTE, 4096 * _MEBIBYTE, 60, file_bytes=256 * _MEBIBYTE, handles=256),
            64 * _MEBIBYTE,
            60,
            at_once=1,
            wait_seconds=30,
        )
    )


class MediaPrograms:
    """Implements `PreviewMaker`. `office_program` is LibreOffice's, a path or a name to look for; "" is none. One that
    is installed later is found at the next start.
    """

    def __init__(self, *, office_program: str = "soffice", limits: MakerLimits | None = None) -> None:
        limits = limits or MakerLimits()
        self._office_program = shutil.which(office_program) if office_program else None
        self._pictures = ChildProgram("picture_child.py", limits.picture, media_types=_DRAWN)
        self._pages = ChildProgram("page_child.py", limits.page, media_types=_DRAWN)
        self._copies = ChildProgram("copy_child.py", limits.copy, media_types=CLEANED_TYPES)
        self._documents = ChildProgram("office_child.py", limits.document, media_types=frozenset({PDF_TYPE}))

    def picture(self, source: Source, look: Look, *, sink: Callable[[bytes], None]) -> Made:
        """As the port says."""
        return self._pictures.run(source, (look.width, look.height, look.making.value, look.form), sink=sink)

    def page(self, source: Source, look: Look, *, sink: Callable[[bytes], None]) -> Made:
        """As the port says."""
        order = (look.width, look.height, look.making.value, look.form, look.page)
        return self._pages.run(source, order, sink=sink)

    def document(self, source: Source, *, ending: str, sink: Callable[[bytes], None]) -> Made:
        """As the port says."""
        program = self._office_program
        if program is None or not Path(program).exists():
            raise Unsupported("preview", Reason.NOT_INSTALLED)
        try:
            folder = tempfile.TemporaryDirectory(prefix="filebook-office-", ignore_cleanup_errors=True)
        except OSError:
            raise Unavailable from None
        with folder as path:
            own = Path(path).resolve()
            try:
                return self._documents.run(source, (own, program, ending, HIGHEST_PAGE), sink=sink)
            finally:
                _remove_socket(own)

    def copy(self, source: Source, *, media_type: str, sink: Callable[[bytes], None]) -> Made:
        """As the port says."""
        return self._copies.run(source, (media_type,), sink=sink)

    def reads_office(self) -> bool:
        """As the port says."""
        return self._office_program is not None


def _remove_socket(folder: Path) -> None:
    """LibreOffice puts a socket into /tmp, named after its profile, and leaves it there when it is ended."""
    profile = hashlib.md5((folder / "profile").as_uri().encode("utf-16-le"), usedforsecurity=False).digest()
    name = "".join(f"{byte:x}" for byte in profile)
    for socket in Path("/tmp").glob(f"OSL_PIPE_*SingleOfficeIPC_{name}"):  # noqa: S108 - as said above
        socket.unlink(missing_ok=True)
