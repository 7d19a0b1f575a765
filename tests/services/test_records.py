"""Records: made with what they hold, selected, changed, put in the trash; each write whole or not at all."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from filebook.core.access import Role, Visibility
from filebook.core.appointments import Span
from filebook.core.errors import AccessDenied, FilebookError, Invalid, Missing, NotFound
from filebook.core.ids import Kind, Number
from filebook.core.records import Record
from filebook.core.selection import Condition, Operator
from filebook.services.booking import NewAppointment
from filebook.services.library import Page
from filebook.services.records import Holding, NewRecord, Order, Tie
from tests.services.conftest import Shop

ALL = Page(limit=100)
NEVER = Number(999_999)


def labels(found: tuple[list[Record], int]) -> list[str]:
    return [record.label for record in found[0]]


def field(name: str) -> Callable[[Record], object]:
    return lambda record: record.fields.get(name)


def files_on(shop: Shop, record: Record) -> list[str]:
    return [file.name for file in shop.library.files_on(shop.actor(), record.number, kind=record.kind, page=ALL)[0]]


def test_several_records_are_made_with_what_they_are_about_and_what_hangs_on_them(shop: Shop) -> None:
    estate, contact, file = shop.record(Kind.ESTATE), shop.record(Kind.CONTACT), shop.file()
    ties = [Tie(Kind.ESTATE, estate.number), Tie(Kind.CONTACT, contact.number)]
    news = [NewRecord("First", {"a": 1}, ties, [file.number, file.number]), NewRecord("Second")]
    first, second = shop.records.add_all(shop.actor(), Kind.AGENTS_LOG, news)
    assert (first.label, first.fields, second.label) == ("First", {"a": 1}, "Second")
    assert shop.records.concerns(shop.actor(), [first.number, second.number]) == {
        first.number: {estate.number: Kind.ESTATE, contact.number: Kind.CONTACT},
        second.number: {},
    }
    assert files_on(shop, first) == ["note.txt"]
    assert files_on(shop, second) == []


@pytest.mark.parametrize(
    ("new", "error"),
    [
        (NewRecord(" "), Missing("label")),
        (NewRecord("x", ties=[Tie(Kind.ESTATE, NEVER)]), NotFound("estate")),
        (NewRecord("x", files=[NEVER]), NotFound("file")),
    ],
)
def test_one_record_that_cannot_be_made_leaves_none(shop: Shop, new: NewRecord, error: FilebookError) -> None:
    estate = shop.record(Kind.ESTATE)
    before = shop.stored()
    with pytest.raises(type(error)) as caught:
        shop.records.add_all(shop.actor(), Kind.TASK, [NewRecord("fine", ties=[Tie(Kind.ESTATE, estate.number)]), new])
    named = ("what", "field")
    assert [getattr(caught.value, name, None) for name in named] == [getattr(error, name, None) for name in named]
    assert shop.stored() == before
    assert shop.records.page(shop.actor(), Kind.TASK) == []


def test_what_is_no_record_is_not_made_as_one(shop: Shop) -> None:
    with pytest.raises(Invalid):
        shop.records.add(shop.actor(), Kind.FILE, label="x")


def test_a_tie_of_the_wrong_kind_in_the_trash_or_elsewhere_is_not_found(shop: Shop) -> None:
    contact, trashed = shop.record(Kind.CONTACT), shop.record(Kind.ESTATE)
    shop.records.trash(shop.actor(), trashed.number, kind=Kind.ESTATE)
    foreign = shop.records.add(shop.actor(business=shop.elsewhere), Kind.ESTATE, label="Foreign")
    before = shop.stored()
    for number in (contact.number, trashed.number, foreign.number):
        with pytest.raises(NotFound):
            shop.records.add_all(shop.actor(), Kind.TASK, [NewRecord("x", ties=[Tie(Kind.ESTATE, number)])])
    assert shop.stored() == before


def test_a_private_appointment_of_others_is_nothing_that_a_record_can_be_about(shop: Shop) -> None:
    editor = shop.actor(Role.EDITOR)
    single = shop.booking.add(shop.actor(), NewAppointment("Private", _span(), private=True))
    with pytest.raises(NotFound):
        shop.records.add_all(editor, Kind.TASK, [NewRecord("x", ties=[Tie(Kind.APPOINTMENT, single.number)])])
    (made,) = shop.records.add_all(
        shop.actor(), Kind.TASK, [NewRecord("x", ties=[Tie(Kind.APPOINTMENT, single.number)])]
    )
    assert shop.records.concerns(shop.actor(), [made.number]) == {made.number: {}}


def test_somebody_elses_own_file_is_as_absent_as_one_that_never_was(shop: Shop) -> None:
    editor = shop.actor(Role.EDITOR)
    secret, trashed = shop.file(visibility=Visibility.EMPLOYEE), shop.file()
    shop.filing.trash(shop.actor(), trashed)
    before = shop.stored()
    for number in (secret.number, trashed.number, NEVER):
        with pytest.raises(NotFound) as caught:
            shop.records.add_all(editor, Kind.AGENTS_LOG, [NewRecord("x", files=[number])])
        assert caught.value.what == "file"
    assert shop.stored() == before


@pytest.mark.parametrize("role", [Role.NONE, Role.PERSONAL, Role.VIEWER])
def test_who_may_not_write_makes_changes_and_trashes_nothing(shop: Shop, role: Role) -> None:
    actor, task = shop.actor(role), shop.record(Kind.TASK)
    before = shop.stored()
    for attempt in (
        lambda: shop.records.add(actor, Kind.TASK, label="x"),
        lambda: shop.records.change(actor, task.number, kind=Kind.TASK, edit=lambda record: record),
        lambda: shop.records.trash(actor, task.number, kind=Kind.TASK),
    ):
        with pytest.raises(AccessDenied):
            attempt()
    assert shop.stored() == before


@pytest.mark.parametrize("role", [Role.NONE, Role.PERSONAL])
def test_who_may_not_read_is_told_nothing(shop: Shop, role: Role) -> None:
    actor, task = shop.actor(role), shop.record(Kind.TASK)
    for attempt in (
        lambda: shop.records.get(actor, task.number, kind=Kind.TASK),
        lambda: shop.records.many(actor, [task.number], kind=Kind.TASK),
        lambda: shop.records.page(actor, Kind.TASK),
        lambda: shop.records.select(actor, Kind.TASK, page=ALL),
        lambda: shop.records.concerns(actor, [task.number]),
    ):
        with pytest.raises(AccessDenied):
            attempt()


def test_a_change_applies_to_the_record_as_it_is_and_adds_what_it_is_about(shop: Shop) -> None:
    estate, task = shop.record(Kind.ESTATE), shop.record(Kind.TASK)
    for name in ("a", "b"):
        shop.records.change(
            shop.actor(),
            task.number,
            kind=Kind.TASK,
            edit=lambda record, name=name: replace(record, fields={**record.fields, name: 1}),  # type: ignore[misc] # bound early on purpose
            ties=[Tie(Kind.ESTATE, estate.number)],
        )
    changed = shop.records.get(shop.actor(), task.number, kind=Kind.TASK)
    assert changed.fields == {"a": 1, "b": 1}
    assert changed.modified_at > task.modified_at
    assert shop.records.concerns(shop.actor(), [task.number]) == {task.number: {estate.number: Kind.ESTATE}}


def test_a_change_that_fails_leaves_the_record_as_it_was(shop: Shop) -> None:
    task = shop.record(Kind.TASK)
    before = shop.stored()
    for edit, ties in (
        (lambda record: replace(record, label=" "), []),
        (lambda record: replace(record, label="New"), [Tie(Kind.ESTATE, NEVER)]),
    ):
        with pytest.raises((Missing, NotFound)):
            shop.records.change(shop.actor(), task.number, kind=Kind.TASK, edit=edit, ties=ties)
    assert shop.records.get(shop.actor(), task.number, kind=Kind.TASK) == task
    assert shop.stored() == before


def test_a_trashed_record_is_gone_from_everywhere_and_keeps_its_files(shop: Shop) -> None:
    estate, file = shop.record(Kind.ESTATE), shop.file()
    (task,) = shop.records.add_all(
        shop.actor(), Kind.TASK, [NewRecord("x", ties=[Tie(Kind.ESTATE, estate.number)], files=[file.number])]
    )
    shop.records.trash(shop.actor(), estate.number, kind=Kind.ESTATE)
    assert shop.records.many(shop.actor(), [estate.number], kind=Kind.ESTATE) == []
    assert shop.records.select(shop.actor(), Kind.ESTATE, page=ALL) == ([], 0)
    assert shop.records.concerns(shop.actor(), [task.number]) == {task.number: {}}
    about = [Holding(Kind.ESTATE, [estate.number])]
    assert shop.records.select(shop.actor(), Kind.TASK, page=ALL, holding=about) == ([], 0)
    for attempt in (
        lambda: shop.records.get(shop.actor(), estate.number, kind=Kind.ESTATE),
        lambda: shop.records.trash(shop.actor(), estate.number, kind=Kind.ESTATE),
        lambda: shop.records.get(shop.actor(), task.number, kind=Kind.CONTACT),
    ):
        with pytest.raises(NotFound):
            attempt()
    shop.records.trash(shop.actor(), task.number, kind=Kind.TASK)
    assert shop.library.file(shop.actor(), file.number).name == "note.txt"


def test_a_selection_is_narrowed_ordered_counted_and_cut(shop: Shop) -> None:
    for label, rooms, city in (("a", 3, "X"), ("b", 10, "Y"), ("c", "4", "X"), ("d", None, "Y"), ("e", 4, "Y")):
        shop.records.add(shop.actor(), Kind.ESTATE, label=label, fields={"rooms": rooms, "city": city})
    select = shop.records.select
    by_rooms = [Order(field("rooms"), descending=True)]
    assert labels(select(shop.actor(), Kind.ESTATE, page=ALL)) == ["a", "b", "c", "d", "e"]
    assert labels(select(shop.actor(), Kind.ESTATE, order=by_rooms, page=ALL)) == ["d", "b", "c", "e", "a"]
    by_city = [Order(field("city")), *by_rooms]
    assert labels(select(shop.actor(), Kind.ESTATE, order=by_city, page=ALL)) == ["c", "a", "d", "b", "e"]
    large: list[Condition[Record]] = [Condition(field("rooms"), Operator.GREATER, (3,))]
    found, count = select(shop.actor(), Kind.ESTATE, where=large, order=by_rooms, page=Page(limit=1, offset=1))
    assert (labels((found, count)), count) == (["c"], 3)
    assert select(shop.actor(), Kind.ESTATE, page=Page(limit=5, offset=9)) == ([], 5)


def test_a_selection_among_numbers_takes_only_live_ones_of_the_kind(shop: Shop) -> None:
    first, second, contact = shop.record(Kind.ESTATE), shop.record(Kind.ESTATE), shop.record(Kind.CONTACT)
    numbers = [second.number, contact.number, NEVER, first.number, first.number]
    found, count = shop.records.select(shop.actor(), Kind.ESTATE, among=numbers, page=ALL)
    assert ([record.number for record in found], count) == ([first.number, second.number], 2)
    assert shop.records.select(shop.actor(), Kind.ESTATE, among=[], page=ALL) == ([], 0)
    elsewhere = shop.actor(business=shop.elsewhere)
    assert shop.records.select(elsewhere, Kind.ESTATE, among=numbers, page=ALL) == ([], 0)


def test_a_selection_by_what_records_are_about_needs_every_narrowing_to_fit(shop: Shop) -> None:
    estate, contact = shop.record(Kind.ESTATE), shop.record(Kind.CONTACT)
    on_estate, on_contact = Tie(Kind.ESTATE, estate.number), Tie(Kind.CONTACT, contact.number)
    news = [NewRecord("estate", {}, [on_estate]), NewRecord("both", {}, [on_estate, on_contact]), NewRecord("none")]
    made = shop.records.add_all(shop.actor(), Kind.TASK, news)
    shop.records.add_all(shop.actor(), Kind.AGENTS_LOG, [NewRecord("of another kind", {}, [on_estate])])
    of_estate, of_contact = Holding(Kind.ESTATE, [estate.number]), Holding(Kind.CONTACT, [contact.number])

    def found(*holding: Holding, among: list[Number] | None = None) -> list[str]:
        return labels(shop.records.select(shop.actor(), Kind.TASK, holding=holding, among=among, page=ALL))

    assert found(of_estate) == ["estate", "both"]
    assert found(of_estate, of_contact) == ["both"]
    assert found(of_estate, among=[made[0].number]) == ["estate"]
    assert found(Holding(Kind.CONTACT, [estate.number])) == []
    assert found(Holding(Kind.ESTATE, [NEVER])) == []


def _span() -> Span:
    start = datetime(2026, 4, 7, 14, 30)
    return Span(start, start + timedelta(minutes=45), "Europe/Amsterdam")
