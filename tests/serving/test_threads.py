"""The worker threads."""

import asyncio
import threading

import pytest

from filebook.serving.threads import Threads


def test_work_runs_beside_the_loop_and_comes_back_with_its_result() -> None:
    async def go() -> None:
        threads = Threads(2)
        here = threading.current_thread()
        names = await asyncio.gather(*(threads.run(threading.current_thread) for _ in range(20)))
        assert here not in names
        assert len(set(names)) <= 2
        threads.stop()
        assert not any(name.is_alive() for name in names)
        assert await threads.run(lambda: 7) == 7
        threads.stop()

    asyncio.run(go())


def test_what_work_raises_is_raised_where_it_is_awaited() -> None:
    def fail() -> None:
        raise KeyError("x")

    async def go() -> None:
        threads = Threads(1)
        with pytest.raises(KeyError):
            await threads.run(fail)
        assert await threads.run(lambda: "still there") == "still there"
        threads.stop()

    asyncio.run(go())


def test_as_many_jobs_run_at_once_as_there_are_threads() -> None:
    async def go() -> None:
        threads = Threads(3)
        together = threading.Barrier(3, timeout=20)
        await asyncio.gather(*(threads.run(together.wait) for _ in range(3)))
        threads.stop()

    asyncio.run(go())


def test_no_more_threads_are_started_than_have_work() -> None:
    async def go() -> None:
        threads = Threads(20)
        names = {await threads.run(threading.current_thread) for _ in range(10)}
        assert len(names) == 1
        together = threading.Barrier(2, timeout=20)
        await asyncio.gather(*(threads.run(together.wait) for _ in range(2)))
        names |= {await threads.run(threading.current_thread) for _ in range(10)}
        assert len(names) <= 2
        threads.stop()

    asyncio.run(go())


def test_work_given_up_still_ends_and_harms_nobody() -> None:
    began, may_end, ended = threading.Event(), threading.Event(), threading.Event()

    def work() -> None:
        began.set()
        assert may_end.wait(20)
        ended.set()

    threads = Threads(1)

    async def give_up() -> None:
        future = threads.run(work)
        assert await asyncio.to_thread(began.wait, 20)
        future.cancel()
        await asyncio.sleep(0)

    asyncio.run(give_up())
    may_end.set()
    threads.stop()
    assert ended.is_set()
