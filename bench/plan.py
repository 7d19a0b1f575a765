"""How much is measured: sizes, rounds and times; and the folder of one bar."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import mkdtemp

from bench.tools import CACHE

MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Plan:
    """One measurement's extent. `access_logs`: every server logs as it does by default, or none does."""

    rounds: int
    seconds: float
    big_bytes: int
    base64_bytes: int
    listing_rows: tuple[int, ...]
    book_rows: tuple[int, ...]
    access_logs: bool
    folder: Path = Path()

    def random_file(self, name: str, size_bytes: int) -> Path:
        """A file of bytes that nobody can compress or share."""
        path = self.folder / name
        with path.open("wb") as output:
            for start in range(0, size_bytes, MIB):
                output.write(os.urandom(min(MIB, size_bytes - start)))
        return path

    def subfolder(self, name: str) -> Path:
        """A new folder for one of the servers."""
        return Path(mkdtemp(prefix=f"{name}-", dir=self.folder))


def planned(*, rounds: int | None, quick: bool, access_logs: bool) -> Plan:
    """The usual extent, or a smaller one that shows whether everything works and roughly where we stand."""
    if quick:
        return Plan(rounds or 2, 1, 128 * MIB, 32_000_000, (1_000, 10_000), (1_000, 10_000), access_logs)
    return Plan(
        rounds or 5,
        3,
        1024 * MIB,
        200_000_000,
        (1_000, 10_000, 100_000, 1_000_000),
        (1_000, 100_000, 1_000_000),
        access_logs,
    )


@contextmanager
def in_folder_of_its_own(plan: Plan) -> Iterator[Plan]:
    """The plan with a new folder beside the peers, on the disk of the project; removed at the end."""
    CACHE.mkdir(exist_ok=True)
    folder = Path(mkdtemp(prefix="run-", dir=CACHE))
    try:
        yield replace(plan, folder=folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
