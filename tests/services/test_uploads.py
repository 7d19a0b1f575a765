"""Uploads: received, appended, claimed once, expired; refusals leave nothing behind."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from filebook.core.access import Role
from filebook.core.errors import AccessDenied, AlreadyUsed, Expired, FilebookError, NotFound, TooLarge
from filebook.core.files import UploadId
from filebook.services.filing import NewFile
from tests.services.conftest import FILE_LIMIT_BYTES, Shop


def test_what_was_received_waits_under_an_id_until_it_is_filed(shop: Shop) -> None:
    upload = shop.uploads.keep(shop.actor(), shop.received(b"hello"), name="a.txt")
    assert upload.size_bytes == 5
    file = shop.filing.file_away(shop.actor(), upload.id, new=NewFile("a.txt"))
    opened = shop.library.open(shop.library.file(shop.actor(), file.number))
    assert opened.reader.read(0, 100) == b"hello"


def test_an_upload_can_be_claimed_once(shop: Shop) -> None:
    upload = shop.uploads.keep(shop.actor(), shop.received(b"hello"))
    shop.filing.file_away(shop.actor(), upload.id, new=NewFile("a.txt"))
    before = shop.stored()
    with pytest.raises(AlreadyUsed):
        shop.filing.file_away(shop.actor(), upload.id, new=NewFile("b.txt"))
    assert shop.stored() == before


def test_of_many_claims_at_once_exactly_one_wins(shop: Shop) -> None:
    actor = shop.actor()
    upload = shop.uploads.keep(actor, shop.received(b"hello"))

    def claim(number: int) -> bool:
        try:
            shop.filing.file_away(actor, upload.id, new=NewFile(f"{number}.txt"))
        except AlreadyUsed:
            return False
        return True

    with ThreadPoolExecutor(16) as pool:
        assert sum(pool.map(claim, range(64))) == 1


def test_blocks_become_one_file_whose_hash_is_of_the_whole(shop: Shop) -> None:
    actor = shop.actor()
    upload = shop.uploads.keep(actor, shop.received(b"one "))
    for block in (b"two ", b"", b"three"):
        upload = shop.uploads.append(actor, shop.received(block), to=upload.id)
    assert upload.size_bytes == len(b"one two three")
    file = shop.filing.file_away(actor, upload.id, new=NewFile("a.txt"))
    whole = shop.file(b"one two three")
    assert file.version is not None
    assert whole.version is not None
    assert file.version.content.sha256 == whole.version.content.sha256
    opened = shop.library.open(file)
    assert opened.reader.read(2, 6) == b"e two "
    assert shop.checks.fsck().sound


def test_an_upload_expires_after_a_day_and_its_bytes_go(shop: Shop) -> None:
    upload = shop.uploads.keep(shop.actor(), shop.received(b"hello"))
    shop.clock.advance(hours=24)
    with pytest.raises(Expired):
        shop.filing.file_away(shop.actor(), upload.id, new=NewFile("a.txt"))
    assert shop.housekeeping.sweep().expired_uploads == 1
    assert shop.stored()[0] == 0
    with pytest.raises(Expired):
        shop.uploads.get(shop.actor(), upload.id)


def test_another_users_upload_is_absent(shop: Shop) -> None:
    upload = shop.uploads.keep(shop.actor(), shop.received(b"hello"))
    for stranger in (shop.actor(name="colleague"), shop.actor(business=shop.elsewhere)):
        with pytest.raises(NotFound):
            shop.filing.file_away(stranger, upload.id, new=NewFile("a.txt"))
        with pytest.raises(NotFound):
            shop.uploads.append(stranger, shop.received(b"x"), to=upload.id)
    assert shop.uploads.get(shop.actor(), upload.id).size_bytes == 5


def test_an_unknown_upload_is_absent(shop: Shop) -> None:
    with pytest.raises(NotFound):
        shop.uploads.get(shop.actor(), UploadId("no such id"))


def test_a_receiver_stops_at_the_installations_limit(shop: Shop) -> None:
    receiver = shop.uploads.receiver()
    receiver.write(b"x" * FILE_LIMIT_BYTES)
    with pytest.raises(TooLarge):
        receiver.write(b"x")
    assert shop.stored()[0] == 0


def test_blocks_together_are_held_to_the_businesses_limit(shop: Shop) -> None:
    small = shop.accounts.set_limits(shop.business, file_size_bytes=10)
    upload = shop.uploads.keep(shop.actor(), shop.received(b"x" * 8))
    before = shop.stored()
    with pytest.raises(TooLarge) as refused:
        shop.uploads.append(shop.actor(), shop.received(b"x" * 3), to=upload.id)
    assert refused.value.limit_bytes == small.limits.file_size_bytes
    assert shop.stored() == before


def test_a_quota_holds_what_is_stored_and_what_waits(shop: Shop) -> None:
    shop.accounts.set_limits(shop.business, total_bytes=10)
    shop.uploads.keep(shop.actor(), shop.received(b"x" * 8))
    before = shop.stored()
    for refused in (lambda: shop.uploads.keep(shop.actor(), shop.received(b"x" * 3)), lambda: shop.file(b"x" * 3)):
        with pytest.raises(FilebookError):
            refused()
    assert shop.stored() == before


def test_open_uploads_are_counted(shop: Shop) -> None:
    shop.accounts.set_limits(shop.business, open_upload_count=2)
    for _ in range(2):
        shop.uploads.keep(shop.actor(), shop.received(b"x"))
    before = shop.stored()
    with pytest.raises(FilebookError):
        shop.uploads.keep(shop.actor(), shop.received(b"x"))
    assert shop.stored() == before


@pytest.mark.parametrize("role", [Role.NONE, Role.PERSONAL, Role.VIEWER])
def test_who_may_not_write_leaves_no_bytes_behind(shop: Shop, role: Role) -> None:
    receiver = shop.received(b"hello")
    with pytest.raises(AccessDenied):
        shop.uploads.keep(shop.actor(role), receiver)
    shop.uploads.discard(receiver)
    with pytest.raises(AccessDenied):
        shop.file(b"hello", actor=shop.actor(role))
    assert shop.stored()[0] == 0


def test_parked_bytes_wait_under_a_new_id_and_the_old_one_is_used(shop: Shop) -> None:
    upload = shop.uploads.keep(shop.actor(), shop.received(b"hello"))
    parked = shop.uploads.park(shop.actor(), upload.id, name="a.txt")
    assert parked.id != upload.id
    with pytest.raises(AlreadyUsed):
        shop.uploads.park(shop.actor(), upload.id, name="a.txt")
    shop.clock.advance(hours=23)
    assert shop.uploads.get(shop.actor(), parked.id).name == "a.txt"
    shop.clock.advance(hours=1)
    shop.housekeeping.sweep()
    assert shop.stored()[0] == 0
    assert shop.checks.fsck().sound


def test_bytes_that_nothing_names_are_removed_a_day_later(shop: Shop) -> None:
    shop.received(b"lost in a crash").finish()
    shop.clock.at += timedelta(days=365 * 10)
    assert shop.housekeeping.sweep().orphaned_blobs == 1
    assert shop.stored()[0] == 0
