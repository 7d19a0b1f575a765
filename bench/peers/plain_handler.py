"""The handler that everybody writes first: the whole request in memory, json, base64, then a durable file.

It decodes in a thread, hashes and syncs as Filebook does, so only the way of reading differs.
"""

import asyncio
import base64
import hashlib
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from starlette.types import Receive, Scope, Send

from bench.plan import Plan
from bench.processes import Command, Server, free_port, launched, wait_for_answer
from bench.tools import PROJECT

_FOLDER_VARIABLE = "BENCH_PLAIN_HANDLER_FOLDER"


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """Serve uploads by POST, and `ok` to everything else."""
    if scope["type"] != "http":
        return
    answer = b"ok\n"
    if scope["method"] == "POST":
        chunks, more = [], True
        while more:
            message = await receive()
            chunks.append(message.get("body", b""))
            more = message.get("more_body", False)
        answer = await asyncio.to_thread(_store, b"".join(chunks))
    headers = [(b"content-length", str(len(answer)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": answer})


def _store(body: bytes) -> bytes:
    content = base64.b64decode(json.loads(body)["request"]["actions"][0]["parameters"]["data"])
    path = Path(os.environ[_FOLDER_VARIABLE], hashlib.sha256(content).hexdigest())
    with path.open("wb") as output:
        output.write(content)
        output.flush()
        os.fsync(output.fileno())
    path.unlink()
    return json.dumps({"filesize": len(content)}).encode()


@contextmanager
def plain_handler(plan: Plan) -> Iterator[Server]:
    """The handler on uvicorn."""
    port, log = free_port(), plan.folder / "plain_handler.log"
    command: Command = [
        sys.executable, "-m", "uvicorn", "bench.peers.plain_handler:application", "--port", str(port),
        "--lifespan", "off", "--no-access-log", "--app-dir", PROJECT,
    ]  # fmt: skip
    environment = {**os.environ, _FOLDER_VARIABLE: str(plan.subfolder("plain_handler"))}
    url = f"http://127.0.0.1:{port}"
    with launched(command, log=log, environment=environment) as process:
        wait_for_answer(url, process, log)
        yield Server("json + base64", url, process)
