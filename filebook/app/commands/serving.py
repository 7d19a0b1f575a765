"""What `filebook serve` and `filebook worker` become: the command line's own libraries do not stay in memory."""

import json
import os
import sys
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

from filebook.app.build import House, build
from filebook.app.server import serve
from filebook.app.settings import load
from filebook.app.workforce import work
from filebook.core.errors import FilebookError


def become(config: Path | None, given: dict[str, Any], *, serving: bool = True) -> NoReturn:
    """Go on as a program that serves or works, in the same process: who started it keeps its number and signals."""
    said = json.dumps({"config": None if config is None else str(config), "given": given, "serving": serving})
    # -P: the folder it is started in is not searched for modules, as it is not for the command itself.
    # no_debug_ranges: a traceback in a log tells lines; the columns of all our code would take a megabyte.
    program = [sys.executable, "-P", "-X", "no_debug_ranges", "-m", "filebook.app.commands.lean"]
    os.execv(sys.executable, [*program, said])  # noqa: S606 - ourselves


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
