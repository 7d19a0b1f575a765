"""One large upload through tus, in one request and in pieces: against the same bytes as a file of the native door."""

import time
from contextlib import ExitStack

from bench.bars.download import GIB
from bench.load import curl
from bench.ours.server import NAME, demo
from bench.ours.timetap import TimeTap, curl_headers
from bench.ours.tus import Tus, token_of
from bench.plan import MIB, Plan
from bench.processes import Command
from bench.report import Report, ratio_verdict, ratios, spread
from bench.rounds import Contestant, Field, Figure

PIECE_BYTES = 32 * MIB
NATIVE = "native, one request"


def measure(plan: Plan, stack: ExitStack) -> Report:
    """Run the bar."""
    big, started = plan.random_file("big.bin", plan.big_bytes), stack.enter_context(demo(plan))
    base_url, token = started.contract["base_url"], token_of(started.data)
    timetap = TimeTap.of_demo(started.contract)

    def figure(seconds: float) -> Figure:
        return Figure(plan.big_bytes / 1e6 / seconds, plan.big_bytes / GIB)

    def native() -> Figure:
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/octet-stream"}
        arguments: Command = [*curl_headers(headers), "--request", "POST", "--upload-file", big]
        return figure(curl(f"{base_url}/api/v1/files?name={big.name}", *arguments))

    def by_tus(name: str, *, piece_bytes: int) -> Contestant:
        paths: list[str] = []

        def run() -> Figure:
            began = time.monotonic()
            paths.append(Tus(base_url, token).upload(big, piece_bytes=piece_bytes))
            return figure(time.monotonic() - began)

        def tidy() -> None:
            for path in paths:
                Tus(base_url, token).give_up(path)
            paths.clear()

        return Contestant(name, started.server, run, tidy=tidy)

    field = Field()
    field.enter(NAME, lambda: by_tus(NAME, piece_bytes=PIECE_BYTES))
    field.enter("tus, one request", lambda: by_tus("tus, one request", piece_bytes=plan.big_bytes))
    field.enter(NATIVE, lambda: Contestant(NATIVE, started.server, native, tidy=lambda: timetap.delete_named(big.name)))
    field.take_turns(plan.rounds)
    report = ratios(f"tus upload of {plan.big_bytes // MIB} MiB", field, unit="MB/s", cpu="s a GiB")
    report.verdicts = ratio_verdict(field, NATIVE, bound=0.7, promise="tus in pieces of 32 MiB ÷ native in one request")
    report.remarks += [
        "Every piece, and every 32 MiB of one request, is durable and in the catalogue before the next begins.",
        spread(field.contestants),
    ]
    return report
