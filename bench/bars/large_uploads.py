"""Very large files through onOffice, whole and in blocks: the server's memory stays as it is."""

import time
from collections.abc import Callable
from contextlib import ExitStack

from bench.ours.onoffice import OnOffice
from bench.ours.server import demo
from bench.plan import MIB, Plan
from bench.report import MEGA, Report, Verdict, shown
from bench.tools import Failed

GROWTH_LIMIT_MIB = 64
Send = Callable[[], str]
"""Sends everything but the second step; the id under which it waits."""


def measure(plan: Plan, stack: ExitStack) -> Report:  # noqa: ARG001 - each way has a server of its own
    """Run the bar: each way once. Memory that a server took for one way it might not give back before the next."""
    whole, in_blocks = plan.big_bytes, 2 * plan.big_bytes
    report = Report("Very large files as base64 in JSON", ("", "MB/s decoded", "memory growth MiB", "peak RSS MiB"))
    report.rows = [
        _row(plan, report, f"{whole // MIB} MiB at once", size_bytes=whole, block_bytes=whole),
        *(
            _row(
                plan,
                report,
                f"{in_blocks // MIB} MiB in blocks of {block} MiB",
                size_bytes=in_blocks,
                block_bytes=block * MIB,
            )
            for block in (64, 4)
        ),
    ]
    report.remarks.append("The rate is from the first byte to the answer of the second step: durable and hashed.")
    return report


def _row(plan: Plan, report: Report, name: str, *, size_bytes: int, block_bytes: int) -> tuple[str, ...]:
    with demo(plan) as started:
        client = OnOffice(started.contract)
        client.file_away(client.first_block(bytes(MIB)), name="small.bin")  # what any first upload takes is no growth
        send = _prepared(client, plan, size_bytes=size_bytes, block_bytes=block_bytes)
        began = time.monotonic()
        with started.server.watched() as usages:
            stored = client.file_away(send(), name="large.bin")["filesize"]
        seconds = time.monotonic() - began
    if stored != size_bytes:
        raise Failed(f"{stored} of {size_bytes} bytes were stored")
    before, peak = usages[0].before.resident_bytes, usages[0].peak.resident_bytes
    growth_mib = (peak - before) / MIB
    report.verdicts.append(Verdict(f"{name}, memory growth", growth_mib, GROWTH_LIMIT_MIB, "at most", "MiB"))
    return name, shown(size_bytes / MEGA / seconds), f"{growth_mib:.1f}", f"{peak / MIB:.0f}"


def _prepared(client: OnOffice, plan: Plan, *, size_bytes: int, block_bytes: int) -> Send:
    """The same block is sent again and again, so that making it takes none of the time."""
    block, first, further = plan.random_file("block", block_bytes), plan.folder / "first", plan.folder / "further"
    client.write_upload(first, block)
    if block_bytes < size_bytes:
        client.write_upload(further, block, upload=client.first_block(b"a block of something else"))

    def send() -> str:
        client.sign_again(first)
        upload = client.send(first)
        for _ in range(size_bytes // block_bytes - 1):
            client.sign_again(further, upload=upload)
            client.send(further)
        return upload

    return send
