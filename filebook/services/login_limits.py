"""How many failed logins are borne: per account and per address, without locking anybody out."""

import threading
from collections import deque
from collections.abc import Callable
from datetime import datetime, timedelta

from filebook.core.errors import Throttled

WINDOW = timedelta(minutes=10)
ACCOUNT_FAILURES = 30
ADDRESS_FAILURES = 300
_REMEMBERED_SUBJECTS = 50_000


class LoginLimits:
    """Counts failures of the last ten minutes, in this process. Successes are never counted or delayed.

    Beyond the limit a caller waits, longer with each further failure, up to a minute.
    """

    def __init__(self, *, now: Callable[[], datetime]) -> None:
        self._now = now
        self._failures: dict[str, deque[datetime]] = {}
        self._lock = threading.Lock()

    def check(self, account: str, address: str) -> None:
        """Raises: Throttled if too many failures came from this account or address."""
        with self._lock:
            for subject, allowed in self._subjects(account, address):
                recent = self._recent(subject)
                over = len(recent) - allowed
                if over < 0:
                    continue
                free_at = recent[-1] + timedelta(seconds=min(60, 2 ** min(over, 6)))
                wait = (free_at - self._now()).total_seconds()
                if wait > 0:
                    raise Throttled(max(1, round(wait)))

    def note_failure(self, account: str, address: str) -> None:
        """Count a failed login."""
        with self._lock:
            if len(self._failures) >= _REMEMBERED_SUBJECTS:
                self._forget_old()
            for subject, _ in self._subjects(account, address):
                self._recent(subject).append(self._now())

    def _subjects(self, account: str, address: str) -> list[tuple[str, int]]:
        return [("account " + account.casefold(), ACCOUNT_FAILURES), ("address " + address, ADDRESS_FAILURES)]

    def _recent(self, subject: str) -> deque[datetime]:
        recent = self._failures.setdefault(subject, deque(maxlen=ADDRESS_FAILURES + 10))
        oldest = self._now() - WINDOW
        while recent and recent[0] < oldest:
            recent.popleft()
        return recent

    def _forget_old(self) -> None:
        oldest = self._now() - WINDOW
        kept = {subject: times for subject, times in self._failures.items() if times and times[-1] >= oldest}
        self._failures = kept if len(kept) < _REMEMBERED_SUBJECTS else {}
