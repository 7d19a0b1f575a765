"""Explaining: why somebody may do something with an object or may not, and who may; told by the policy itself."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from filebook.core.access import Action, Actor, Judged, Rule, judged, may, require
from filebook.core.appointments import Appointment
from filebook.core.businesses import User
from filebook.core.errors import AccessDenied, NotFound, Unsupported
from filebook.core.files import File, Folder, target_of
from filebook.core.ids import RECORD_KINDS, Kind, Number
from filebook.core.ports.catalogue import Catalogue, Named, Tables
from filebook.core.records import Record
from filebook.services.accounts import actor_of
from filebook.services.book import Right, judged_appointment
from filebook.services.targets import judged_thing

USERS_LIMIT = 200
Thing = File | Folder | Appointment | Record


class Deed(StrEnum):
    """What somebody wants to do with an object."""

    READ = "read"
    WRITE = "write"
    REMOVE = "remove"
    ADMINISTER = "administer"


_RIGHTS = {Deed.READ: Right.READ, Deed.WRITE: Right.WRITE, Deed.REMOVE: Right.REMOVE}
_ACTIONS = {Deed.READ: Action.READ, Deed.WRITE: Action.WRITE, Deed.REMOVE: Action.WRITE}


@dataclass(frozen=True, slots=True)
class Explanation:
    """Every rule that is asked, and whether it holds. `is_seen`: whether the caller may read the thing, and so learn
    what it is called. `can` None: not for this caller to know.
    """

    thing: Thing
    is_seen: bool
    user: User
    rules: Sequence[tuple[Rule, bool]]
    can: Sequence[User] | None
    more_can: bool = False

    @property
    def is_allowed(self) -> bool:
        """Whether all rules hold."""
        return all(holds for _, holds in self.rules)


class Explaining:
    """Explains the policy for objects of the actor's business that the actor may know of."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def require_asker(self, actor: Actor) -> None:
        """Raises: AccessDenied for who may not ask what others may do."""
        require(actor, Action.ADMINISTER)

    def explain(
        self, actor: Actor, named: Named, deed: Deed, *, user: Number | None = None, trashed_too: bool = False
    ) -> Explanation:
        """Why the actor, or for an owner another user of the business, may do something or may not. With `user` None
        the actor's own token is judged too.

        Raises: NotFound for what the actor may not know of, also "user"; AccessDenied for others than owners who ask
            about somebody else; Unsupported("explanation") for another kind of object.
        """
        if user is not None:
            self.require_asker(actor)
        with self._catalogue.read() as tables:
            thing = _found(tables, named)
            is_seen = _require_known(tables, actor, thing, trashed_too=trashed_too)
            business = tables.businesses.get(actor.business)
            who = tables.users.get(actor.business, actor.user if user is None else user)
            if who is None or business is None:
                raise NotFound("user", user)
            asking = actor if user is None else actor_of(who, business, door=actor.door)
            rules = [*_rules(tables, asking, deed, thing), *_is_let_in(who)]
            if not may(actor, Action.ADMINISTER):
                return Explanation(thing, is_seen, who, _told(rules), None)
            can = [
                one
                for one in tables.users.of_business(actor.business)
                if _holds([*_rules(tables, actor_of(one, business, door=actor.door), deed, thing), *_is_let_in(one)])
            ]
        return Explanation(thing, is_seen, who, _told(rules), can[:USERS_LIMIT], len(can) > USERS_LIMIT)


def _found(tables: Tables, named: Named) -> Thing:
    """Raises: NotFound, Unsupported("explanation")."""
    found: Thing | None
    if named.kind is Kind.FILE:
        found = tables.files.get(named.business, named.number)
    elif named.kind is Kind.FOLDER:
        found = tables.folders.get(named.business, named.number)
    elif named.kind is Kind.APPOINTMENT:
        found = tables.appointments.get(named.business, named.number)
    elif named.kind in RECORD_KINDS:
        found = tables.records.get(named.business, named.number)
    else:
        raise Unsupported("explanation")
    if found is None:
        raise NotFound("object", named.number)
    return found


def _require_known(tables: Tables, actor: Actor, thing: Thing, *, trashed_too: bool) -> bool:
    """Who may not read a file of its business is told so everywhere; whatever else forbids to read hides the thing.
    Whether the actor may read it.

    Raises: NotFound("object").
    """
    is_seen = True
    for rule, failure in _rules(tables, actor, Deed.READ, thing):
        is_seen = is_seen and (failure is None or rule is not Rule.VISIBILITY)
        known = rule is Rule.VISIBILITY or (rule is Rule.TRASH and trashed_too)
        if failure is not None and not known:
            raise NotFound("object", thing.number)
    return is_seen


def _rules(tables: Tables, actor: Actor, deed: Deed, thing: Thing) -> Iterator[Judged]:
    """The rules as the services ask them."""
    if isinstance(thing, Appointment):
        yield from judged_appointment(actor, _RIGHTS.get(deed, Right.READ), thing)
        if deed is Deed.ADMINISTER:
            yield from judged(actor, Action.ADMINISTER)
    elif isinstance(thing, Record):
        yield from judged(actor, _ACTIONS.get(deed, Action.ADMINISTER), kind=thing.kind)
        yield Rule.TRASH, NotFound(thing.kind.value) if thing.trashed_at else None
    else:
        what = target_of(thing).what
        action = _ACTIONS.get(deed, Action.ADMINISTER)
        trashed_too = action is not Action.READ
        yield from judged_thing(tables, actor, action, thing, what=what, trashed_too=trashed_too)


def _is_let_in(user: User) -> Iterator[Judged]:
    yield Rule.LOGIN, None if user.enabled else AccessDenied("login")


def _told(rules: Iterable[Judged]) -> list[tuple[Rule, bool]]:
    """Each rule once, in the order in which it was asked first."""
    told: dict[Rule, bool] = {}
    for rule, failure in rules:
        told[rule] = told.get(rule, True) and failure is None
    return list(told.items())


def _holds(rules: Iterable[Judged]) -> bool:
    return all(failure is None for _, failure in rules)
