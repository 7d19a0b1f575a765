"""Sessions and accounts between the wire of the native API and ours."""

from collections.abc import Mapping

from filebook.core.access import EVERYTHING, Action, Actor, may
from filebook.core.businesses import Business, Session, User
from filebook.core.ids import Number, Uid
from filebook.dialects.native.administration.translate import scope_shown, user_reference, user_shown
from filebook.dialects.native.session import wire


def workplace_shown(business: Business) -> wire.Workplace:
    """The business of a user."""
    return wire.Workplace(
        id=business.uid,
        number=business.number,
        name=business.name,
        tenant=business.tenant,
        zone=business.zone,
        language=business.language,
    )


def me_shown(actor: Actor, user: User, business: Business, *, folders: Mapping[Number, Uid]) -> wire.Me:
    """Who calls; `folders` has the uid of the one that the token's scope names."""
    scope = actor.scope
    return wire.Me(
        user=user_shown(user),
        business=workplace_shown(business),
        door=actor.door.value,
        may=[action.value for action in Action if may(actor, action)],
        scope=None if scope == EVERYTHING else scope_shown(scope, folders=folders),
    )


def session_shown(session: Session, user: User, *, current: str) -> wire.Session:
    """A session in a list; `current` is the name of the one that the request came in."""
    return wire.Session(
        id=session.name,
        user=user_reference(user),
        door=session.door.value,
        label=session.label,
        client_address=session.address,
        created_at=session.created_at,
        last_used_at=session.last_used_at,
        expires_at=session.expires_at,
        current=session.name == current,
    )
