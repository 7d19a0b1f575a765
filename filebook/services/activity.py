"""Activity: who did what, when, through which door; to a business, or to one object. The change sequence, read back."""

from collections.abc import Sequence
from dataclasses import dataclass

from filebook.core.access import Action, Actor, may, require
from filebook.core.audience import covers
from filebook.core.changes import ADMINISTRATIVE, Change
from filebook.core.errors import NotFound
from filebook.core.feed import Deed, Doer, Trail
from filebook.core.ids import BusinessNumber, Kind, Number
from filebook.core.ports.catalogue import Catalogue, Tables
from filebook.services.accounts import NOBODY
from filebook.services.following import inside_scope, require_follower

CHANGES_AT_ONCE = 20_000
"""So many changes are looked at for one page, however few of them fit."""


@dataclass(frozen=True, slots=True)
class Trodden:
    """A page, which may be empty though there is more. `before`: where to go on; None at the end."""

    deeds: Sequence[Deed]
    before: int | None


class Activity:
    """The audit trail of the actor's business."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def page(self, actor: Actor, where: Trail, *, before: int | None, limit: int, gone_too: bool = False) -> Trodden:
        """Changes that fit, newest first, those with smaller sequence numbers than `before`.

        Of one object it is for whoever may read it, of the business, and of one that is in the trash or gone for good
        (`gone_too`), for those who administer. What the actor may not know of is left out.

        Raises: AccessDenied, NotFound for an object that the actor may not know of.
        """
        if where.number is None or gone_too:
            require(actor, Action.ADMINISTER)
        require_follower(actor)
        with self._catalogue.read() as tables:
            if where.number is not None:
                _require_known(tables, actor, where.number, gone_too=gone_too)
            end = tables.changes.last(actor.business) + 1
            if where.until is not None:
                end = tables.feed.first_at(actor.business, where.until)
            changes, reached = tables.feed.backwards(
                actor.business,
                where,
                before=end if before is None else min(before, end),
                window=CHANGES_AT_ONCE,
                limit=limit,
            )
            if where.since is not None and reached < tables.feed.first_at(actor.business, where.since):
                reached = 0
            deeds = _deeds(tables, actor, changes)
        return Trodden(deeds, reached or None)


def _require_known(tables: Tables, actor: Actor, number: Number, *, gone_too: bool) -> None:
    """Raises: NotFound("object")."""
    standing = tables.feed.standing(actor.business, [number]).get(number)
    if standing is None:
        if not gone_too or not _was_known(tables, actor, number):
            raise NotFound("object", number)
        return
    inside = inside_scope(tables, actor, [standing.audience])
    is_there = standing.is_live or gone_too
    if not is_there or not covers(actor, standing.kind, number, audience=standing.audience, inside=inside):
        raise NotFound("object", number)


def _was_known(tables: Tables, actor: Actor, number: Number) -> bool:
    """Whether the actor could know of something that is gone, when that went."""
    end = tables.changes.last(actor.business) + 1
    last, _ = tables.feed.backwards(actor.business, Trail(number=number), before=end, window=1, limit=1)
    inside = inside_scope(tables, actor, (change.audience for change in last))
    return any(covers(actor, change.kind, number, audience=change.audience, inside=inside) for change in last)


def _deeds(tables: Tables, actor: Actor, changes: Sequence[Change]) -> list[Deed]:
    standing = tables.feed.standing(actor.business, list({change.number for change in changes}))
    audiences = [*(change.audience for change in changes), *(one.audience for one in standing.values())]
    inside = inside_scope(tables, actor, audiences)
    known = {
        number: one
        for number, one in standing.items()
        if covers(actor, one.kind, number, audience=one.audience, inside=inside)
    }
    told = [
        change
        for change in changes
        if _may_hear(actor, change)
        and (
            change.number in known or covers(actor, change.kind, change.number, audience=change.audience, inside=inside)
        )
    ]
    labels = tables.feed.labels(actor.business, list(known))
    doers = _doers(tables, actor, told)
    return [
        Deed(change, doers.get((change.actor_business, change.actor)), labels.get(change.number, "")) for change in told
    ]


def _may_hear(actor: Actor, change: Change) -> bool:
    """Who was given which key is for those who administer, and for the user."""
    return change.verb not in ADMINISTRATIVE or may(actor, Action.ADMINISTER) or change.number == actor.user


def _doers(tables: Tables, actor: Actor, changes: Sequence[Change]) -> dict[tuple[BusinessNumber | None, Number], Doer]:
    """The users behind changes: with two queries for each business that they belong to, which is mostly one."""
    found = {}
    for business in {change.actor_business for change in changes}:
        home = actor.business if business is None else business
        numbers = list({change.actor for change in changes if change.actor_business == business} - {NOBODY})
        named = tables.numbers.many(home, numbers)
        labels = tables.feed.labels(home, numbers)
        for number in numbers:
            user = named.get(number)
            uid = user.uid if user is not None and user.kind is Kind.USER else None
            found[business, number] = Doer(number, uid, labels.get(number, "") if uid is not None else "", business)
    return found
