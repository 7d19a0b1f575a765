"""What every byte store promises. Subclass it in a test file and give it a `blobs` fixture."""

import hashlib
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from filebook.core.errors import NotFound, Unavailable
from filebook.core.ports.blobs import BlobKey, Blobs, Segment

MEBIBYTE = 1024 * 1024
UNKNOWN_KEY = BlobKey("0123456789abcdef0123456789abcdef")


def store(blobs: Blobs, *chunks: bytes) -> Segment:
    """Write these bytes as one blob."""
    writer = blobs.create()
    for chunk in chunks:
        writer.write(chunk)
    return writer.commit()


def load(blobs: Blobs, key: BlobKey) -> bytes:
    """The bytes of a blob, read as a door does: block by block."""
    reader = blobs.open(key)
    blocks = [reader.read(offset, MEBIBYTE) for offset in range(0, reader.size_bytes, MEBIBYTE)]
    reader.close()
    return b"".join(blocks)


def keys(blobs: Blobs) -> set[BlobKey]:
    """The keys of every blob in the store."""
    return {blob.key for blob in blobs.blobs()}


def noise(size_bytes: int) -> bytes:
    """Bytes that do not repeat, the same each time."""
    return Random(size_bytes).randbytes(size_bytes)


def cut(data: bytes, *, chunk_bytes: int) -> Iterable[bytes]:
    """The data in chunks as a network might bring them."""
    return [data[offset : offset + chunk_bytes] for offset in range(0, len(data), chunk_bytes)]


class BlobSuite:
    """The contract of `filebook.core.ports.blobs`, one promise a test."""

    @pytest.mark.parametrize(
        ("size_bytes", "chunk_bytes"),
        [(0, 1), (1, 1), (4096, 4096), (8 * MEBIBYTE + 3, 123_457), (17 * MEBIBYTE, MEBIBYTE)],
    )
    def test_what_was_written_is_read_back(self, blobs: Blobs, size_bytes: int, chunk_bytes: int) -> None:
        data = noise(size_bytes)
        segment = store(blobs, *cut(data, chunk_bytes=chunk_bytes))
        assert load(blobs, segment.key) == data

    def test_a_segment_tells_the_key_the_length_and_the_sha256(self, blobs: Blobs) -> None:
        segment = store(blobs, b"one ", b"", b"blob")
        assert len(segment.key) == 32
        assert int(segment.key, 16) >= 0
        assert segment.key == segment.key.lower()
        assert segment.size_bytes == 8
        assert segment.sha256 == hashlib.sha256(b"one blob").hexdigest()

    def test_a_writer_counts_its_bytes(self, blobs: Blobs) -> None:
        writer = blobs.create()
        assert writer.size_bytes == 0
        writer.write(b"12345")
        writer.write(memoryview(b"678"))
        assert writer.size_bytes == 8
        writer.abort()

    def test_a_buffer_may_be_used_again_after_it_was_written(self, blobs: Blobs) -> None:
        buffer = bytearray(MEBIBYTE)
        writer = blobs.create()
        for number in range(20):
            buffer[:] = bytes([number]) * MEBIBYTE
            writer.write(buffer)
            buffer[:] = b"x" * MEBIBYTE
        assert load(blobs, writer.commit().key) == b"".join(bytes([number]) * MEBIBYTE for number in range(20))

    def test_a_view_of_wider_items_counts_in_bytes(self, blobs: Blobs) -> None:
        writer = blobs.create()
        writer.write(memoryview(b"12345678").cast("I"))
        assert writer.size_bytes == 8
        assert load(blobs, writer.commit().key) == b"12345678"

    def test_equal_bytes_get_keys_of_their_own(self, blobs: Blobs) -> None:
        assert store(blobs, b"same").key != store(blobs, b"same").key

    @pytest.mark.parametrize("size_bytes", [5, 9 * MEBIBYTE])
    def test_an_unfinished_blob_is_not_listed(self, blobs: Blobs, size_bytes: int) -> None:
        before = keys(blobs)
        writer = blobs.create()
        writer.write(noise(size_bytes))
        assert keys(blobs) == before
        segment = writer.commit()
        assert keys(blobs) == before | {segment.key}

    @pytest.mark.parametrize("size_bytes", [0, 5, 9 * MEBIBYTE])
    def test_an_aborted_blob_leaves_nothing(self, blobs: Blobs, size_bytes: int) -> None:
        before = keys(blobs)
        writer = blobs.create()
        writer.write(noise(size_bytes))
        writer.abort()
        writer.abort()
        assert keys(blobs) == before

    @pytest.mark.parametrize("size_bytes", [5, 9 * MEBIBYTE])
    def test_a_forgotten_writer_leaves_nothing(self, blobs: Blobs, size_bytes: int) -> None:
        before = keys(blobs)
        writer = blobs.create()
        writer.write(noise(size_bytes))
        del writer
        assert keys(blobs) == before

    @pytest.mark.parametrize("size_bytes", [5, 9 * MEBIBYTE])
    def test_aborting_after_the_commit_harms_nothing(self, blobs: Blobs, size_bytes: int) -> None:
        writer = blobs.create()
        writer.write(noise(size_bytes))
        segment = writer.commit()
        writer.abort()
        assert load(blobs, segment.key) == noise(size_bytes)

    def test_an_aborted_writer_takes_and_commits_nothing_more(self, blobs: Blobs) -> None:
        before = keys(blobs)
        writer = blobs.create()
        writer.abort()
        with pytest.raises(Unavailable):
            writer.write(b"late")
        with pytest.raises(Unavailable):
            writer.commit()
        assert keys(blobs) == before

    def test_a_committed_blob_cannot_be_changed_by_its_writer(self, blobs: Blobs) -> None:
        writer = blobs.create()
        writer.write(b"first")
        segment = writer.commit()
        with pytest.raises(Unavailable):
            writer.write(b"second")
        with pytest.raises(Unavailable):
            writer.commit()
        assert load(blobs, segment.key) == b"first"

    @pytest.mark.parametrize(
        "key",
        [
            UNKNOWN_KEY,
            "",
            "0",
            "..",
            "../" * 10 + "etc/passwd",
            "ab/../../../../../../../etc/passwd",
            "0123456789ABCDEF0123456789ABCDEF",
            "0123456789abcdef0123456789abcde",
            "0123456789abcdef0123456789abcdef0",
            "0123456789abcdef0123456789abcdef\n",
            "0123456789abcdef0123456789abcde\0",
            "0123456789abcdef0123456789abcde/",
            "٠123456789abcdef0123456789abcdef",
        ],
    )
    def test_an_unknown_or_malformed_key_is_not_found_and_deletes_nothing(self, blobs: Blobs, key: str) -> None:
        segment = store(blobs, b"bystander")
        with pytest.raises(NotFound) as caught:
            blobs.open(BlobKey(key))
        assert (caught.value.what, caught.value.key) == ("blob", key)
        blobs.delete(BlobKey(key))
        assert load(blobs, segment.key) == b"bystander"

    @pytest.mark.parametrize(
        ("offset", "length"),
        [(0, 0), (0, 1), (0, 10), (0, 11), (0, 10**15), (9, 1), (9, 2), (3, 4), (10, 0), (10, 1), (11, 1), (10**15, 5)],
    )
    def test_a_range_is_cut_at_the_end_of_the_blob(self, blobs: Blobs, offset: int, length: int) -> None:
        data = b"0123456789"
        reader = blobs.open(store(blobs, data).key)
        assert reader.size_bytes == 10
        assert reader.read(offset, length) == data[offset : offset + length]
        assert reader.read_now(offset, length) in (None, data[offset : offset + length])
        reader.close()

    def test_an_empty_blob_reads_as_nothing(self, blobs: Blobs) -> None:
        reader = blobs.open(store(blobs).key)
        assert reader.size_bytes == 0
        assert reader.read(0, 100) == b""
        reader.close()

    def test_blocks_are_bytes_and_of_full_length_across_a_large_blob(self, blobs: Blobs) -> None:
        data = noise(3 * MEBIBYTE + 1)
        reader = blobs.open(store(blobs, data).key)
        for offset in (0, 1, MEBIBYTE - 1, 2 * MEBIBYTE + 7, 3 * MEBIBYTE):
            block = reader.read(offset, 256 * 1024)
            assert type(block) is bytes
            assert block == data[offset : offset + 256 * 1024]
            assert reader.read_now(offset, 256 * 1024) in (None, block)
        reader.close()

    def test_one_reader_serves_many_threads(self, blobs: Blobs) -> None:
        data = noise(2 * MEBIBYTE)
        reader = blobs.open(store(blobs, data).key)
        offsets = range(0, 2 * MEBIBYTE, 64 * 1024)
        with ThreadPoolExecutor(8) as threads:
            blocks = list(threads.map(lambda offset: reader.read(offset, 64 * 1024), offsets))
        assert b"".join(blocks) == data
        reader.close()

    def test_closing_a_reader_twice_is_harmless(self, blobs: Blobs) -> None:
        reader = blobs.open(store(blobs, b"x").key)
        reader.close()
        reader.close()

    def test_a_deleted_blob_is_gone_and_deleting_it_again_is_no_error(self, blobs: Blobs) -> None:
        segment, other = store(blobs, b"to be deleted"), store(blobs, b"to stay")
        blobs.delete(segment.key)
        blobs.delete(segment.key)
        with pytest.raises(NotFound):
            blobs.open(segment.key)
        assert segment.key not in keys(blobs)
        assert load(blobs, other.key) == b"to stay"

    def test_the_listing_tells_every_blob_with_its_length_and_time(self, blobs: Blobs) -> None:
        before = keys(blobs)
        segments = {segment.key: segment for segment in (store(blobs, noise(size)) for size in (0, 1, 70_000))}
        listed = {blob.key: blob for blob in blobs.blobs()}
        assert listed.keys() == before | segments.keys()
        for key, segment in segments.items():
            assert listed[key].size_bytes == segment.size_bytes
            assert listed[key].modified_at.utcoffset() == timedelta(0)
            assert abs(listed[key].modified_at - datetime.now(UTC)) < timedelta(hours=1)

    def test_a_listing_survives_deletions_while_it_runs(self, blobs: Blobs) -> None:
        segments = [store(blobs, b"x") for _ in range(20)]
        for blob in blobs.blobs():
            blobs.delete(blob.key)
        assert not keys(blobs) & {segment.key for segment in segments}

    def test_many_writers_at_once_do_not_mix_their_bytes(self, blobs: Blobs) -> None:
        def write_one(number: int) -> tuple[Segment, bytes]:
            data = noise(50_000 + number)
            return store(blobs, *cut(data, chunk_bytes=9_999)), data

        with ThreadPoolExecutor(8) as threads:
            written = list(threads.map(write_one, range(40)))
        assert len({segment.key for segment, _ in written}) == 40
        for segment, data in written:
            assert segment.sha256 == hashlib.sha256(data).hexdigest()
            assert load(blobs, segment.key) == data

    def test_a_sweep_touches_no_committed_blob(self, blobs: Blobs) -> None:
        segment = store(blobs, b"keep me")
        blobs.sweep(datetime.now(UTC) + timedelta(days=1))
        assert load(blobs, segment.key) == b"keep me"

    def test_a_check_passes_and_leaves_nothing(self, blobs: Blobs) -> None:
        before = keys(blobs)
        blobs.check()
        assert keys(blobs) == before
