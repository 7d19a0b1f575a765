"""Resumable uploads: grown by turns, one at a time; filed when whole; joined out of parts; given up."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest

from filebook.backends.media.recogniser import HeadRecogniser
from filebook.backends.sql.postgres import PostgresCatalogue
from filebook.backends.sql.sqlite import SqliteCatalogue
from filebook.core.access import Role
from filebook.core.errors import (
    AccessDenied,
    AlreadyUsed,
    Conflict,
    Expired,
    FilebookError,
    Invalid,
    NoSpace,
    NotFound,
    TooLarge,
)
from filebook.core.files import Upload, UploadId
from filebook.core.ports.catalogue import Catalogue
from filebook.services.filing import NewFile
from filebook.services.resuming import KEPT_EVERY_BYTES, NewUpload, Resumable, step_bytes
from filebook.services.uploads import MAX_UPLOAD_SEGMENTS, UPLOAD_LIFETIME, UploadLimits, Uploads
from tests.services.conftest import FILE_LIMIT_BYTES, Shop

STEP_BYTES = 10


@pytest.fixture
def resumable(shop: Shop) -> Resumable:
    """As at the server, but in small steps."""
    return Resumable(shop.catalogue, shop.blobs, uploads=shop.uploads, now=shop.clock, kept_every_bytes=STEP_BYTES)


def add(shop: Shop, resumable: Resumable, upload: Upload, data: bytes) -> Upload:
    """One whole turn."""
    turn = resumable.begin(shop.actor(), upload.id, at_size_bytes=upload.size_bytes)
    turn.write(data)
    return turn.keep()


def finished(shop: Shop, resumable: Resumable, data: bytes, **said: object) -> Upload:
    """An upload whose bytes are all there."""
    new = NewUpload(len(data), **said)  # type: ignore[arg-type] # a test's own words
    return add(shop, resumable, resumable.create(shop.actor(), new), data)


def content(shop: Shop, upload: UploadId) -> bytes:
    """What is in the file that an upload becomes."""
    file = shop.filing.file_away(shop.actor(), upload, new=NewFile("a.bin"))
    reader = shop.library.open(file).reader
    try:
        return reader.read(0, file.size_bytes)
    finally:
        reader.close()


def test_a_finished_upload_becomes_a_file_under_the_name_and_type_that_it_came_with(
    shop: Shop, resumable: Resumable
) -> None:
    upload = resumable.create(
        shop.actor(), NewUpload(11, name="plan.bin", declared_type="application/x-plan", metadata="x")
    )
    for data in (b"hello", b" ", b"", b"world"):
        upload = add(shop, resumable, upload, data)
    file = shop.filing.file_away(shop.actor(), upload.id, new=NewFile(""))
    assert (file.name, file.media_type, file.size_bytes) == ("plan.bin", "application/x-plan", 11)
    assert shop.library.open(file).reader.read(0, 99) == b"hello world"
    other = finished(shop, resumable, b"x", name="own.txt")
    assert shop.filing.file_away(shop.actor(), other.id, new=NewFile("said.txt")).name == "said.txt"
    assert shop.checks.fsck().sound


def test_nothing_is_a_file_too(shop: Shop, resumable: Resumable) -> None:
    for upload in (resumable.create(shop.actor(), NewUpload(0)), finished(shop, resumable, b"")):
        assert upload.is_whole
        assert content(shop, upload.id) == b""
    assert shop.checks.fsck().sound


def test_an_upload_that_lacks_something_can_be_neither_filed_nor_parked_nor_grown_by_blocks(
    shop: Shop, resumable: Resumable
) -> None:
    actor = shop.actor()
    begun = add(shop, resumable, resumable.create(actor, NewUpload(9)), b"half")
    unmeasured = add(shop, resumable, resumable.create(actor, NewUpload()), b"who knows")
    partial = finished(shop, resumable, b"part", is_partial=True)
    before = shop.stored()
    for upload in (begun, unmeasured, partial):
        tries: tuple[Callable[[], object], ...] = (
            lambda upload=upload: shop.filing.file_away(actor, upload.id, new=NewFile("a.txt")),  # type: ignore[misc]
            lambda upload=upload: shop.uploads.park(actor, upload.id, name="a.txt"),  # type: ignore[misc]
            lambda upload=upload: shop.uploads.append(actor, shop.received(b"x"), to=upload.id),  # type: ignore[misc]
        )
        for attempt in tries:
            with pytest.raises(Conflict) as refused:
                attempt()
            assert refused.value.what == "upload_unfinished"
    shop.housekeeping.sweep_orphans()
    with pytest.raises(Conflict):
        shop.uploads.append(actor, shop.received(b""), to=finished(shop, resumable, b"whole").id)
    assert [resumable.look(actor, upload.id) for upload in (begun, unmeasured, partial)] == [begun, unmeasured, partial]
    assert shop.stored()[1] == before[1]


def test_uploads_by_blocks_are_none_of_these(shop: Shop, resumable: Resumable) -> None:
    upload = shop.uploads.keep(shop.actor(), shop.received(b"block"))
    for attempt in (
        lambda: resumable.look(shop.actor(), upload.id),
        lambda: resumable.begin(shop.actor(), upload.id, at_size_bytes=5),
        lambda: resumable.remove(shop.actor(), upload.id),
    ):
        with pytest.raises(NotFound):
            attempt()
    assert shop.uploads.get(shop.actor(), upload.id) == upload


def test_what_arrives_is_kept_step_by_step(shop: Shop, resumable: Resumable) -> None:
    upload = resumable.create(shop.actor(), NewUpload(100))
    turn = resumable.begin(shop.actor(), upload.id, at_size_bytes=0)
    for _ in range(5):
        turn.write(b"12345")
    assert resumable.look(shop.actor(), upload.id).size_bytes == 20
    with pytest.raises(Conflict):
        turn.keep()
    turn.give_up()
    assert resumable.look(shop.actor(), upload.id).size_bytes == 20
    assert shop.checks.fsck().sound


def test_what_goes_together_is_kept_whole_or_not_at_all(shop: Shop, resumable: Resumable) -> None:
    upload = resumable.create(shop.actor(), NewUpload(100))
    turn = resumable.begin(shop.actor(), upload.id, at_size_bytes=0, in_one_piece=True)
    turn.write(b"x" * 50)
    turn.give_up()
    assert resumable.look(shop.actor(), upload.id).size_bytes == 0
    assert shop.stored()[0] == 0


def test_the_newest_turn_is_the_only_one(shop: Shop, resumable: Resumable) -> None:
    upload = resumable.create(shop.actor(), NewUpload(6))
    old, new = (resumable.begin(shop.actor(), upload.id, at_size_bytes=0) for _ in range(2))
    old.write(b"older")
    new.write(b"newer!")
    with pytest.raises(Conflict):
        old.keep()
    assert new.keep().is_whole
    assert shop.stored()[0] == 1
    assert content(shop, upload.id) == b"newer!"


def test_of_many_turns_at_one_offset_each_byte_is_one_turns_own(shop: Shop, resumable: Resumable) -> None:
    upload, actor = resumable.create(shop.actor(), NewUpload()), shop.actor()

    def take_a_turn(number: int) -> bool:
        try:
            turn = resumable.begin(actor, upload.id, at_size_bytes=0)
            turn.write(bytes([number]) * 7)
            turn.keep()
        except Conflict:
            return False
        return True

    with ThreadPoolExecutor(16) as pool:
        assert sum(pool.map(take_a_turn, range(64))) == 1
    turn = resumable.begin(actor, upload.id, at_size_bytes=7, declared_size_bytes=7)
    turn.keep()
    assert len(set(content(shop, upload.id))) == 1
    assert shop.stored()[0] == 1


@pytest.mark.parametrize("engine", ["sqlite", "postgres"])
def test_of_many_turns_at_several_nodes_each_byte_is_one_turns_own(
    engine: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    url = request.getfixturevalue("postgres_database") if engine == "postgres" else ""
    catalogues: list[Catalogue] = [
        PostgresCatalogue(url, pool_size=4) if url else SqliteCatalogue(tmp_path / "rows.db", durable=False)
        for _ in range(3)
    ]
    shop = Shop(catalogues[0])
    actor = shop.actor()
    nodes = [
        Resumable(
            catalogue,
            shop.blobs,
            uploads=Uploads(
                catalogue, shop.blobs, recogniser=HeadRecogniser(), now=shop.clock, limits=UploadLimits(10_000)
            ),
            now=shop.clock,
            kept_every_bytes=STEP_BYTES,
        )
        for catalogue in catalogues
    ]
    upload = nodes[0].create(actor, NewUpload())

    def go_on(number: int) -> int:
        """How many bytes were kept in turns that were not taken over."""
        node, kept = nodes[number % 3], 0
        for _ in range(5):
            try:
                turn = node.begin(actor, upload.id, at_size_bytes=node.look(actor, upload.id).size_bytes)
                turn.write(bytes([number]) * 7)
                turn.keep()
            except Conflict:
                continue
            kept += 7
        return kept

    with ThreadPoolExecutor(9) as pool:
        kept = sum(pool.map(go_on, range(9)))
    found = nodes[1].look(actor, upload.id)
    assert found.size_bytes == kept == 7 * len(found.segments)
    assert shop.stored()[0] == len(found.segments)
    for catalogue in catalogues:
        catalogue.close()


def test_a_turn_begins_where_the_upload_ends_and_stays_within_its_length(shop: Shop, resumable: Resumable) -> None:
    actor = shop.actor()
    upload = add(shop, resumable, resumable.create(actor, NewUpload(8)), b"half")
    before = shop.stored()
    for offset in (0, 3, 5, 8):
        with pytest.raises(Conflict) as refused:
            resumable.begin(actor, upload.id, at_size_bytes=offset)
        assert refused.value.what == "offset"
    with pytest.raises(TooLarge):
        resumable.begin(actor, upload.id, at_size_bytes=4, coming_bytes=5)
    turn = resumable.begin(actor, upload.id, at_size_bytes=4)
    with pytest.raises(TooLarge):
        turn.write(b"12345")
    turn.give_up()
    assert shop.stored() == before
    assert resumable.look(actor, upload.id).size_bytes == 4


def test_a_length_may_be_told_later_but_once(shop: Shop, resumable: Resumable) -> None:
    actor = shop.actor()
    upload = add(shop, resumable, resumable.create(actor, NewUpload()), b"hello")
    for wrong, error in ((4, Invalid), (FILE_LIMIT_BYTES + 1, TooLarge)):
        with pytest.raises(error):
            resumable.begin(actor, upload.id, at_size_bytes=5, declared_size_bytes=wrong)
    assert resumable.look(actor, upload.id).declared_size_bytes is None
    resumable.begin(actor, upload.id, at_size_bytes=5, declared_size_bytes=6).give_up()
    with pytest.raises(Invalid):
        resumable.begin(actor, upload.id, at_size_bytes=5, declared_size_bytes=7)
    turn = resumable.begin(actor, upload.id, at_size_bytes=5, declared_size_bytes=6)
    turn.write(b"!")
    turn.keep()
    assert content(shop, upload.id) == b"hello!"


def test_parts_become_one_upload_without_a_copy_and_again_the_same(shop: Shop, resumable: Resumable) -> None:
    actor = shop.actor()
    parts = [finished(shop, resumable, data, is_partial=True) for data in (b"one ", b"", b"two ", b"three")]
    before = shop.stored()
    joined = resumable.join(actor, [part.id for part in parts], NewUpload(name="a.txt"))
    assert (joined.is_whole, joined.size_bytes) == (True, 13)
    assert shop.stored() == before
    assert resumable.join(actor, [part.id for part in parts], NewUpload()) == joined
    with pytest.raises(AlreadyUsed):
        resumable.join(actor, [parts[0].id], NewUpload())
    for part in parts:
        assert resumable.look(actor, part.id).is_whole
        with pytest.raises(AlreadyUsed):
            resumable.remove(actor, part.id)
    for upload in (joined, parts[0]):
        with pytest.raises(AccessDenied):
            resumable.begin(actor, upload.id, at_size_bytes=upload.size_bytes)
    assert content(shop, joined.id) == b"one two three"
    assert shop.checks.fsck().sound
    shop.clock.advance(days=2)
    shop.housekeeping.sweep()
    assert shop.stored()[0] == before[0]


def test_what_cannot_be_joined_stays_as_it_is(shop: Shop, resumable: Resumable) -> None:
    actor = shop.actor()
    part, plain = (finished(shop, resumable, b"part", is_partial=partial) for partial in (True, False))
    begun = add(shop, resumable, resumable.create(actor, NewUpload(9, is_partial=True)), b"half")
    large = [finished(shop, resumable, b"x" * 600, is_partial=True) for _ in range(2)]
    before = shop.stored()
    cases: list[tuple[list[Upload], type[FilebookError]]] = [
        ([], Invalid),
        ([part, part], Invalid),
        ([part, plain], Invalid),
        ([part, begun], Conflict),
        (large, TooLarge),
    ]
    for parts, error in cases:
        with pytest.raises(error):
            resumable.join(actor, [one.id for one in parts], NewUpload())
    with pytest.raises(NotFound):
        resumable.join(actor, [part.id, UploadId("no such id")], NewUpload())
    assert shop.stored() == before
    assert [resumable.look(actor, one.id) for one in (part, plain, begun)] == [part, plain, begun]


def test_an_upload_given_up_is_gone_with_its_bytes(shop: Shop, resumable: Resumable) -> None:
    actor = shop.actor()
    upload = add(shop, resumable, resumable.create(actor, NewUpload(9)), b"half")
    turn = resumable.begin(actor, upload.id, at_size_bytes=4)
    turn.write(b"more")
    resumable.remove(actor, upload.id)
    with pytest.raises(Conflict):
        turn.keep()
    assert shop.stored()[0] == 0
    with pytest.raises(NotFound):
        resumable.look(actor, upload.id)
    assert shop.checks.fsck().sound


def test_each_addition_gives_another_lifetime(shop: Shop, resumable: Resumable) -> None:
    actor = shop.actor()
    upload = resumable.create(actor, NewUpload(9))
    shop.clock.advance(hours=23)
    upload = add(shop, resumable, upload, b"half")
    assert upload.expires_at == shop.clock.at + UPLOAD_LIFETIME
    shop.clock.at = upload.expires_at - timedelta(microseconds=1)
    assert resumable.look(actor, upload.id) == upload
    shop.clock.advance(microseconds=1)
    with pytest.raises(Expired):
        resumable.begin(actor, upload.id, at_size_bytes=4)
    assert shop.housekeeping.sweep().expired_uploads == 1
    assert shop.stored()[0] == 0


def test_an_upload_that_could_not_be_kept_is_refused_at_its_announcement(shop: Shop, resumable: Resumable) -> None:
    actor = shop.actor()
    shop.accounts.set_limits(shop.business, file_size_bytes=50, total_bytes=40, open_upload_count=1)
    for size_bytes, error in ((51, TooLarge), (41, NoSpace)):
        with pytest.raises(error):
            resumable.create(actor, NewUpload(size_bytes))
        with pytest.raises(error):
            shop.uploads.expect(actor, size_bytes=size_bytes, one_more=True)
    resumable.create(actor, NewUpload(40))
    with pytest.raises(NoSpace):
        resumable.create(actor, NewUpload(1), received=shop.received(b"x"))
    assert shop.stored()[0] == 0


@pytest.mark.parametrize("role", [Role.NONE, Role.PERSONAL, Role.VIEWER])
def test_who_may_not_write_can_do_nothing(shop: Shop, resumable: Resumable, role: Role) -> None:
    actor, upload = shop.actor(role), resumable.create(shop.actor(), NewUpload(9))
    for attempt in (
        lambda: resumable.create(actor, NewUpload(1), received=shop.received(b"x")),
        lambda: resumable.join(actor, [upload.id], NewUpload()),
        lambda: resumable.look(actor, upload.id),
        lambda: resumable.begin(actor, upload.id, at_size_bytes=0),
        lambda: resumable.remove(actor, upload.id),
        lambda: shop.uploads.expect(actor, size_bytes=1, one_more=True),
    ):
        with pytest.raises(AccessDenied):
            attempt()
    assert shop.stored()[0] == 0


def test_the_largest_file_fits_into_the_segments_that_an_upload_may_have() -> None:
    for limit_bytes in (1, 5 * 2**30, 5 * 2**40):
        assert limit_bytes / step_bytes(KEPT_EVERY_BYTES, limit_bytes=limit_bytes) <= MAX_UPLOAD_SEGMENTS / 2
