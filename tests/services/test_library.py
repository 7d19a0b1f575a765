"""The library, read: found within reach, listed in order, opened by link, checked against damage."""

from datetime import timedelta

import pytest

from filebook.backends.blobs.memory import MemoryBlobs
from filebook.core.access import Role, Visibility
from filebook.core.errors import AccessDenied, Damaged, Expired, NotFound
from filebook.core.files import Content, File
from filebook.core.ids import Kind, Number, Ref, short_of
from filebook.core.links import Disposition
from filebook.core.ports.library import ListingFilter
from filebook.services.content import VERIFIED_ALWAYS_BYTES, open_content
from filebook.services.filing import Hang
from filebook.services.folders import NewFolder
from filebook.services.library import Page
from tests.services.conftest import Shop

HOUR = timedelta(hours=1)


def test_a_file_is_found_by_every_name_it_has(shop: Shop) -> None:
    file = shop.file()
    assert file.version is not None
    library, actor = shop.library, shop.actor()
    assert library.file(actor, file.number) == file
    assert library.file_by_uid(actor, file.uid) == file
    assert library.file_or_folder_by_short(actor, short_of(file.uid)) == file
    assert library.file_by_content(actor, short_of(file.version.uid)) == file


def test_a_reseller_finds_its_customers_files_and_its_customers_not_each_others(shop: Shop) -> None:
    file = shop.file()
    sibling = shop.accounts.create_business("Sibling", parent=shop.parent.number)
    assert shop.library.file_by_uid(shop.actor(Role.RESELLER, shop.parent), file.uid) == file
    for stranger in (shop.actor(business=shop.elsewhere), shop.actor(Role.RESELLER, sibling)):
        with pytest.raises(NotFound):
            shop.library.file_by_uid(stranger, file.uid)


def test_who_may_see_nothing_is_denied_whether_or_not_there_is_anything(shop: Shop) -> None:
    file, actor = shop.file(), shop.actor(Role.PERSONAL)
    for number in (file.number, Number(999_999)):
        with pytest.raises(AccessDenied):
            shop.library.file(actor, number)
    with pytest.raises(AccessDenied):
        list(shop.listings.everything(actor, where=ListingFilter()))


def test_a_list_on_a_thing_is_paged_and_narrowed(shop: Shop) -> None:
    task = shop.record(Kind.TASK)
    files = [shop.file(name=f"{number}.txt", on=(Hang(Kind.TASK, task.number),)) for number in range(5)]

    def page(limit: int, offset: int = 0, only: Number | None = None) -> tuple[list[str], int]:
        found, total = shop.library.files_on(
            shop.actor(), task.number, kind=Kind.TASK, page=Page(limit, offset), only=only
        )
        return [file.name for file in found], total

    assert page(2) == (["0.txt", "1.txt"], 5)
    assert page(2, 4) == (["4.txt"], 5)
    assert page(2, 9) == ([], 5)
    assert page(10, only=files[3].number) == (["3.txt"], 1)
    assert page(10, only=Number(999_999)) == ([], 0)


def test_lists_leave_out_what_others_keep_to_themselves(shop: Shop) -> None:
    task = shop.record(Kind.TASK)
    on = (Hang(Kind.TASK, task.number),)
    colleague = shop.actor(name="colleague")
    shop.file(name="shared.txt", on=on)
    shop.file(name="mine.txt", on=on, visibility=Visibility.EMPLOYEE)
    shop.file(name="theirs.txt", on=on, visibility=Visibility.EMPLOYEE, actor=colleague)
    found, total = shop.library.files_on(shop.actor(), task.number, kind=Kind.TASK, page=Page(10))
    assert ([file.name for file in found], total) == (["shared.txt", "mine.txt"], 2)
    listed = sorted(item.name for item in shop.listings.everything(colleague, where=ListingFilter()))
    assert listed == ["shared.txt", "theirs.txt"]


def test_a_listing_goes_through_everything_in_order_of_making(shop: Shop) -> None:
    made = []
    for number in range(2100):
        if number % 700 == 0:
            made.append(shop.folders.create(shop.actor(), NewFolder(f"{number}")).uid)
            shop.clock.advance(milliseconds=1)
        made.append(shop.file(b"", name=f"{number}.txt").uid)
        shop.clock.advance(milliseconds=1)
    assert [item.uid for item in shop.listings.everything(shop.actor(), where=ListingFilter())] == made


def test_a_listing_is_narrowed_by_place_and_by_what_files_hang_on(shop: Shop) -> None:
    folder = shop.folders.create(shop.actor(), NewFolder("f"))
    one, two = shop.record(Kind.TASK), shop.record(Kind.CONTACT)
    shop.file(name="both.txt", on=(Hang(Kind.TASK, one.number), Hang(Kind.CONTACT, two.number)))
    shop.file(name="one.txt", on=(Hang(Kind.TASK, one.number),), folder=Ref(folder.number, folder.uid))

    def names(**where: object) -> list[str]:
        listed = shop.listings.everything(shop.actor(), where=ListingFilter(**where))  # type: ignore[arg-type] # own fields
        return sorted(item.name for item in listed)

    assert names(targets=(one.number,)) == ["both.txt", "one.txt"]
    assert names(targets=(one.number, two.number)) == ["both.txt"]
    assert names(parent=folder.number) == ["one.txt"]
    assert names(top_level=True) == ["both.txt", "f"]


def test_a_link_works_for_its_time_and_dies_with_the_file(shop: Shop) -> None:
    file = shop.file(b"hello")
    token = shop.library.link(file, lifetime=HOUR, disposition=Disposition.INLINE)
    opened = shop.library.follow(token)
    assert (opened.reader.read(0, 10), opened.disposition) == (b"hello", Disposition.INLINE)
    opened.reader.close()
    shop.clock.advance(hours=1)
    with pytest.raises(Expired):
        shop.library.follow(token)
    token = shop.library.link(file, lifetime=HOUR)
    shop.filing.delete_forever(shop.actor(), file)
    with pytest.raises(NotFound):
        shop.library.follow(token)


def test_public_bytes_are_for_everyone_and_no_others(shop: Shop) -> None:
    public, private = shop.file(visibility=Visibility.ALL), shop.file()
    assert public.version is not None
    assert private.version is not None
    assert shop.library.public_file(public.uid) == public
    assert shop.library.public_content(short_of(public.version.uid)) == public
    with pytest.raises(NotFound):
        shop.library.public_file(private.uid)
    with pytest.raises(NotFound):
        shop.library.public_content(short_of(private.version.uid))
    shop.filing.trash(shop.actor(), public)
    with pytest.raises(NotFound):
        shop.library.public_file(public.uid)


def damaged(shop: Shop, file: File) -> None:
    """Change a byte of the file's first blob behind everybody's back."""
    assert file.version is not None
    segment = file.version.content.segments[0]
    _overwrite(shop.blobs, segment.key)


def _overwrite(blobs: MemoryBlobs, key: str) -> None:
    data, at = blobs._blobs[key]  # type: ignore[index] # noqa: SLF001 - there is no honest way to damage a blob
    blobs._blobs[key] = (bytes([data[0] ^ 1]) + data[1:], at)  # type: ignore[index] # noqa: SLF001 - as above


def test_small_damage_is_found_before_a_byte_leaves_and_by_the_check(shop: Shop) -> None:
    file = shop.file(b"hello")
    damaged(shop, file)
    reader = shop.library.open(file).reader
    with pytest.raises(Damaged):
        reader.read(0, 1)
    with pytest.raises(Damaged):
        reader.read_now(0, 1)
    report = shop.checks.fsck()
    assert [finding.fault.value for finding in report.findings] == ["damaged"]
    assert not report.sound


def test_large_content_read_through_is_checked_before_its_last_block(shop: Shop) -> None:
    writer = shop.blobs.create()
    data = b"x" * (VERIFIED_ALWAYS_BYTES + 10)
    writer.write(data)
    segment = writer.commit()
    content = Content((segment,), segment.size_bytes, segment.sha256, "text/plain")
    _overwrite(shop.blobs, segment.key)
    reader = open_content(shop.blobs, content, verify_all=True)
    assert reader.read(0, VERIFIED_ALWAYS_BYTES)
    with pytest.raises(Damaged):
        reader.read_now(VERIFIED_ALWAYS_BYTES, 100)
    unchecked = open_content(shop.blobs, content)
    assert len(unchecked.read(0, len(data))) == len(data)
    unchecked.close()


def test_a_row_without_its_bytes_is_named_by_the_check(shop: Shop) -> None:
    file = shop.file()
    assert file.version is not None
    shop.blobs.delete(file.version.content.segments[0].key)
    assert [finding.fault.value for finding in shop.checks.fsck().findings] == ["missing"]


def test_bytes_without_a_row_are_named_and_are_no_harm(shop: Shop) -> None:
    shop.received(b"x").finish()
    report = shop.checks.fsck(read_bytes=False)
    assert [finding.fault.value for finding in report.findings] == ["orphan"]
    assert report.sound
