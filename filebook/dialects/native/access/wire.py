"""Explanations of access on the wire of the native API."""

from typing import Literal

from msgspec import UNSET, Struct, UnsetType

from filebook.dialects.native.wire import Id, Reference

Deed = Literal["read", "write", "remove", "administer"]


class Question(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Whether and why. `user`: somebody else than the caller, for owners. `trashed`: look in the trash, too."""

    object: Id
    action: Deed = "read"
    user: Id | UnsetType = UNSET
    trashed: bool = False


class AccessRule(Struct, frozen=True, kw_only=True):
    """One rule. `means`: what it asks, in words."""

    rule: Literal[
        "kind",
        "action",
        "role",
        "reach",
        "presence",
        "trash",
        "folder",
        "visibility",
        "participation",
        "right",
        "login",
    ]
    passed: bool
    means: str


class Explanation(Struct, frozen=True, kw_only=True):
    """Whether somebody may do it, and every rule that decides it: all have to pass. `who_can`: the users of the
    business who may, where the caller is an owner; `more_can`: they are not all told.
    """

    object: Reference
    action: Deed
    user: Reference
    allowed: bool
    steps: list[AccessRule]
    who_can: list[Reference] | None
    more_can: bool
