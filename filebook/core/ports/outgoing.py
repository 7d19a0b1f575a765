"""The port for requests to addresses that users named, such as webhooks."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from filebook.core.outgoing import Target

_SUCCESS = range(200, 300)


class Trouble(StrEnum):
    """Why there was no answer."""

    ADDRESS = "address refused"
    NAME = "name not found"
    CONNECTION = "no connection"
    TLS = "TLS failed"
    TIME = "no answer in time"
    ANSWER = "no HTTP answer"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a request: the status of an answer, or why there was none."""

    status: int | None
    trouble: Trouble | None = None
    duration_ms: int = field(default=0, compare=False)

    @property
    def is_success(self) -> bool:
        """Whether it was taken. A redirect is no success: none is followed."""
        return self.status in _SUCCESS

    @property
    def outcome(self) -> str:
        """The status or the trouble, as a word."""
        return str(self.status if self.trouble is None else self.trouble.value)


class Outgoing(Protocol):
    """Sends to public addresses alone, unless the operator allows others; connects to the very one it judged."""

    def refuses(self, target: Target) -> bool:
        """Whether the target is known to lie where nothing is sent. A name that cannot be found now is not."""

    def post(self, target: Target, *, body: bytes, headers: Mapping[str, str]) -> Answer:
        """Send a JSON body. Whatever goes wrong on the way is told in the answer."""
