"""Bulk copies: files and folders copied by a job, with bytes of their own."""

from dataclasses import replace

import pytest

from filebook.core.access import Role, Visibility
from filebook.core.ids import Kind
from filebook.core.jobs import JobState, Operation, Wish
from filebook.services.content import open_content
from filebook.services.filing import Hang, NewFile
from tests.services.bulk import Yard, ended, reasons, ref
from tests.services.conftest import Shop


@pytest.fixture
def yard(shop: Shop) -> Yard:
    return Yard(shop)


def test_a_folder_is_copied_with_everything_that_is_seen_in_it(yard: Yard) -> None:
    shop, target = yard.shop, yard.folder("Target")
    root = yard.folder("Root")
    deep = yard.folder("Deep", parent=yard.folder("Empty", parent=root))
    appointment = shop.record(Kind.CONTACT)
    file = shop.file(
        b"x" * 900, name="a.bin", folder=ref(deep), title="T", on=(Hang(Kind.CONTACT, appointment.number),)
    )
    link = shop.filing.add_link(shop.actor(), "https://example.org/", new=NewFile("link", folder=ref(root)))
    shop.filing.trash(shop.actor(), shop.file(name="trashed", folder=ref(root)))
    shop.file(name="hidden", folder=ref(root), visibility=Visibility.EMPLOYEE, actor=shop.actor(Role.EDITOR))
    copied = yard.done(Operation.COPY, root, file, into=target)
    assert ended(copied) == ("done", 6, 6, 0)
    top = [item.made for item in copied.made]
    assert len(top) == 2
    with shop.catalogue.read() as tables:
        made = [tables.numbers.find(shop.business.number, found.number) for found in top if found]
        assert [named.kind for named in made if named] == [Kind.FOLDER, Kind.FILE]
        assert made[1]
        copy = tables.files.get(shop.business.number, made[1].number)
        assert tables.attachments.of_files(shop.business.number, [made[1].number]) == {}
    assert copy
    assert (copy.name, copy.title, copy.folder) == ("a.bin", "T", ref(target))
    assert copy.version
    assert file.version
    assert copy.version.content.sha256 == file.version.content.sha256
    assert copy.version.content.segments != file.version.content.segments
    assert open_content(shop.blobs, copy.version.content).read(0, 999) == b"x" * 900
    assert yard.inside(target) == ["Root", "a.bin"]
    assert yard.inside(root) == ["Empty", "link"]
    assert link.url == "https://example.org/"
    assert shop.checks.fsck().sound


def test_undoing_a_copy_leaves_what_others_put_there(yard: Yard) -> None:
    shop = yard.shop
    root = yard.folder("Root")
    shop.file(name="a", folder=ref(root))
    target = yard.folder("Target")
    copied = yard.done(Operation.COPY, root, into=target)
    copy = copied.made[0].made
    assert copy is not None
    mine = shop.file(name="mine", folder=copy)
    undone = yard.undone(copied)
    assert ended(undone) == ("failed", 2, 1, 1)
    assert reasons(undone) == {copy.uid: "folder_not_empty"}
    assert yard.place(mine) == copy
    now = yard.current(mine)
    assert now is not None
    assert now.trashed_at is None


def test_a_folder_is_not_copied_into_itself(yard: Yard) -> None:
    root = yard.folder("Root")
    inner = yard.folder("Inner", parent=root)
    yard.shop.file(name="a", folder=ref(inner))
    before = yard.shop.stored()
    copied = yard.done(Operation.COPY, root, into=inner)
    assert ended(copied) == ("failed", 3, 0, 3)
    assert [item.reason for item in copied.failures] == ["folder_loop", "folder_not_copied", "folder_not_copied"]
    assert yard.shop.stored() == before


def test_a_copy_beyond_the_quota_waits_and_then_fails(yard: Yard) -> None:
    shop = yard.shop
    file = shop.file(b"x" * 600)
    business = replace(shop.business, limits=replace(shop.business.limits, total_bytes=1000))
    shop.catalogue.write(lambda tables: tables.businesses.update(business))
    before = shop.stored()
    job = yard.jobs.start(shop.actor(), Operation.COPY, Wish((file.uid,)))
    for _ in range(20):
        yard.work()
        shop.clock.advance(hours=2)
    report = yard.jobs.get(shop.actor(), job.uid)
    assert (report.job.state, report.job.reason) == (JobState.FAILED, "no_space")
    assert shop.stored() == before


def test_damaged_bytes_are_not_copied(yard: Yard) -> None:
    shop = yard.shop
    file = shop.file(b"x" * 600)
    assert file.version
    key = file.version.content.segments[0].key
    shop.blobs._blobs[key] = (b"y" * 600, shop.clock())  # noqa: SLF001 - there is no honest way to damage a blob
    before = shop.stored()
    copied = yard.done(Operation.COPY, file)
    assert reasons(copied) == {file.uid: "damaged"}
    assert shop.stored() == before


def test_a_folder_that_could_not_be_copied_is_not_copied_without_what_is_in_it_later(yard: Yard) -> None:
    shop, owner, folder = yard.shop, yard.shop.actor(), yard.folder("Folder")
    shop.file(name="a", folder=ref(folder))
    shop.folders.trash(owner, folder)
    copied = yard.done(Operation.COPY, folder)
    assert reasons(copied) == {folder.uid: "not_found"}
    shop.folders.restore(owner, folder)
    yard.jobs.retry(owner, copied.job.uid)
    yard.work()
    assert yard.jobs.get(owner, copied.job.uid).job.state is JobState.FAILED
    assert yard.inside(None) == ["Folder"]


def test_a_copy_has_the_tags_of_what_it_is_a_copy_of(yard: Yard) -> None:
    copied = yard.done(Operation.COPY, yard.shop.file(tags=("Offer",)))
    made = copied.made[0].made
    with yard.shop.catalogue.read() as tables:
        copy = tables.files.get(yard.shop.business.number, made.number) if made else None
    assert copy
    assert copy.tags == ("Offer",)
