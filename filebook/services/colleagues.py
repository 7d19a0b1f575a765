"""Colleagues: who else works in the actor's business, and what they may do."""

from filebook.core.access import Action, Actor, require
from filebook.core.businesses import Business, User
from filebook.core.errors import NotFound
from filebook.core.ids import Number
from filebook.core.ports.catalogue import Catalogue
from filebook.services.accounts import actor_of


class Colleagues:
    """Users who may log in, told to each other. A user goes by the number of its staff record."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def business(self, actor: Actor) -> Business:
        """The actor's business, for those who may read it. Raises: AccessDenied, NotFound("business")."""
        require(actor, Action.READ)
        with self._catalogue.glance() as tables:
            found = tables.businesses.get(actor.business)
        if found is None:
            raise NotFound("business", actor.business)
        return found

    def all(self, actor: Actor) -> list[User]:
        """Every enabled user of the actor's business, by staff number. Raises: AccessDenied."""
        require(actor, Action.READ)
        with self._catalogue.glance() as tables:
            users = tables.users.of_business(actor.business)
        return sorted((user for user in users if user.enabled), key=lambda user: user.staff.number)

    def one(self, actor: Actor, staff: Number) -> User:
        """The enabled user with this staff record. Raises: NotFound("staff"), AccessDenied."""
        require(actor, Action.READ)
        with self._catalogue.glance() as tables:
            user = tables.users.by_staff(actor.business, staff)
        if user is None or not user.enabled:
            raise NotFound("staff", staff)
        return user

    def as_caller(self, actor: Actor, staff: Number) -> Actor:
        """A colleague as a caller at the actor's door, to ask what that colleague may do.

        Raises: NotFound("staff"), AccessDenied.
        """
        return actor_of(self.one(actor, staff), self.business(actor), door=actor.door)
