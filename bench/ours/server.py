"""Filebook's own process: the demo business, or a data folder made beforehand."""

import json
import os
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.plan import Plan
from bench.processes import START_SECONDS, Command, Server, free_port, is_alive, launched, wait_for_answer
from bench.tools import Failed

NAME = "Filebook"


@dataclass(frozen=True, slots=True)
class Demo:
    """A running demo and its contract: addresses and credentials."""

    server: Server
    contract: Mapping[str, Any]
    data: Path


@contextmanager
def demo(plan: Plan) -> Iterator[Demo]:
    """`filebook demo` in a new folder."""
    folder = plan.subfolder("filebook")
    told, log = folder / "demo.json", folder / "log"
    command: Command = [_program(), "demo", "--data", folder / "data", "--port", "0", "--json", told]
    with launched(command, log=log, environment=_environment(plan)) as process:
        deadline = time.monotonic() + START_SECONDS
        while not told.exists() and is_alive(process) and time.monotonic() < deadline:
            time.sleep(0.05)
        if not told.exists():
            raise Failed(f"the demo did not start; its log says:\n{log.read_text(errors='replace')[-2000:]}")
        contract = json.loads(told.read_text())
        wait_for_answer(contract["base_url"] + "/healthz", process, log)
        yield Demo(Server(NAME, contract["base_url"], process), contract, folder / "data")


@contextmanager
def served(plan: Plan, data: Path) -> Iterator[Server]:
    """`filebook serve` on a data folder that exists."""
    port, log = free_port(), data.with_suffix(".log")
    command: Command = [_program(), "serve", "--data", data, "--port", str(port)]
    with launched(command, log=log, environment=_environment(plan)) as process:
        url = f"http://127.0.0.1:{port}"
        wait_for_answer(f"{url}/healthz", process, log)
        yield Server(NAME, url, process)


def _program() -> Path:
    return Path(sys.executable).with_name("filebook")


def _environment(plan: Plan) -> dict[str, str]:
    access_log = "true" if plan.access_logs else "false"
    # What documents say is read once, after the start: no part of what a request costs.
    quiet = {"FILEBOOK_READ_TEXTS": "false", "FILEBOOK_NATIVE_REQUESTS_PER_MINUTE": "0"}
    return {**os.environ, "FILEBOOK_ACCESS_LOG": access_log, **quiet}
