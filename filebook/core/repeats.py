"""Repeat: a request that is carried out once, however often it is sent under its key."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from filebook.core.ids import BusinessNumber, Number

REPEAT_LIFETIME = timedelta(hours=24)
"""How long a key is remembered."""
REPEATED_BODY_BYTES = 64 * 1024
"""A longer answer is not kept: a repeat of its request is told that it was carried out, and no more."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What a request was answered: its HTTP status, the headers that belong to the body, the body."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Repeat:
    """A user's key, and the request that claimed it in the unit that carried it out.

    `fingerprint` tells what was asked for; another one under the same key is a mistake. `answered` None: the answer is
    not known, or not yet.
    """

    business: BusinessNumber
    user: Number
    key: str
    request: str
    at: datetime
    fingerprint: str = ""
    answered: Answered | None = None
