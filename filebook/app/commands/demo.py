"""`filebook demo`."""

from pathlib import Path

from filebook.app.commands.output import say
from filebook.app.demo.run import demo as run_demo
from filebook.app.settings import load


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
