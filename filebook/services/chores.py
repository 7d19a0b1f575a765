"""Chores: what each new version of a file has before it, done one by one by whichever worker takes it.

A worker holds a chore by a lease. One that dies leaves it to the next; one that comes late finds that it is not its own
any more. So whatever a hand does must bear being done twice.
"""

import secrets
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Protocol

from filebook.core.chores import Chore, ChoreState, Task, done, failed, postponed
from filebook.core.files import File, Quarantine
from filebook.core.ports.catalogue import Catalogue, Tables

LEASE = timedelta(minutes=10)
"""Longer than any hand takes; after it somebody else tries."""


class Undone(Exception):
    """A chore came to nothing: `reason` is a word for why; `worth_trying` whether the next try may turn out better."""

    def __init__(self, reason: str, *, worth_trying: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.worth_trying = worth_trying


class Hand(Protocol):
    """Does one kind of task."""

    def do(self, chore: Chore) -> Callable[[Tables], None]:
        """Do what takes long, outside any unit; what is to be written, in the unit that settles the chore.

        Raises: Undone; FilebookError of the stores, after which it is tried again.
        """


def assign(tables: Tables, file: File, *, at: datetime) -> None:
    """Put the first task before the file's current version, inside the unit that made it.

    What waits in quarantine is looked through first; what is infected, and a link, has nothing to be done.
    """
    if file.version is None or file.version.content.quarantine is Quarantine.INFECTED:
        return
    task = Task.SCAN if file.version.content.quarantine is Quarantine.WAITING else Task.TEXT
    tables.chores.put(Chore(file.business, file.number, file.version.number, task, at))


class Chores:
    """Takes chores and does them."""

    def __init__(self, catalogue: Catalogue, hands: Mapping[Task, Hand], *, now: Callable[[], datetime]) -> None:
        self._catalogue = catalogue
        self._hands = hands
        self._now = now

    def take(self) -> Chore | None:
        """A chore to be done, of those that are due the one that waited longest."""
        now = self._now()
        with self._catalogue.glance() as tables:
            due = tables.chores.due(now, tasks=tuple(self._hands), limit=4)
        return next((taken for chore in due if (taken := self._taken(chore, now)) is not None), None)

    def do(self, chore: Chore) -> ChoreState | None:
        """Do a chore that was taken; how it stands then, None where it was not held any more.

        Raises: FilebookError of the stores: it is left to its lease.
        """
        try:
            write = self._hands[chore.task].do(chore)
        except Undone as undone:
            if undone.worth_trying:
                return self._settle(chore, postponed(chore, undone.reason, at=self._now()))
            return self._settle(chore, failed(chore, undone.reason))
        return self._settle(chore, done(chore), write=write)

    def give_up(self, chore: Chore, reason: str) -> None:
        """Note that a chore that was taken cannot be done."""
        self._settle(chore, failed(chore, reason))

    def _taken(self, chore: Chore, now: datetime) -> Chore | None:
        lease = secrets.token_hex(8)
        return self._catalogue.write(lambda tables: tables.chores.take(chore, now=now, lease=lease, until=now + LEASE))

    def _settle(
        self, chore: Chore, after: Chore, *, write: Callable[[Tables], None] | None = None
    ) -> ChoreState | None:
        def unit(tables: Tables) -> ChoreState | None:
            tables.numbers.lock(chore.business)
            if not tables.chores.settle(after, lease=chore.lease):
                return None
            if write is not None:
                write(tables)
            return after.state

        return self._catalogue.write(unit)
