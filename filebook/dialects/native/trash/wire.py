"""The trash on the wire of the native API."""

from datetime import datetime
from typing import Literal

from msgspec import UNSET, Struct, UnsetType


class Trashed(Struct, frozen=True, kw_only=True):
    """Something in the trash, restored together with everything that went there in it. `folder`: the one that it lay
    in; null at top level. `expires_at`: when it may be gone for good; null: it stays, by rule or because it is held.
    """

    id: str
    number: int
    kind: Literal["file", "folder"]
    name: str
    folder: str | None
    size_bytes: int
    media_type: str
    modified_by: str
    trashed_at: datetime
    expires_at: datetime | None


class TrashPage(Struct, frozen=True, kw_only=True):
    """A page of the trash, newest first."""

    items: list[Trashed]
    next_cursor: str | None
    total: int | UnsetType = UNSET


class Emptying(Struct, frozen=True, kw_only=True):
    """The job that empties the trash, to be looked at under `/jobs`."""

    job: str
