"""The few system calls that make bytes and names outlive a power cut, and what their failures mean."""

import errno
import os
import sys
from contextlib import suppress
from pathlib import Path

from filebook.core.errors import NoSpace, Unavailable

if sys.platform == "darwin":
    from fcntl import F_FULLFSYNC, fcntl

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_FOLDER_MODE = 0o700  # a umask can only take rights away, and these are the owner's alone


def failure(error: OSError) -> NoSpace | Unavailable:
    """The store's word for a system error."""
    return NoSpace() if error.errno in _FULL else Unavailable()


def sync_file(descriptor: int) -> None:
    """Return when the bytes and the length of this open file are on the device.

    Raises: OSError. The kernel may have dropped the unwritten pages: a second call that succeeds proves nothing.
    """
    if sys.platform == "darwin":
        fcntl(descriptor, F_FULLFSYNC)  # fsync there stops at the drive's own cache
    else:
        os.fdatasync(descriptor)


def sync_folder(path: str) -> None:
    """Return when the names in this folder are on the device.

    Raises: OSError.
    """
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def make_folder(folder: Path, *, inside: tuple[str, ...]) -> None:
    """Create a folder, whatever is missing above it, and the named folders inside it, all durably.

    What exists already keeps its mode. The folder itself is synced even when nothing was missing, because another
    process may have made the names inside it a moment ago and not yet synced them.

    Raises: OSError.
    """
    missing = []
    for path in (folder, *folder.parents):
        if path.is_dir():
            break
        missing.append(path)
    for path in reversed(missing):
        path.mkdir(mode=_FOLDER_MODE, exist_ok=True)
        sync_folder(os.fspath(path.parent))
    for name in set(inside).difference(os.listdir(folder)):
        with suppress(FileExistsError):
            os.mkdir(f"{folder}/{name}", _FOLDER_MODE)
    sync_folder(os.fspath(folder))
