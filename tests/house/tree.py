"""Which files the house rules look at."""

from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

_CODE_FOLDERS = ("filebook", "tests", "scripts", "bench")
_MADE_NOT_WRITTEN = {"__pycache__", "demo-data", "dist", "htmlcov", "node_modules"}


def modules(*folders: str) -> list[Path]:
    """Every Python module below the named folders, or of the whole project when none is named."""
    return sorted(path for folder in folders or _CODE_FOLDERS for path in (ROOT / folder).rglob("*.py"))


def written_files(folder: Path = ROOT) -> Iterator[Path]:
    """Every file somebody wrote: no caches, nothing built, no tool's hidden folder but the one of CI."""
    for path in sorted(folder.iterdir()):
        if path.is_file():
            yield path
        elif path.name not in _MADE_NOT_WRITTEN and (path.name == ".ci" or not path.name.startswith(".")):
            yield from written_files(path)


def name_of(path: Path) -> str:
    """The path as people write it, from the project's folder."""
    return path.relative_to(ROOT).as_posix()
