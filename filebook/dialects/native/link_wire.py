"""What shares and request links have in common on the wire of the native API."""

from datetime import datetime
from typing import Annotated

from msgspec import Meta, Struct

from filebook.dialects.native.wire import Paged

Title = Annotated[str, Meta(max_length=255)]
Message = Annotated[str, Meta(max_length=2000)]
Password = Annotated[str, Meta(min_length=4, max_length=200)]
Instant = Annotated[datetime, Meta(tz=True)]


class LinksQuery(Paged, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which links a list holds. `mine`: the caller's own. `open`: those that are neither revoked nor expired."""

    mine: bool = False
    open: bool = False


class LinkRemoval(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The query of a removal. `forever`: remove the link too, with what is remembered of its use."""

    forever: bool = False
