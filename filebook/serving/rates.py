"""Rates: how many requests one key may make in a minute, and the headers that tell it.

A bucket for each key that refills evenly. Each process counts for itself: the limit is there to keep one program from
taking the server from all others, not to bill anybody.
Source: draft-ietf-httpapi-ratelimit-headers-10, read 2026-11-22.
"""

import threading
import time
from collections import OrderedDict

from filebook.core.errors import Throttled
from filebook.serving.call import Call

_WINDOW_SECONDS = 60
_KEYS_REMEMBERED = 10_000


class Rates:
    """`per_minute` requests of one key at once or spread over a minute; 0: any number, and no headers."""

    def __init__(self, *, per_minute: int) -> None:
        self._per_minute = per_minute
        self._policy = b'"default";q=%d;w=%d' % (per_minute, _WINDOW_SECONDS)
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()
        """Key → what is left, and when that was so; the one used last is the last."""
        self._lock = threading.Lock()

    def admit(self, call: Call, key: str) -> None:
        """Count a request, and let its answer tell what is left. Raises: Throttled."""
        if not self._per_minute:
            return
        per_second = self._per_minute / _WINDOW_SECONDS
        now = time.monotonic()
        with self._lock:
            left, at = self._buckets.pop(key, (float(self._per_minute), now))
            left = min(left + (now - at) * per_second, float(self._per_minute))
            is_admitted = left >= 1
            self._buckets[key] = (left - is_admitted, now)
            if len(self._buckets) > _KEYS_REMEMBERED:
                self._buckets.popitem(last=False)
        seconds_to_full = int((self._per_minute - left) / per_second) + 1
        told = b'"default";r=%d;t=%d' % (max(int(left) - is_admitted, 0), seconds_to_full)
        call.answer_headers += [(b"ratelimit-policy", self._policy), (b"ratelimit", told)]
        if not is_admitted:
            raise Throttled(retry_after_seconds=max(1, int((1 - left) / per_second) + 1))
