"""What was worked out lately, so that it need not be again; in memory, good for this process."""

import threading
from collections import OrderedDict
from typing import Generic, TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")

_KEPT = 4096


class Remembered(Generic[Key, Value]):
    """The last few values, by keys that hold all that the value depends on."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Key, Value] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Key) -> Value | None:
        """The value kept under this key."""
        with self._lock:
            return self._kept.get(key)

    def keep(self, key: Key, value: Value) -> None:
        """Keep a value, in place of the one kept longest if there are too many."""
        with self._lock:
            self._kept[key] = value
            if len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
