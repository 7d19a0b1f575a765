"""Files on estates: one title picture, each document attribute once, whatever way a file comes there; and leaving."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from filebook.core.access import Role
from filebook.core.changes import Verb
from filebook.core.errors import AccessDenied, Conflict, Invalid, NotFound
from filebook.core.files import File
from filebook.core.ids import Kind, Number
from filebook.core.records import Record
from filebook.services.filing import Hang
from filebook.services.library import Page
from tests.services.conftest import Shop


def on(estate: Record, position: int | None = None) -> Hang:
    return Hang(estate.kind, estate.number, position)


def now(shop: Shop, file: File) -> File:
    return shop.library.file(shop.actor(), file.number)


def said(**fields: str) -> Callable[[File], File]:
    return lambda file: replace(file, **fields)  # type: ignore[arg-type] # a test's own words


def names_on(shop: Shop, record: Record) -> list[str]:
    found, _ = shop.library.files_on(shop.actor(), record.number, kind=record.kind, page=Page(10))
    return [file.name for file in found]


def verbs(shop: Shop, since: int) -> list[tuple[int, Verb]]:
    with shop.catalogue.read() as tables:
        return [(one.number, one.verb) for one in tables.changes.since(shop.business.number, since, limit=100)]


def test_a_new_title_picture_takes_the_place_of_the_one_before_in_one_unit(shop: Shop) -> None:
    estate, other = shop.record(Kind.ESTATE), shop.record(Kind.ESTATE)
    old, elsewhere = shop.file(category="Titelbild", on=(on(estate),)), shop.file(category="Titelbild", on=(on(other),))
    new = shop.file(category="Foto", on=(on(estate),))
    since = shop.stored()[1]
    changed = shop.filing.change_on(shop.actor(), new, on=on(estate), edit=said(category="Titelbild", title="T"))
    assert now(shop, new) == changed
    assert [now(shop, file).category for file in (old, new, elsewhere)] == ["Foto", "Titelbild", "Titelbild"]
    assert now(shop, old).modified_at > old.modified_at
    assert verbs(shop, since) == [(old.number, Verb.CHANGED), (new.number, Verb.CHANGED)]


def test_a_title_picture_on_two_estates_is_that_of_both(shop: Shop) -> None:
    estates = shop.record(Kind.ESTATE), shop.record(Kind.ESTATE)
    old = [shop.file(category="Titelbild", on=(on(estate),)) for estate in estates]
    new = shop.file(category="Foto", on=(on(estates[0]), on(estates[1])))
    shop.filing.change_on(shop.actor(), new, on=on(estates[0]), edit=said(category="Titelbild"))
    assert [now(shop, file).category for file in (*old, new)] == ["Foto", "Foto", "Titelbild"]


def test_a_taken_document_attribute_is_refused_and_demotes_nobody(shop: Shop) -> None:
    estate = shop.record(Kind.ESTATE)
    shop.file(category="Titelbild", document_attribute="plan", on=(on(estate),))
    file = shop.file(on=(on(estate),))
    before = shop.stored()
    with pytest.raises(Conflict) as refused:
        shop.filing.change_on(
            shop.actor(), file, on=on(estate, 0), edit=said(category="Titelbild", document_attribute="plan")
        )
    assert refused.value.what == "document_attribute"
    assert shop.stored() == before
    assert now(shop, file) == file


def test_a_file_keeps_its_place_and_role_unless_it_is_moved(shop: Shop) -> None:
    estate = shop.record(Kind.ESTATE)
    for name in ("a", "b"):
        shop.file(name=name, on=(on(estate),))
    file = shop.file(name="c", on=(Hang(Kind.ESTATE, estate.number, role="cover"),))
    shop.filing.change_on(shop.actor(), file, on=on(estate), edit=said(title="T"))
    assert names_on(shop, estate) == ["a", "b", "c"]
    shop.filing.change_on(shop.actor(), file, on=on(estate, 0), edit=said())
    assert names_on(shop, estate) == ["c", "a", "b"]
    (attachment,) = shop.library.attachments_of(shop.actor(), [file.number])[file.number]
    assert (attachment.role, attachment.position) == ("cover", 0)


def test_what_cannot_be_said_of_a_file_is_refused(shop: Shop) -> None:
    estate = shop.record(Kind.ESTATE)
    file = shop.file(on=(on(estate),))
    before = shop.stored()
    with pytest.raises(Invalid):
        shop.filing.change_on(shop.actor(), file, on=on(estate), edit=said(name="../x"))
    assert shop.stored() == before


def test_attaching_keeps_the_rules_too(shop: Shop) -> None:
    estate = shop.record(Kind.ESTATE)
    shop.file(category="Titelbild", document_attribute="plan", on=(on(estate),))
    for file in (shop.file(category="Titelbild"), shop.file(document_attribute="plan")):
        before = shop.stored()
        with pytest.raises(Conflict):
            shop.filing.attach(shop.actor(), file, on=on(estate))
        with pytest.raises(Conflict):
            shop.filing.change(shop.actor(), file, edit=lambda one: one, links={Kind.ESTATE: estate.number})
        assert shop.stored() == before


def test_a_title_picture_may_be_attached_again(shop: Shop) -> None:
    estate = shop.record(Kind.ESTATE)
    file = shop.file(category="Titelbild", document_attribute="plan", on=(on(estate),))
    shop.filing.attach(shop.actor(), file, on=on(estate, 0))
    assert names_on(shop, estate) == [file.name]


def test_what_comes_back_from_the_trash_fits_in(shop: Shop) -> None:
    estate = shop.record(Kind.ESTATE)
    old = shop.file(category="Titelbild", document_attribute="plan", on=(on(estate),))
    shop.filing.trash(shop.actor(), old)
    new = shop.file(category="Titelbild", document_attribute="plan", on=(on(estate),))
    restored = shop.filing.restore(shop.actor(), old)
    assert (restored.category, restored.document_attribute) == ("Foto", "")
    assert now(shop, new) == new
    shop.filing.trash(shop.actor(), new)
    assert shop.filing.restore(shop.actor(), new).category == "Titelbild"


def test_a_file_leaves_one_thing_and_stays_on_the_others(shop: Shop) -> None:
    estate, task = shop.record(Kind.ESTATE), shop.record(Kind.TASK)
    file = shop.file(on=(on(estate), on(task)))
    since = shop.stored()[1]
    shop.filing.detach(shop.actor(), file, target=estate.number, kind=Kind.ESTATE)
    assert (names_on(shop, estate), names_on(shop, task)) == ([], [file.name])
    assert now(shop, file) == file
    assert verbs(shop, since) == [(file.number, Verb.DETACHED)]


def test_a_file_that_hangs_nowhere_else_goes_to_the_trash_and_comes_back_to_its_place(shop: Shop) -> None:
    estate, task = shop.record(Kind.ESTATE), shop.record(Kind.TASK)
    file = shop.file(on=(on(estate), on(task)))
    shop.records.trash(shop.actor(), task.number, kind=Kind.TASK)
    since = shop.stored()[1]
    shop.filing.detach(shop.actor(), file, target=estate.number, kind=Kind.ESTATE)
    with pytest.raises(NotFound):
        now(shop, file)
    assert verbs(shop, since) == [(file.number, Verb.TRASHED)]
    assert shop.stored()[0] == 1
    shop.filing.restore(shop.actor(), file)
    assert names_on(shop, estate) == [file.name]


@pytest.mark.parametrize("wrong", ["another estate", "another kind", "nothing", "trashed estate", "trashed file"])
def test_a_file_that_does_not_hang_there_is_not_found_and_nothing_changes(shop: Shop, wrong: str) -> None:
    estate, other = shop.record(Kind.ESTATE), shop.record(Kind.ESTATE)
    file = shop.file(on=(on(estate),))
    if wrong == "trashed estate":
        shop.records.trash(shop.actor(), estate.number, kind=Kind.ESTATE)
    if wrong == "trashed file":
        shop.filing.trash(shop.actor(), file)
    target, kind = {
        "another estate": (other.number, Kind.ESTATE),
        "another kind": (estate.number, Kind.CONTACT),
        "nothing": (Number(999_999), Kind.ESTATE),
    }.get(wrong, (estate.number, Kind.ESTATE))
    before = shop.stored()
    with pytest.raises(NotFound):
        shop.filing.detach(shop.actor(), file, target=target, kind=kind)
    with pytest.raises(NotFound):
        shop.filing.change_on(shop.actor(), file, on=Hang(kind, target, 0), edit=said(title="T"))
    assert shop.stored() == before


def test_who_may_not_write_and_other_businesses_change_nothing(shop: Shop) -> None:
    estate = shop.record(Kind.ESTATE)
    file = shop.file(on=(on(estate),))
    refused = (
        (shop.actor(Role.VIEWER), AccessDenied),
        (shop.actor(Role.PERSONAL), AccessDenied),
        (shop.actor(business=shop.elsewhere), NotFound),
    )
    before = shop.stored()
    for actor, refusal in refused:
        with pytest.raises(refusal):
            shop.filing.detach(actor, file, target=estate.number, kind=Kind.ESTATE)
        with pytest.raises(refusal):
            shop.filing.change_on(actor, file, on=on(estate), edit=said(title="T"))
    assert shop.stored() == before


def test_what_a_file_hangs_on_is_told_as_far_as_one_may_know_of_it(shop: Shop) -> None:
    estate, task, gone = shop.record(Kind.ESTATE), shop.record(Kind.TASK), shop.record(Kind.TASK)
    file = shop.file(on=(on(estate), on(task), on(gone)))
    shop.records.trash(shop.actor(), gone.number, kind=Kind.TASK)

    def attached(**narrowed: object) -> list[Number]:
        found = shop.library.attached(shop.actor(), file.number, **{"limit": 9, **narrowed})  # type: ignore[arg-type] # its own
        return [attachment.target for attachment in found]

    assert attached() == [estate.number, task.number]
    assert attached(limit=1) == [estate.number]
    assert attached(kind=Kind.TASK) == [task.number]
    assert attached(target=task.number) == [task.number]
    assert attached(target=task.number, kind=Kind.ESTATE) == []
    with pytest.raises(NotFound):
        shop.library.attached(shop.actor(business=shop.elsewhere), file.number, limit=9)
    with pytest.raises(AccessDenied):
        shop.library.attached(shop.actor(Role.PERSONAL), file.number, limit=9)
