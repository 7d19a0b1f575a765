"""What every catalogue promises of following a business, and of the request log."""

from dataclasses import replace
from datetime import timedelta

import pytest

from filebook.core.access import Visibility
from filebook.core.businesses import Business
from filebook.core.changes import Verb
from filebook.core.feed import Trail
from filebook.core.ids import Door, Kind, Number
from filebook.core.ports.catalogue import Catalogue, Tables
from filebook.core.requests import LeftOut, LoggedRequest, RequestFilter
from tests.backends.catalogue_suite.book import span
from tests.backends.catalogue_suite.made import (
    ANNA,
    BERT,
    NOW,
    a_business,
    a_change,
    a_file,
    a_folder,
    a_record,
    an_appointment,
    ref,
)
from tests.backends.catalogue_suite.registry import append


class FeedSuite:
    @pytest.fixture
    def business(self, catalogue: Catalogue) -> Business:
        return a_business(catalogue)

    def test_a_change_keeps_whom_its_object_was_for_before_it_and_after(
        self, catalogue: Catalogue, business: Business
    ) -> None:
        folder = a_folder(catalogue, business)
        file = a_file(catalogue, business, visibility=Visibility.CUSTOMER, folder=ref(folder))
        change = replace(a_change(business), number=file.number, kind=Kind.FILE)
        append(catalogue, change)
        narrowed = replace(file, visibility=Visibility.EMPLOYEE, folder=None)
        catalogue.write(lambda tables: tables.files.update(narrowed))
        append(catalogue, change)
        append(catalogue, change)
        own = f"e{business.number}.{ANNA}@0"
        with catalogue.read() as tables:
            told = tables.changes.since(business.number, 0, limit=9)
            assert [one.audience for one in told] == [f"c@{folder.number}", f"{own} c@{folder.number}", own]
            assert tables.feed.standing(business.number, [file.number])[file.number].audience == own
            assert tables.feed.last_audiences(business.number, [file.number, folder.number]) == {file.number: own}

    def test_changes_of_many_objects_are_appended_together_in_the_order_of_their_numbers(
        self, catalogue: Catalogue, business: Business
    ) -> None:
        files = [a_file(catalogue, business) for _ in range(3)]
        append(catalogue, replace(a_change(business), number=files[0].number, kind=Kind.FILE))
        change = replace(a_change(business), verb=Verb.TRASHED, actor=BERT, detail={"with": 1})
        numbers = [file.number for file in reversed(files)]
        catalogue.write(lambda tables: tables.changes.append_each(change, numbers))
        with catalogue.read() as tables:
            told = tables.changes.since(business.number, 1, limit=9)
            named = tables.numbers.many(business.number, numbers)
        assert [(one.sequence, one.number, one.uid, one.kind, one.verb, one.actor) for one in told] == [
            (place, file.number, file.uid, Kind.FILE, Verb.TRASHED, BERT) for place, file in enumerate(files, 2)
        ]
        assert told[0].detail == {"with": 1}
        assert [named[file.number].revision for file in files] == [2, 3, 4]

    def test_objects_are_paged_by_number_and_kind_with_whether_they_are_in_the_trash(
        self, catalogue: Catalogue, business: Business
    ) -> None:
        file = a_file(catalogue, business, trashed_at=NOW)
        record = a_record(catalogue, business)
        appointment = an_appointment(catalogue, business, span("2026-03-02T09:00", "2026-03-02T10:00"))
        catalogue.write(lambda tables: tables.appointments.update(replace(appointment, private=True)))
        with catalogue.read() as tables:
            highest = tables.feed.highest(business.number)
            everything = tables.feed.objects(
                business.number, after=Number(0), until=highest, kinds=frozenset(Kind), limit=9
            )
            some = tables.feed.objects(
                business.number, after=file.number, until=highest, kinds={Kind.FILE, Kind.APPOINTMENT}, limit=9
            )
            first = tables.feed.objects(business.number, after=Number(0), until=highest, kinds=frozenset(Kind), limit=1)
        assert [(one.number, one.uid, one.is_live) for one in everything] == [
            (file.number, file.uid, False),
            (record.number, record.uid, True),
            (appointment.number, appointment.uid, True),
        ]
        assert [one.number for one in some] == [appointment.number]
        assert some[0].audience.startswith("p:")
        assert first == everything[:1]

    def test_folders_inside_another_are_found_however_deep(self, catalogue: Catalogue, business: Business) -> None:
        top = a_folder(catalogue, business)
        middle = a_folder(catalogue, business, parent=ref(top))
        bottom = a_folder(catalogue, business, parent=ref(middle))
        beside = a_folder(catalogue, business)
        asked = [one.number for one in (top, middle, bottom, beside)]
        with catalogue.read() as tables:
            assert tables.feed.inside(business.number, asked, ancestor=middle.number) == {middle.number, bottom.number}
            assert tables.feed.inside(business.number, [], ancestor=middle.number) == set()
            assert sorted(tables.feed.marked_in(business.number, [top.number], trashed_at=None)) == [middle.number]
            assert tables.feed.marked_in(business.number, [top.number], trashed_at=NOW) == []

    def test_the_oldest_changes_are_forgotten_in_order_and_the_newest_never(
        self, catalogue: Catalogue, business: Business
    ) -> None:
        file = a_file(catalogue, business)
        change = replace(a_change(business), number=file.number)
        for days in (0, 1, 2, 3):
            append(catalogue, replace(change, at=NOW + timedelta(days=days)))
        late = NOW + timedelta(days=9)

        def prune(days: float, below: int, limit: int = 9) -> int:
            before = NOW + timedelta(days=days)
            return catalogue.write(
                lambda tables: tables.feed.prune(business.number, before=before, below=below, limit=limit)
            )

        assert prune(0.5, below=1) == 0
        assert prune(0.5, below=9) == 1
        assert prune(9, below=9, limit=1) == 1
        with catalogue.read() as tables:
            assert tables.feed.oldest(business.number) == 3
            assert tables.feed.first_at(business.number, NOW) == 3
            assert tables.feed.first_at(business.number, NOW + timedelta(days=3)) == 4
            assert tables.feed.first_at(business.number, late) == 5
            assert tables.feed.newest([business.number]) == {business.number: 4}
        assert prune(9, below=9) == 1
        assert prune(9, below=9) == 0

    def test_changes_are_read_back_newest_first_within_a_window(self, catalogue: Catalogue, business: Business) -> None:
        file, other = a_file(catalogue, business, name="a.txt"), a_file(catalogue, business)
        for number in (file.number, other.number, other.number, other.number, file.number):
            append(catalogue, replace(a_change(business), number=number, kind=Kind.FILE))
        foreign = replace(a_change(business), number=other.number, verb=Verb.DELETED, actor_business=business.number)
        append(catalogue, foreign)
        with catalogue.read() as tables:

            def back(where: Trail, before: int = 9, window: int = 100, limit: int = 9) -> tuple[list[int], int]:
                found, reached = tables.feed.backwards(
                    business.number, where, before=before, window=window, limit=limit
                )
                return [one.sequence for one in found], reached

            assert back(Trail()) == ([6, 5, 4, 3, 2, 1], 0)
            assert back(Trail(), limit=2) == ([6, 5], 5)
            assert back(Trail(verb=Verb.DELETED), before=7, window=2) == ([6], 5)
            assert back(Trail(number=file.number), before=7, window=2) == ([5, 1], 0)
            assert back(Trail(kind=Kind.FILE, verb=foreign.verb, actor=foreign.actor)) == ([], 0)
            assert tables.changes.since(business.number, 5, limit=1)[0].actor_business == business.number
            assert tables.feed.labels(business.number, [file.number]) == {file.number: "a.txt"}
            assert tables.feed.waiting() == {"jobs": 0, "deliveries": 0}


class RequestLogSuite:
    @pytest.fixture
    def business(self, catalogue: Catalogue) -> Business:
        return a_business(catalogue)

    def test_requests_are_kept_in_order_and_only_the_newest(self, catalogue: Catalogue, business: Business) -> None:
        def request(name: str, *, status: int | None = 200, door: Door = Door.XELION) -> LoggedRequest:
            who = (ANNA, "anna", "", 7, name, "::1")
            return LoggedRequest(business.number, NOW, door, "GET", "/x", status, "", *who)

        def unit(tables: Tables) -> None:
            tables.requests.add(business.number, [request("a"), request("b")], left_out=0, at=NOW, keep=3)
            failed = [request("c", status=None), request("d", door=Door.TUS)]
            tables.requests.add(business.number, failed, left_out=2, at=NOW, keep=3)

        catalogue.write(unit)
        with catalogue.read() as tables:
            requests = tables.requests

            def names(where: RequestFilter, position: int | None = None) -> list[str]:
                found = requests.before(business.number, where, position=position, limit=9)
                return [one.request for one in found]

            assert names(RequestFilter()) == ["d", "c", "b"]
            assert names(RequestFilter(), 4) == ["c", "b"]
            assert names(RequestFilter(failed_only=True)) == ["c"]
            assert names(RequestFilter(door=Door.TUS)) == ["d"]
            assert names(RequestFilter(since=NOW + timedelta(seconds=1))) == []
            assert requests.after(business.number, 3, limit=9) == [request("d", door=Door.TUS)._replace(position=4)]
            assert requests.last([business.number]) == {business.number: 4}
            assert requests.left_out(business.number) == LeftOut(2, NOW)
        assert catalogue.write(lambda tables: tables.requests.forget(business.number, before=NOW, limit=9)) == 0
        late = NOW + timedelta(seconds=1)
        assert catalogue.write(lambda tables: tables.requests.forget(business.number, before=late, limit=2)) == 2
