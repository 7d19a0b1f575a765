"""A week of ever larger appointment books, of everybody and of one person: each match should take the same time."""

import statistics
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field

from bench.ours.diary import DAILY_EVERY, WEEKLY_EVERY, Diary, filled
from bench.plan import Plan
from bench.report import Report, Verdict

ALL, PERSON = "everybody's week", "a person's week"
WANTED_SPREAD = 4.0
ASKED_A_ROUND = 20
SECONDS_A_ROUND = 2.0
_LIMIT = 1_000_000


@dataclass(slots=True)
class _Week:
    """One query on one book, and the fewest seconds of each round."""

    rows: int
    query: str
    ask: Callable[[], int]
    matches: int = 0
    seconds: list[float] = field(default_factory=list)

    def take_a_round(self) -> None:
        until, taken = time.monotonic() + SECONDS_A_ROUND, list[float]()
        while not taken or (len(taken) < ASKED_A_ROUND and time.monotonic() < until):
            began = time.thread_time()
            self.matches = self.ask()
            taken.append(time.thread_time() - began)
        self.seconds.append(min(taken))

    @property
    def milliseconds(self) -> float:
        return statistics.median(self.seconds) * 1e3

    @property
    def microseconds_a_match(self) -> float:
        return self.milliseconds * 1e3 / max(1, self.matches)


def measure(plan: Plan, stack: ExitStack) -> Report:
    """Run the bar: within this process, since what the doors add is the same for each."""
    weeks: list[_Week] = []
    for rows in plan.book_rows:
        diary = filled(plan.folder / f"appointments-{rows}", rows=rows)
        stack.callback(diary.house.close)
        weeks += [
            _Week(rows, ALL, _asking(diary, of_person=False)),
            _Week(rows, PERSON, _asking(diary, of_person=True)),
        ]
    for _ in range(plan.rounds):
        for week in weeks:
            week.take_a_round()
    return _report(plan, weeks)


def _asking(diary: Diary, *, of_person: bool) -> Callable[[], int]:
    book, (starts, ends) = diary.house.services.book, diary.week
    participant = diary.person if of_person else None

    def ask() -> int:
        return len(book.between(diary.actor, starts=starts, ends=ends, participant=participant, limit=_LIMIT))

    return ask


def _report(plan: Plan, weeks: list[_Week]) -> Report:
    found = {(week.rows, week.query): week for week in weeks}
    columns = [f"{query}, {unit}" for query in (ALL, PERSON) for unit in ("matches", "ms", "µs a match")]
    report = Report("A week of many appointments", ("appointments", *columns))
    report.rows = [
        (f"{rows:,}", *(text for query in (ALL, PERSON) for text in _told(found[rows, query])))
        for rows in plan.book_rows
    ]
    times = [week.microseconds_a_match for week in weeks if week.query == ALL]
    report.verdicts = [
        Verdict("a week, slowest match ÷ fastest", max(times) / min(times), WANTED_SPREAD, "at most", "×")
    ]
    report.remarks.append(
        f"Four years of appointments, the week in their middle; one in {WEEKLY_EVERY} is an endless weekly series, "
        f"one in {DAILY_EVERY} an endless daily one. SQLite, within one process; processor time, the median of the "
        "rounds' fastest."
    )
    return report


def _told(week: _Week) -> tuple[str, str, str]:
    return f"{week.matches:,}", f"{week.milliseconds:.2f}", f"{week.microseconds_a_match:.1f}"
