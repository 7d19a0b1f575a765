"""What the server holds when nobody asks for anything."""

import time
from contextlib import ExitStack
from pathlib import Path

from bench.ours.server import demo, served
from bench.plan import Plan
from bench.report import MEGA, Report, Verdict

REST_SECONDS = 3.0


def measure(plan: Plan, stack: ExitStack) -> Report:
    """Run the bar: the demo is made first, and its folder served by a process that did not make it."""
    with demo(plan):
        pass
    data: Path = next(plan.folder.glob("filebook-*/data"))
    server = stack.enter_context(served(plan, data))
    time.sleep(REST_SECONDS)
    memory = server.memory()
    resident, anonymous = memory.resident_bytes / MEGA, memory.anonymous_bytes / MEGA
    report = Report(
        "Idle memory", ("", "resident MB", "of it anonymous MB"), [("Filebook", f"{resident:.1f}", f"{anonymous:.1f}")]
    )
    report.verdicts = [Verdict("idle memory", resident, 64, "at most", "MB")]
    return report
