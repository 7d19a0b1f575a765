"""What every catalogue promises of jobs and the things they deal with."""

from dataclasses import replace
from datetime import datetime, timedelta
from threading import Barrier, Thread

import pytest

from filebook.core.access import EVERYTHING, Action, Scope
from filebook.core.businesses import User
from filebook.core.ids import Door, Kind, Number, Ref, Uid, new_uid
from filebook.core.jobs import Item, ItemState, Job, JobState, Operation, Wish, ended
from filebook.core.ports.catalogue import Catalogue
from filebook.core.ports.jobs import JobFilter
from tests.backends.catalogue_suite.made import NOW, a_business, a_user, at

LATER = NOW + timedelta(minutes=1)
FOLDER = Ref(Number(7), new_uid())


def a_job(catalogue: Catalogue, user: User, *, scope: Scope = EVERYTHING, next_at: datetime = NOW) -> Job:
    """A job that waits."""
    wish = Wish(items=("1", "2"), into=FOLDER, add_tags=("a", "ø"), undo_of=None)
    job = Job(new_uid(), user.business, user.number, Door.NATIVE, Operation.MOVE, wish, next_at, next_at, scope=scope)
    catalogue.write(lambda tables: tables.jobs.add(job))
    return job


def items_of(count: int) -> list[Item]:
    return [Item(position, new_uid(), Kind.FILE, Number(position + 100)) for position in range(1, count + 1)]


class JobSuite:
    @pytest.fixture
    def user(self, catalogue: Catalogue) -> User:
        return a_user(catalogue, a_business(catalogue))

    @pytest.fixture
    def job(self, catalogue: Catalogue, user: User) -> Job:
        return a_job(catalogue, user)

    def test_everything_about_a_job_is_kept(self, catalogue: Catalogue, user: User) -> None:
        scope = Scope(frozenset({Action.READ, Action.WRITE}), frozenset({Kind.FILE}), Number(7))
        job = a_job(catalogue, user, scope=scope)
        further = replace(
            job,
            next_at=None,
            state=JobState.FAILED,
            started_at=at(1),
            ended_at=at(2),
            total=3,
            mark="{}",
            done=2,
            failed=1,
            position=3,
            attempts=4,
            reason="items",
            undone_by=new_uid(),
            lease="l",
            leased_until=at(3),
        )
        with catalogue.read() as tables:
            assert tables.jobs.get(job.uid) == job
            assert tables.jobs.get(new_uid()) is None
        catalogue.write(lambda tables: tables.jobs.update(further))
        assert catalogue.write(lambda tables: tables.jobs.lock(job.uid)) == further

    def test_jobs_are_told_newest_first_of_whom_and_with_what_scope_one_asks_for(
        self, catalogue: Catalogue, user: User
    ) -> None:
        a_job(catalogue, a_user(catalogue, a_business(catalogue), "bert"))
        narrow = Scope(frozenset({Action.WRITE}))
        jobs = [a_job(catalogue, user, next_at=at(minute)) for minute in range(3)]
        jobs.append(a_job(catalogue, user, scope=narrow, next_at=at(3)))
        with catalogue.read() as tables:
            every = JobFilter()
            assert tables.jobs.page(user.business, where=every, limit=9) == jobs[::-1]
            assert tables.jobs.count(user.business, where=every) == 4
            after = JobFilter(user=user.number, before=(jobs[2].created_at, jobs[2].uid))
            assert tables.jobs.page(user.business, where=after, limit=1) == [jobs[1]]
            assert tables.jobs.page(user.business, where=JobFilter(user=Number(1)), limit=9) == []
            assert tables.jobs.page(user.business, where=JobFilter(scope=narrow), limit=9) == [jobs[3]]
            assert tables.jobs.open_count(user.business) == 4

    def test_a_job_is_taken_by_one_and_by_another_when_the_lease_has_run_out(
        self, catalogue: Catalogue, user: User
    ) -> None:
        late, early = a_job(catalogue, user, next_at=at(2)), a_job(catalogue, user, next_at=at(1))
        with catalogue.read() as tables:
            assert tables.jobs.due(NOW, limit=9) == []
            assert tables.jobs.due(at(2), limit=9) == [early, late]
        taken = catalogue.write(lambda tables: tables.jobs.take(early, now=at(3), lease="one", until=at(5)))
        expected = replace(early, state=JobState.RUNNING, started_at=at(3), lease="one", leased_until=at(5))
        assert taken == expected
        assert catalogue.write(lambda tables: tables.jobs.take(early, now=at(4), lease="two", until=at(9))) is None
        with catalogue.read() as tables:
            assert tables.jobs.due(at(4), limit=9) == [late]
            assert tables.jobs.due(at(5), limit=9) == [expected, late]
        assert catalogue.write(lambda tables: tables.jobs.hold(early.uid, lease="one", until=at(7))) is not None
        again = catalogue.write(lambda tables: tables.jobs.take(early, now=at(7), lease="two", until=at(9)))
        assert again == replace(expected, lease="two", leased_until=at(9))
        assert catalogue.write(lambda tables: tables.jobs.hold(early.uid, lease="one", until=at(9))) is None

    def test_a_job_that_has_ended_is_neither_taken_nor_held(self, catalogue: Catalogue, job: Job) -> None:
        taken = catalogue.write(lambda tables: tables.jobs.take(job, now=NOW, lease="one", until=LATER))
        assert taken is not None
        catalogue.write(lambda tables: tables.jobs.update(ended(taken, JobState.CANCELLED, at=NOW)))
        assert catalogue.write(lambda tables: tables.jobs.hold(job.uid, lease="one", until=LATER)) is None
        assert catalogue.write(lambda tables: tables.jobs.take(job, now=at(9), lease="two", until=at(10))) is None
        with catalogue.read() as tables:
            assert tables.jobs.due(at(9), limit=9) == []
            assert tables.jobs.open_count(job.business) == 0

    def test_of_many_who_take_a_job_at_once_one_gets_it(self, catalogue: Catalogue, job: Job) -> None:
        barrier, got = Barrier(4), list[str]()

        def take(lease: str) -> None:
            barrier.wait()
            if catalogue.write(lambda tables: tables.jobs.take(job, now=NOW, lease=lease, until=LATER)):
                got.append(lease)

        threads = [Thread(target=take, args=(lease,)) for lease in "abcd"]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(got) == 1

    def test_what_became_of_each_thing_is_kept_and_told_by_its_place(self, catalogue: Catalogue, job: Job) -> None:
        given = [*items_of(119), Item(120, "no such thing", state=ItemState.FAILED, reason="not_found")]
        catalogue.write(lambda tables: tables.jobs.add_items(job.uid, given))
        folder = {"folder": {"number": 3, "uid": "x"}}
        moved = replace(given[0], state=ItemState.DONE, before=folder)
        copied = replace(given[1], state=ItemState.DONE, before={"was": "copy"}, made=Ref(Number(900), Uid("u")))
        inside = replace(given[2], inside=2, state=ItemState.DONE, before={}, made=Ref(Number(901), Uid("v")))
        failed = replace(given[3], state=ItemState.FAILED, reason="access_denied")
        dealt = [moved, copied, inside, failed]
        for item in dealt:
            catalogue.write(lambda tables, item=item: tables.jobs.update_item(job.uid, item))  # type: ignore[misc]
        with catalogue.read() as tables:
            assert tables.jobs.items(job.uid, limit=999) == [*dealt, *given[4:]]
            assert tables.jobs.items(job.uid, after=118, limit=1) == [given[118]]
            assert tables.jobs.items(job.uid, limit=2, state=ItemState.WAITING) == given[4:6]
            assert tables.jobs.items(job.uid, limit=9, state=ItemState.FAILED) == [failed, given[119]]
            assert tables.jobs.items(job.uid, limit=9, making=True) == [copied]
            assert tables.jobs.changed_items(job.uid, limit=2) == [inside, copied]
            assert tables.jobs.changed_items(job.uid, before=3, limit=9) == [copied, moved]
            assert tables.jobs.item(job.uid, 1) == moved
            assert tables.jobs.item(new_uid(), 1) is None
        assert catalogue.write(lambda tables: tables.jobs.wait_again(job.uid)) == 2
        with catalogue.read() as tables:
            assert tables.jobs.item(job.uid, 4) == replace(failed, state=ItemState.WAITING, reason="")

    def test_jobs_that_ended_long_ago_are_forgotten_with_their_things(self, catalogue: Catalogue, user: User) -> None:
        old, young, waiting = (a_job(catalogue, user) for _ in range(3))
        catalogue.write(lambda tables: tables.jobs.add_items(old.uid, items_of(2)))
        for job, minute in ((old, 1), (young, 3)):
            done = ended(job, JobState.DONE, at=at(minute))
            catalogue.write(lambda tables, done=done: tables.jobs.update(done))  # type: ignore[misc]
        assert catalogue.write(lambda tables: tables.jobs.forget(at(2), limit=9)) == 1
        with catalogue.read() as tables:
            assert tables.jobs.get(old.uid) is None
            assert tables.jobs.items(old.uid, limit=9) == []
            assert tables.jobs.get(young.uid) is not None
            assert tables.jobs.get(waiting.uid) is not None
