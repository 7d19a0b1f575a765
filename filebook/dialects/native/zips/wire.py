"""ZIP archives on the wire of the native API."""

from typing import Annotated

from msgspec import Meta, Struct

from filebook.dialects.native.wire import Id


class Selection(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Files, and folders with all that lies in them, to be carried away in one archive."""

    items: Annotated[list[Id], Meta(min_length=1, max_length=1000)]
