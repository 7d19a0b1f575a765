"""Rounds that take turns: each contestant is measured alone, one after the other, again and again."""

import os
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from bench.load import Request, load
from bench.processes import Server, Usage
from bench.tools import Missing

REST_SECONDS = 0.3


@dataclass(frozen=True, slots=True)
class Figure:
    """One round's result: the rate (more is better), and over how many units the processor time is spread."""

    rate: float
    units: float
    p99_seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Sample:
    """A figure with what it cost the server."""

    figure: Figure
    usage: Usage


def _nothing() -> None:
    return


@dataclass(slots=True)
class Contestant:
    """Someone who takes part; `tidy` runs after each round and is not measured."""

    name: str
    server: Server
    run: Callable[[], Figure]
    tidy: Callable[[], None] = _nothing
    samples: list[Sample] = field(default_factory=list)

    @property
    def median(self) -> float:
        """The median rate."""
        return statistics.median(sample.figure.rate for sample in self.samples)

    @property
    def best(self) -> float:
        """The highest rate."""
        return max(sample.figure.rate for sample in self.samples)

    @property
    def cpu_seconds_per_unit(self) -> float:
        """The least processor time a unit took: the round least disturbed by others."""
        return min(sample.usage.cpu_seconds / sample.figure.units for sample in self.samples)

    @property
    def peak_resident_bytes(self) -> int:
        """The most memory in any round."""
        return max(sample.usage.peak.resident_bytes for sample in self.samples)

    @property
    def p99_seconds(self) -> float | None:
        """The median of the rounds' 99th percentiles."""
        found = [sample.figure.p99_seconds for sample in self.samples if sample.figure.p99_seconds is not None]
        return statistics.median(found) if found else None


class Field:
    """The contestants of one bar, the first of them Filebook; and who could not come."""

    def __init__(self) -> None:
        self.contestants: list[Contestant] = []
        self.skipped: list[str] = []

    def enter(self, name: str, prepare: Callable[[], Contestant]) -> None:
        """Let someone take part, unless the program is not installed."""
        try:
            contestant = prepare()
        except Missing as missing:
            self.skipped.append(f"{name} skipped; to have it: {missing}")
        else:
            contestant.name = name
            self.contestants.append(contestant)

    def take_turns(self, round_count: int) -> None:
        """Measure everyone once a round; who begins moves on by one each round."""
        for number in range(round_count):
            first = number % len(self.contestants)
            for contestant in self.contestants[first:] + self.contestants[:first]:
                _settle()
                with contestant.server.watched() as usages:
                    figure = contestant.run()
                contestant.samples.append(Sample(figure, usages[0]))
                contestant.tidy()

    def named(self, name: str) -> Contestant | None:
        """The contestant of this name, if it came."""
        return next((contestant for contestant in self.contestants if contestant.name == name), None)


def _settle() -> None:
    """Let the disk finish what the one before left to it, and the processor rest."""
    os.sync()
    time.sleep(REST_SECONDS)


def under_load(
    server: Server, request: Request, *, seconds: float, connections: int, tidy: Callable[[], None] = _nothing
) -> Contestant:
    """Someone who answers one request again and again."""

    def run() -> Figure:
        found = load(request, seconds=seconds, connections=connections)
        return Figure(found.count / found.seconds, found.count, found.p99_seconds)

    return Contestant(server.name, server, run, tidy)
