"""Jobs: whose they are, who works on them, and how they end, whatever happens meanwhile."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from threading import Barrier, Thread
from time import sleep

import pytest

from filebook.backends.sql.postgres import PostgresCatalogue
from filebook.backends.sql.sqlite import SqliteCatalogue
from filebook.core.access import Action, Actor, Request, Role, Scope
from filebook.core.errors import AccessDenied, AlreadyUsed, Conflict, NotFound, Throttled, Unavailable
from filebook.core.files import File
from filebook.core.ids import new_uid
from filebook.core.jobs import PAUSES, Job, JobState, Operation, Wish
from filebook.core.ports.catalogue import Catalogue
from filebook.services.jobs import JobMark
from filebook.services.labour import LEASE, STEPS_IN_A_ROW, Labour, LeaseLost
from tests.services.bulk import Steps, Yard, ref
from tests.services.conftest import Shop


@pytest.fixture
def yard(shop: Shop) -> Yard:
    return Yard(shop)


def a_job(yard: Yard, count: int = 5, *, actor: Actor | None = None) -> tuple[Job, list[File]]:
    """A job that is to trash so many files."""
    who = actor or yard.shop.actor()
    files = [yard.shop.file(name=f"{number}") for number in range(count)]
    return yard.jobs.start(who, Operation.TRASH, Wish(tuple(file.uid for file in files))), files


def taken(yard: Yard, labour: Labour | None = None) -> Job:
    job = (labour or yard.labour).take()
    assert job is not None
    return job


def trashed(yard: Yard, files: list[File]) -> int:
    found = [yard.current(file) for file in files]
    return sum(1 for file in found if file is not None and file.trashed_at)


def test_a_job_is_seen_by_who_asked_for_it_and_by_owners(yard: Yard) -> None:
    shop = yard.shop
    editor, other = shop.actor(Role.EDITOR), shop.actor(Role.EDITOR, name="other")
    owner, foreign = shop.actor(), shop.actor(Role.OWNER, shop.elsewhere)
    job, _ = a_job(yard, actor=editor)
    for seer in (editor, owner):
        assert yard.jobs.get(seer, job.uid).job == job
        assert yard.jobs.page(seer, limit=9) == [job]
    for stranger in (other, foreign):
        for ask in (yard.jobs.get, yard.jobs.cancel, yard.jobs.undo, yard.jobs.retry):
            with pytest.raises(NotFound):
                ask(stranger, job.uid)
        assert (yard.jobs.page(stranger, limit=9), yard.jobs.count(stranger)) == ([], 0)
    assert yard.jobs.get(owner, job.uid).job.state is JobState.QUEUED


def test_a_viewer_asks_for_no_job(yard: Yard) -> None:
    with pytest.raises(AccessDenied):
        a_job(yard, actor=yard.shop.actor(Role.VIEWER))
    assert yard.jobs.count(yard.shop.actor()) == 0


def test_a_job_has_the_scope_of_the_token_that_asked_for_it(yard: Yard) -> None:
    shop, place = yard.shop, yard.folder("Mine")
    mine, other = shop.file(name="mine", folder=ref(place)), shop.file(name="other")
    scoped = replace(shop.actor(), scope=Scope(frozenset(Action), None, place.number))
    report = yard.done(Operation.TRASH, mine, other, actor=scoped)
    assert {item.id: item.reason for item in report.failures} == {other.uid: "not_found"}
    assert trashed(yard, [mine, other]) == 1
    unscoped = yard.done(Operation.TRASH, other)
    assert [job.uid for job in yard.jobs.page(scoped, limit=9)] == [report.job.uid]
    assert yard.jobs.count(shop.actor()) == 2
    with pytest.raises(NotFound):
        yard.jobs.undo(scoped, unscoped.job.uid)


def test_jobs_are_paged_newest_first(yard: Yard) -> None:
    owner, jobs = yard.shop.actor(), []
    for _ in range(3):
        jobs.append(a_job(yard, 1)[0])
        yard.shop.clock.advance(seconds=1)
    first = yard.jobs.page(owner, limit=2)
    rest = yard.jobs.page(owner, after=JobMark(first[-1].created_at, first[-1].uid), limit=2)
    assert [*first, *rest] == jobs[::-1]


def test_who_was_shut_out_since_has_nothing_done(yard: Yard) -> None:
    shop = yard.shop
    editor = shop.actor(Role.EDITOR)
    job, files = a_job(yard, actor=editor)
    shop.accounts.set_enabled(shop.user(editor.user_name, Role.EDITOR), enabled=False)
    yard.work()
    report = yard.jobs.get(shop.actor(), job.uid)
    assert (report.job.state, report.job.reason) == (JobState.FAILED, "access_denied")
    assert trashed(yard, files) == 0


def test_a_job_is_gone_on_with_where_its_last_worker_left_it(yard: Yard) -> None:
    job, files = a_job(yard, 8)
    other = yard.another_node()
    held = taken(yard)
    assert yard.labour.work(held, stopping=Steps(2)) is None
    assert trashed(yard, files) == 3
    again = taken(yard, other)
    assert other.take() is None
    assert other.work(again) is JobState.DONE
    with pytest.raises(LeaseLost):
        yard.labour.work(held)
    report = yard.jobs.get(yard.shop.actor(), job.uid)
    assert (report.job.done, report.job.failed, report.job.total, trashed(yard, files)) == (8, 0, 8, 8)


def test_a_worker_that_died_is_followed_by_another_and_comes_too_late_when_it_did_not(yard: Yard) -> None:
    job, files = a_job(yard, 3)
    dead = taken(yard)
    other = yard.another_node()
    assert other.take() is None
    yard.shop.clock.advance(seconds=LEASE.total_seconds())
    again = taken(yard, other)
    with pytest.raises(LeaseLost):
        yard.labour.work(dead)
    assert trashed(yard, files) == 0
    assert other.work(again) is JobState.DONE
    assert yard.jobs.get(yard.shop.actor(), job.uid).job.done == 3


def test_cancelling_ends_a_job_between_two_steps(yard: Yard) -> None:
    owner = yard.shop.actor()
    job, files = a_job(yard, 8)
    held = taken(yard)

    def cancelling() -> Callable[[], bool]:
        steps = Steps(2)

        def stopping() -> bool:
            if steps():
                yard.jobs.cancel(owner, job.uid)
            return False

        return stopping

    with pytest.raises(LeaseLost):
        yard.labour.work(held, stopping=cancelling())
    report = yard.jobs.cancel(owner, job.uid)
    assert (report.job.state, report.job.total, report.job.done) == (JobState.CANCELLED, 8, 3)
    assert trashed(yard, files) == 3
    yard.work()
    assert trashed(yard, files) == 3
    yard.jobs.retry(owner, job.uid)
    yard.work()
    assert (yard.jobs.get(owner, job.uid).job.state, trashed(yard, files)) == (JobState.DONE, 8)


def test_a_cancelled_job_is_undone_as_far_as_it_came(yard: Yard) -> None:
    job, files = a_job(yard, 8)
    yard.labour.work(taken(yard), stopping=Steps(2))
    report = yard.undone(yard.jobs.cancel(yard.shop.actor(), job.uid))
    assert (report.job.state, report.job.done, trashed(yard, files)) == (JobState.DONE, 3, 0)


def test_what_failed_is_tried_again_and_the_rest_is_not(yard: Yard) -> None:
    shop, owner = yard.shop, yard.shop.actor()
    files = [shop.file(name=f"{number}") for number in range(4)]
    shop.filing.trash(owner, files[1])
    target = yard.folder("Target")
    moved = yard.done(Operation.MOVE, *files, into=target)
    assert (moved.job.state, moved.job.done, moved.job.failed) == (JobState.FAILED, 3, 1)
    shop.filing.restore(owner, files[1])
    changes = shop.stored()
    again = yard.jobs.retry(owner, moved.job.uid)
    assert (again.job.state, again.job.done, again.job.failed) == (JobState.QUEUED, 3, 0)
    yard.work()
    report = yard.jobs.get(owner, moved.job.uid)
    assert (report.job.state, report.job.done, report.job.failed) == (JobState.DONE, 4, 0)
    assert shop.stored() == (changes[0], changes[1] + 1)
    assert yard.inside(target) == ["0", "1", "2", "3"]


@pytest.mark.parametrize("ask", ["retry", "undo"])
def test_what_has_not_ended_or_was_undone_is_neither_tried_again_nor_undone(yard: Yard, ask: str) -> None:
    owner = yard.shop.actor()
    job, _ = a_job(yard)
    with pytest.raises(Conflict) as refused:
        getattr(yard.jobs, ask)(owner, job.uid)
    assert refused.value.what == "job_not_ended"
    yard.work()
    yard.jobs.undo(owner, job.uid)
    yard.work()
    with pytest.raises(Conflict) as refused:
        getattr(yard.jobs, ask)(owner, job.uid)
    assert refused.value.what == "job_undone"
    assert yard.jobs.count(owner) == 2


def test_a_job_done_is_not_tried_again(yard: Yard) -> None:
    job, _ = a_job(yard)
    yard.work()
    with pytest.raises(Conflict) as refused:
        yard.jobs.retry(yard.shop.actor(), job.uid)
    assert refused.value.what == "job_done"


def test_trouble_with_the_stores_is_waited_out_longer_each_time_and_not_for_ever(
    yard: Yard, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop, owner = yard.shop, yard.shop.actor()
    file = shop.file()
    job = yard.jobs.start(owner, Operation.COPY, Wish((file.uid,)))
    create = shop.blobs.create

    def unavailable() -> None:
        raise Unavailable

    monkeypatch.setattr(shop.blobs, "create", unavailable)
    for pause in PAUSES[:2]:
        yard.work()
        assert yard.jobs.get(owner, job.uid).job.state is JobState.QUEUED
        shop.clock.advance(seconds=pause.total_seconds() - 1)
        assert yard.labour.take() is None
        shop.clock.advance(seconds=1)
    monkeypatch.setattr(shop.blobs, "create", create)
    yard.work()
    assert yard.jobs.get(owner, job.uid).job.state is JobState.DONE
    monkeypatch.setattr(shop.blobs, "create", unavailable)
    hopeless = yard.jobs.start(owner, Operation.COPY, Wish((file.uid,)))
    for pause in (*PAUSES, PAUSES[0]):
        yard.work()
        shop.clock.advance(seconds=pause.total_seconds())
    report = yard.jobs.get(owner, hopeless.uid)
    assert (report.job.state, report.job.reason) == (JobState.FAILED, "unavailable")


def test_a_long_job_lets_the_others_have_their_turn(yard: Yard) -> None:
    yard.at_once = 1
    labour = yard.another_node()
    long, _ = a_job(yard, STEPS_IN_A_ROW + 10)
    yard.shop.clock.advance(seconds=1)
    short, _ = a_job(yard, 1)
    yard.shop.clock.advance(seconds=1)
    first = taken(yard, labour)
    assert first.uid == long.uid
    assert labour.work(first) is None
    assert taken(yard, labour).uid == short.uid


def test_only_so_many_jobs_may_wait(yard: Yard, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("filebook.services.jobs.OPEN_JOBS_LIMIT", 2)
    a_job(yard, 1)
    a_job(yard, 1)
    with pytest.raises(Throttled):
        a_job(yard, 1)
    yard.work()
    a_job(yard, 1)


def test_a_request_under_a_key_asks_for_one_job(yard: Yard) -> None:
    owner = yard.shop.actor()
    file = yard.shop.file()
    yard.jobs.start(replace(owner, request=Request("first", key="key")), Operation.TRASH, Wish((file.uid,)))
    with pytest.raises(AlreadyUsed):
        yard.jobs.start(replace(owner, request=Request("again", key="key")), Operation.TRASH, Wish((file.uid,)))
    assert yard.jobs.count(owner) == 1


def test_jobs_are_forgotten_a_while_after_their_end(yard: Yard) -> None:
    owner = yard.shop.actor()
    ended, _ = a_job(yard)
    yard.work()
    yard.shop.clock.advance(days=20)
    waiting, _ = a_job(yard)
    assert yard.labour.forget() == 0
    yard.shop.clock.advance(days=10, seconds=1)
    assert yard.labour.forget() == 1
    assert [job.uid for job in yard.jobs.page(owner, limit=9)] == [waiting.uid]
    with pytest.raises(NotFound):
        yard.jobs.get(owner, ended.uid)
    with pytest.raises(NotFound):
        yard.jobs.get(owner, new_uid())


@pytest.fixture(params=["sqlite", "postgres"])
def shared(request: pytest.FixtureRequest) -> Iterator[Callable[[], Catalogue]]:
    """Opens the same rows again, as another node does."""
    opened: list[Catalogue] = []
    url = request.getfixturevalue("postgres_database") if request.param == "postgres" else None

    def another() -> Catalogue:
        catalogue: Catalogue = (
            PostgresCatalogue(url, pool_size=4)
            if url
            else SqliteCatalogue(request.getfixturevalue("tmp_path") / "rows.db", durable=False)
        )
        opened.append(catalogue)
        return catalogue

    yield another
    for catalogue in opened:
        catalogue.close()


def test_many_nodes_at_once_do_everything_once(shared: Callable[[], Catalogue]) -> None:
    yard = Yard(Shop(shared()))
    shop, folder = yard.shop, yard.folder("Folder")
    for number in range(12):
        shop.file(name=f"{number:02}", folder=ref(folder))
    owner = shop.actor()
    targets = [yard.folder(f"Target {number}") for number in range(3)]
    jobs = [yard.jobs.start(owner, Operation.COPY, Wish((folder.uid,), into=ref(target))) for target in targets]
    barrier = Barrier(4)

    def node(catalogue: Catalogue) -> None:
        there = replace(yard, shop=_at(shop, catalogue))
        barrier.wait()
        for _ in range(5000):
            job = there.labour.take()
            if job is not None:
                there.labour.work(job, stopping=Steps(3))  # one thing is copied, the next is given up midway
            elif all(there.jobs.get(owner, one.uid).job.state.is_end for one in jobs):
                return
            else:
                sleep(0.002)

    nodes = [Thread(target=node, args=(shared(),)) for _ in range(4)]
    for thread in nodes:
        thread.start()
    for thread in nodes:
        thread.join()
    for job, target in zip(jobs, targets, strict=True):
        report = yard.jobs.get(owner, job.uid)
        assert (report.job.state, report.job.done) == (JobState.DONE, 13)
        with shop.catalogue.read() as tables:
            [made] = tables.folders.below(shop.business.number, target.number)[1:]
            assert len(tables.files.inside(shop.business.number, [made], limit=99)) == 12
    assert shop.checks.fsck().sound


def _at(shop: Shop, catalogue: Catalogue) -> Shop:
    """The same shop over another connection to its rows."""
    there = object.__new__(Shop)
    there.__dict__.update(shop.__dict__)
    there.catalogue = catalogue
    return there
