"""The byte store in an S3 bucket (AWS, Ceph and their like), through obstore.

What a store answers is believed only where it can be relied on everywhere: an ETag is empty on one store and a hash of
something else on the next, so it is never read; the SHA-256 is our own.
"""

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import obstore
from obstore.exceptions import BaseError
from obstore.store import S3Store

from filebook.backends.blobs.keys import is_key, new_key, require_key
from filebook.core.errors import NoSpace, NotFound, Unavailable
from filebook.core.ports.blobs import BlobKey, BlobReader, BlobWriter, Segment, StoredBlob

if TYPE_CHECKING:
    from obstore import WritableFile
    from obstore.store import S3Credential

PART_BYTES = 8 * 1024 * 1024
"""Up to this size a blob is sent in one request, and a larger one in parts of this size; S3 allows 10 000 of them."""

_PARTS_AT_ONCE = 2
_CONNECT_SECONDS = 5
_REQUEST_SECONDS = 60
_RETRY_COUNT = 3
_RETRY_SECONDS = 20
_DRIVER_ERRORS = (BaseError, OSError, ValueError)
# Ceph says QuotaExceeded; others name what is full, or answer 507 Insufficient Storage.
_FULL_WORDS = ("QuotaExceeded", "StorageFull", "507 Insufficient Storage")


def s3_blobs(*, endpoint: str, bucket: str, prefix: str, region: str, access_key: str, secret_key: str) -> "S3Blobs":
    """The store in this bucket, its blobs named `<prefix>/<key>`.

    `endpoint` is the address of the S3 service, plain HTTP allowed, to which the bucket's name is added as a path.
    Address and keys are used as given, even where variables of the environment name others for AWS's own tools.
    """

    def credential() -> "S3Credential":
        return {"access_key_id": access_key, "secret_access_key": secret_key, "token": None, "expires_at": None}

    store = S3Store(
        bucket,
        aws_endpoint_url_s3=endpoint,
        region=region,
        virtual_hosted_style_request=False,
        disable_bulk_delete=True,  # one blob is deleted at a time, and not every store knows the bulk request
        credential_provider=credential,
        client_options={
            "allow_http": True,
            "connect_timeout": timedelta(seconds=_CONNECT_SECONDS),
            "timeout": timedelta(seconds=_REQUEST_SECONDS),
        },
        retry_config={"max_retries": _RETRY_COUNT, "retry_timeout": timedelta(seconds=_RETRY_SECONDS)},
    )
    return S3Blobs(store, prefix=prefix)


class S3Blobs:
    """A store of blobs below one prefix of a bucket, shared by any number of machines.

    A writer that is neither committed nor aborted, because its process died, leaves parts that are invisible but cost
    space. obstore cannot list them: give the bucket a lifecycle rule that aborts incomplete multipart uploads.
    """

    def __init__(self, store: S3Store, *, prefix: str) -> None:
        self._store = store
        inner = prefix.strip("/")
        self._prefix = f"{inner}/" if inner else ""

    def create(self) -> BlobWriter:
        """Start a new blob under a fresh key; asks nothing of the store yet."""
        key = new_key()
        return _S3Writer(self._store, path=self._path(key), key=key)

    def open(self, key: BlobKey) -> BlobReader:
        """Open a committed blob; one HEAD request."""
        require_key(key)
        try:
            size_bytes = obstore.head(self._store, self._path(key))["size"]
        except FileNotFoundError as error:
            raise NotFound("blob", key) from error
        except _DRIVER_ERRORS as error:
            raise _failure(error) from error
        return _S3Reader(self._store, path=self._path(key), key=key, size_bytes=size_bytes)

    def delete(self, key: BlobKey) -> None:
        """Remove a blob; an absent one is no error."""
        if not is_key(key):
            return
        try:
            obstore.delete(self._store, self._path(key))
        except FileNotFoundError:
            return
        except _DRIVER_ERRORS as error:
            raise _failure(error) from error

    def blobs(self) -> Iterator[StoredBlob]:
        """Every committed blob, asked for a thousand at a time."""
        try:
            for page in obstore.list(self._store, prefix=self._prefix or None):
                for found in page:
                    name = found["path"].removeprefix(self._prefix)
                    if is_key(name):
                        yield StoredBlob(BlobKey(name), size_bytes=found["size"], modified_at=found["last_modified"])
        except _DRIVER_ERRORS as error:
            raise _failure(error) from error

    def sweep(self, older_than: datetime) -> int:  # noqa: ARG002 - the port's signature
        """Always 0: unfinished uploads are the lifecycle rule's, see the class."""
        return 0

    def check(self) -> None:
        """Store one small blob and remove it."""
        writer = self.create()
        writer.write(b"check")
        self.delete(writer.commit().key)

    def _path(self, key: BlobKey) -> str:
        return f"{self._prefix}{key}"


class _S3Writer:
    """A blob being sent: held back up to one part, then sent part by part."""

    def __init__(self, store: S3Store, *, path: str, key: BlobKey) -> None:
        self._store = store
        self._path = path
        self._key = key
        self._hash = hashlib.sha256()
        self._size_bytes = 0
        self._held = bytearray()
        self._parts: WritableFile | None = None
        self._is_open = True

    @property
    def size_bytes(self) -> int:
        """Bytes written so far."""
        return self._size_bytes

    def write(self, data: bytes | bytearray | memoryview) -> None:
        """Append bytes, hashing them."""
        self._require_open()
        self._hash.update(data)
        self._held += data
        self._size_bytes += memoryview(data).nbytes
        if self._parts is not None or len(self._held) > PART_BYTES:
            try:
                self._send_held()
            except _DRIVER_ERRORS as error:
                self.abort()
                raise _failure(error) from error

    def commit(self) -> Segment:
        """Send what is held back; the store has the whole when it answers.

        When its answer is lost the blob may be there all the same: an orphan, since nobody was told its key.
        """
        self._require_open()
        try:
            if self._parts is None:
                obstore.put(self._store, self._path, bytes(self._held), mode="create", use_multipart=False)
            else:
                self._send_held()
                self._parts.close()
        except _DRIVER_ERRORS as error:
            self.abort()
            raise _failure(error) from error
        self._is_open = False
        return Segment(key=self._key, size_bytes=self._size_bytes, sha256=self._hash.hexdigest())

    def abort(self) -> None:
        """Forget what is held back and tell the store to forget the parts; if it cannot hear, the rule removes them."""
        parts, self._parts = self._parts, None
        if parts is not None and self._is_open:
            with suppress(Unavailable, *_DRIVER_ERRORS), parts:
                raise Unavailable  # the way to abort: a file left through an exception is not completed
        self._is_open = False
        self._held.clear()

    def _send_held(self) -> None:
        if self._parts is None:
            self._parts = obstore.open_writer(
                self._store, self._path, buffer_size=PART_BYTES, max_concurrency=_PARTS_AT_ONCE
            )
        self._parts.write(bytes(self._held))  # a copy: the driver may keep it until the part is sent
        self._held.clear()

    def _require_open(self) -> None:
        if not self._is_open:
            raise Unavailable


class _S3Reader:
    """An open blob; each read is one ranged request."""

    def __init__(self, store: S3Store, *, path: str, key: BlobKey, size_bytes: int) -> None:
        self._store = store
        self._path = path
        self._key = key
        self._size_bytes = size_bytes

    @property
    def size_bytes(self) -> int:
        """Length of the blob."""
        return self._size_bytes

    def read(self, offset: int, length: int) -> bytes:
        """Up to `length` bytes from `offset`."""
        wanted_bytes = min(length, self._size_bytes - offset)
        if wanted_bytes <= 0:  # S3 knows no empty range
            return b""
        try:
            data = obstore.get_range(self._store, self._path, start=offset, length=wanted_bytes).to_bytes()
        except FileNotFoundError as error:
            raise NotFound("blob", self._key) from error
        except _DRIVER_ERRORS as error:
            raise _failure(error) from error
        if len(data) != wanted_bytes:
            raise Unavailable
        return data

    def read_now(self, offset: int, length: int) -> bytes | None:  # noqa: ARG002 - the port's signature
        """Always None: the bytes are a request away."""
        return None

    def close(self) -> None:
        """Nothing to free: each read is a request of its own."""


def _failure(error: Exception) -> NoSpace | Unavailable:
    """The store's word for a driver error."""
    text = str(error)
    return NoSpace() if any(word in text for word in _FULL_WORDS) else Unavailable()
