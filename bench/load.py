"""Load: many small requests by wrk (or by our own loader where wrk is missing), single transfers by curl."""

import json
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.own_loader import load_with_own
from bench.processes import Command
from bench.tools import Failed, Missing, program


@dataclass(frozen=True, slots=True)
class Request:
    """What is sent again and again. `numbered`: a running number is put behind the URL, so that each is a new file."""

    url: str
    method: str = "GET"
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Load:
    """What came of it."""

    count: int
    seconds: float
    failed: int
    p99_seconds: float


def load(request: Request, *, seconds: float, connections: int) -> Load:
    """Send the request over kept connections, each one again as soon as it is answered.

    Raises: Failed if any answer was not a success, since the rate would mean nothing.
    """
    try:
        result = _load_with_wrk(program("wrk"), request, seconds=seconds, connections=connections)
    except Missing:
        result = Load(*load_with_own(
            request.url, request.method, dict(request.headers), request.body,
            numbered=request.numbered, seconds=seconds, connections=connections,
        ))  # fmt: skip
    if result.failed or not result.count:
        raise Failed(f"{result.failed} of {result.count} requests failed: {request.method} {request.url}")
    return result


_SCRIPT = """
local input = io.open("{body}", "rb")
wrk.method, wrk.body = "{method}", input:read("*all")
input:close()
{headers}
local number = 0
if {numbered} then
  request = function()
    number = number + 1
    return wrk.format(nil, wrk.path .. number)
  end
end
done = function(summary, latency)
  local errors = summary.errors
  local failed = errors.connect + errors.read + errors.write + errors.status + errors.timeout
  io.write(string.format('\\n{{"count": %d, "microseconds": %d, "failed": %d, "p99": %d}}\\n',
    summary.requests, summary.duration, failed, latency:percentile(99)))
end
"""


def _load_with_wrk(wrk: Path, request: Request, *, seconds: float, connections: int) -> Load:
    with TemporaryDirectory() as name:
        body, script = Path(name, "body"), Path(name, "script.lua")
        body.write_bytes(request.body)
        headers = "".join(
            f"wrk.headers[{json.dumps(key)}] = {json.dumps(value)}\n" for key, value in request.headers.items()
        )
        numbered = "true" if request.numbered else "false"
        script.write_text(_SCRIPT.format(body=body, method=request.method, headers=headers, numbered=numbered))
        command: Command = [wrk, "-t1", f"-c{connections}", f"-d{max(1, round(seconds))}s", "-s", script, request.url]
        output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    found = json.loads(output.strip().splitlines()[-1])
    return Load(found["count"], found["microseconds"] / 1e6, found["failed"], found["p99"] / 1e6)


def curl(url: str, *arguments: str | Path) -> float:
    """One transfer, its body thrown away; seconds it took. Raises: Failed if it was refused."""
    told = ["--silent", "--show-error", "--output", "/dev/null", "--write-out", "%{http_code} %{time_total}"]
    run = subprocess.run(
        [program("curl"), *told, "--header", "Expect:", *arguments, url], check=False, capture_output=True, text=True
    )
    status, _, seconds = run.stdout.partition(" ")
    if run.returncode or not status.startswith("2"):
        raise Failed(f"{url} answered {status}: {run.stderr}")
    return float(seconds)
