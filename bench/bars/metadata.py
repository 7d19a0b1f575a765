"""One file's metadata with a token: against the record of PocketBase and of Kinto."""

from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from dataclasses import replace

from bench.load import Request
from bench.ours import native
from bench.ours.server import NAME, demo
from bench.ours.telecomx import file_object
from bench.ours.timetap import TimeTap
from bench.ours.tus import token_of
from bench.peers.kinto import kinto
from bench.peers.pocketbase import pocketbase
from bench.plan import Plan
from bench.processes import Server
from bench.report import Report, ratio_verdict, ratios, spread
from bench.rounds import Contestant, Field, under_load

CONNECTIONS = 32
TELECOMX = "Filebook's TelecomX door"
"""The same file in a vendor's words."""


def measure(plan: Plan, stack: ExitStack) -> Report:
    """Run the bar."""

    def loaded(server: Server, request: Request) -> Contestant:
        return under_load(server, request, seconds=plan.seconds, connections=CONNECTIONS)

    started = stack.enter_context(demo(plan))
    files = TimeTap.of_demo(started.contract).files()
    uuid = next(file["fileLibraryUUID"] for file in files if file["fileLibraryType"] != "FOLDER")

    def ours(request: Request) -> Contestant:
        return loaded(started.server, request)

    def peer(start: Callable[[Plan], AbstractContextManager[tuple[Server, Request]]]) -> Contestant:
        return loaded(*stack.enter_context(start(plan)))

    field = Field()
    native_request = native.file_object(started.contract, uuid, token=token_of(started.data))
    field.enter(NAME, lambda: ours(native_request))
    field.enter(TELECOMX, lambda: replace(ours(file_object(started.contract, uuid)), name=TELECOMX))
    field.enter("PocketBase", lambda: peer(pocketbase))
    field.enter("Kinto", lambda: peer(kinto))
    field.take_turns(plan.rounds)
    report = ratios("Metadata of one file, with a token", field, unit="requests/s", cpu="µs a request")
    report.verdicts = [
        *ratio_verdict(field, "PocketBase", bound=2, promise="metadata GET ÷ PocketBase"),
        *ratio_verdict(field, "Kinto", bound=10, promise="metadata GET ÷ Kinto"),
    ]
    report.remarks.append(spread(field.contestants))
    return report
