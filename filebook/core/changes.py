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


@dataclass(frozen=True, slots=True)
class Change:
    """One entry. `sequence` has no gaps that fill up later, so a reader's cursor never skips one; the
    catalogue sets it, and `uid`, the object's. An object's newest sequence is its revision.

    `request` is the id of the request that it came with, where its door tells one; `detail` what else is to be known
    of it later, never a secret. `uid` None: not known any more.
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
