"""What all areas of the native API share on the wire."""

from typing import Annotated, Any

from msgspec import Meta, Struct

DEFAULT_LIMIT = 50
MOST = 200
Id = (
    Annotated[str, Meta(description="An object's dashed uid; its number does as well.", min_length=1, max_length=36)]
    | Annotated[int, Meta(ge=1, le=2**63 - 1)]
)
"""How requests name an object. Answers tell a plain `str`, the uid."""

DAY = "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
CLOCK = "T([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]"
"""How the patterns of days and times begin; the parenthesis is closed behind what may follow."""
Moment = Annotated[
    str,
    Meta(
        pattern=rf"^{DAY}({CLOCK}(\.[0-9]{{1,6}})?)?(Z|[+-][0-9]{{2}}:[0-9]{{2}}))?$",
        description="An instant with its offset, or a whole day of the business; what is at the end is left out.",
    ),
]
"""`since` and `until`; `moments` says what is meant."""
Fields = dict[str, Any]
"""What is said of an object in words that the API does not know: any JSON. What one vendor alone knows lies under its
door's name.
"""


class Problem(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Why a request failed (RFC 9457). `type` is stable; the texts may change."""

    type: str
    title: str
    status: int
    detail: str = ""
    instance: str = ""
    field: str = ""
    """The member or parameter that cannot be meant, as a path."""
    reason: str = ""
    """A short word for what is wrong with it."""
    limit_bytes: int | None = None
    retry_after_seconds: int | None = None
    resync: str = ""
    """Where everything can be read anew, for a cursor that is too old."""


class Reference(Struct, frozen=True, kw_only=True):
    """Another object, named."""

    id: str
    number: int
    kind: str
    label: str = ""


class Sparse(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The query of one object. `fields`: names of members to show, separated by commas; "" for all."""

    fields: str = ""


class Paged(Sparse, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The query of a list. `cursor`: the `next_cursor` of the page before; `count`: whether to tell the total."""

    limit: Annotated[int, Meta(ge=1, le=MOST)] = DEFAULT_LIMIT
    cursor: str = ""
    count: bool = False


class Logged(Sparse, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The query of a log, which has no total. `cursor`: the `next_cursor` of the page before."""

    limit: Annotated[int, Meta(ge=1, le=MOST)] = DEFAULT_LIMIT
    cursor: str = ""


class Nothing(Struct, frozen=True, forbid_unknown_fields=True):
    """A query without parameters."""
