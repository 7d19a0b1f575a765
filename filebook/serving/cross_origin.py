"""What browsers need to be told before a page of another origin may read an answer (CORS).

Only origins that the operator names are let in, and no cookie goes with them: such pages show a token of their own.
Source: the Fetch standard, "CORS protocol", read 2026-11-22.
"""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from filebook.serving.call import Call

RawHeaders = list[tuple[bytes, bytes]]

_VARIES = (b"vary", b"Origin")
_ALWAYS_SENT = ("Authorization", "Content-Type")
_PREFLIGHT_SECONDS = b"600"


def cross_origin_headers(call: Call, allowed: AbstractSet[str], *, reads: Sequence[str] = ()) -> RawHeaders:
    """What every answer of a door carries that lets pages of these origins in; it differs by who asks.

    `reads`: headers that such pages may read, besides those that browsers always show.
    """
    origin = call.headers.get("origin", "")
    if origin not in allowed:
        return [_VARIES]
    exposed = [(b"access-control-expose-headers", ", ".join(reads).encode("ascii"))] if reads else []
    return [_VARIES, (b"access-control-allow-origin", origin.encode("latin-1")), *exposed]


def preflight_headers(call: Call, allowed: AbstractSet[str], *, methods: str, sends: Sequence[str] = ()) -> RawHeaders:
    """What the answer to a browser's question before a call carries besides; nothing for other origins.

    `sends`: headers that pages may send besides those that they may at every door.
    """
    if call.headers.get("origin", "") not in allowed or "access-control-request-method" not in call.headers:
        return []
    return [
        (b"access-control-allow-methods", methods.encode("ascii")),
        (b"access-control-allow-headers", ", ".join((*_ALWAYS_SENT, *sends)).encode("ascii")),
        (b"access-control-max-age", _PREFLIGHT_SECONDS),
    ]
