"""What every catalogue promises of units and snapshots."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace

import pytest

from filebook.core.businesses import Business
from filebook.core.errors import Conflict, Invalid, Unavailable
from filebook.core.ids import Kind, Number, Ref
from filebook.core.ports.catalogue import Catalogue, Tables
from filebook.core.records import Record
from tests.backends.catalogue_suite.made import ANNA, a_business, a_change, a_record, an_upload, at


class OutOfLuck(Exception):
    """A unit's own error."""


class UnitSuite:
    """Needs fixtures `catalogue`, and `reopen`: opens the same store once more."""

    @pytest.fixture
    def business(self, catalogue: Catalogue) -> Business:
        return a_business(catalogue)

    def test_a_unit_returns_its_result_and_what_it_wrote_is_read(
        self, catalogue: Catalogue, business: Business
    ) -> None:
        ref = catalogue.write(lambda tables: tables.numbers.allocate(business.number, Kind.FILE))
        with catalogue.read() as tables:
            assert tables.numbers.find_uid(ref.uid) is not None

    def test_a_unit_reads_what_it_wrote(self, catalogue: Catalogue, business: Business) -> None:
        def unit(tables: Tables) -> bool:
            ref = tables.numbers.allocate(business.number, Kind.FILE)
            return tables.numbers.find(business.number, ref.number) is not None

        assert catalogue.write(unit)

    def test_a_unit_that_raises_leaves_nothing_and_its_error_reaches_the_caller(
        self, catalogue: Catalogue, business: Business
    ) -> None:
        error = OutOfLuck()

        def unit(tables: Tables) -> None:
            tables.numbers.allocate(business.number, Kind.FILE)
            tables.changes.append(a_change(business))
            raise error

        with pytest.raises(OutOfLuck) as caught:
            catalogue.write(unit)
        assert caught.value is error
        with catalogue.read() as tables:
            assert tables.numbers.find(business.number, Number(1)) is None
            assert tables.changes.last(business.number) == 0

    def test_a_unit_may_catch_a_conflict_and_go_on(self, catalogue: Catalogue, business: Business) -> None:
        taken = catalogue.write(lambda tables: tables.numbers.allocate(business.number, Kind.FILE)).uid

        def unit(tables: Tables) -> Ref:
            try:
                return tables.numbers.allocate(business.number, Kind.FILE, uid=taken)
            except Conflict:
                return tables.numbers.allocate(business.number, Kind.FILE)

        ref = catalogue.write(unit)
        with catalogue.read() as tables:
            assert tables.numbers.find_uid(ref.uid) is not None

    def test_a_unit_cannot_be_written_inside_another(self, catalogue: Catalogue, business: Business) -> None:
        with pytest.raises(RuntimeError):
            catalogue.write(lambda _: catalogue.write(lambda tables: tables.changes.append(a_change(business))))
        assert catalogue.write(lambda tables: tables.changes.append(a_change(business))) == 1

    def test_a_snapshot_does_not_change_while_others_write(self, catalogue: Catalogue, business: Business) -> None:
        with catalogue.read() as before:
            assert before.changes.last(business.number) == 0
            catalogue.write(lambda tables: tables.changes.append(a_change(business)))
            assert before.changes.last(business.number) == 0
            assert before.changes.since(business.number, 0, limit=9) == []
            with catalogue.read() as after:
                assert after.changes.last(business.number) == 1
            assert before.changes.last(business.number) == 0

    def test_a_glance_shows_the_newest_commit_and_cannot_be_written(
        self, catalogue: Catalogue, business: Business
    ) -> None:
        for sequence in (1, 2):
            catalogue.write(lambda tables: tables.changes.append(a_change(business)))
            with catalogue.glance() as tables:
                assert tables.changes.last(business.number) == sequence
        with catalogue.glance() as tables, pytest.raises(RuntimeError):
            tables.changes.append(a_change(business))
        with catalogue.read() as tables, catalogue.glance() as glanced:
            assert tables.changes.last(business.number) == glanced.changes.last(business.number) == 2

    def test_a_moment_shows_what_was_committed_before_it_and_what_its_own_thread_commits_in_it(
        self, catalogue: Catalogue, business: Business
    ) -> None:
        def last() -> int:
            with catalogue.glance() as tables:
                return tables.changes.last(business.number)

        catalogue.write(lambda tables: tables.changes.append(a_change(business)))
        with catalogue.moment():
            assert last() == 1
            with catalogue.glance() as tables, pytest.raises(RuntimeError):
                tables.changes.append(a_change(business))
            with ThreadPoolExecutor(1) as elsewhere:
                assert elsewhere.submit(last).result() == 1
            catalogue.write(lambda tables: tables.changes.append(a_change(business)))
            assert last() == 2
        catalogue.write(lambda tables: tables.changes.append(a_change(business)))
        assert last() == 3

    def test_a_snapshot_cannot_be_written(self, catalogue: Catalogue, business: Business) -> None:
        with catalogue.read() as tables, pytest.raises(RuntimeError):
            tables.changes.append(a_change(business))
        with catalogue.read() as tables:
            assert tables.changes.last(business.number) == 0

    def test_a_snapshot_that_ends_in_an_error_does_no_harm_to_the_next(
        self, catalogue: Catalogue, business: Business
    ) -> None:
        for _ in range(20):
            with pytest.raises(OutOfLuck):
                read_and_fail(catalogue, business)
        with catalogue.read() as tables:
            assert tables.businesses.get(business.number) == business

    def test_of_many_units_at_once_only_those_that_raise_are_undone(
        self, catalogue: Catalogue, business: Business
    ) -> None:
        def unit_of(index: int) -> Callable[[Tables], Ref]:
            def unit(tables: Tables) -> Ref:
                ref = tables.numbers.allocate(business.number, Kind.FILE)
                if index % 2:
                    raise OutOfLuck(index)
                return ref

            return unit

        def run(index: int) -> Ref | int:
            try:
                return catalogue.write(unit_of(index))
            except OutOfLuck as error:
                return int(error.args[0])

        with ThreadPoolExecutor(32) as threads:
            outcomes = list(threads.map(run, range(64)))
        refs = [outcome for outcome in outcomes if isinstance(outcome, Ref)]
        assert [outcome for outcome in outcomes if not isinstance(outcome, Ref)] == list(range(1, 64, 2))
        assert len(refs) == 32
        with catalogue.read() as tables:
            assert all(tables.numbers.find_uid(found.uid) is not None for found in refs)
            assert sorted(found.number for found in refs) == list(range(1, 33))

    def test_of_64_threads_one_claims_the_upload(self, catalogue: Catalogue, business: Business) -> None:
        upload = an_upload(catalogue, business)
        together = threading.Barrier(64)

        def claim(_: int) -> bool:
            together.wait()
            claimed = catalogue.write(
                lambda tables: tables.uploads.claim(upload.id, business.number, user=ANNA, now=at(1))
            )
            return claimed is not None

        with ThreadPoolExecutor(64) as threads:
            assert sum(threads.map(claim, range(64))) == 1

    def test_threads_are_given_numbers_and_sequences_without_gaps_in_the_order_of_commits(
        self, catalogue: Catalogue, business: Business
    ) -> None:
        def unit(tables: Tables) -> Number:
            tables.numbers.lock(business.number)
            number = tables.numbers.allocate(business.number, Kind.FILE).number
            tables.changes.append(a_change(business, number))
            return number

        with watched(catalogue, business) as seen, ThreadPoolExecutor(16) as threads:
            numbers = list(threads.map(lambda _: catalogue.write(unit), range(160)))
        assert sorted(numbers) == list(range(1, 161))
        assert all(sequences == list(range(1, len(sequences) + 1)) for sequences in seen)
        with catalogue.read() as tables:
            assert [change.sequence for change in tables.changes.since(business.number, 0, limit=999)] == [
                *range(1, 161)
            ]

    def test_a_lock_keeps_two_units_from_both_passing_the_same_check(
        self, catalogue: Catalogue, business: Business
    ) -> None:
        def unit(tables: Tables) -> bool:
            tables.numbers.lock(business.number)
            if tables.changes.last(business.number):
                return False
            tables.changes.append(a_change(business))
            return True

        with ThreadPoolExecutor(16) as threads:
            assert sum(threads.map(lambda _: catalogue.write(unit), range(16))) == 1

    def test_what_was_written_is_there_when_the_store_is_opened_again(
        self, catalogue: Catalogue, business: Business, reopen: Callable[[], Catalogue]
    ) -> None:
        record = a_record(catalogue, business)
        catalogue.close()
        again = reopen()
        with again.read() as tables:
            assert tables.records.get(business.number, record.number) == record
        again.close()

    def test_two_catalogues_on_one_store_see_each_others_units(
        self, catalogue: Catalogue, business: Business, reopen: Callable[[], Catalogue]
    ) -> None:
        other = reopen()
        with ThreadPoolExecutor(8) as threads:
            both = [catalogue, other] * 20
            sequences = list(
                threads.map(lambda one: one.write(lambda tables: tables.changes.append(a_change(business))), both)
            )
        assert sorted(sequences) == list(range(1, 41))
        with catalogue.read() as mine, other.read() as theirs:
            assert mine.changes.last(business.number) == theirs.changes.last(business.number) == 40
        other.close()

    def test_closing_waits_for_the_units_that_run(self, catalogue: Catalogue, business: Business) -> None:
        started, go_on = threading.Event(), threading.Event()

        def unit(tables: Tables) -> int:
            started.set()
            go_on.wait()
            return tables.changes.append(a_change(business))

        with ThreadPoolExecutor(2) as threads:
            written = threads.submit(catalogue.write, unit)
            started.wait()
            closed = threads.submit(catalogue.close)
            go_on.set()
            closed.result()
            assert written.result() == 1

    def test_a_closed_catalogue_is_unavailable(self, catalogue: Catalogue, business: Business) -> None:
        catalogue.close()
        catalogue.close()
        with pytest.raises(Unavailable):
            catalogue.write(lambda tables: tables.changes.append(a_change(business)))
        for look in (catalogue.read, catalogue.glance):
            with pytest.raises(Unavailable), look():
                pass
        with pytest.raises(Unavailable):
            catalogue.check()

    def test_a_snapshot_that_outlives_its_catalogue_can_still_be_read(
        self, catalogue: Catalogue, business: Business
    ) -> None:
        with catalogue.read() as tables:
            catalogue.close()
            assert tables.businesses.all() == [business]

    def test_what_cannot_be_stored_is_invalid(self, catalogue: Catalogue, business: Business) -> None:
        record = a_record(catalogue, business)
        for odd in (
            replace(record, label="a\0b"),
            replace(record, label="a\ud800"),
            replace(record, fields={"note": "a\ud800"}),
        ):
            with pytest.raises(Invalid):
                update(catalogue, odd)
        with catalogue.read() as tables, pytest.raises(Invalid):
            tables.records.get(business.number, Number(2**63))
        escaped = replace(record, fields={"note": "a\0b"})
        update(catalogue, escaped)
        with catalogue.read() as tables:
            assert tables.records.get(business.number, record.number) == escaped

    def test_an_open_catalogue_passes_its_check(self, catalogue: Catalogue) -> None:
        catalogue.check()


def update(catalogue: Catalogue, record: Record) -> None:
    """Write the record as given."""
    catalogue.write(lambda tables: tables.records.update(record))


def read_and_fail(catalogue: Catalogue, business: Business) -> None:
    """Let an error end a snapshot that was read."""
    with catalogue.read() as tables:
        tables.businesses.get(business.number)
        raise OutOfLuck


@contextmanager
def watched(catalogue: Catalogue, business: Business) -> Iterator[list[list[int]]]:
    """Read the business's sequence numbers again and again in a thread of its own; what each snapshot showed."""
    seen: list[list[int]] = []
    enough = threading.Event()

    def watch() -> None:
        while not enough.is_set():
            with catalogue.read() as tables:
                seen.append([change.sequence for change in tables.changes.since(business.number, 0, limit=999)])

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield seen
    finally:
        enough.set()
        watcher.join()
