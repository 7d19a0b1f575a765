"""What a bar tells: a table, what was promised and what was seen, and remarks; as Markdown."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from bench.rounds import Contestant, Field

MICRO, MEGA = 1e6, 1e6


@dataclass(frozen=True, slots=True)
class Verdict:
    """A bar and what was measured against it."""

    promise: str
    measured: float
    bound: float
    sense: Literal["at least", "at most"]
    unit: str
    note: str = ""

    @property
    def kept(self) -> bool:
        """Whether the bar is met."""
        return self.measured >= self.bound if self.sense == "at least" else self.measured <= self.bound


@dataclass(slots=True)
class Report:
    """Everything that one bar found."""

    title: str
    columns: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()
    verdicts: list[Verdict] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def ratios(title: str, contestants: Field, *, unit: str, cpu: Literal["µs a request", "s a GiB"]) -> Report:
    """The usual table: rates, and how many times the other's rate is ours."""
    ours = contestants.contestants[0]
    scale = MICRO if cpu == "µs a request" else 1.0
    rows = [
        (
            one.name,
            shown(one.median),
            shown(one.best),
            "1" if one is ours else f"{ours.median / one.median:.2f}",
            "1" if one is ours else f"{ours.best / one.best:.2f}",
            shown(one.cpu_seconds_per_unit * scale),
            "–" if one.p99_seconds is None else f"{one.p99_seconds * 1e3:.1f}",
            f"{one.peak_resident_bytes / MEGA:.0f}",
        )
        for one in contestants.contestants
    ]
    columns = (
        "", f"{unit}, median", "best", "Filebook ÷ this, median", "best ÷ best", f"CPU {cpu}", "p99 ms", "peak RSS MB"
    )  # fmt: skip
    return Report(title, columns, rows, remarks=list(contestants.skipped))


def ratio_verdict(contestants: Field, name: str, *, bound: float, promise: str) -> list[Verdict]:
    """The bar against one peer, by the medians; none if the peer did not come."""
    ours, peer = contestants.contestants[0], contestants.named(name)
    if peer is None:
        return []
    note = f"best ÷ best {ours.best / peer.best:.2f}"
    return [Verdict(promise, ours.median / peer.median, bound, "at least", "×", note)]


def spread(contestants: Sequence[Contestant]) -> str:
    """How far the rounds lay apart, for judging how firm the figures are."""
    parts = [
        f"{one.name} {shown(min(sample.figure.rate for sample in one.samples))} to {shown(one.best)}"
        for one in contestants
    ]
    return "Rounds from worst to best: " + "; ".join(parts) + "."


def markdown(report: Report) -> str:
    """The report as a section."""
    lines = [f"## {report.title}", ""]
    if report.rows:
        lines += [_line(report.columns), _line(["---"] * len(report.columns)), *map(_line, report.rows), ""]
    for verdict in report.verdicts:
        word = "kept" if verdict.kept else "**missed**"
        note = f" ({verdict.note})" if verdict.note else ""
        lines.append(
            f"- {verdict.promise}: {word}, {verdict.measured:.2f} {verdict.unit}"
            f" where {verdict.sense} {verdict.bound:g} is wanted{note}"
        )
    return "\n".join([*lines, *(f"- {remark}" for remark in report.remarks), ""])


def summary(reports: Sequence[Report]) -> str:
    """All bars in one table."""
    lines = [_line(["bar", "wanted", "measured", ""]), _line(["---"] * 4)]
    for report in reports:
        for one in report.verdicts:
            sign = "≥" if one.sense == "at least" else "≤"
            measured = f"{one.measured:.2f} {one.unit}" + (f" ({one.note})" if one.note else "")
            word = "kept" if one.kept else "**missed**"
            lines.append(_line([one.promise, f"{sign} {one.bound:g} {one.unit}", measured, word]))
    return "\n".join(lines)


def shown(value: float) -> str:
    """Three digits that matter, with thousands set apart."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"
