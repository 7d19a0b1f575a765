"""One upload of 200 MB as base64 in JSON: memory, speed against the plain handler, and how long others wait."""

from contextlib import ExitStack
from pathlib import Path

from bench.load import curl
from bench.ours.onoffice import OnOffice
from bench.ours.server import NAME, demo
from bench.peers.plain_handler import plain_handler
from bench.plan import Plan
from bench.probe import waits_during
from bench.processes import Server
from bench.report import MEGA, Report, Verdict, ratio_verdict, ratios, spread
from bench.rounds import Contestant, Field, Figure

ESCAPED = "Filebook, slashes escaped"
PLAIN = "json + base64"
TRICKLED_UPLOADS = 4


def measure(plan: Plan, stack: ExitStack) -> Report:
    """Run the bar."""
    content = plan.random_file("content.bin", plan.base64_bytes)
    started = stack.enter_context(demo(plan))
    client = OnOffice(started.contract)
    bodies = {escaped: plan.folder / f"body-{escaped}" for escaped in (False, True)}
    for escaped, body in bodies.items():
        client.write_upload(body, content, escaped=escaped)
    plain = stack.enter_context(plain_handler(plan))

    def uploads(server: Server, url: str, body: Path) -> Contestant:
        def run() -> Figure:
            client.sign_again(body)
            return Figure(plan.base64_bytes / MEGA / _upload(url, body), plan.base64_bytes / (1 << 30))

        return Contestant(server.name, server, run)

    field = Field()
    field.enter(NAME, lambda: uploads(started.server, client.url, bodies[False]))
    field.enter(ESCAPED, lambda: uploads(started.server, client.url, bodies[True]))
    field.enter(PLAIN, lambda: uploads(plain, plain.url, bodies[False]))
    field.take_turns(plan.rounds)
    title = f"Upload of {plan.base64_bytes / MEGA:.0f} MB as base64 in JSON"
    report = ratios(title, field, unit="MB/s decoded", cpu="s a GiB")
    growth = {one.name: _growth_bytes(one) / MEGA for one in field.contestants}
    p99_ms = {one.name: _p99_seconds(one, f"{one.server.url}/healthz") * 1e3 for one in field.contestants}
    report.verdicts = [
        Verdict("200 MB base64 upload, memory growth", growth[NAME], 32, "at most", "MB"),
        *ratio_verdict(field, PLAIN, bound=3, promise="200 MB base64 upload ÷ json + base64"),
        Verdict("p99 of small GETs beside it", p99_ms[NAME], 20, "at most", "ms"),
    ]
    report.remarks += [
        "Memory growth of the peak: " + "; ".join(f"{name} {amount:.0f} MB" for name, amount in growth.items()) + ".",
        "Small GETs beside uploads, 200 a second, p99 of the time since each was due: "
        + "; ".join(f"{name} {amount:.1f} ms" for name, amount in p99_ms.items()) + ".",
        spread(field.contestants),
    ]  # fmt: skip
    return report


def _upload(url: str, body: Path) -> float:
    return curl(url, "--request", "POST", "--header", "Content-Type: application/json", "--upload-file", body)


def _growth_bytes(one: Contestant) -> int:
    """How far the highest peak of all rounds stood above what there was before the first."""
    return one.peak_resident_bytes - one.samples[0].usage.before.resident_bytes


def _p99_seconds(one: Contestant, url: str) -> float:
    def work() -> None:
        for _ in range(TRICKLED_UPLOADS):
            one.run()

    waits = waits_during(work, url=url)
    return waits[int(len(waits) * 0.99)]
