"""rclone serving a folder by WebDAV."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from bench.plan import Plan
from bench.processes import Command, Server, free_port, launched, wait_for_answer
from bench.tools import program


@contextmanager
def rclone(plan: Plan) -> Iterator[Server]:
    """Serve a new folder with rclone's defaults, for reading and writing. Raises: Missing."""
    binary = program("rclone")
    folder, address = plan.subfolder("rclone"), f"127.0.0.1:{free_port()}"
    command: Command = [binary, "serve", "webdav", folder, "--addr", address, "--config", os.devnull]
    url, log = f"http://{address}", plan.folder / "rclone.log"
    with launched(command, log=log, environment=os.environ) as process:
        wait_for_answer(url, process, log)
        yield Server("rclone", url, process)
