"""An installation opened for one command, beside a server that may be running on it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filebook.app.build import House, build
from filebook.app.settings import load


@contextmanager
def opened(data: str | None, config: Path | None) -> Iterator[House]:
    """The house of a data folder and a settings file, each as on the command line, closed at the end."""
    house = build(load(config, data_folder=data))
    try:
        yield house
    finally:
        house.close()
