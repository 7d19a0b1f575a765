"""Change: the one ordered sequence per business that deltas, vendor logs, webhooks and the audit trail read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from filebook.core.ids import BusinessNumber, Door, Kind, Number, Uid


class Verb(StrEnum):
    """What happened to an object."""

    CREATED = "created"
    CHANGED = "changed"
    ATTACHED = "attached"
    DETACHED = "detached"
    TRASHED = "trashed"
    RESTORED = "restored"
    DELETED = "deleted"
    ISSUED = "issued"
    """A user was given a key or a password; `detail` says which."""
    REVOKED = "revoked"
    """A key of a user was taken back, or a session ended from a list of them; `detail` says which."""
    CONFIGURED = "configured"
    """A user changed the business itself."""
    HELD = "held"
    """A user put a legal hold on something; `detail` says on what, and why."""
    RELEASED = "released"
    """A user lifted a legal hold; `detail` as there."""


ADMINISTRATIVE = frozenset({Verb.ISSUED, Verb.REVOKED, Verb.CONFIGURED, Verb.HELD, Verb.RELEASED})
"""Verbs for the audit trail, noted on a user: of these nobody outside is told."""


MOVED = "moved"
"""The member of a folder's `detail` that tells of a move: where it lay and where it lies; None: at top level."""


@dataclass(frozen=True, slots=True)
class Change:
    """One entry. `sequence` has no gaps that fill up later, so a reader's cursor never skips one; the
    catalogue sets it, and `uid`, the object's. An object's newest sequence is its revision.

    `request` is the id of the request that it came with, where its door tells one; `detail` what else is to be known
    of it later, never a secret. `uid` None: not known any more. `audience` is whom the object was for before it and
    after it (`core.audience`), also set by the catalogue.
    """

    business: BusinessNumber
    number: Number
    kind: Kind
    verb: Verb
    at: datetime
    actor: Number
    door: Door
    sequence: int = 0
    uid: Uid | None = None
    request: str = ""
    detail: Mapping[str, object] = field(default_factory=dict)
    audience: str = ""
    actor_business: BusinessNumber | None = None
    """Whose user `actor` is; None: the object's own business's."""
