"""Businesses and their users: created, listed, looked up, disabled."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from filebook.core.access import EVERYTHING, Actor, Role
from filebook.core.appointments import Calendar
from filebook.core.businesses import MAIN_TENANT, Business, Profile, User, viewers_may_edit
from filebook.core.changes import Change, Verb
from filebook.core.errors import AccessDenied, Invalid, Missing, NotFound
from filebook.core.ids import BusinessNumber, Door, Kind, Number, Ref, new_uid
from filebook.core.names import checked_name
from filebook.core.ports.catalogue import Catalogue, Tables
from filebook.core.records import Record
from filebook.services.changelog import note

NOBODY = Number(0)
"""Stands as the actor of a change that the operator made outside any login."""


def actor_of(user: User, business: Business, *, door: Door) -> Actor:
    """The user as a caller at a door."""
    may_edit = viewers_may_edit(business.profiles, business.settings, door=door)
    return Actor(user.business, user.number, user.user_name, user.role, door, user.staff, may_edit)


def note_by(
    tables: Tables,
    by: Actor | None,
    *,
    business: BusinessNumber,
    number: Number,
    kind: Kind,
    verb: Verb,
    at: datetime,
    detail: Mapping[str, object] | None = None,
) -> None:
    """Note a change that an actor made or, for None, the operator. Raises: as `changelog.note`."""
    if by is not None:
        note(tables, by, business=business, number=number, kind=kind, verb=verb, at=at, detail=detail)
        return
    change = Change(business, number, kind, verb, at, NOBODY, Door.COMMAND_LINE, detail=detail or {})
    tables.changes.append(change)


def require_whole(actor: Actor) -> None:
    """For what gets at keys, passwords, roles and sessions, with which a token could make itself good for more.

    Raises: AccessDenied("scope") for a token that is good for less than its user may.
    """
    if actor.scope != EVERYTHING:
        raise AccessDenied("scope")


def require_everywhere(actor: Actor) -> None:
    """For what tells of the whole business at once.

    Raises: AccessDenied("scope") for a token that is good for one folder.
    """
    if actor.scope.folder is not None:
        raise AccessDenied("scope")


def add_staff(
    tables: Tables,
    business: BusinessNumber,
    *,
    label: str,
    fields: Mapping[str, object],
    at: datetime,
    by: Actor | None,
) -> Record:
    """A new staff record and that person's calendar, noted, within a unit that has locked the business."""
    staff = tables.numbers.allocate(business, Kind.STAFF)
    record = Record(business, staff.number, staff.uid, Kind.STAFF, label, at, at, fields)
    tables.records.add(record)
    book = tables.numbers.allocate(business, Kind.CALENDAR)
    tables.calendars.add(Calendar(business, book.number, book.uid, label, at, owner=staff))
    note_by(tables, by, business=business, number=staff.number, kind=Kind.STAFF, verb=Verb.CREATED, at=at)
    note_by(tables, by, business=business, number=book.number, kind=Kind.CALENDAR, verb=Verb.CREATED, at=at)
    return record


def require_sound_business(name: str, zone: str) -> None:
    """Raises: Invalid("name" | "zone")."""
    checked_name(name, "name")
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Invalid("zone", "unknown") from None


def add_business(
    tables: Tables,
    name: str,
    *,
    zone: str,
    language: str,
    at: datetime,
    tenant: str = "",
    parent: BusinessNumber | None = None,
) -> Business:
    """A new business, within a unit. Raises: Conflict("tenant")."""
    number = tables.businesses.next_number()
    first = not tables.businesses.all()
    business = Business(
        number=number,
        uid=new_uid(),
        name=name,
        tenant=tenant or (MAIN_TENANT if first else f"b{number}"),
        zone=zone,
        language=language,
        parent=parent,
        created_at=at,
    )
    tables.businesses.add(business)
    return business


def add_user(
    tables: Tables,
    business: BusinessNumber,
    *,
    user_name: str,
    role: Role,
    email: str | None,
    first_name: str,
    last_name: str,
    staff_fields: Mapping[str, object],
    at: datetime,
    by: Actor | None,
) -> User:
    """A new user with its staff record and calendar, noted, within a unit that has locked the business.

    Raises: Conflict("user_name" | "email").
    """
    full_name = f"{first_name} {last_name}".strip() or user_name
    known = {"first_name": first_name, "last_name": last_name, "email": email or "", "user_name": user_name}
    record = add_staff(tables, business, label=full_name, fields={**known, **staff_fields}, at=at, by=by)
    named = tables.numbers.allocate(business, Kind.USER)
    staff = Ref(record.number, record.uid)
    user = User(business, named.number, named.uid, user_name, email, first_name, last_name, role, staff, created_at=at)
    tables.users.add(user)
    note_by(tables, by, business=business, number=user.number, kind=Kind.USER, verb=Verb.CREATED, at=at)
    return user


class Accounts:
    """Who exists. Creating and listing is for the operator (command line, demo), who needs no credential."""

    def __init__(self, catalogue: Catalogue, *, now: Callable[[], datetime]) -> None:
        self._catalogue = catalogue
        self._now = now

    def create_business(
        self,
        name: str,
        *,
        tenant: str = "",
        zone: str = "Europe/Amsterdam",
        language: str = "en",
        parent: BusinessNumber | None = None,
        profiles: Mapping[Door, Profile] | None = None,
        settings: Mapping[str, object] | None = None,
    ) -> Business:
        """A new business; without a tenant name the first is `master`, later ones `b` and their number.

        Raises: Invalid("zone" | "name"), Conflict("tenant"), NotFound("business") for an unknown parent.
        """
        require_sound_business(name, zone)
        at = self._now()

        def unit(tables: Tables) -> Business:
            if parent is not None and tables.businesses.get(parent) is None:
                raise NotFound("business", parent)
            business = add_business(tables, name, tenant=tenant, zone=zone, language=language, parent=parent, at=at)
            words = {door.value: profile.value for door, profile in (profiles or {}).items()}
            if words or settings:
                business = replace(business, profiles=words, settings=dict(settings or {}))
                tables.businesses.update(business)
            return business

        return self._catalogue.write(unit)

    def create_user(
        self,
        business: BusinessNumber,
        user_name: str,
        *,
        role: Role,
        email: str | None = None,
        first_name: str = "",
        last_name: str = "",
        staff_fields: Mapping[str, object] | None = None,
        by: Actor | None = None,
    ) -> User:
        """A new user with the staff record that is this user, and that person's calendar. `by`: who makes it; None: the
        operator.

        Raises: NotFound("business"), Missing("user_name"), Conflict("user_name" | "email").
        """
        if not user_name.strip():
            raise Missing("user_name")
        at = self._now()

        def unit(tables: Tables) -> User:
            if tables.businesses.get(business) is None:
                raise NotFound("business", business)
            tables.numbers.lock(business)
            return add_user(
                tables,
                business,
                user_name=user_name,
                role=role,
                email=email,
                first_name=first_name,
                last_name=last_name,
                staff_fields=staff_fields or {},
                at=at,
                by=by,
            )

        return self._catalogue.write(unit)

    def set_enabled(self, user: User, *, enabled: bool) -> User:
        """Let a user in, or shut a user out and end its sessions."""
        changed, at = replace(user, enabled=enabled), self._now()

        def unit(tables: Tables) -> User:
            tables.numbers.lock(user.business)
            tables.users.update(changed)
            tables.changes.append(
                Change(user.business, user.number, Kind.USER, Verb.CHANGED, at, NOBODY, Door.COMMAND_LINE)
            )
            if not enabled:
                tables.sessions.end_all(user.business, user.number)
            return changed

        return self._catalogue.write(unit)

    def set_limits(self, business: Business, **limits: int | None) -> Business:
        """Change some of a business's limits, named as in `core.businesses.Limits`."""
        return self._changed(business, lambda now: replace(now, limits=replace(now.limits, **limits)))  # type: ignore[arg-type] # names and types are those of Limits

    def set_profiles(self, business: Business, profiles: Mapping[Door, Profile]) -> Business:
        """Change how a business keeps to documented limits at some doors."""
        words = {door.value: profile.value for door, profile in profiles.items()}
        return self._changed(business, lambda now: replace(now, profiles={**now.profiles, **words}))

    def set_settings(self, business: Business, settings: Mapping[str, object]) -> Business:
        """Change some of a business's settings."""
        return self._changed(business, lambda now: replace(now, settings={**now.settings, **settings}))

    def _changed(self, business: Business, edit: Callable[[Business], Business]) -> Business:
        def unit(tables: Tables) -> Business:
            tables.numbers.lock(business.number)
            current = tables.businesses.get(business.number)
            if current is None:
                raise NotFound("business", business.number)
            changed = replace(edit(current), revision=current.revision + 1)
            tables.businesses.update(changed)
            return changed

        return self._catalogue.write(unit)

    def businesses(self) -> list[Business]:
        """All of the installation."""
        with self._catalogue.read() as tables:
            return tables.businesses.all()

    def users(self, business: BusinessNumber) -> list[User]:
        """All of one business."""
        with self._catalogue.read() as tables:
            return tables.users.of_business(business)

    def business(self, number: BusinessNumber) -> Business:
        """Raises: NotFound("business")."""
        with self._catalogue.read() as tables:
            found = tables.businesses.get(number)
        if found is None:
            raise NotFound("business", number)
        return found

    def business_of_tenant(self, tenant: str) -> Business:
        """The business with this tenant name, whatever its case. Raises: NotFound("business")."""
        with self._catalogue.read() as tables:
            found = tables.businesses.by_tenant(tenant)
        if found is None:
            raise NotFound("business", tenant)
        return found

    def user(self, business: BusinessNumber, user_name: str) -> User:
        """Raises: NotFound("user")."""
        with self._catalogue.read() as tables:
            found = tables.users.by_name(business, user_name)
        if found is None:
            raise NotFound("user", user_name)
        return found

    def me(self, actor: Actor) -> tuple[User, Business]:
        """The calling user and its business. Raises: NotFound("user")."""
        with self._catalogue.read() as tables:
            user = tables.users.get(actor.business, actor.user)
            business = tables.businesses.get(actor.business)
        if user is None or business is None:
            raise NotFound("user", actor.user)
        return user, business
