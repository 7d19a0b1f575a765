"""What every catalogue promises of what is to be done for versions of files."""

from dataclasses import replace
from datetime import timedelta

import pytest

from filebook.core.chores import Chore, ChoreState, Task, done, failed
from filebook.core.files import File
from filebook.core.ports.catalogue import Catalogue, Tables
from tests.backends.catalogue_suite.made import NOW, a_business, a_file, at

UNTIL = NOW + timedelta(minutes=1)
BOTH = (Task.TEXT, Task.SCAN)


class ChoreSuite:
    @pytest.fixture
    def file(self, catalogue: Catalogue) -> File:
        return a_file(catalogue, a_business(catalogue))

    @pytest.fixture
    def chore(self, catalogue: Catalogue, file: File) -> Chore:
        chore = Chore(file.business, file.number, 1, Task.TEXT, NOW)
        catalogue.write(lambda tables: tables.chores.put(chore))
        return chore

    def test_of_two_who_take_a_chore_one_gets_it_until_its_lease_ends(self, catalogue: Catalogue, chore: Chore) -> None:
        def take(tables: Tables, lease: str, minutes: int = 0) -> Chore | None:
            now = NOW + timedelta(minutes=minutes)
            return tables.chores.take(chore, now=now, lease=lease, until=now + timedelta(minutes=1))

        first = catalogue.write(lambda tables: take(tables, "a"))
        assert first == replace(chore, lease="a", leased_until=UNTIL)
        assert catalogue.write(lambda tables: take(tables, "b")) is None
        with catalogue.read() as tables:
            assert tables.chores.due(NOW, tasks=BOTH, limit=9) == []
            assert tables.chores.due(UNTIL, tasks=BOTH, limit=9) == [first]
            assert tables.chores.due(UNTIL, tasks=[Task.SCAN], limit=9) == []
        assert catalogue.write(lambda tables: take(tables, "c", 1)) is not None
        assert not catalogue.write(lambda tables: tables.chores.settle(done(chore), lease="a")), "taken over"
        assert catalogue.write(lambda tables: tables.chores.settle(failed(chore, "damaged"), lease="c"))
        with catalogue.read() as tables:
            assert tables.chores.of_file(chore.business, chore.file) == [failed(chore, "damaged")]
            assert tables.chores.due(at(9999), tasks=BOTH, limit=9) == []

    def test_a_newer_version_takes_the_place_of_what_was_to_be_done_for_an_older_one(
        self, catalogue: Catalogue, chore: Chore
    ) -> None:
        scan = replace(chore, task=Task.SCAN)
        newer = replace(chore, version=2, next_at=UNTIL)
        held = catalogue.write(lambda tables: tables.chores.take(chore, now=NOW, lease="a", until=UNTIL))
        assert held is not None
        catalogue.write(lambda tables: tables.chores.put(scan))
        catalogue.write(lambda tables: tables.chores.put(newer))
        assert not catalogue.write(lambda tables: tables.chores.settle(done(held), lease="a"))
        with catalogue.read() as tables:
            assert tables.chores.of_file(chore.business, chore.file) == [newer], "no scan of what was replaced"

    def test_they_are_listed_by_state_and_counted(self, catalogue: Catalogue, chore: Chore, file: File) -> None:
        scan = failed(replace(chore, task=Task.SCAN), "unreachable")
        catalogue.write(lambda tables: tables.chores.put(scan))
        with catalogue.read() as tables:
            page = tables.chores.page(file.business, task=None, state=ChoreState.FAILED, after=None, limit=9)
            assert page == [scan]
            assert tables.chores.page(
                file.business, task=Task.TEXT, state=ChoreState.QUEUED, after=(file.number, Task.SCAN), limit=9
            ) == [chore]
            place = (file.number, Task.TEXT)
            assert tables.chores.page(file.business, task=None, state=ChoreState.QUEUED, after=place, limit=9) == []
            counts = tables.chores.counts(file.business)
        assert {key: count for key, count in counts.items() if count} == {
            (Task.TEXT, ChoreState.QUEUED): 1,
            (Task.SCAN, ChoreState.FAILED): 1,
        }

    def test_they_go_with_their_file(self, catalogue: Catalogue, chore: Chore) -> None:
        catalogue.write(lambda tables: tables.files.delete(chore.business, chore.file))
        with catalogue.read() as tables:
            assert tables.chores.of_file(chore.business, chore.file) == []
