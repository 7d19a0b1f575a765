"""What `filebook serve` and `filebook worker` become: the command line's own libraries do not stay in memory."""

import json
import os
import sys
from pathlib import Path
from typing import Any, NoReturn

from filebook.app.build import build
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
    serve(build(load(config, **given)), on_ready=lambda base_url: print(f"Filebook at {base_url}", flush=True))


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
