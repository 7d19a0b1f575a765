"""Holds: put on files, folders, records and appointments, and lifted, by those who administer; and told to them."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from filebook.core.access import Action, Actor, require
from filebook.core.audience import covers
from filebook.core.changes import Verb
from filebook.core.errors import Conflict, Invalid, NotFound
from filebook.core.feed import Standing
from filebook.core.ids import RECORD_KINDS, Kind, Number, Ref
from filebook.core.ports.catalogue import Catalogue, Tables
from filebook.core.retention import REASON_LENGTH, Hold
from filebook.services.changelog import note
from filebook.services.following import inside_scope

_COUNTED_AT_ONCE = 1000
HOLDABLE = RECORD_KINDS | {Kind.FILE, Kind.FOLDER, Kind.APPOINTMENT}


@dataclass(frozen=True, slots=True)
class Holding:
    """A hold, and the object that it is put on by its name of today."""

    hold: Hold
    ref: Ref
    kind: Kind
    label: str


class Holds:
    """The holds of the actor's business, as far as it may know of what is held. Things in the trash are held, too."""

    def __init__(self, catalogue: Catalogue, *, now: Callable[[], datetime]) -> None:
        self._catalogue = catalogue
        self._now = now

    def require_holder(self, actor: Actor) -> None:
        """Raises: AccessDenied for who may hold nothing, and so learns of nothing by trying."""
        require(actor, Action.ADMINISTER)

    def put(
        self,
        actor: Actor,
        number: Number,
        *,
        reason: str,
        expected: Collection[int] | None = None,
        trashed_too: bool = False,
    ) -> Holding:
        """Hold an object. Of one that is held already only the reason becomes another.
        `expected`: revisions of which the hold has to have one; None: any, or none at all.

        Raises: AccessDenied, NotFound, Invalid("reason"), Conflict("revision").
        """
        require(actor, Action.ADMINISTER)
        if not reason.strip() or len(reason) > REASON_LENGTH:
            raise Invalid("reason", "length")
        at = self._now()

        def unit(tables: Tables) -> Holding:
            tables.numbers.lock(actor.business)
            standing = known(tables, actor, [number]).get(number)
            if standing is None or standing.kind not in HOLDABLE or not (standing.is_live or trashed_too):
                raise NotFound("object", number)
            before = tables.holds.get(actor.business, number)
            _require_expected(before, expected)
            hold = before or Hold(actor.business, number, reason, at, actor.user_name)
            if hold.reason != reason:
                hold = replace(hold, reason=reason, revision=hold.revision + 1)
            if hold != before:
                tables.holds.put(hold)
                _note(tables, actor, standing, verb=Verb.HELD, at=at, reason=reason)
            return _told(tables, actor, [hold])[0]

        return self._catalogue.write(unit)

    def lift(self, actor: Actor, number: Number, *, expected: Collection[int] | None = None) -> None:
        """Hold an object no longer, nor what was taken from it meanwhile.

        Raises: AccessDenied, NotFound("hold"), Conflict("revision").
        """
        require(actor, Action.ADMINISTER)
        at = self._now()

        def unit(tables: Tables) -> None:
            tables.numbers.lock(actor.business)
            standing = known(tables, actor, [number]).get(number)
            before = tables.holds.get(actor.business, number)
            if standing is None or before is None:
                raise NotFound("hold", number)
            _require_expected(before, expected)
            tables.holds.lift(actor.business, number)
            _note(tables, actor, standing, verb=Verb.RELEASED, at=at, reason=before.reason)

        self._catalogue.write(unit)

    def one(self, actor: Actor, number: Number) -> Holding:
        """The hold on just this object. Raises: AccessDenied, NotFound("hold")."""
        require(actor, Action.ADMINISTER)
        with self._catalogue.read() as tables:
            hold = tables.holds.get(actor.business, number)
            told = [] if hold is None else _told(tables, actor, [hold])
        if not told:
            raise NotFound("hold", number)
        return told[0]

    def over(self, actor: Actor, number: Number) -> list[Holding]:
        """All that hold an object: on itself, on a folder that it lies in, on what it hangs on; by number. Nothing does
        what the actor may not know of. Raises: AccessDenied.
        """
        require(actor, Action.ADMINISTER)
        with self._catalogue.read() as tables:
            holds = tables.holds.over(actor.business, number) if known(tables, actor, [number]) else []
            return _told(tables, actor, holds)

    def page(
        self, actor: Actor, *, kinds: Collection[Kind], after: Number | None, limit: int
    ) -> tuple[list[Holding], Number | None]:
        """Holds on objects of these kinds by number, and where the next page begins; None at the end. What the actor
        may not know of is left out, so that a page may be short. Raises: AccessDenied.
        """
        require(actor, Action.ADMINISTER)
        with self._catalogue.read() as tables:
            found = tables.holds.page(actor.business, kinds=kinds, after=after, limit=limit)
            told = _told(tables, actor, [one.hold for one in found])
        return told, found[-1].hold.number if len(found) == limit else None

    def count(self, actor: Actor, *, kinds: Collection[Kind]) -> int:
        """How many `page` tells in all. Raises: AccessDenied."""
        total, after = 0, None
        while True:
            told, after = self.page(actor, kinds=kinds, after=after, limit=_COUNTED_AT_ONCE)
            total += len(told)
            if after is None:
                return total


def known(tables: Tables, actor: Actor, numbers: Sequence[Number]) -> dict[Number, Standing]:
    """Those of the objects, in the trash or not, that the actor may know of."""
    standing = tables.feed.standing(actor.business, list(dict.fromkeys(numbers)))
    inside = inside_scope(tables, actor, (one.audience for one in standing.values()))
    return {
        number: one
        for number, one in standing.items()
        if covers(actor, one.kind, number, audience=one.audience, inside=inside)
    }


def _require_expected(hold: Hold | None, expected: Collection[int] | None) -> None:
    """Raises: Conflict("revision")."""
    if expected is not None and (hold is None or hold.revision not in expected):
        raise Conflict("revision")


def _told(tables: Tables, actor: Actor, holds: Sequence[Hold]) -> list[Holding]:
    numbers = [hold.number for hold in holds]
    standing = known(tables, actor, numbers)
    labels = tables.feed.labels(actor.business, list(standing))
    return [
        Holding(hold, Ref(hold.number, one.uid), one.kind, labels.get(hold.number, ""))
        for hold in holds
        if (one := standing.get(hold.number)) is not None
    ]


def _note(tables: Tables, actor: Actor, held: Standing, *, verb: Verb, at: datetime, reason: str) -> None:
    """Noted on who did it, as all that administers: the object itself has not changed."""
    detail = {"object": held.uid, "number": held.number, "kind": held.kind.value, "reason": reason}
    note(
        tables,
        actor,
        business=actor.business,
        number=actor.user,
        kind=Kind.USER,
        verb=verb,
        at=at,
        detail=detail,
    )
