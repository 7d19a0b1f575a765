"""The request log: what each business's programs asked, and what came of it. Gathered here, written down in batches.

Noting a request costs a few microseconds of the event loop; the worker writes them down every few seconds. Where more
come than may be gathered until then, successful ones are left out first, and how many were is written down instead.
"""

import threading
from collections import Counter, deque
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from filebook.core.access import Action, Actor, require
from filebook.core.ids import BusinessNumber
from filebook.core.ports.catalogue import Catalogue, Tables
from filebook.core.requests import LeftOut, LoggedRequest, RequestFilter
from filebook.services.accounts import require_everywhere

GATHERED_LIMIT = 4_000
"""So many are held until they are written down; a batch of all of them keeps other writes waiting for a moment only."""
KEPT_LIMIT = 20_000
"""So many of each business are kept, however new the next ones are."""
_BATCH = 250


@dataclass(frozen=True, slots=True)
class LogPage:
    """Requests, newest first, and how many are not among them since they were left out."""

    requests: list[LoggedRequest]
    left_out: LeftOut


class RequestLog:
    """One in each process; what is written down is shared by all."""

    def __init__(
        self,
        catalogue: Catalogue,
        *,
        now: Callable[[], datetime],
        lifetime: timedelta,
        gathered_limit: int = GATHERED_LIMIT,
        kept_limit: int = KEPT_LIMIT,
    ) -> None:
        self._catalogue = catalogue
        self._now = now
        self._lifetime = lifetime
        self._gathered_limit = gathered_limit
        self._kept_limit = kept_limit
        self._lock = threading.Lock()
        self._sound: deque[LoggedRequest] = deque()
        self._failed: deque[LoggedRequest] = deque()
        self._left_out: Counter[BusinessNumber] = Counter()

    @property
    def is_on(self) -> bool:
        """Whether requests are written down at all."""
        return self._lifetime > timedelta()

    def note(self, request: LoggedRequest) -> None:
        """Gather one; where there is no room, an earlier or later success makes it, else the oldest failure."""
        with self._lock:
            (self._failed if request.is_failure else self._sound).append(request)
            if len(self._sound) + len(self._failed) > self._gathered_limit:
                dropped = self._sound.pop() if self._sound else self._failed.popleft()
                self._left_out[dropped.business] += 1

    def leaves_out_successes_of(self, business: BusinessNumber) -> bool:
        """Whether there is no room for a request that went well. One is then counted as left out: to ask first costs
        less than to make it and drop it.
        """
        if len(self._sound) + len(self._failed) < self._gathered_limit:
            return False
        with self._lock:
            self._left_out[business] += 1
        return True

    def flush(self) -> int:
        """Write down what was gathered (the worker does, every few seconds); how many.

        Raises: Unavailable, NoSpace; what was gathered is then left out.
        """
        with self._lock:
            sound, failed, left_out = self._sound, self._failed, self._left_out
            self._sound, self._failed, self._left_out = deque(), deque(), Counter()
        of_business: dict[BusinessNumber, list[LoggedRequest]] = {business: [] for business in left_out}
        for request in sorted([*sound, *failed], key=_when):
            of_business.setdefault(request.business, []).append(request)
        at = self._now()
        for business, requests in of_business.items():
            rest = iter(requests)
            missing = left_out[business]
            while (batch := list(islice(rest, _BATCH))) or missing:
                self._catalogue.write(self._unit(business, batch, left_out=missing, at=at))
                missing = 0
        return len(sound) + len(failed)

    def prune(self, businesses: Iterable[BusinessNumber]) -> int:
        """Forget what is too old; how many."""
        before = self._now() - self._lifetime
        forgotten = 0
        for business in businesses:
            while count := self._catalogue.write(_forgetting(business, before)):
                forgotten += count
        return forgotten

    def page(self, actor: Actor, where: RequestFilter, *, before: int | None, limit: int) -> LogPage:
        """Requests of the actor's business that were written down before a position. Raises: AccessDenied."""
        require(actor, Action.ADMINISTER)
        require_everywhere(actor)
        with self._catalogue.read() as tables:
            found = tables.requests.before(actor.business, where, position=before, limit=limit)
            return LogPage(found, tables.requests.left_out(actor.business))

    def after(self, actor: Actor, position: int | None, *, limit: int) -> tuple[list[LoggedRequest], int]:
        """Those written down after a position, oldest first, and the position to go on from; None: just that, as it is
        now.

        Raises: AccessDenied.
        """
        require(actor, Action.ADMINISTER)
        require_everywhere(actor)
        with self._catalogue.read() as tables:
            if position is None:
                return [], tables.requests.last([actor.business]).get(actor.business, 0)
            found = tables.requests.after(actor.business, position, limit=limit)
        return found, found[-1].position if found else position

    def newest(self, businesses: Collection[BusinessNumber]) -> dict[BusinessNumber, int]:
        """How far the log of each of these businesses has come."""
        with self._catalogue.glance() as tables:
            return tables.requests.last(businesses)

    def _unit(
        self, business: BusinessNumber, batch: list[LoggedRequest], *, left_out: int, at: datetime
    ) -> Callable[[Tables], None]:
        keep = self._kept_limit
        return lambda tables: tables.requests.add(business, batch, left_out=left_out, at=at, keep=keep)


def _when(request: LoggedRequest) -> tuple[datetime, str]:
    return request.at, request.request


def _forgetting(business: BusinessNumber, before: datetime) -> Callable[[Tables], int]:
    return lambda tables: tables.requests.forget(business, before=before, limit=_BATCH)
