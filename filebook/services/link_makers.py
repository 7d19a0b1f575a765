"""What links for people without a login have in common: a secret that is told once, and a maker whose rights count."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from filebook.core.access import Action, Actor, Scope, may, role_allows
from filebook.core.businesses import Business
from filebook.core.errors import Invalid, NotFound
from filebook.core.ids import BusinessNumber, Door, Number, Ref
from filebook.core.intake import Intake
from filebook.core.link_surroundings import LinkSurroundings
from filebook.core.ports.catalogue import Tables
from filebook.core.ports.intakes import IntakeFilter
from filebook.core.ports.sharing import ShareFilter
from filebook.core.sharing import Share
from filebook.services.accounts import actor_of
from filebook.services.holds import known

_TOKEN_BYTES = 24
_LAST_YEAR = 9998
"""Of which the last moment is one in every zone."""
Filter = TypeVar("Filter", ShareFilter, IntakeFilter)


def new_token() -> str:
    """192 random bits, safe in a URL as they are."""
    return secrets.token_urlsafe(_TOKEN_BYTES)


def token_hash(token: str) -> str:
    """What is kept of a token, and by which its link is found: the SHA-256 in hex."""
    return hashlib.sha256(token.encode()).hexdigest()


def require_ahead(moment: datetime | None, *, now: datetime, field: str = "expires_at") -> None:
    """Raises: Invalid(field) for an end that is past, or so far away that no zone could write it."""
    if moment is None:
        return
    if moment.year > _LAST_YEAR:
        raise Invalid(field, "range")
    if moment <= now:
        raise Invalid(field, "past")


def seen_by(actor: Actor, where: Filter) -> Filter:
    """The filter, narrowed to what the actor knows of: one's own links, of an owner all that the token is good for."""
    maker = where.maker if role_allows(actor, Action.ADMINISTER) else actor.user
    return replace(where, maker=maker, within=actor.scope.folder)


def around(tables: Tables, actor: Actor, links: Sequence[Share | Intake]) -> LinkSurroundings:
    """What these are shown with, by the same few queries however many they are."""
    makers = sorted({link.maker for link in links})
    users = tables.numbers.many(actor.business, makers)
    things = known(tables, actor, [number for link in links for number in _things_of(link)])
    labels = tables.feed.labels(actor.business, sorted({*makers, *things}))
    return LinkSurroundings(
        {number: (Ref(number, user.uid), labels.get(number, "")) for number, user in users.items()},
        {number: labels.get(number, "") for number in things},
    )


def _things_of(link: Share | Intake) -> list[Number]:
    return [item.ref.number for item in link.items] if isinstance(link, Share) else [link.into.number]


def maker_of(
    tables: Tables, business: BusinessNumber, user: Number, *, scope: Scope, door: Door, what: str
) -> tuple[Business, Actor]:
    """Whose rights of now a link stands for. Raises: NotFound(what) for somebody who is gone, or may write no more."""
    found, home = tables.users.get(business, user), tables.businesses.get(business)
    if found is None or home is None or not found.enabled:
        raise NotFound(what)
    maker = replace(actor_of(found, home, door=door), scope=scope)
    if not may(maker, Action.WRITE):
        raise NotFound(what)
    return home, maker
