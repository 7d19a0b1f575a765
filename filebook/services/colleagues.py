"""Colleagues: who else works in the actor's business, and what they may do; staff made, changed, given new names."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from filebook.core.access import Action, Actor, require
from filebook.core.businesses import Business, User
from filebook.core.changes import Verb
from filebook.core.errors import Missing, NotFound
from filebook.core.ids import BusinessNumber, Kind, Number
from filebook.core.ports.catalogue import Catalogue, Tables
from filebook.core.records import Record
from filebook.services.accounts import actor_of, add_staff
from filebook.services.changelog import later, note
from filebook.services.credentials import IP_RESTRICTION

_BATCH = 1000
_LOGIN = ("user_name", "email")


@dataclass(frozen=True, slots=True)
class Colleague:
    """A member of staff who is there: in use, and not shut out. `user`: with what this person logs in, if at all."""

    staff: Record
    user: User | None

    @property
    def number(self) -> Number:
        """The number of the staff record, by which a colleague goes."""
        return self.staff.number

    @property
    def user_name(self) -> str:
        """The name to log in with; without a login, what the record says."""
        return self.staff.text("user_name") if self.user is None else self.user.user_name

    @property
    def email(self) -> str:
        """The user's address, else the record's."""
        return self.staff.text("email") if self.user is None else self.user.email or ""

    @property
    def first_name(self) -> str:
        """The first name."""
        return self.staff.text("first_name")

    @property
    def last_name(self) -> str:
        """The last name; of somebody without any name what the record is called."""
        return self.staff.text("last_name") or ("" if self.first_name else self.staff.label)


class Colleagues:
    """Staff, told to each other. Not all of them can log in: whoever is only booked has a record and no user."""

    def __init__(self, catalogue: Catalogue, *, now: Callable[[], datetime]) -> None:
        self._catalogue = catalogue
        self._now = now

    def business(self, actor: Actor) -> Business:
        """The actor's business, for those who may read it. Raises: AccessDenied, NotFound("business")."""
        require(actor, Action.READ, kind=Kind.STAFF)
        with self._catalogue.glance() as tables:
            found = tables.businesses.get(actor.business)
        if found is None:
            raise NotFound("business", actor.business)
        return found

    def all(self, actor: Actor) -> list[Colleague]:
        """Every colleague in the actor's business, by number. Raises: AccessDenied."""
        require(actor, Action.READ, kind=Kind.STAFF)
        with self._catalogue.read() as tables:
            users = {user.staff.number: user for user in tables.users.of_business(actor.business)}
            found = [Colleague(record, users.get(record.number)) for record in _staff(tables, actor.business)]
        return [colleague for colleague in found if _is_there(colleague)]

    def one(self, actor: Actor, staff: Number) -> Colleague:
        """The colleague with this staff record. Raises: NotFound("staff"), AccessDenied."""
        require(actor, Action.READ, kind=Kind.STAFF)
        with self._catalogue.glance() as tables:
            found = Colleague(_live(tables, actor, staff), tables.users.by_staff(actor.business, staff))
        if not _is_there(found):
            raise NotFound("staff", staff)
        return found

    def as_caller(self, actor: Actor, staff: Number) -> Actor:
        """A colleague as a caller at the actor's door, to ask what that colleague may do.

        Raises: NotFound("staff") also for one who cannot log in, AccessDenied.
        """
        user = self.one(actor, staff).user
        if user is None:
            raise NotFound("staff", staff)
        return actor_of(user, self.business(actor), door=actor.door)

    def hire(self, actor: Actor, *, label: str, fields: Mapping[str, object]) -> Record:
        """A new member of staff with a calendar and without a login. Raises: AccessDenied, Missing("label")."""
        require(actor, Action.WRITE, kind=Kind.STAFF)
        _require_label(label)
        at = self._now()

        def unit(tables: Tables) -> Record:
            tables.numbers.lock(actor.business)
            return add_staff(tables, actor.business, label=label, fields=fields, at=at, by=actor)

        return self._catalogue.write(unit)

    def change(self, actor: Actor, staff: Number, *, edit: Callable[[Record], Record]) -> Record:
        """Apply `edit` to the staff record as it is now. New names become those of the person's user and calendar too.

        What a user logs in with, user name and e-mail, stays as it is, whatever `edit` says.

        Raises: NotFound("staff"), AccessDenied, Missing("label").
        """
        require(actor, Action.WRITE, kind=Kind.STAFF)
        at = self._now()

        def unit(tables: Tables) -> Record:
            tables.numbers.lock(actor.business)
            before = _live(tables, actor, staff)
            return write_staff(tables, actor, edit(before), before=before, at=at)

        return self._catalogue.write(unit)


def write_staff(
    tables: Tables, actor: Actor, after: Record, *, before: Record, at: datetime, verb: Verb = Verb.CHANGED
) -> Record:
    """Write a staff record as it is to be, within a unit that has locked the business; see `Colleagues.change`.

    From where somebody may log in is for administrators to say.

    Raises: Missing("label"), AccessDenied.
    """
    user = tables.users.by_staff(before.business, before.number)
    if user is not None:
        after = replace(after, fields=_with_login(after.fields, before=before.fields))
        if after.fields.get(IP_RESTRICTION) != before.fields.get(IP_RESTRICTION):
            require(actor, Action.ADMINISTER, kind=Kind.STAFF)
    after = replace(after, modified_at=later(before.modified_at, at))
    _require_label(after.label)
    tables.records.update(after)
    note(tables, actor, business=after.business, number=after.number, kind=Kind.STAFF, verb=verb, at=at)
    if after.label != before.label:
        rename_calendars(tables, after)
    if user is not None and _names(after) != _names(before):
        _rename_user(tables, actor, user, names=_names(after), at=at)
    return after


def _is_there(colleague: Colleague) -> bool:
    user = colleague.user
    return colleague.staff.is_in_use and (user is None or user.enabled)


def _staff(tables: Tables, business: BusinessNumber) -> Iterator[Record]:
    """Untrashed staff records by number."""
    after: Number | None = None
    while batch := tables.records.page(business, Kind.STAFF, after=after, limit=_BATCH):
        yield from batch
        after = batch[-1].number


def _live(tables: Tables, actor: Actor, staff: Number) -> Record:
    """Raises: NotFound("staff")."""
    found = tables.records.get(actor.business, staff)
    if found is None or found.kind is not Kind.STAFF or found.trashed_at:
        raise NotFound("staff", staff)
    return found


def _require_label(label: str) -> None:
    if not label.strip():
        raise Missing("label")


def _with_login(fields: Mapping[str, object], *, before: Mapping[str, object]) -> Mapping[str, object]:
    """The fields, but the words of a login as they were before."""
    others = {word: value for word, value in fields.items() if word not in _LOGIN}
    return {**others, **{word: before[word] for word in _LOGIN if word in before}}


def _names(staff: Record) -> tuple[str, str]:
    return staff.text("first_name"), staff.text("last_name")


def rename_calendars(tables: Tables, staff: Record) -> None:
    """Call somebody's calendars as the staff record is called."""
    for calendar in tables.calendars.all(staff.business):
        if calendar.owner is not None and calendar.owner.number == staff.number:
            tables.calendars.update(replace(calendar, name=staff.label))


def _rename_user(tables: Tables, actor: Actor, user: User, *, names: tuple[str, str], at: datetime) -> None:
    first_name, last_name = names
    tables.users.update(replace(user, first_name=first_name, last_name=last_name))
    note(tables, actor, business=user.business, number=user.number, kind=Kind.USER, verb=Verb.CHANGED, at=at)
