"""`filebook serve` and `filebook worker`: they read what is wanted, and go on as the program that does it."""

import json
import os
import sys
from pathlib import Path
from typing import Any

from filebook.app.settings import load


def serve(
    *,
    data: str | None = None,
    host: str | None = None,
    port: int | None = None,
    worker: bool | None = None,
    config: Path | None = None,
) -> None:
    """Serve until stopped.

    Parameters
    ----------
    data: Folder of the database, the files and the keys.
    host: Address to listen on.
    port: Port to listen on; 0 takes a free one.
    worker: Do jobs, housekeeping and webhooks too, or leave them to `filebook worker`.
    config: Settings file (TOML).
    """
    given: dict[str, Any] = {"data_folder": data, "host": host, "port": port, "worker": worker}
    load(config, **given)  # what does not fit is told before anything is left behind
    _become(config, given, serving=True)


def worker(*, data: str | None = None, config: Path | None = None) -> None:
    """Do jobs, housekeeping and webhooks until stopped, without serving.

    Parameters
    ----------
    data: Folder of the database, the files and the keys.
    config: Settings file (TOML).
    """
    given: dict[str, Any] = {"data_folder": data}
    load(config, **given)
    _become(config, given, serving=False)


def _become(config: Path | None, given: dict[str, Any], *, serving: bool) -> None:
    """Go on as a program that serves or works, in the same process: who started it keeps its number and signals, and
    nothing of the command line stays in memory.
    """
    said = json.dumps({"config": None if config is None else str(config), "given": given, "serving": serving})
    if sys.platform == "win32":
        from filebook.app.commands.serving import main  # no program goes on as another there

        sys.exit(main(said))
    # -P: the folder it is started in is not searched for modules, as it is not for the command itself.
    # no_debug_ranges: a traceback in a log tells lines; the columns of all our code would take a megabyte.
    program = [sys.executable, "-P", "-X", "no_debug_ranges", "-m", "filebook.app.commands.lean"]
    os.execv(sys.executable, [*program, said])  # noqa: S606 - ourselves
