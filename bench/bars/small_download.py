"""Many downloads of 4 KiB by a signed onOffice link: against nginx, which checks nothing."""

import os
from contextlib import ExitStack

from bench.load import Request
from bench.ours.onoffice import OnOffice
from bench.ours.server import NAME, demo
from bench.peers.nginx import nginx
from bench.plan import Plan
from bench.report import Report, ratio_verdict, ratios, spread
from bench.rounds import Contestant, Field, under_load

SIZE_BYTES = 4096
CONNECTIONS = 32


def measure(plan: Plan, stack: ExitStack) -> Report:
    """Run the bar."""
    content = os.urandom(SIZE_BYTES)

    def ours() -> Contestant:
        started = stack.enter_context(demo(plan))
        link = OnOffice(started.contract).link_to(content, name="small.bin")
        return under_load(started.server, Request(link), seconds=plan.seconds, connections=CONNECTIONS)

    def by_nginx() -> Contestant:
        served = stack.enter_context(nginx(plan))
        (served.files / "small.bin").write_bytes(content)
        request = Request(f"{served.server.url}/small.bin")
        return under_load(served.server, request, seconds=plan.seconds, connections=CONNECTIONS)

    field = Field()
    field.enter(NAME, ours)
    field.enter("nginx", by_nginx)
    field.take_turns(plan.rounds)
    report = ratios("Signed download of 4 KiB", field, unit="requests/s", cpu="µs a request")
    report.verdicts = ratio_verdict(field, "nginx", bound=0.25, promise="signed 4 KiB download ÷ nginx")
    report.remarks.append(spread(field.contestants))
    return report
