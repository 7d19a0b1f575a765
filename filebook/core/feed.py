"""What somebody is told who follows a business: how objects stand, what happened to them, who did it."""

from dataclasses import dataclass
from datetime import datetime

from filebook.core.changes import Change, Verb
from filebook.core.ids import BusinessNumber, Door, Kind, Number, Uid


@dataclass(frozen=True, slots=True)
class Standing:
    """An object as it is now; `audience` is whom it is for. `is_live`: outside the trash."""

    number: Number
    uid: Uid
    kind: Kind
    revision: int
    audience: str
    is_live: bool


@dataclass(frozen=True, slots=True)
class Trail:
    """Which changes are wanted; None: whatever. The instants are [since, until)."""

    number: Number | None = None
    actor: Number | None = None
    door: Door | None = None
    kind: Kind | None = None
    verb: Verb | None = None
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """How far a follower has come: all changes up to `sequence` are told, and of what there was then everything with
    a number up to `after`; None: all of it. `sight` tells whom it was told to, and by which rights.
    """

    sequence: int
    after: Number | None
    sight: str


@dataclass(frozen=True, slots=True)
class Told:
    """One object: as it stands, or what happened to it. `is_gone`: the follower can know of it no more."""

    number: Number
    uid: Uid | None
    kind: Kind
    is_gone: bool
    revision: int = 0
    change: Change | None = None


@dataclass(frozen=True, slots=True)
class Doer:
    """Who did it. `business` None: a user of this business. `label` is what the user is called now."""

    number: Number
    uid: Uid | None
    label: str
    business: BusinessNumber | None = None


@dataclass(frozen=True, slots=True)
class Deed:
    """One change as people read it. `doer` None: the system itself, or its operator. `label` is what the object is
    called now, "" for what is gone or not to be known any more.
    """

    change: Change
    doer: Doer | None
    label: str
