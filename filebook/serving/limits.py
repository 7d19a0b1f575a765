"""How much and how slow a request may be, in one place and settable."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from starlette.types import Scope

from filebook.serving.problems import BadRequest, HeadersTooLarge, TargetTooLong

_HOST_CHARACTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_:[]")
KIB = 1024
MIB = 1024 * KIB


@dataclass(frozen=True, slots=True)
class HttpLimits:
    """Bounds on every request and answer, whatever the route."""

    target_bytes: int = 8 * KIB
    """Path and query together."""
    header_bytes: int = 32 * KIB
    """All header names and values together."""
    body_idle_seconds: float = 60.0
    """How long no byte of a body may arrive."""
    body_grace_seconds: float = 30.0
    """Time spent waiting for a body before its rate is looked at."""
    body_bytes_per_second: int = 512
    """The least rate after the grace; slower bodies are given up."""
    send_idle_seconds: float = 60.0
    """How long a client may take none of the bytes of a download."""


@dataclass(frozen=True, slots=True)
class FormLimits:
    """Bounds inside one multipart/form-data body."""

    part_count: int = 100
    part_header_bytes: int = 8 * KIB
    text_bytes: int = MIB
    """All text fields together."""


def check_head(scope: Scope, limits: HttpLimits) -> None:
    """Refuse a request line or headers that no honest client sends.

    Raises: TargetTooLong, HeadersTooLarge; BadRequest for anything but one Host header that can be a host: answers
        tell whole addresses, and a handler must not find out after its work that it cannot.
    """
    if len(scope["raw_path"]) + len(scope["query_string"]) > limits.target_bytes:
        raise TargetTooLong
    headers = scope["headers"]
    # Counted in C, since it is done for every request. Four more bytes each: colon, space and line end.
    if sum(map(len, chain.from_iterable(headers))) + 4 * len(headers) > limits.header_bytes:
        raise HeadersTooLarge
    hosts = [value for name, value in headers if name == b"host"]
    if len(hosts) != 1 or not _may_be_host(hosts[0]):
        raise BadRequest("host")


@lru_cache(maxsize=64)
def _may_be_host(value: bytes) -> bool:
    """As `is_host`; remembered, since a server has few names."""
    return is_host(value.decode("latin-1"))


def is_host(text: str) -> bool:
    """Whether a text may be a host name or address, with or without a port."""
    return bool(text) and _HOST_CHARACTERS.issuperset(text)
