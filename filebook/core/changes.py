"""Change: the one ordered sequence per business that deltas, vendor logs, webhooks and the audit trail read."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from filebook.core.ids import BusinessNumber, Door, Kind, Number


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
    catalogue sets it.
    """

    business: BusinessNumber
    number: Number
    kind: Kind
    verb: Verb
    at: datetime
    actor: Number
    door: Door
    sequence: int = 0
