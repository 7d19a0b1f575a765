"""Many uploads of 4 KiB, each durable before its answer: against nginx PUT, which is not."""

import os
import shutil
from contextlib import ExitStack

from bench.load import Request
from bench.ours.server import NAME, demo
from bench.ours.timetap import TimeTap
from bench.peers.nginx import nginx
from bench.plan import Plan
from bench.report import Report, ratio_verdict, ratios, spread
from bench.rounds import Contestant, Field, under_load

SIZE_BYTES = 4096
CONNECTIONS = 32
UNKNOWN = "Filebook, unknown type"


def measure(plan: Plan, stack: ExitStack) -> Report:
    """Run the bar."""
    unknown = os.urandom(SIZE_BYTES)
    document = (b"%PDF-1.7\n" + unknown)[:SIZE_BYTES]

    def ours(content: bytes, name: str) -> Contestant:
        started = stack.enter_context(demo(plan))
        client = TimeTap.of_demo(started.contract)
        form = client.form(content, name=name)
        request = Request(client.upload_url, method="POST", headers=client.upload_headers, body=form)
        return under_load(started.server, request, seconds=plan.seconds, connections=CONNECTIONS)

    def by_nginx() -> Contestant:
        served = stack.enter_context(nginx(plan))
        folder = served.files / "dav"
        request = Request(f"{served.server.url}/dav/small-", method="PUT", body=document, numbered=True)

        def empty() -> None:
            shutil.rmtree(folder, ignore_errors=True)  # an upload cut off by the end of the round may still add a file
            folder.mkdir(exist_ok=True)

        return under_load(served.server, request, seconds=plan.seconds, connections=CONNECTIONS, tidy=empty)

    field = Field()
    field.enter(NAME, lambda: ours(document, "small.pdf"))
    field.enter(UNKNOWN, lambda: ours(unknown, "small.bin"))
    field.enter("nginx PUT", by_nginx)
    field.take_turns(plan.rounds)
    report = ratios("Durable upload of 4 KiB, 32 at a time", field, unit="requests/s", cpu="µs a request")
    report.verdicts = ratio_verdict(field, "nginx PUT", bound=1, promise="durable 4 KiB uploads ÷ nginx PUT")
    report.remarks += [
        "A PDF by its first bytes; of the unknown type, bytes that no format begins with.",
        "nginx's files are removed after each round, Filebook's stay.",
        spread(field.contestants),
    ]
    return report
