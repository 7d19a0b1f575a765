"""Following a business: all that there is for an actor, then every change of it; so that a mirror ends up the same.

A place in the feed is a value of the follower's: nothing is kept for anybody. What an actor cannot know of is not told,
and what it cannot know of any more is told to be gone, if it could have known of it before (`core.audience`).
"""

import hashlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from filebook.core.access import Action, Actor, Role
from filebook.core.audience import covers, knows_kind, places
from filebook.core.changes import ADMINISTRATIVE, MOVED
from filebook.core.errors import AccessDenied, Expired
from filebook.core.feed import Place, Standing, Told
from filebook.core.ids import BusinessNumber, Kind, Number
from filebook.core.ports.catalogue import Catalogue, Tables

NUMBERS_AT_ONCE = 5_000
"""So many numbers are looked at for one page of what there is, whatever they stand for."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the feed, which may be empty though there is more, and where to go on."""

    items: Sequence[Told]
    place: Place
    more: bool


class Following:
    """The feed of the actor's business."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def page(self, actor: Actor, place: Place | None, *, kinds: Collection[Kind], limit: int) -> Page:
        """What comes after a place, of these kinds; None: what there is, from the beginning.

        Raises: AccessDenied; Expired("cursor") where changes after the place are forgotten, or were told to somebody
            else, or to the same by other rights.
        """
        require_follower(actor)
        wanted = frozenset(kind for kind in kinds if knows_kind(actor, kind))
        with self._catalogue.read() as tables:
            if place is None:
                place = Place(tables.changes.last(actor.business), Number(0), sight_of(actor))
            if place.sight != sight_of(actor):
                raise Expired("cursor")
            if place.after is not None:
                return _present(tables, actor, place, wanted, limit=limit)
            return _later(tables, actor, place, wanted, limit=limit)

    def now(self, actor: Actor) -> Place:
        """The place after all that has happened. Raises: AccessDenied."""
        require_follower(actor)
        with self._catalogue.glance() as tables:
            return Place(tables.changes.last(actor.business), None, sight_of(actor))

    def waiting(self) -> dict[str, int]:
        """How much waits to be done, by what it is; for the operator, in all businesses together."""
        with self._catalogue.glance() as tables:
            return tables.feed.waiting()

    def newest(self, businesses: Collection[BusinessNumber]) -> dict[BusinessNumber, int]:
        """How far each of these businesses has come."""
        with self._catalogue.glance() as tables:
            return tables.feed.newest(businesses)


def require_follower(actor: Actor) -> None:
    """Raises: AccessDenied for a role or scope that may know of nothing."""
    if actor.role < Role.PERSONAL:
        raise AccessDenied(Action.READ.value)
    if Action.READ not in actor.scope.verbs:
        raise AccessDenied("scope")


def sight_of(actor: Actor) -> str:
    """A short text that is another one for whoever sees other things."""
    scope = actor.scope
    kinds = None if scope.kinds is None else sorted(scope.kinds)
    told = (actor.business, actor.user, actor.staff.number, actor.role.value, kinds, scope.folder)
    return hashlib.blake2b(str(told).encode(), digest_size=6).hexdigest()


def inside_scope(
    tables: Tables, actor: Actor, audiences: Iterable[str], *, also: Collection[Number] = ()
) -> set[Number]:
    """Those of the folders that audiences name, or `also`, which lie in the folder of the actor's token. One that is
    gone lay where its last change says.
    """
    within = actor.scope.folder
    if within is None:
        return set()
    asked: set[Number] = set()
    parents: dict[Number, set[Number]] = {}
    wanted = {place for audience in audiences for place in places(audience)} | set(also)
    found: set[Number] = set()
    while new := wanted - asked:
        asked |= new
        found |= tables.feed.inside(actor.business, new, ancestor=within)
        gone = new - tables.feed.standing(actor.business, sorted(new)).keys()
        last = tables.feed.last_audiences(actor.business, gone)
        parents |= {number: places(audience) for number, audience in last.items()}
        wanted = {place for number in last for place in parents[number]}
    for _ in parents:  # as many steps as there are folders gone lead from each to one that is there
        found |= {number for number, above in parents.items() if above & found}
    return found


def _present(tables: Tables, actor: Actor, place: Place, kinds: Collection[Kind], *, limit: int) -> Page:
    highest = tables.feed.highest(actor.business)
    after = place.after or Number(0)
    until = min(Number(after + NUMBERS_AT_ONCE), highest)
    found: list[Standing] = []
    if kinds:
        found = tables.feed.objects(actor.business, after=after, until=until, kinds=kinds, limit=limit)
    reached = found[-1].number if len(found) == limit else until
    inside = inside_scope(tables, actor, (one.audience for one in found))
    items = [
        Told(one.number, one.uid, one.kind, is_gone=False, revision=one.revision)
        for one in found
        if _is_seen(actor, one, inside=inside)
    ]
    if kinds and reached < highest:
        return Page(items, replace(place, after=reached), more=True)
    return Page(items, replace(place, after=None), more=tables.changes.last(actor.business) > place.sequence)


def _later(tables: Tables, actor: Actor, place: Place, kinds: Collection[Kind], *, limit: int) -> Page:
    last = tables.changes.last(actor.business)
    if not tables.feed.oldest(actor.business) - 1 <= place.sequence <= last:
        raise Expired("cursor")
    changes = tables.changes.since(actor.business, place.sequence, limit=limit)
    reached = changes[-1].sequence if changes else place.sequence
    standing = tables.feed.standing(actor.business, list({change.number for change in changes}))
    moves = [change.detail[MOVED] for change in changes if change.kind is Kind.FOLDER and MOVED in change.detail]
    between = [tuple(move) for move in moves if isinstance(move, list)]
    inside = inside_scope(
        tables,
        actor,
        [*(change.audience for change in changes), *(one.audience for one in standing.values())],
        also={folder for move in between for folder in move if folder is not None},
    )
    if any((before in inside) is not (after in inside) for before, after in between):
        raise Expired("cursor")  # with everything in it, a folder has come into the token's, or left it
    items = []
    for change in changes:
        if change.kind not in kinds or change.verb in ADMINISTRATIVE:
            continue
        now = standing.get(change.number)
        is_seen = now is not None and _is_seen(actor, now, inside=inside)
        if is_seen or covers(actor, change.kind, change.number, audience=change.audience, inside=inside):
            items.append(Told(change.number, change.uid, change.kind, is_gone=not is_seen, change=change))
    return Page(items, replace(place, sequence=reached), more=reached < last)


def _is_seen(actor: Actor, one: Standing, *, inside: Collection[Number]) -> bool:
    return one.is_live and covers(actor, one.kind, one.number, audience=one.audience, inside=inside)
