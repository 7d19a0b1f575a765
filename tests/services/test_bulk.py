"""Bulk operations: what a job does with files and folders, and what undoing it puts back."""

from dataclasses import replace

import pytest

from filebook.core.access import Role, Visibility
from filebook.core.errors import Conflict, Invalid, Missing, NotFound
from filebook.core.files import File
from filebook.core.ids import Kind, Number, Uid
from filebook.core.jobs import ITEM_LIMIT, NAMED_LIMIT, JobState, Operation, Wish
from filebook.services.filing import Hang
from tests.services.bulk import Steps, Thing, Yard, ended, reasons, ref
from tests.services.conftest import Shop


@pytest.fixture
def yard(shop: Shop) -> Yard:
    return Yard(shop)


def test_things_are_moved_and_put_back_where_each_came_from(yard: Yard) -> None:
    source, target = yard.folder("Source"), yard.folder("Target")
    files = [yard.shop.file(name=f"{number}", folder=ref(source)) for number in range(5)]
    files.append(yard.shop.file(name="loose"))
    child = yard.folder("Child", parent=source)
    moved = yard.done(Operation.MOVE, *files, child, into=target)
    assert ended(moved) == ("done", 7, 7, 0)
    assert yard.inside(target) == ["0", "1", "2", "3", "4", "Child", "loose"]
    undone = yard.undone(moved)
    assert ended(undone) == ("done", 7, 7, 0)
    assert yard.inside(source) == ["0", "1", "2", "3", "4", "Child"]
    assert (yard.place(files[5]), yard.inside(target)) == (None, [])
    assert yard.jobs.get(yard.shop.actor(), moved.job.uid).job.undone_by == undone.job.uid


def test_the_changes_of_a_job_are_noted_as_of_one_request(yard: Yard) -> None:
    file = yard.shop.file()
    with yard.shop.catalogue.read() as tables:
        before = tables.changes.last(yard.shop.business.number)
    report = yard.done(Operation.TRASH, file)
    with yard.shop.catalogue.read() as tables:
        changes = tables.changes.since(yard.shop.business.number, before, limit=9)
    assert [(change.verb.value, change.number, change.request) for change in changes] == [
        ("trashed", file.number, report.job.uid)
    ]


def test_what_cannot_be_dealt_with_is_told_and_stops_nothing(yard: Yard) -> None:
    shop, target = yard.shop, yard.folder("Target")
    inner = yard.folder("Inner", parent=target)
    hidden = shop.file(name="hidden", visibility=Visibility.EMPLOYEE, actor=shop.actor(Role.EDITOR))
    trashed = shop.filing.trash(shop.actor(), shop.file(name="trashed"))
    foreign = shop.file(name="foreign", actor=shop.actor(Role.OWNER, shop.elsewhere))
    record = shop.record(Kind.CONTACT)
    files = [shop.file(name=f"{number}") for number in range(4)]
    things = (files[0], target, "999999", files[1], hidden, trashed, foreign, record.uid, files[2], files[0], files[3])
    moved = yard.done(Operation.MOVE, *things, into=inner)
    assert ended(moved) == ("failed", 10, 4, 6)
    assert moved.job.reason == "items"
    assert yard.inside(inner) == ["0", "1", "2", "3"]
    assert reasons(moved) == {
        target.uid: "folder_loop",
        "999999": "not_found",
        hidden.uid: "access_denied",
        trashed.uid: "not_found",
        foreign.uid: "not_found",
        record.uid: "not_found",
    }
    assert (yard.place(foreign), yard.place(hidden), yard.place(trashed)) == (None, None, None)


def test_what_was_changed_since_is_not_put_back(yard: Yard) -> None:
    shop, target = yard.shop, yard.folder("Target")
    files = [shop.file(name=f"{number}") for number in range(3)]
    moved = yard.done(Operation.MOVE, *files, into=target)
    shop.filing.change(shop.actor(), files[1], edit=lambda file: replace(file, title="Mine"))
    shop.filing.delete_forever(shop.actor(), files[2])
    undone = yard.undone(moved)
    assert ended(undone) == ("failed", 3, 1, 2)
    assert reasons(undone) == {files[1].uid: "changed_since", files[2].uid: "not_found"}
    assert yard.inside(target) == ["1"]


def test_what_a_job_left_as_it_was_is_not_touched_by_undoing_it(yard: Yard) -> None:
    target = yard.folder("Target")
    there = yard.shop.file(name="there", folder=ref(target))
    moved = yard.done(Operation.MOVE, there, yard.shop.file(name="new"), into=target)
    assert ended(moved) == ("done", 2, 2, 0)
    assert ended(yard.undone(moved)) == ("done", 1, 1, 0)
    assert yard.inside(target) == ["there"]


def test_things_go_to_the_trash_and_back(yard: Yard) -> None:
    shop, folder = yard.shop, yard.folder("Folder")
    inside, loose = shop.file(name="inside", folder=ref(folder)), shop.file(name="loose")
    earlier = shop.filing.trash(shop.actor(), shop.file(name="earlier", folder=ref(folder)))
    shop.clock.advance(minutes=1)
    trashed = yard.done(Operation.TRASH, folder, loose, earlier)
    assert ended(trashed) == ("done", 3, 3, 0)
    assert yard.inside(None) == []
    assert ended(yard.undone(trashed)) == ("done", 2, 2, 0)
    assert yard.inside(None) == ["Folder", "loose"]
    assert yard.inside(folder) == ["inside"]
    assert yard.place(inside) == ref(folder)


def test_the_whole_trash_is_restored_and_trashed_again(yard: Yard) -> None:
    shop, outer = yard.shop, yard.folder("Outer")
    middle = yard.folder("Middle", parent=outer)
    file = shop.file(name="file", folder=ref(middle))
    shop.filing.trash(shop.actor(), file)
    shop.clock.advance(minutes=1)
    shop.folders.trash(shop.actor(), middle)
    shop.clock.advance(minutes=1)
    shop.folders.trash(shop.actor(), outer)
    job = yard.jobs.start(shop.actor(), Operation.RESTORE, Wish(everything_in_trash=True))
    yard.work()
    restored = yard.jobs.get(shop.actor(), job.uid)
    assert ended(restored) == ("done", 3, 3, 0)
    assert (yard.inside(None), yard.inside(outer), yard.inside(middle)) == (["Outer"], ["Middle"], ["file"])
    assert ended(yard.undone(restored)) == ("done", 3, 3, 0)
    assert yard.inside(None) == []
    now = yard.current(file)
    assert now is not None
    assert now.trashed_at is not None
    assert yard.place(file) == ref(middle)


def test_what_is_restored_together_comes_to_lie_where_it_lay_in_whatever_order_it_is_named(yard: Yard) -> None:
    shop, outer = yard.shop, yard.folder("Outer")
    inner = yard.folder("Inner", parent=outer)
    file = shop.file(name="file", folder=ref(inner))
    for thing in (file, inner, outer):
        yard.done(Operation.TRASH, thing)
        shop.clock.advance(minutes=1)
    restored = yard.done(Operation.RESTORE, file, inner, outer)
    assert ended(restored) == ("done", 3, 3, 0)
    assert (yard.inside(None), yard.inside(outer), yard.inside(inner)) == (["Outer"], ["Inner"], ["file"])


def test_undoing_a_restore_does_not_trash_what_came_into_the_folder_since(yard: Yard) -> None:
    shop, folder = yard.shop, yard.folder("Folder")
    shop.folders.trash(shop.actor(), folder)
    restored = yard.done(Operation.RESTORE, folder)
    shop.file(name="new", folder=ref(folder))
    assert reasons(yard.undone(restored)) == {folder.uid: "changed_since"}
    assert yard.inside(folder) == ["new"]


def test_folders_are_deleted_for_good_with_all_that_is_seen_in_them(yard: Yard) -> None:
    shop, outer = yard.shop, yard.folder("Outer")
    inner = yard.folder("Inner", parent=outer)
    shop.file(name="a", folder=ref(inner))
    shop.filing.trash(shop.actor(), shop.file(name="b", folder=ref(inner)))
    kept = shop.file(name="kept")
    deleted = yard.done(Operation.DELETE_FOREVER, inner, outer)
    assert ended(deleted) == ("done", 4, 4, 0)
    assert yard.inside(None) == ["kept"]
    assert kept.version
    assert [blob.key for blob in shop.blobs.blobs()] == [kept.version.content.segments[0].key]
    assert shop.checks.fsck().sound
    with pytest.raises(Conflict) as refused:
        yard.undone(deleted)
    assert refused.value.what == "job_final"


def test_a_folder_in_which_something_hidden_lies_is_not_deleted_nor_told_of(yard: Yard) -> None:
    shop, folder = yard.shop, yard.folder("Folder")
    hidden = shop.file(name="hidden", folder=ref(folder), visibility=Visibility.EMPLOYEE, actor=shop.actor(Role.EDITOR))
    deleted = yard.done(Operation.DELETE_FOREVER, folder)
    assert reasons(deleted) == {folder.uid: "folder_not_empty"}
    assert yard.current(hidden) == hidden


def test_all_that_lies_in_a_folder_is_meant_without_being_named(yard: Yard) -> None:
    shop, source = yard.shop, yard.folder("Source")
    for number in range(4):
        shop.file(name=f"{number}", folder=ref(source))
    yard.folder("Child", parent=source)
    target = yard.folder("Target")
    job = yard.jobs.start(shop.actor(), Operation.MOVE, Wish(everything_in=ref(source), into=ref(target)))
    yard.work()
    assert ended(yard.jobs.get(shop.actor(), job.uid)) == ("done", 5, 5, 0)
    assert (yard.inside(source), len(yard.inside(target))) == ([], 5)


def test_what_lies_in_one_place_is_counted_page_by_page(yard: Yard, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("filebook.services.bulk_plans.FILES_AT_ONCE", 2)
    shop, owner, source = yard.shop, yard.shop.actor(), yard.folder("Source")
    child = yard.folder("Child", parent=source)
    for number in range(5):
        shop.file(name=f"{number}", folder=ref(source if number else child))
    job = yard.jobs.start(owner, Operation.TRASH, Wish(everything_in=ref(source)))
    counted = yard.labour.take()
    assert counted
    yard.labour.work(counted, stopping=Steps(1))
    assert yard.jobs.get(owner, job.uid).job.total is None
    yard.work()
    trashed = yard.jobs.get(owner, job.uid)
    assert (ended(trashed), yard.inside(source)) == (("done", 5, 5, 0), [])
    assert ended(yard.undone(trashed)) == ("done", 5, 5, 0)
    assert (yard.inside(source), yard.inside(child)) == (["1", "2", "3", "4", "Child"], ["0"])
    yard.done(Operation.TRASH, source)
    emptied = yard.jobs.start(owner, Operation.DELETE_FOREVER, Wish(everything_in_trash=True))
    yard.work()
    assert ended(yard.jobs.get(owner, emptied.uid)) == ("done", 7, 7, 0)
    assert (yard.inside(None), yard.current(source), list(shop.blobs.blobs())) == ([], None, [])
    monkeypatch.setattr("filebook.services.bulk_plans.EVERYTHING_LIMIT", 4)
    for number in range(5):
        shop.filing.trash(owner, shop.file(name=f"{number}"))
    before = shop.stored()
    refused = yard.jobs.start(owner, Operation.DELETE_FOREVER, Wish(everything_in_trash=True))
    yard.work()
    assert yard.jobs.get(owner, refused.uid).job.reason == "too_many"
    assert shop.stored() == before


def test_a_job_about_too_much_fails_before_it_does_anything(yard: Yard, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("filebook.services.bulk_plans.ITEM_LIMIT", 3)
    shop, folder = yard.shop, yard.folder("Folder")
    for number in range(3):
        shop.file(name=f"{number}", folder=ref(folder))
    before = shop.stored()
    report = yard.done(Operation.COPY, folder)
    assert (report.job.state, report.job.reason, report.job.total) == (JobState.FAILED, "too_many", None)
    assert shop.stored() == before
    assert ITEM_LIMIT == 10_000


def test_what_cannot_be_meant_is_refused_and_no_job_is_made(yard: Yard) -> None:
    shop = yard.shop
    owner, file = shop.actor(), shop.file()
    place = ref(yard.folder())
    gone = replace(place, number=Number(999_999))
    refused: list[tuple[type[Exception], Operation, Wish]] = [
        (Missing, Operation.MOVE, Wish()),
        (Invalid, Operation.TRASH, Wish((file.uid,), into=place)),
        (Invalid, Operation.TRASH, Wish(("1",) * (NAMED_LIMIT + 1))),
        (Invalid, Operation.MOVE, Wish((file.uid,), everything_in=place)),
        (Invalid, Operation.COPY, Wish(everything_in_trash=True)),
        (Invalid, Operation.UNDO, Wish((file.uid,), undo_of=Uid("x"))),
        (NotFound, Operation.MOVE, Wish((file.uid,), into=gone)),
        (NotFound, Operation.TRASH, Wish(everything_in=gone)),
    ]
    for error, operation, wish in refused:
        with pytest.raises(error):
            yard.jobs.start(owner, operation, wish)
    assert yard.jobs.count(owner) == 0


def test_a_file_keeps_what_hangs_on_it_when_it_moves(yard: Yard) -> None:
    contact = yard.shop.record(Kind.CONTACT)
    file: File = yard.shop.file(on=(Hang(Kind.CONTACT, contact.number),))
    yard.done(Operation.MOVE, file, into=yard.folder())
    hanging = yard.shop.library.attachments_of(yard.shop.actor(), [file.number])
    assert [attachment.target for attachment in hanging[file.number]] == [contact.number]


def tags_of(yard: Yard, *things: Thing) -> list[tuple[str, ...]]:
    return [now.tags for thing in things if (now := yard.current(thing)) is not None]


def test_files_and_folders_are_tagged_and_get_their_old_tags_back(yard: Yard) -> None:
    shop, owner = yard.shop, yard.shop.actor()
    file, folder = shop.file(name="a", tags=("Offer", "old")), yard.folder("Folder")
    done = shop.file(name="b", tags=("new",))
    wish = Wish((file.uid, folder.uid, done.uid), add_tags=("new",), remove_tags=("OLD",))
    job = yard.jobs.start(owner, Operation.TAG, wish)
    yard.work()
    tagged = yard.jobs.get(owner, job.uid)
    assert ended(tagged) == ("done", 3, 3, 0)
    assert tags_of(yard, file, folder, done) == [
        ("Offer", "new"),
        ("new",),
        ("new",),
    ]
    assert ended(yard.undone(tagged)) == ("done", 2, 2, 0)
    assert tags_of(yard, file, folder, done) == [("Offer", "old"), (), ("new",)]
