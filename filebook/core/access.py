"""The one access rule, asked by every door through the services.

*Reach* is whose things an actor may know of: its own business; a reseller's children; a reseller
administrator's descendants; everything for an administrator. What lies outside is absent. Inside
reach the role and the thing's visibility decide.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum, StrEnum

from filebook.core.errors import AccessDenied, FilebookError, NotFound
from filebook.core.ids import BusinessNumber, Door, Kind, Number, Ref


class Role(Enum):
    """What a user may do, from nothing to everything; `rank` orders them."""

    NONE = "none"
    PERSONAL = "personal"
    VIEWER = "viewer"
    EDITOR = "editor"
    OWNER = "owner"
    RESELLER = "reseller"
    RESELLER_ADMIN = "reseller_admin"
    ADMIN = "admin"

    rank: int

    def __init__(self, word: str) -> None:  # noqa: ARG002 - the member's value, which Enum keeps
        self.rank = len(type(self).__members__)

    def __lt__(self, other: "Role") -> bool:
        return self.rank < other.rank

    def __ge__(self, other: "Role") -> bool:
        return self.rank >= other.rank


class Visibility(StrEnum):
    """Who inside reach sees a file or folder."""

    ALL = "all"
    """Everybody, its bytes even without a credential."""
    CUSTOMER = "customer"
    """Everybody in the business, from viewer up."""
    EMPLOYEE = "employee"
    """The one who put it there, and administrators."""
    RESELLER = "reseller"
    """Resellers and above, not the business's own users."""


class Action(StrEnum):
    """What an actor wants to do with a thing."""

    READ = "read"
    WRITE = "write"
    ADMINISTER = "administer"


_LIBRARY = frozenset({Kind.FILE, Kind.FOLDER})


@dataclass(frozen=True, slots=True)
class Scope:
    """What a token is good for: never more than its user may, often less.

    `kinds` None: every kind of object, or the library alone where `folder` is set. `folder`: of files and folders only
    those in this folder, or anywhere below it.
    """

    verbs: frozenset[Action] = frozenset(Action)
    kinds: frozenset[Kind] | None = None
    folder: Number | None = None

    def covers(self, kind: Kind) -> bool:
        """Whether objects of a kind may be asked for."""
        if self.kinds is None:
            return self.folder is None or kind in _LIBRARY
        return kind in self.kinds


EVERYTHING = Scope()


@dataclass(frozen=True, slots=True)
class Request:
    """The request that a write is made for: what has to hold in the unit that makes it.

    `expects`: an object and the revision it must still have. `key`: a key under which the request is carried out once;
    "" for none. `fingerprint` tells what is asked for under it.
    """

    id: str
    expects: tuple[Number, int] | None = None
    key: str = ""
    fingerprint: str = ""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who is calling, as judged from a credential, and for which request."""

    business: BusinessNumber
    user: Number
    user_name: str
    role: Role
    door: Door
    staff: Ref
    viewers_may_edit: bool = False
    scope: Scope = EVERYTHING
    request: Request | None = None

    def through(self, door: Door) -> "Actor":
        """The same actor at another door."""
        return replace(self, door=door)


@dataclass(frozen=True, slots=True)
class Target:
    """What of a thing the rule looks at. `lineage`: its business's ancestors, nearest first."""

    what: str
    business: BusinessNumber
    lineage: Sequence[BusinessNumber] = ()
    visibility: Visibility = Visibility.CUSTOMER
    uploader: tuple[BusinessNumber, Number] | None = None


class Rule(StrEnum):
    """A step of the policy."""

    KIND = "kind"
    """The token is good for objects of this kind."""
    VERB = "action"
    """The token is good for this action."""
    ROLE = "role"
    """The user's role allows the action on ordinary things of the business."""
    REACH = "reach"
    """The business that the thing belongs to is one whose things the actor may know of."""
    PRESENCE = "presence"
    """The thing is there."""
    TRASH = "trash"
    """The thing is not in the trash, or the action may be done there."""
    PLACE = "folder"
    """The thing lies in the folder that the token is good for."""
    VISIBILITY = "visibility"
    """The thing is for everybody in the business, or for this actor."""
    PARTICIPATION = "participation"
    """The actor takes part in the appointment or was granted a right to it, or it is for everybody in the business."""
    LOGIN = "login"
    """The user is let in at all."""
    RIGHT = "right"
    """The actor's right to the appointment goes so far: by role, by taking part, or as it was granted."""


Judged = tuple[Rule, FilebookError | None]
"""A rule, and how it fails; None: it holds."""

_PLAIN = frozenset({Visibility.ALL, Visibility.CUSTOMER})
_LEAST_RANK = {Action.READ: Role.VIEWER.rank, Action.WRITE: Role.EDITOR.rank, Action.ADMINISTER: Role.OWNER.rank}
_SEEN = {
    role.rank: _PLAIN
    | ({Visibility.RESELLER} if role >= Role.RESELLER else set())
    | ({Visibility.EMPLOYEE} if role >= Role.ADMIN else set())
    for role in Role
}
"""What each rank sees of everybody."""


def filed_as(said: Visibility | None, *, folder: Visibility | None) -> Visibility:
    """Who sees what is made in a folder (None: at top level): where nothing is said, nobody who does not see that."""
    if said is not None:
        return said
    return Visibility.CUSTOMER if folder is None or folder in _PLAIN else folder


def copied_as(original: Visibility, *, folder: Visibility | None) -> Visibility:
    """Who sees a copy: whoever sees the original, but in a folder that not everybody sees nobody who does not."""
    is_open = folder is None or folder in _PLAIN
    return original if is_open or original is Visibility.EMPLOYEE else filed_as(None, folder=folder)


@dataclass(frozen=True, slots=True)
class Sight:
    """Which visibilities an actor sees of everybody, and as which uploader it sees `EMPLOYEE` things of its own.

    `within`: only what lies in this folder, or anywhere below it, and the folder itself.
    """

    visibilities: frozenset[Visibility]
    uploader: tuple[BusinessNumber, Number]
    within: Number | None = None

    def covers(self, visibility: Visibility, uploader: tuple[BusinessNumber, Number] | None) -> bool:
        """Whether a thing of this visibility and uploader is seen."""
        own = visibility is Visibility.EMPLOYEE and uploader == self.uploader
        return own or visibility in self.visibilities


def sight(actor: Actor) -> Sight:
    """What the actor sees inside its reach: for lists to select by, for `require` to ask."""
    return Sight(_SEEN[actor.role.rank], (actor.business, actor.user), actor.scope.folder)


def reaches(actor: Actor, business: BusinessNumber, *, lineage: Sequence[BusinessNumber]) -> bool:
    """Whether the actor may know of a business, given that business's ancestors, nearest first."""
    if business == actor.business or actor.role >= Role.ADMIN:
        return True
    if actor.role == Role.RESELLER:
        return actor.business in lineage[:1]
    return actor.role == Role.RESELLER_ADMIN and actor.business in lineage


def may(actor: Actor, action: Action) -> bool:
    """Whether role and scope alone allow the action on the business's ordinary things."""
    return action in actor.scope.verbs and role_allows(actor, action)


def role_allows(actor: Actor, action: Action) -> bool:
    """Whether the role alone allows the action on the business's ordinary things."""
    if actor.role.rank >= _LEAST_RANK[action]:
        return True
    return action is Action.WRITE and actor.role is Role.VIEWER and actor.viewers_may_edit


def is_plainly_allowed(actor: Actor, action: Action, business: BusinessNumber, visibility: Visibility) -> bool:
    """Whether the actor, by a token that is good for everything, may do this with a thing of its own business that is
    for everybody there. Most that is asked for is so, and then this costs a fraction of `judged`, with the same answer.
    """
    if actor.scope is not EVERYTHING or business != actor.business or visibility not in _PLAIN:
        return False
    return role_allows(actor, Action.READ) and role_allows(actor, action)


def require(actor: Actor, action: Action, target: Target | None = None, *, kind: Kind | None = None) -> None:
    """The policy: pass, or say why not. Without a target, asks for role and scope alone.

    Raises:
        NotFound: the target lies outside reach.
        AccessDenied: inside reach, but role, visibility or scope forbids it.
    """
    if target is None and actor.scope is EVERYTHING and role_allows(actor, action):
        return
    for _, failure in judged(actor, action, target, kind=kind):
        if failure is not None:
            raise failure


def judged(actor: Actor, action: Action, target: Target | None = None, *, kind: Kind | None = None) -> Iterator[Judged]:
    """The policy, rule by rule, in the order in which it is asked; what fails first is what `require` raises."""
    if kind is not None:
        yield Rule.KIND, None if actor.scope.covers(kind) else AccessDenied("scope")
    if target is not None:
        is_reached = reaches(actor, target.business, lineage=target.lineage)
        yield Rule.REACH, None if is_reached else NotFound(target.what)
    yield Rule.VERB, None if action in actor.scope.verbs else AccessDenied(action.value)
    yield Rule.ROLE, None if role_allows(actor, action) else AccessDenied(action.value)
    if target is not None:
        is_seen = sight(actor).covers(target.visibility, target.uploader)
        yield Rule.VISIBILITY, None if is_seen else AccessDenied(action.value)
