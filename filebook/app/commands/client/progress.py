"""How far a transfer has come, shown on standard error where a person is looking."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn, TransferSpeedColumn

At = Callable[[int], None]
"""Says how many bytes have been dealt with."""


@contextmanager
def progress(name: str, *, size_bytes: int) -> Iterator[At]:
    """A bar for one file; nothing at all where standard error is no terminal."""
    if not sys.stderr.isatty():
        yield _nothing
        return
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TransferSpeedColumn())
    with Progress(*columns, TimeRemainingColumn(), console=Console(stderr=True)) as bars:
        task = bars.add_task(name.replace("[", "\\["), total=size_bytes)
        yield lambda done: bars.update(task, completed=done)


def _nothing(done: int) -> None:
    """Nobody looks."""
