"""The byte store in memory keeps the contract."""

from datetime import UTC, datetime

import pytest

from filebook.backends.blobs.memory import MemoryBlobs
from filebook.core.ports.blobs import Blobs
from tests.backends.blob_suite import BlobSuite, load, store


class TestMemoryBlobs(BlobSuite):
    @pytest.fixture
    def blobs(self) -> Blobs:
        return MemoryBlobs(lambda: datetime.now(UTC))


def test_a_blob_is_dated_by_the_given_clock() -> None:
    noon = datetime(2026, 3, 29, 12, tzinfo=UTC)
    blobs = MemoryBlobs(lambda: noon)
    store(blobs, b"x")
    assert [blob.modified_at for blob in blobs.blobs()] == [noon]


def test_a_blob_in_memory_is_read_without_waiting() -> None:
    blobs = MemoryBlobs(lambda: datetime.now(UTC))
    segment = store(blobs, b"at once")
    assert blobs.open(segment.key).read_now(3, 100) == b"once"
    assert load(blobs, segment.key) == b"at once"
