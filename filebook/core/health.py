"""How the installation is: what is looked at, and how it stands."""

from dataclasses import dataclass
from enum import StrEnum


class Check(StrEnum):
    """What is looked at."""

    ROWS = "rows"
    """The store of rows answers."""
    BYTES = "bytes"
    """The store of bytes answers."""
    PRIVATE_FOLDER = "private_folder"
    """Nobody else on the machine can read the data folder."""
    ROOM = "room"
    """There is room on the disk."""
    QUOTA = "quota"
    """The business has room left of what it may use."""
    WEBHOOKS = "webhooks"
    """No webhook of the business was switched off because it kept failing."""


class State(StrEnum):
    """How something stands, from best to worst."""

    OK = "ok"
    WARNING = "warning"
    FAILING = "failing"


@dataclass(frozen=True, slots=True)
class Finding:
    """What one look found. `advice`: what to do, in plain English; "" where nothing is to be done."""

    check: Check
    state: State
    advice: str = ""


def worst(findings: list[Finding]) -> State:
    """How everything stands that was looked at."""
    order = list(State)
    return max((finding.state for finding in findings), key=order.index, default=State.OK)
