"""Something costly that many tests share until it is full: what they leave in it makes every list longer."""

from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from typing import Generic, TypeVar

Shared = TypeVar("Shared")


class Stand(Generic[Shared]):
    """Keeps one at a time, and puts a new one in its place between two tests when it `is_full`."""

    def __init__(
        self, start: Callable[[], AbstractContextManager[Shared]], *, is_full: Callable[[Shared], bool]
    ) -> None:
        self._start = start
        self._is_full = is_full
        self._kept = ExitStack()
        self._shared: Shared | None = None

    def one(self) -> Shared:
        """One with room in it."""
        if self._shared is not None and self._is_full(self._shared):
            self.close()
        if self._shared is None:
            self._shared = self._kept.enter_context(self._start())
        return self._shared

    def close(self) -> None:
        """End the one that is kept, if any."""
        self._shared = None
        self._kept.close()
