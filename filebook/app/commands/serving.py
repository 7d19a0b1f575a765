"""What `filebook serve` and `filebook worker` go on as."""

import json
from functools import partial
from pathlib import Path
from typing import Any

from filebook.app.build import House, build
from filebook.app.server import serve
from filebook.app.settings import load
from filebook.app.workforce import work
from filebook.core.errors import FilebookError


def run(config: Path | None, given: dict[str, Any]) -> None:
    """Serve until stopped. Raises: Invalid, Unavailable, NoSpace, Damaged."""
    house = build(load(config, **given))
    serve(house, on_ready=partial(_told, house))


def _told(house: House, base_url: str) -> None:
    """Say where it is served and, as long as nobody can log in, by which link the first owner is made."""
    print(f"Filebook at {base_url}", flush=True)
    token = house.services.first_run.offer()
    if token is not None:
        # After `#`, so that no browser sends it as part of an address, and no proxy writes it down.
        print(f"To begin, open within a day, once: {base_url}/welcome#{token}", flush=True)


def labour(config: Path | None, given: dict[str, Any]) -> None:
    """Work until stopped. Raises: Invalid, Unavailable, NoSpace, Damaged."""
    work(build(load(config, **given)), on_ready=lambda: print("Filebook at work", flush=True))


def main(said: str) -> int:
    """Serve or work as `become` was told; the exit code."""
    read = json.loads(said)
    try:
        (run if read["serving"] else labour)(Path(read["config"]) if read["config"] else None, read["given"])
    except FilebookError as error:
        from filebook.app.cli import failed  # loaded where something failed, for its words and codes

        return failed(error)
    return 0
