"""Several requests in one, on the wire of the native API."""

from typing import Annotated, Literal

from msgspec import Meta, Raw, Struct, field

PARTS_LIMIT = 100


class Headers(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """The headers that a request of a batch may have, so written."""

    if_match: str = field(name="If-Match", default="")
    if_none_match: str = field(name="If-None-Match", default="")
    idempotency_key: Annotated[str, Meta(max_length=255)] = field(name="Idempotency-Key", default="")
    content_type: Annotated[str, Meta(max_length=255)] = field(name="Content-Type", default="")


class Part(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One request. `path` is below this API, with its query; `body` is JSON."""

    method: Literal["GET", "POST", "PUT", "PATCH", "DELETE"]
    path: Annotated[str, Meta(min_length=1, max_length=4096, pattern="^/")]
    headers: Headers = Headers()
    body: Raw = field(default_factory=Raw)


class Batch(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Requests to be carried out in this order, each by itself: what one did stays done when a later one fails.
    `stop_on_error`: none after the first that fails.
    """

    requests: Annotated[list[Part], Meta(min_length=1, max_length=PARTS_LIMIT)]
    stop_on_error: bool = False


class PartAnswer(Struct, frozen=True, kw_only=True):
    """What a request would have been answered alone; 424: it was not carried out."""

    status: int
    headers: dict[str, str]
    body: Raw


class Answers(Struct, frozen=True, kw_only=True):
    """By request, in their order."""

    responses: list[PartAnswer]
