"""Retention rules, what they let go, and holds, on the wire of the native API."""

from datetime import datetime
from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType

from filebook.dialects.native.wire import Id, Paged, Reference, Sparse

Instant = Annotated[datetime, Meta(tz=True, description="RFC 3339, with an offset or Z.")]
Days = Annotated[int, Meta(ge=0, le=36_500)]
RuleName = Literal["trash_days", "versions_kept", "version_days"]
HeldKind = Literal[
    "file",
    "folder",
    "appointment",
    "contact",
    "staff",
    "estate",
    "agents_log",
    "task",
    "location",
    "service",
    "email",
    "project",
]


class RulesInForce(Struct, frozen=True, kw_only=True):
    """The rules by which things go: the business's own, else the installation's; 0: nothing goes by that rule."""

    trash_days: int
    versions_kept: int
    version_days: int


class RetentionRules(Struct, frozen=True, kw_only=True):
    """What the business has set; null: what the installation has.

    `trash_days`: so long a file or folder lies in the trash. `versions_kept`: so many versions of a file are kept, the
    current one among them. `version_days`: so long a version is kept after another took its place. Where both of these
    are set, a version goes only when both let it go. 0: nothing goes by that rule.
    """

    trash_days: int | None
    versions_kept: int | None
    version_days: int | None
    in_force: RulesInForce


class RulesChange(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Rules that are to be others; null: the installation's. Those left out stay."""

    trash_days: Days | UnsetType | None = UNSET
    versions_kept: Days | UnsetType | None = UNSET
    version_days: Days | UnsetType | None = UNSET


class RetentionQuestion(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What would go if the rules were these, at some moment. What is left out is as it is now."""

    trash_days: Days | UnsetType = UNSET
    versions_kept: Days | UnsetType = UNSET
    version_days: Days | UnsetType = UNSET
    at: Instant | UnsetType = UNSET


class PreviewQuestion(Paged, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """As `RetentionQuestion`, page by page."""

    trash_days: Days | UnsetType = UNSET
    versions_kept: Days | UnsetType = UNSET
    version_days: Days | UnsetType = UNSET
    at: Instant | UnsetType = UNSET


class Due(Struct, frozen=True, kw_only=True):
    """A file or folder in the trash, or a version of a file, that the rules let go.

    `rules`: by which; `since`: when it went to the trash, or another version took its place; `due_at`: since when the
    rules let it go; `freed_bytes`: what its going gives back.
    """

    kind: Literal["file", "version", "folder"]
    object: Reference
    version: int | None
    rules: list[RuleName]
    since: datetime
    due_at: datetime
    freed_bytes: int


class DuePage(Struct, frozen=True, kw_only=True):
    """A page of what goes, in the order in which it does. It may be short though there is another."""

    items: list[Due]
    next_cursor: str | None
    total: int | UnsetType = UNSET


class RetentionTotals(Struct, frozen=True, kw_only=True):
    """How much goes in all."""

    file_count: int
    version_count: int
    folder_count: int
    freed_bytes: int


class HoldsQuery(Paged, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`kind`: holds on objects of these alone. `over`: all that hold this object: on itself, on a folder that it lies
    in, on a record or appointment that it hangs on, on where it was taken from.
    """

    kind: tuple[HeldKind, ...] = ()
    over: Id | UnsetType = UNSET


class NewHold(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Why something is held."""

    reason: Annotated[str, Meta(min_length=1, max_length=1000)]


class NewHoldQuery(Sparse, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`trashed`: hold the object where it lies in the trash, too."""

    trashed: bool = False


class Hold(Struct, frozen=True, kw_only=True):
    """A legal hold: nothing of the object is removed for good. Of a folder that is all that lies in it, of a record or
    appointment all that hangs on it, now or later. `held_by` is a user name.
    """

    object: Reference
    reason: str
    held_at: datetime
    held_by: str


class HoldPage(Struct, frozen=True, kw_only=True):
    """A page of holds, by number of the object. It may be short though there is another."""

    items: list[Hold]
    next_cursor: str | None
    total: int | UnsetType = UNSET
