"""The byte store in a local folder: one file per blob, durable before it is acknowledged.

::

    <folder>/tmp/<key>.part   being written, or left behind by a process that died: `sweep` removes those
    <folder>/ab/<key>         committed; "ab" are the first two digits of the key

One level of 256 folders: at ten million blobs each holds forty thousand names, which the hashed folders of today's
file systems find as fast as ten, and so few can all be made when the store is opened. A commit then never makes a
folder, and has exactly one folder to sync.
"""

import errno
import hashlib
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from filebook.backends.blobs.durable import failure, make_folder, sync_file, sync_folder
from filebook.backends.blobs.keys import is_key, new_key, require_key
from filebook.core.errors import NotFound, Unavailable
from filebook.core.ports.blobs import BlobKey, BlobReader, BlobWriter, Segment, StoredBlob

_SHARDS = tuple(f"{number:02x}" for number in range(256))
_UNFINISHED = "tmp"
_UNFINISHED_SUFFIX = ".part"
_FILE_MODE = 0o600  # a umask can only take rights away, and these are the owner's alone
_TO_WRITE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
# O_NONBLOCK: a pipe planted in a blob's place must not hold up the opening; it means nothing for regular files.
_TO_READ = os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK
_NOT_A_BLOB = frozenset({errno.ENOENT, errno.ELOOP, errno.ENXIO})
_WRITEBACK_STEP_BYTES = 8 * 1024 * 1024
_CLOSED = -1


class DiskBlobs:
    """A store of blobs in one folder, which may be shared by several processes of one machine."""

    def __init__(self, folder: Path) -> None:
        """Open the store, making its folders where they are missing.

        Raises: NoSpace, Unavailable.
        """
        self._folder = os.fspath(folder)
        try:
            make_folder(folder, inside=(_UNFINISHED, *_SHARDS))
        except OSError as error:
            raise failure(error) from error

    def create(self) -> BlobWriter:
        """Start a new blob under a fresh key."""
        return _DiskWriter(self._folder, key=new_key())

    def open(self, key: BlobKey) -> BlobReader:
        """Open a committed blob; three system calls."""
        require_key(key)
        try:
            descriptor = os.open(self._path(key), _TO_READ)
        except OSError as error:
            # All shard folders exist from the start: without one the disk is away, and no blob is known to be absent.
            if error.errno in _NOT_A_BLOB and Path(self._path(key)).parent.is_dir():
                raise NotFound("blob", key) from error
            raise failure(error) from error
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode):
            os.close(descriptor)
            raise NotFound("blob", key)
        return _DiskReader(descriptor, size_bytes=found.st_size)

    def delete(self, key: BlobKey) -> None:
        """Remove a blob. Its folder is not synced: a blob that a power cut brings back is an orphan like any other."""
        if is_key(key):
            _remove(self._path(key))

    def blobs(self) -> Iterator[StoredBlob]:
        """Every committed blob, one folder after the other."""
        for shard in _SHARDS:
            for name, found in self._regular_files(shard):
                if is_key(name) and name.startswith(shard):
                    modified_at = datetime.fromtimestamp(found.st_mtime, UTC)
                    yield StoredBlob(key=BlobKey(name), size_bytes=found.st_size, modified_at=modified_at)

    def sweep(self, older_than: datetime) -> int:
        """Remove unfinished files last written to before `older_than`."""
        removed_count = 0
        for name, found in self._regular_files(_UNFINISHED):
            if name.endswith(_UNFINISHED_SUFFIX) and found.st_mtime < older_than.timestamp():
                removed_count += _remove(f"{self._folder}/{_UNFINISHED}/{name}")
        return removed_count

    def check(self) -> None:
        """Store one small blob durably and remove it."""
        writer = self.create()
        writer.write(b"check")
        self.delete(writer.commit().key)

    def _path(self, key: BlobKey) -> str:
        return f"{self._folder}/{key[:2]}/{key}"

    def _regular_files(self, name: str) -> Iterator[tuple[str, os.stat_result]]:
        try:
            with os.scandir(f"{self._folder}/{name}") as entries:
                for entry in entries:
                    try:
                        found = entry.stat(follow_symlinks=False)
                    except FileNotFoundError:  # removed since the folder was read
                        continue
                    if stat.S_ISREG(found.st_mode):
                        yield entry.name, found
        except OSError as error:
            raise failure(error) from error


def _remove(path: str) -> bool:
    """Remove a file; False when it is not there.

    Raises: Unavailable.
    """
    try:
        Path(path).unlink()
    except FileNotFoundError:
        return False
    except OSError as error:
        raise failure(error) from error
    return True


class _DiskWriter:
    """A blob being written to its temporary file."""

    __slots__ = ("_descriptor", "_file", "_hash", "_key", "_shard", "_size_bytes", "_writeback_from_bytes")

    def __init__(self, folder: str, *, key: BlobKey) -> None:
        self._key = key
        self._hash = hashlib.sha256()
        self._size_bytes = 0
        self._writeback_from_bytes = 0
        self._descriptor = _CLOSED
        self._shard = f"{folder}/{key[:2]}"
        self._file: Path | None = None  # what has to go if this is not committed
        file = Path(f"{folder}/{_UNFINISHED}/{key}{_UNFINISHED_SUFFIX}")
        try:
            self._descriptor = os.open(file, _TO_WRITE, _FILE_MODE)
        except OSError as error:
            raise failure(error) from error
        self._file = file

    def __del__(self) -> None:
        """A forgotten writer keeps neither a handle nor a file."""
        self.abort()

    @property
    def size_bytes(self) -> int:
        """Bytes written so far."""
        return self._size_bytes

    def write(self, data: bytes | bytearray | memoryview) -> None:
        """Append bytes, hashing them."""
        if self._descriptor == _CLOSED:
            raise Unavailable
        rest = memoryview(data).cast("B")
        self._hash.update(rest)
        try:
            while rest:
                written_bytes = os.write(self._descriptor, rest)
                self._size_bytes += written_bytes
                rest = rest[written_bytes:]
            self._start_writeback()
        except OSError as error:
            self.abort()
            raise failure(error) from error

    def commit(self) -> Segment:
        """Sync the file, move it to its place, sync the folder: in this order, each only when the last succeeded."""
        if self._descriptor == _CLOSED or self._file is None:
            raise Unavailable
        try:
            sync_file(self._descriptor)
            self._close()
            self._file = self._file.rename(f"{self._shard}/{self._key}")
            sync_folder(self._shard)
        except OSError as error:
            self.abort()
            raise failure(error) from error
        self._file = None
        return Segment(key=self._key, size_bytes=self._size_bytes, sha256=self._hash.hexdigest())

    def abort(self) -> None:
        """Close and remove what was written; what cannot be removed now is left to the sweep."""
        with suppress(OSError):
            self._close()
        file, self._file = self._file, None
        if file is not None:
            with suppress(OSError):
                file.unlink()

    def _close(self) -> None:
        descriptor, self._descriptor = self._descriptor, _CLOSED
        if descriptor != _CLOSED:
            os.close(descriptor)

    def _start_writeback(self) -> None:
        """Let the device work while the rest arrives, so that little is left to sync at the end.

        The kernel by itself would wait until gigabytes are dirty. The advice starts writing these pages and drops
        only those already clean, so what was just uploaded stays cached for its first reader.
        Source: `generic_fadvise` in Linux mm/fadvise.c.
        """
        step_bytes = self._size_bytes - self._writeback_from_bytes
        if sys.platform == "linux" and step_bytes >= _WRITEBACK_STEP_BYTES:
            os.posix_fadvise(self._descriptor, self._writeback_from_bytes, step_bytes, os.POSIX_FADV_DONTNEED)
            self._writeback_from_bytes = self._size_bytes


class _DiskReader:
    """An open blob. It can be read to its end even when it is deleted meanwhile."""

    __slots__ = ("_descriptor", "_size_bytes")

    def __init__(self, descriptor: int, *, size_bytes: int) -> None:
        self._descriptor = descriptor
        self._size_bytes = size_bytes

    def __del__(self) -> None:
        """A forgotten reader keeps no handle."""
        self.close()

    @property
    def size_bytes(self) -> int:
        """Length of the blob."""
        return self._size_bytes

    def read(self, offset: int, length: int) -> bytes:
        """Up to `length` bytes from `offset`, waiting for the disk where it must."""
        wanted_bytes = self._within(offset, length)
        try:
            data = os.pread(self._descriptor, wanted_bytes, offset)
            while len(data) < wanted_bytes:
                more = os.pread(self._descriptor, wanted_bytes - len(data), offset + len(data))
                if not more:  # the file was cut short behind our back
                    raise Unavailable
                data += more
        except OSError as error:
            raise failure(error) from error
        return data

    def read_now(self, offset: int, length: int) -> bytes | None:
        """The same from the page cache, or None; always None where the system has no such call."""
        wanted_bytes = self._within(offset, length)
        if sys.platform != "linux":
            return None
        # It gives its bytes away as they are; a bytearray would have to be copied, half as much work again.
        buffer = BytesIO(bytes(wanted_bytes))
        try:
            with buffer.getbuffer() as view:
                read_bytes = os.preadv(self._descriptor, [view], offset, os.RWF_NOWAIT)
        except OSError:  # not cached, or not offered by this file system; anything worse `read` will meet again
            return None
        return buffer.getvalue() if read_bytes == wanted_bytes else None

    def close(self) -> None:
        """Free the handle. Only when no other thread is reading: the system may give its number to another file."""
        descriptor, self._descriptor = self._descriptor, _CLOSED
        if descriptor != _CLOSED:
            os.close(descriptor)

    def _within(self, offset: int, length: int) -> int:
        return max(0, min(length, self._size_bytes - offset))
