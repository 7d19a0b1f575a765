"""Inside: services at work within a unit of somebody else's, so that all is committed with it or nothing."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import datetime
from typing import TypeVar

from filebook.core.ports.blobs import BlobKey, BlobReader, Blobs, BlobWriter, StoredBlob
from filebook.core.ports.catalogue import Tables

Result = TypeVar("Result")


class Inside:
    """The tables of a running unit in the shape of a catalogue. Nothing is durable before that unit is; what a service
    raises has to end it, since what was written until then would stay in it.
    """

    reads_inline = False

    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    def write(self, unit: Callable[[Tables], Result]) -> Result:
        """Run the unit as a part of the running one."""
        return unit(self._tables)

    @contextmanager
    def read(self) -> Iterator[Tables]:
        """What the running unit sees, its own writes among it."""
        yield self._tables

    def glance(self) -> AbstractContextManager[Tables]:
        """As `read`."""
        return self.read()

    def moment(self) -> AbstractContextManager[object]:
        """Of no use here: the unit's own writes are to be seen."""
        return nullcontext()

    def check(self) -> None:
        """The running unit shows that the store answers."""

    def close(self) -> None:
        """The store is not ours to close."""


class DeletedLater:
    """A store of bytes in which nothing is deleted; `keys` are those that are to be, once the unit is durable."""

    def __init__(self, blobs: Blobs) -> None:
        self._blobs = blobs
        self.keys: list[BlobKey] = []

    def create(self) -> BlobWriter:
        return self._blobs.create()

    def open(self, key: BlobKey) -> BlobReader:
        return self._blobs.open(key)

    def delete(self, key: BlobKey) -> None:
        """Note it."""
        self.keys.append(key)

    def blobs(self) -> Iterator[StoredBlob]:
        return self._blobs.blobs()

    def sweep(self, older_than: datetime) -> int:
        return self._blobs.sweep(older_than)

    def check(self) -> None:
        self._blobs.check()
