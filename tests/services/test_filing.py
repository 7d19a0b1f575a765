"""Filing: files come in, change, hang on things, go to the trash or for good."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from filebook.core.access import Role, Visibility
from filebook.core.changes import Verb
from filebook.core.errors import AccessDenied, Conflict, Invalid, NoSpace, NotFound
from filebook.core.files import File, FileKind
from filebook.core.ids import Kind, Number, Ref
from filebook.services.filing import Hang, NewFile
from filebook.services.folders import NewFolder
from filebook.services.library import Page
from tests.services.conftest import Shop

_HOUR = timedelta(hours=1)


def unchanged(file: File) -> File:
    return file


def moved_to(folder: Ref) -> Callable[[File], File]:
    return lambda now: replace(now, folder=folder)


def hidden(file: File) -> File:
    return replace(file, visibility=Visibility.RESELLER)


def test_a_file_is_stored_with_what_was_said_of_it(shop: Shop) -> None:
    made = shop.file(
        b"%PDF-1.7 x", name="Plan.pdf", title="Plan", free_text="text", category="Grundriss", declared_type="a/b"
    )
    file = shop.library.file(shop.actor(), made.number)
    assert file == made
    assert (file.size_bytes, file.media_type, file.uploader.name) == (10, "a/b", shop.actor().user_name)
    assert file.version is not None
    assert file.version.content.detected_type == "application/pdf"


def test_a_file_may_hang_on_several_things_without_a_copy(shop: Shop) -> None:
    estate, contact = shop.record(Kind.ESTATE), shop.record(Kind.CONTACT)
    file = shop.file(on=(Hang(Kind.ESTATE, estate.number), Hang(Kind.CONTACT, contact.number)))
    for record in (estate, contact):
        found, total = shop.library.files_on(shop.actor(), record.number, kind=record.kind, page=Page(10))
        assert ([each.number for each in found], total) == ([file.number], 1)
    assert shop.stored()[0] == 1


def test_files_hang_in_their_order_and_position_zero_comes_first(shop: Shop) -> None:
    estate = shop.record(Kind.ESTATE)
    names = []
    for name, position in (("second", None), ("third", None), ("first", 0), ("before", 0)):
        shop.file(name=name, on=(Hang(Kind.ESTATE, estate.number, position),))
        names.append(name)
    found, _ = shop.library.files_on(shop.actor(), estate.number, kind=Kind.ESTATE, page=Page(10))
    assert [file.name for file in found] == ["before", "first", "second", "third"]


@pytest.mark.parametrize("target", ["unknown", "trashed kind", "other kind", "elsewhere"])
def test_a_file_cannot_hang_on_what_is_not_there_and_nothing_is_stored(shop: Shop, target: str) -> None:
    estate = shop.record(Kind.ESTATE)
    foreign = shop.records.add(shop.actor(business=shop.elsewhere), Kind.TASK, label="x")
    on = {
        "unknown": Hang(Kind.ESTATE, Number(999_999)),
        "trashed kind": Hang(Kind.FILE, estate.number),
        "other kind": Hang(Kind.CONTACT, estate.number),
        "elsewhere": Hang(Kind.TASK, foreign.number),
    }[target]
    before = shop.stored()
    with pytest.raises(NotFound):
        shop.file(on=(on,))
    assert shop.stored() == before


@pytest.mark.parametrize("name", ["", "../x", "a\x00", "x" * 300, "gpj.\u202eexe"])
def test_a_bad_name_is_refused_and_nothing_is_stored(shop: Shop, name: str) -> None:
    before = shop.stored()
    with pytest.raises(Invalid):
        shop.file(name=name)
    upload = shop.uploads.keep(shop.actor(), shop.received(b"x"))
    with pytest.raises(Invalid):
        shop.filing.file_away(shop.actor(), upload.id, new=NewFile(name))
    assert shop.uploads.get(shop.actor(), upload.id).id == upload.id
    assert shop.stored()[1] == before[1]


def test_an_estate_has_one_title_picture(shop: Shop) -> None:
    estate, other = shop.record(Kind.ESTATE), shop.record(Kind.ESTATE)
    first = shop.file(category="Titelbild", on=(Hang(Kind.ESTATE, estate.number),))
    shop.file(category="Titelbild", on=(Hang(Kind.ESTATE, other.number),))
    before = shop.stored()
    with pytest.raises(Conflict) as refused:
        shop.file(category="Titelbild", on=(Hang(Kind.ESTATE, estate.number),))
    assert refused.value.what == "title_picture"
    assert shop.stored() == before
    shop.filing.trash(shop.actor(), first)
    shop.file(category="Titelbild", on=(Hang(Kind.ESTATE, estate.number),))


def test_a_document_attribute_stands_once_on_an_estate(shop: Shop) -> None:
    estate, contact = shop.record(Kind.ESTATE), shop.record(Kind.CONTACT)
    shop.file(document_attribute="plan", on=(Hang(Kind.ESTATE, estate.number),))
    for _ in range(2):
        shop.file(document_attribute="plan", on=(Hang(Kind.CONTACT, contact.number),))
    with pytest.raises(Conflict) as refused:
        shop.file(document_attribute="plan", on=(Hang(Kind.ESTATE, estate.number),))
    assert refused.value.what == "document_attribute"


@pytest.mark.parametrize("switched_on", [True, False])
def test_pictures_are_published_by_default_where_the_business_says_so(shop: Shop, switched_on: bool) -> None:
    shop.accounts.set_settings(shop.business, {"publish_new_pictures": switched_on})
    picture = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x02\x00\x00\x00\x03\x08\x02\x00\x00\x00"
    assert shop.file(picture, name="a.png", publish_by_default=True).published is switched_on
    assert not shop.file(picture, name="a.png").published
    assert not shop.file(b"text", publish_by_default=True).published


def test_a_link_points_elsewhere_and_holds_no_bytes(shop: Shop) -> None:
    link = shop.filing.add_link(shop.actor(), "https://example.org/tour", new=NewFile("Tour"))
    assert (link.kind, link.url, link.size_bytes, link.media_type) == (FileKind.LINK, "https://example.org/tour", 0, "")
    for read in (lambda: shop.library.open(link), lambda: shop.library.link(link, lifetime=_HOUR)):
        with pytest.raises(NotFound):
            read()


@pytest.mark.parametrize("url", ["", "ftp://x", "javascript:alert(1)", "https://", "http://a b", "http://[", "//x"])
def test_a_link_that_is_not_of_the_web_is_refused(shop: Shop, url: str) -> None:
    with pytest.raises(Invalid):
        shop.filing.add_link(shop.actor(), url, new=NewFile("Tour"))


def test_a_change_is_seen_and_moves_the_time(shop: Shop) -> None:
    file = shop.file()
    changed = shop.filing.change(shop.actor(), file, edit=lambda now: replace(now, name="new.txt", title="T"))
    assert shop.library.file(shop.actor(), file.number) == changed
    assert changed.modified_at > file.modified_at


def test_links_to_things_are_replaced_one_kind_at_a_time(shop: Shop) -> None:
    one, two, contact = shop.record(Kind.TASK), shop.record(Kind.TASK), shop.record(Kind.CONTACT)
    file = shop.file(on=(Hang(Kind.TASK, one.number), Hang(Kind.CONTACT, contact.number)))

    def targets() -> list[Number]:
        found = shop.library.attachments_of(shop.actor(), [file.number])
        return [attachment.target for attachment in found.get(file.number, ())]

    for links, wanted in (
        ({Kind.TASK: one.number}, {one.number, contact.number}),
        ({Kind.TASK: two.number}, {two.number, contact.number}),
        ({Kind.CONTACT: None}, {two.number}),
        ({Kind.TASK: None, Kind.CONTACT: None}, set()),
    ):
        shop.filing.change(shop.actor(), file, edit=unchanged, links=links)
        assert set(targets()) == wanted
    with pytest.raises(NotFound):
        shop.filing.change(shop.actor(), file, edit=lambda now: replace(now, name="x"), links={Kind.TASK: Number(99)})
    assert shop.library.file(shop.actor(), file.number).name == file.name


def test_a_file_is_attached_to_one_more_thing(shop: Shop) -> None:
    file, task = shop.file(), shop.record(Kind.TASK)
    shop.filing.attach(shop.actor(), file, on=Hang(Kind.TASK, task.number))
    assert shop.library.files_on(shop.actor(), task.number, kind=Kind.TASK, page=Page(10))[1] == 1


def test_a_file_cannot_move_into_a_folder_that_is_not_there(shop: Shop) -> None:
    file = shop.file()
    trashed = shop.folders.trash(shop.actor(), shop.folders.create(shop.actor(), NewFolder("Old")))
    gone = (Ref(Number(999), trashed.uid), Ref(trashed.number, trashed.uid))
    for folder in gone:
        with pytest.raises(NotFound):
            shop.filing.change(shop.actor(), file, edit=moved_to(folder))
        with pytest.raises(NotFound):
            shop.file(folder=folder)


def test_a_trashed_file_is_absent_until_it_is_restored(shop: Shop) -> None:
    task = shop.record(Kind.TASK)
    file = shop.file(on=(Hang(Kind.TASK, task.number),))
    token = shop.library.link(file, lifetime=_HOUR)
    trashed = shop.filing.trash(shop.actor(), file)
    assert shop.filing.trash(shop.actor(), file) == trashed
    for read in (lambda: shop.library.file(shop.actor(), file.number), lambda: shop.library.follow(token)):
        with pytest.raises(NotFound):
            read()
    assert shop.library.files_on(shop.actor(), task.number, kind=Kind.TASK, page=Page(10)) == ([], 0)
    shop.filing.restore(shop.actor(), file)
    assert shop.library.files_on(shop.actor(), task.number, kind=Kind.TASK, page=Page(10))[1] == 1
    assert shop.library.follow(token).file.number == file.number


def test_a_file_restored_from_a_folder_that_is_gone_lies_at_top_level(shop: Shop) -> None:
    folder = shop.folders.create(shop.actor(), NewFolder("Letters"))
    file = shop.file(folder=Ref(folder.number, folder.uid))
    shop.filing.trash(shop.actor(), file)
    shop.folders.trash(shop.actor(), folder)
    assert shop.filing.restore(shop.actor(), file).folder is None


def test_a_file_deleted_for_good_takes_its_bytes_along(shop: Shop) -> None:
    file = shop.file()
    shop.filing.delete_forever(shop.actor(), file)
    assert shop.stored()[0] == 0
    with pytest.raises(NotFound):
        shop.filing.delete_forever(shop.actor(), file)
    assert shop.checks.fsck().sound


def test_trash_is_emptied_after_its_time(shop: Shop) -> None:
    shop.filing.trash(shop.actor(), shop.file())
    shop.clock.advance(days=29)
    assert shop.housekeeping.sweep().trashed_files == 0
    shop.clock.advance(days=2)
    assert shop.housekeeping.sweep().trashed_files == 1
    assert shop.stored()[0] == 0


@pytest.mark.parametrize("role", [Role.NONE, Role.PERSONAL, Role.VIEWER])
def test_who_may_not_write_changes_nothing(shop: Shop, role: Role) -> None:
    file, actor = shop.file(), shop.actor(role)
    upload = shop.uploads.keep(shop.actor(), shop.received(b"x"))
    before = shop.stored()
    for write in (
        lambda: shop.filing.change(actor, file, edit=lambda now: replace(now, name="x")),
        lambda: shop.filing.trash(actor, file),
        lambda: shop.filing.delete_forever(actor, file),
        lambda: shop.filing.add_link(actor, "https://example.org", new=NewFile("x")),
        lambda: shop.filing.file_away(actor, upload.id, new=NewFile("x")),
        lambda: shop.filing.attach(actor, file, on=Hang(Kind.TASK, Number(1))),
    ):
        with pytest.raises(AccessDenied):
            write()
    assert shop.stored() == before


def test_another_business_can_touch_nothing_and_learns_nothing(shop: Shop) -> None:
    file, stranger = shop.file(), shop.actor(business=shop.elsewhere)
    before = shop.stored()
    for write in (
        lambda: shop.filing.change(stranger, file, edit=lambda now: replace(now, name="x")),
        lambda: shop.filing.trash(stranger, file),
        lambda: shop.filing.delete_forever(stranger, file),
    ):
        with pytest.raises(NotFound):
            write()
    assert shop.stored() == before


def test_only_resellers_put_files_out_of_a_businesses_own_sight(shop: Shop) -> None:
    file = shop.file()
    with pytest.raises(AccessDenied):
        shop.filing.change(shop.actor(), file, edit=hidden)
    with pytest.raises(AccessDenied):
        shop.file(visibility=Visibility.RESELLER)
    reseller = shop.actor(Role.RESELLER, shop.parent)
    shop.filing.change(reseller, file, edit=hidden)
    with pytest.raises(AccessDenied):
        shop.library.file(shop.actor(), file.number)
    assert shop.library.file_by_uid(reseller, file.uid).visibility is Visibility.RESELLER


def test_every_write_is_one_entry_in_the_change_sequence(shop: Shop) -> None:
    file = shop.file()
    shop.filing.change(shop.actor(), file, edit=lambda now: now)
    shop.filing.trash(shop.actor(), file)
    shop.filing.restore(shop.actor(), file)
    shop.filing.delete_forever(shop.actor(), file)
    with shop.catalogue.read() as tables:
        changes = tables.changes.since(shop.business.number, 0, limit=1000)
    assert [change.verb for change in changes if change.number == file.number] == [
        Verb.CREATED,
        Verb.CHANGED,
        Verb.TRASHED,
        Verb.RESTORED,
        Verb.DELETED,
    ]
    assert [change.sequence for change in changes] == list(range(1, len(changes) + 1))


def test_a_full_quota_is_no_space(shop: Shop) -> None:
    shop.accounts.set_limits(shop.business, total_bytes=4)
    with pytest.raises(NoSpace):
        shop.file(b"hello")
    assert shop.stored()[0] == 0
