"""`filebook serve`, `filebook worker` and `filebook demo`."""

import sys
from pathlib import Path
from typing import Any

from filebook.app.commands.output import say
from filebook.app.commands.serving import become, labour, run
from filebook.app.demo.run import demo as run_demo
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
    if sys.platform == "win32":
        run(config, given)
    else:
        become(config, given)


def worker(*, data: str | None = None, config: Path | None = None) -> None:
    """Do jobs, housekeeping and webhooks until stopped, without serving.

    Parameters
    ----------
    data: Folder of the database, the files and the keys.
    config: Settings file (TOML).
    """
    given: dict[str, Any] = {"data_folder": data}
    load(config, **given)
    if sys.platform == "win32":
        labour(config, given)
    else:
        become(config, given, serving=False)


def demo(
    *,
    data: str | None = None,
    host: str | None = None,
    port: int | None = None,
    json: Path | None = None,
    config: Path | None = None,
) -> None:
    """Make a demo business once, serve it, and print how to log in at every door.

    Parameters
    ----------
    data: Folder of the demo.
    host: Address to listen on.
    port: Port to listen on; 0 takes a free one.
    json: File to write addresses and credentials to, once connections are accepted.
    config: Settings file (TOML).
    """
    # A host that is asked for by name may be listened on: nothing in a demo is worth a TLS proxy.
    settings = load(
        config,
        data_folder=data or "filebook-demo",
        host=host,
        port=port,
        allow_plain_http=True if host else None,
    )
    run_demo(settings, json_file=json, say=say)
