"""Holds: what somebody holds does not vanish, wherever it is put and by whichever way it is to be removed."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

import pytest

from filebook.core.access import Action, Role, Scope, Visibility
from filebook.core.appointments import Span
from filebook.core.changes import Verb
from filebook.core.errors import AccessDenied, Conflict, Invalid, NotFound
from filebook.core.files import File, Folder
from filebook.core.ids import Kind, Number, Ref
from filebook.core.jobs import Operation
from filebook.core.recurrence.rule import Frequency, Rule
from filebook.services.booking import NewAppointment
from filebook.services.contents import Contents
from filebook.services.filing import Hang
from filebook.services.folders import NewFolder
from filebook.services.hangings import Hangings
from filebook.services.rebooking import Extent, Part, Rebooking, Wish
from tests.services.bulk import Yard, reasons
from tests.services.conftest import Shop


def _ref(thing: Folder) -> Ref:
    return Ref(thing.number, thing.uid)


def _folder(shop: Shop, parent: Folder | None = None) -> Folder:
    return shop.folders.create(shop.actor(), NewFolder("A folder", None if parent is None else _ref(parent)))


def _hold(shop: Shop, number: Number) -> None:
    shop.holds.put(shop.actor(), number, reason="A dispute")


def _contents(shop: Shop) -> Contents:
    return Contents(shop.catalogue, shop.blobs, uploads=shop.uploads, filing=shop.filing, now=shop.clock)


@dataclass(frozen=True)
class Case:
    """A file of two versions in a folder in a folder, on an estate; and what holds it."""

    shop: Shop
    top: Folder
    folder: Folder
    estate: Number
    file: File

    @classmethod
    def of(cls, shop: Shop) -> "Case":
        top = _folder(shop)
        folder, estate = _folder(shop, top), shop.record(Kind.ESTATE).number
        file = shop.file(folder=_ref(folder), on=(Hang(Kind.ESTATE, estate),))
        return cls(shop, top, folder, estate, _contents(shop).replace(shop.actor(), file, shop.received(b"second")))

    def over(self) -> list[int]:
        return [one.ref.number for one in self.shop.holds.over(self.shop.actor(), self.file.number)]


HELD: dict[str, Callable[[Case], Number]] = {
    "the file": lambda case: case.file.number,
    "its folder": lambda case: case.folder.number,
    "the folder above": lambda case: case.top.number,
    "what it hangs on": lambda case: case.estate,
}


@pytest.mark.parametrize("held", HELD.values(), ids=HELD.keys())
def test_nothing_of_what_is_held_is_removed_for_good(shop: Shop, held: Callable[[Case], Number]) -> None:
    case, yard, owner = Case.of(shop), Yard(shop), shop.actor()
    shop.accounts.set_settings(shop.business, {"versions_kept": 1, "trash_days": 1, "delete_full_folders": True})
    _hold(shop, held(case))
    shop.clock.advance(days=40)
    before = shop.stored()
    attempts: list[Callable[[], None]] = [
        lambda: _contents(shop).remove(owner, case.file, 1),
        lambda: shop.filing.delete_forever(owner, case.file),
        lambda: shop.removal.folder(owner, case.top),
        lambda: shop.removal.folder_and_contents(owner, case.folder),
    ]
    for attempt in attempts:
        with pytest.raises(Conflict) as refused:
            attempt()
        assert refused.value.what == "held"
    assert shop.housekeeping.sweep().old_versions == 0
    assert shop.stored() == before
    shop.folders.trash(owner, case.top)
    shop.clock.advance(days=40)
    swept = shop.housekeeping.sweep()
    assert (swept.trashed_files, swept.trashed_folders) == (0, 0)
    report = yard.done(Operation.DELETE_FOREVER, case.top)
    assert reasons(report)[case.file.uid] == "held"
    assert shop.stored()[0] == before[0]
    shop.holds.lift(owner, held(case))
    swept = shop.housekeeping.sweep()
    assert (swept.trashed_files, swept.trashed_folders) == (1, 2)


def _moved(case: Case) -> None:
    case.shop.filing.change(case.shop.actor(), case.file, edit=lambda now: replace(now, folder=None))


def _moved_along(case: Case) -> None:
    case.shop.folders.change(case.shop.actor(), case.folder, edit=lambda now: replace(now, parent=None))


def _relinked(case: Case) -> None:
    other = case.shop.record(Kind.ESTATE).number
    case.shop.filing.change(case.shop.actor(), case.file, edit=lambda now: now, links={Kind.ESTATE: other})


def _detached(case: Case) -> None:
    other = case.shop.record(Kind.TASK).number
    case.shop.filing.attach(case.shop.actor(), case.file, on=Hang(Kind.TASK, other))
    case.shop.filing.detach(case.shop.actor(), case.file, target=case.estate, kind=Kind.ESTATE)


def _arranged(case: Case) -> None:
    hangings = Hangings(case.shop.catalogue, filing=case.shop.filing, now=case.shop.clock)
    hangings.arrange(case.shop.actor(), case.estate, kind=Kind.ESTATE, wanted=[])


def _taken_off(case: Case) -> None:
    hangings = Hangings(case.shop.catalogue, filing=case.shop.filing, now=case.shop.clock)
    hangings.detach(case.shop.actor(), case.file.number, target=case.estate, kind=Kind.ESTATE)


TAKEN: dict[str, tuple[str, Callable[[Case], None]]] = {
    "out of the folder": ("its folder", _moved),
    "with its folder, out of the one above": ("the folder above", _moved_along),
    "off the estate, by a link to another": ("what it hangs on", _relinked),
    "off the estate, which it hangs on no more": ("what it hangs on", _detached),
    "off the estate, by a list without it": ("what it hangs on", _arranged),
    "off the estate, into the library": ("what it hangs on", _taken_off),
}


@pytest.mark.parametrize(("held", "take"), TAKEN.values(), ids=TAKEN.keys())
def test_what_is_taken_from_where_it_is_held_is_held_until_that_is_lifted(
    shop: Shop, held: str, take: Callable[[Case], None]
) -> None:
    case = Case.of(shop)
    number = HELD[held](case)
    _hold(shop, number)
    take(case)
    assert case.over() == [number]
    with pytest.raises(Conflict):
        shop.filing.delete_forever(shop.actor(), case.file)
    shop.holds.lift(shop.actor(), number)
    assert case.over() == []
    shop.filing.delete_forever(shop.actor(), case.file)


def test_what_comes_later_is_held_too_and_what_was_never_there_is_not(shop: Shop) -> None:
    case, free = Case.of(shop), shop.file()
    _hold(shop, case.top.number)
    _hold(shop, case.estate)
    later = [shop.file(folder=_ref(case.folder)), shop.file(on=(Hang(Kind.ESTATE, case.estate),))]
    for file in later:
        with pytest.raises(Conflict):
            shop.filing.delete_forever(shop.actor(), file)
    shop.filing.delete_forever(shop.actor(), free)


def test_what_follows_in_a_held_series_is_held_when_it_is_divided(shop: Shop) -> None:
    owner, start = shop.actor(), datetime(2026, 4, 6, 10)
    rule = Rule(Frequency.WEEKLY, date(2026, 4, 6), count=6)
    series = shop.booking.add(
        owner, NewAppointment("Weekly", Span(start, start + timedelta(hours=1), "UTC"), rule=rule)
    )
    _hold(shop, series.number)
    part = Part(Extent.FOLLOWING, date(2026, 4, 20))
    rebooking = Rebooking(shop.catalogue, now=shop.clock)
    wish = Wish(edit=lambda now: replace(now, subject="Later"), edit_day=lambda member: member.whole)
    begun = rebooking.change(owner, series.number, part=part, wish=wish)
    assert begun.number != series.number
    file = shop.file(on=(Hang(Kind.APPOINTMENT, begun.number),))
    with pytest.raises(Conflict):
        shop.filing.delete_forever(owner, file)


def test_a_hold_leaves_everything_else_as_it_was(shop: Shop) -> None:
    case, owner = Case.of(shop), shop.actor()
    _hold(shop, case.top.number)
    newer = _contents(shop).replace(owner, case.file, shop.received(b"third"))
    assert newer.version is not None
    assert newer.version.number == 3
    trashed = shop.filing.trash(owner, case.file)
    assert trashed.trashed_at == shop.clock()
    assert shop.filing.restore(owner, case.file).trashed_at is None


def test_who_administers_holds_and_lifts_and_it_is_noted_on_them(shop: Shop) -> None:
    owner, file = shop.actor(), shop.file()
    held = shop.holds.put(owner, file.number, reason="Claim 17")
    again = shop.holds.put(owner, file.number, reason="Claim 17")
    assert (again, held.hold.held_by, held.label) == (held, owner.user_name, "note.txt")
    shop.clock.advance(days=1)
    other = shop.holds.put(owner, file.number, reason="Claim 18")
    assert (other.hold.held_at, other.hold.reason) == (held.hold.held_at, "Claim 18")
    assert shop.holds.one(owner, file.number) == other
    shop.holds.lift(owner, file.number)
    with shop.catalogue.read() as tables:
        noted = [one for one in tables.changes.since(shop.business.number, 0, limit=99) if one.kind is Kind.USER]
    told = [
        (one.verb, one.number, one.detail["number"], one.detail["reason"]) for one in noted if "reason" in one.detail
    ]
    assert told == [
        (Verb.HELD, owner.user, file.number, "Claim 17"),
        (Verb.HELD, owner.user, file.number, "Claim 18"),
        (Verb.RELEASED, owner.user, file.number, "Claim 18"),
    ]


def test_holds_are_not_for_everybody_nor_on_everything(shop: Shop) -> None:
    owner, file = shop.actor(), shop.file()
    hidden = shop.file(actor=shop.actor(Role.EDITOR), visibility=Visibility.EMPLOYEE)
    foreign = shop.actor(business=shop.elsewhere)
    shop.holds.put(shop.actor(Role.ADMIN), hidden.number, reason="Seen by few")
    before = shop.stored()
    scoped = replace(owner, scope=Scope(kinds=frozenset({Kind.APPOINTMENT})))
    reader = replace(owner, scope=Scope(verbs=frozenset({Action.READ})))
    for who, number, failure in (
        (shop.actor(Role.EDITOR), file.number, AccessDenied),
        (reader, file.number, AccessDenied),
        (scoped, file.number, NotFound),
        (owner, hidden.number, NotFound),
        (foreign, file.number, NotFound),
        (owner, owner.user, NotFound),
        (owner, Number(999_999), NotFound),
    ):
        with pytest.raises(failure):
            shop.holds.put(who, number, reason="why")
        with pytest.raises(failure):
            shop.holds.lift(who, number)
        with pytest.raises((failure, NotFound)):
            shop.holds.one(who, number)
    for reason in ("", "  ", "x" * 1001):
        with pytest.raises(Invalid):
            shop.holds.put(owner, file.number, reason=reason)
    assert shop.stored() == before
    kinds = frozenset({Kind.FILE})
    assert shop.holds.page(owner, kinds=kinds, after=None, limit=9) == ([], None)
    assert shop.holds.count(shop.actor(Role.ADMIN), kinds=kinds) == 1
