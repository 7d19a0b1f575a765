"""What every catalogue promises of what is held, and of what is due to go."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from filebook.core.businesses import Business
from filebook.core.errors import Conflict
from filebook.core.files import File, Folder, Version
from filebook.core.ids import BusinessNumber, Kind, Number
from filebook.core.ports.catalogue import Catalogue, Tables
from filebook.core.retention import Hold
from filebook.services.holds import HOLDABLE
from tests.backends.catalogue_suite.made import (
    NOW,
    a_business,
    a_file,
    a_folder,
    a_record,
    a_version,
    at,
    attach,
    ref,
)


def hold(catalogue: Catalogue, business: Business, number: Number, reason: str = "A dispute") -> Hold:
    """Hold an object."""
    wanted = Hold(business.number, number, reason, NOW, "anna")
    catalogue.write(lambda tables: tables.holds.put(wanted))
    return wanted


def _moved_out(tables: Tables, file: File) -> None:
    tables.files.update(replace(file, folder=None))


class HoldSuite:
    @pytest.fixture
    def business(self, catalogue: Catalogue) -> Business:
        return a_business(catalogue)

    def test_a_hold_is_kept_has_another_reason_and_is_lifted(self, catalogue: Catalogue, business: Business) -> None:
        folder, other = a_folder(catalogue, business), a_folder(catalogue, a_business(catalogue))
        held = hold(catalogue, business, folder.number)
        anew = replace(held, reason="Ærgerligt", revision=2)
        catalogue.write(lambda tables: tables.holds.put(replace(anew, held_by="bert")))
        with catalogue.read() as tables:
            assert tables.holds.get(business.number, folder.number) == anew
            assert tables.holds.get(other.business, other.number) is None
            assert tables.holds.get(other.business, folder.number) is None
        lift = partial(_lift, business=business.number, number=folder.number)
        assert [catalogue.write(lift), catalogue.write(lift)] == [True, False]

    def test_what_holds_a_file_is_found_wherever_it_is_put(self, catalogue: Catalogue, business: Business) -> None:
        top, record = a_folder(catalogue, business), a_record(catalogue, business)
        inner = a_folder(catalogue, business, parent=ref(top))
        file, beside = a_file(catalogue, business, folder=ref(inner)), a_file(catalogue, business)
        attach(catalogue, file, record)
        on_top, on_record = hold(catalogue, business, top.number), hold(catalogue, business, record.number)
        on_file = hold(catalogue, business, file.number)
        with catalogue.read() as tables:
            over = {hold.number: hold for hold in tables.holds.over(business.number, file.number)}
            assert over == {one.number: one for one in (on_top, on_record, on_file)}
            assert tables.holds.over(business.number, inner.number) == [on_top]
            assert tables.holds.over(business.number, record.number) == [on_record]
            assert tables.holds.over(business.number, beside.number) == []
            among = tables.holds.among(
                business.number, files=[file.number, beside.number], folders=[top.number, inner.number]
            )
            assert among == {file.number, top.number, inner.number}

    def test_what_was_taken_away_is_held_until_the_hold_is_lifted(
        self, catalogue: Catalogue, business: Business
    ) -> None:
        folder = a_folder(catalogue, business)
        file = a_file(catalogue, business, folder=ref(folder))
        held = hold(catalogue, business, folder.number)
        catalogue.write(partial(_moved_out, file=file))
        carry = partial(_carry, business=business.number, number=file.number, origin=folder.number)
        catalogue.write(carry)
        catalogue.write(carry)
        with catalogue.read() as tables:
            assert tables.holds.over(business.number, file.number) == [held]
            assert tables.holds.among(business.number, files=[file.number]) == {file.number}
        catalogue.write(partial(_lift, business=business.number, number=folder.number))
        with catalogue.read() as tables:
            assert tables.holds.over(business.number, file.number) == []
            assert tables.holds.among(business.number, files=[file.number]) == set()

    def test_a_held_object_is_not_taken_out_of_the_registry(self, catalogue: Catalogue, business: Business) -> None:
        file = a_file(catalogue, business)
        hold(catalogue, business, file.number)

        def unit(tables: Tables) -> None:
            tables.files.delete(business.number, file.number)
            tables.numbers.forget(business.number, file.number)

        with pytest.raises(Conflict):
            catalogue.write(unit)
        with catalogue.read() as tables:
            assert tables.files.get(business.number, file.number) == file

    def test_holds_are_listed_by_number_and_kind(self, catalogue: Catalogue, business: Business) -> None:
        things: list[File | Folder] = [a_folder(catalogue, business)]
        things += [a_file(catalogue, business), a_file(catalogue, business)]
        held = [hold(catalogue, business, thing.number) for thing in reversed(things)][::-1]
        elsewhere = a_business(catalogue)
        hold(catalogue, elsewhere, a_file(catalogue, elsewhere).number)
        with catalogue.read() as tables:
            page = tables.holds.page(business.number, kinds=HOLDABLE, after=None, limit=2)
            rest = tables.holds.page(business.number, kinds=HOLDABLE, after=page[-1].hold.number, limit=2)
            files = tables.holds.page(business.number, kinds=[Kind.FILE], after=None, limit=9)
        assert [one.hold for one in (*page, *rest)] == held
        assert [one.kind for one in page] == [Kind.FOLDER, Kind.FILE]
        assert [one.hold for one in files] == held[1:]


class RetentionSuite:
    @pytest.fixture
    def business(self, catalogue: Catalogue) -> Business:
        return a_business(catalogue)

    def test_files_that_lay_in_the_trash_for_long_are_due_but_not_held_ones(
        self, catalogue: Catalogue, business: Business
    ) -> None:
        a_file(catalogue, business)
        a_file(catalogue, a_business(catalogue), trashed_at=at(-9))
        folder, record = a_folder(catalogue, business), a_record(catalogue, business)
        a_file(catalogue, business, trashed_at=at(10))
        middle, old = a_file(catalogue, business, trashed_at=at(0)), a_file(catalogue, business, trashed_at=at(-10))
        for kept in (
            a_file(catalogue, business, trashed_at=at(-5), folder=ref(folder)),
            a_file(catalogue, business, trashed_at=at(-5)),
        ):
            attach(catalogue, kept, record)
        hold(catalogue, business, folder.number)
        hold(catalogue, business, record.number)
        with catalogue.read() as tables:
            due = tables.retention.files(business.number, trashed_before=at(10), after=None, limit=9)
            assert [(one.ref.number, one.name, one.since) for one in due] == [
                (old.number, old.name, at(-10)),
                (middle.number, middle.name, at(0)),
            ]
            first = tables.retention.files(business.number, trashed_before=at(10), after=None, limit=1)
            assert first == due[:1]
            assert (
                tables.retention.files(business.number, trashed_before=at(10), after=first[0].place, limit=9) == due[1:]
            )

    def test_versions_are_due_by_age_and_by_count_but_never_the_current_one(
        self, catalogue: Catalogue, business: Business
    ) -> None:
        file = a_file(catalogue, business, version=replace(a_version(1), created_at=at(0)))
        trashed = a_file(catalogue, business, version=replace(a_version(1), created_at=at(0)), trashed_at=at(1))
        for one in (file, trashed):
            for number in (2, 3, 4):
                made = replace(a_version(number), created_at=at(number * 10))
                catalogue.write(partial(_set_version, file=one, version=made))

        def due(minutes: int, kept: int) -> list[tuple[int | None, timedelta]]:
            with catalogue.read() as tables:
                found = tables.retention.versions(
                    business.number, replaced_before=at(minutes), kept=kept, after=None, limit=9
                )
            assert {one.ref.number for one in found} <= {file.number}
            return [(one.version, one.since - NOW) for one in found]

        minute = timedelta(minutes=1)
        assert due(99, 0) == [(1, 20 * minute), (2, 30 * minute), (3, 40 * minute)]
        assert due(30, 0) == [(1, 20 * minute)]
        assert due(99, 2) == [(1, 20 * minute), (2, 30 * minute)]
        assert due(30, 2) == [(1, 20 * minute)]
        assert due(99, 4) == []
        with catalogue.read() as tables:
            ask = partial(tables.retention.versions, business.number, replaced_before=at(99), kept=0, limit=1)
            (first,) = ask(after=None)
            (second,) = ask(after=first.place)
            versions = tables.retention.versions_of(business.number, [file.number, trashed.number])
        assert (first.version, second.version) == (1, 2)
        assert [version.number for version in versions[file.number]] == [1, 2, 3, 4]
        hold(catalogue, business, file.number)
        assert due(99, 0) == []

    def test_folders_are_due_when_nothing_stays_in_them_inner_ones_first(
        self, catalogue: Catalogue, business: Business
    ) -> None:
        top = a_folder(catalogue, business, trashed_at=at(0))
        inner = a_folder(catalogue, business, parent=ref(top), trashed_at=at(0))
        a_file(catalogue, business, folder=ref(inner), trashed_at=at(0))
        outer = a_folder(catalogue, business, trashed_at=at(0))
        full = a_folder(catalogue, business, parent=ref(outer), trashed_at=at(0))
        empty = a_folder(catalogue, business, parent=ref(outer), trashed_at=at(0))
        staying = a_file(catalogue, business, folder=ref(full), trashed_at=at(7))
        a_folder(catalogue, business)
        a_folder(catalogue, a_business(catalogue), trashed_at=at(0))

        def due(minutes: int) -> list[int]:
            with catalogue.read() as tables:
                ask = partial(tables.retention.folders, business.number, trashed_before=at(minutes))
                found = ask(after=None, limit=9)
                paged = [*ask(after=None, limit=1), *ask(after=found[0].place, limit=9)] if found else []
            assert paged == found
            return [one.ref.number for one in found]

        assert due(0) == []
        assert due(5) == [inner.number, empty.number, top.number]
        assert due(8) == [inner.number, full.number, empty.number, top.number, outer.number]
        hold(catalogue, business, staying.number)
        assert due(8) == [inner.number, empty.number, top.number]
        hold(catalogue, business, top.number)
        assert due(8) == [empty.number]


def _set_version(tables: Tables, file: File, version: Version) -> None:
    tables.files.set_version(file.business, file.number, version)


def _lift(tables: Tables, business: BusinessNumber, number: Number) -> bool:
    return tables.holds.lift(business, number)


def _carry(tables: Tables, business: BusinessNumber, number: Number, origin: Number) -> None:
    tables.holds.carry(business, number, origin=origin)
