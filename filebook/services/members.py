"""Members: the users of a business as its administrators make, change and shut them out; a user's own password."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from filebook.core.access import Action, Actor, Role, require
from filebook.core.businesses import LANGUAGES, Business, CredentialKind, User
from filebook.core.changes import Verb
from filebook.core.errors import AccessDenied, Conflict, Invalid, NotFound, Unauthenticated
from filebook.core.ids import Door, Kind, Number
from filebook.core.names import checked_name
from filebook.core.ports.catalogue import Catalogue, Tables
from filebook.services.accounts import Accounts, require_whole
from filebook.services.changelog import later, note
from filebook.services.colleagues import rename_calendars
from filebook.services.credentials import Credentials
from filebook.services.keys import require_not_above

PASSWORD_LENGTHS = range(10, 1025)
"""Characters of a password that a person chooses."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMember:
    """A user to be made."""

    user_name: str
    role: Role
    email: str | None = None
    first_name: str = ""
    last_name: str = ""


class Members:
    """Users of the actor's business. Nobody gives a role above the own one, nor changes a user who has one."""

    def __init__(
        self, catalogue: Catalogue, *, accounts: Accounts, credentials: Credentials, now: Callable[[], datetime]
    ) -> None:
        self._catalogue = catalogue
        self._accounts = accounts
        self._credentials = credentials
        self._now = now

    def me(self, actor: Actor) -> tuple[User, Business]:
        """The calling user and its business. Raises: AccessDenied for a user who may nothing, NotFound("user")."""
        if actor.role < Role.PERSONAL:
            raise AccessDenied(Action.READ.value)
        return self._accounts.me(actor)

    def has_password(self, actor: Actor) -> bool:
        """Whether the calling user can log in with a password; who signs on elsewhere may have none."""
        with self._catalogue.glance() as tables:
            keys = tables.credentials.of_user(actor.business, actor.user)
        return any(key.kind is CredentialKind.PASSWORD for key in keys)

    def all(self, actor: Actor) -> list[User]:
        """Everybody, also who was shut out, by number. Raises: AccessDenied."""
        require(actor, Action.ADMINISTER, kind=Kind.USER)
        with self._catalogue.glance() as tables:
            return tables.users.of_business(actor.business)

    def one(self, actor: Actor, number: Number) -> User:
        """Raises: NotFound("user"), AccessDenied."""
        require(actor, Action.ADMINISTER, kind=Kind.USER)
        with self._catalogue.glance() as tables:
            return _found(tables, actor, number)

    def add(self, actor: Actor, new: NewMember) -> User:
        """A user with a staff record and a calendar, as yet without any key.

        Raises: AccessDenied, Invalid("user_name" | "email"), Conflict("user_name" | "email").
        """
        require_whole(actor)
        require(actor, Action.ADMINISTER, kind=Kind.USER)
        _require_grantable(actor, new.role)
        require_sound_names(new.user_name, new.email)
        return self._accounts.create_user(
            actor.business,
            new.user_name,
            role=new.role,
            email=new.email,
            first_name=new.first_name,
            last_name=new.last_name,
            by=actor,
        )

    def change(self, actor: Actor, number: Number, *, edit: Callable[[User], User]) -> User:
        """Apply `edit` to the user as it is now; the staff record is called the same. Who is shut out has no session.

        Raises: NotFound("user"), AccessDenied, Invalid and Conflict as `add`, Conflict("last_owner") where nobody would
            be left to administer the business.
        """
        require_whole(actor)
        require(actor, Action.ADMINISTER, kind=Kind.USER)
        at = self._now()

        def unit(tables: Tables) -> User:
            tables.numbers.lock(actor.business)
            before = _found(tables, actor, number)
            require_not_above(actor, before)
            after = edit(before)
            _require_grantable(actor, after.role)
            require_sound_names(after.user_name, after.email)
            _require_language(after.language)
            if after == before:
                return before
            if _administers(before) and not _administers(after):
                _require_another(tables, before)
            _write(tables, actor, after, before=before, at=at)
            return after

        return self._catalogue.write(unit)

    def change_own(self, actor: Actor, *, edit: Callable[[User], User]) -> User:
        """Apply `edit` to the names and the language of the actor's own user; its staff record is called the same.

        Raises: AccessDenied, Invalid("language").
        """
        require_whole(actor)
        at = self._now()

        def unit(tables: Tables) -> User:
            tables.numbers.lock(actor.business)
            before = _found(tables, actor, actor.user)
            edited = edit(before)
            _require_language(edited.language)
            after = replace(before, first_name=edited.first_name, last_name=edited.last_name, language=edited.language)
            if after != before:
                _write(tables, actor, after, before=before, at=at)
            return after

        return self._catalogue.write(unit)

    def set_password(self, actor: Actor, number: Number, password: str) -> None:
        """Give a user a new password; the sessions that the old one opened end.

        Raises: NotFound("user"), AccessDenied, Invalid("password").
        """
        require_whole(actor)
        user = self.one(actor, number)
        require_not_above(actor, user)
        _require_password(password, user, field="password")
        self._credentials.set_password(user, password, by=actor)

    def change_password(self, actor: Actor, *, current: str, new: str, address: str) -> None:
        """Give the actor's user a new password; the sessions that the old one opened end, this one too.

        Raises: Invalid("current_password") for a wrong one, Invalid("new_password"), Throttled, AccessDenied.
        """
        require_whole(actor)
        user, _ = self.me(actor)
        self.require_password(actor, current, address=address, field="current_password")
        _require_password(new, user, field="new_password")
        self._credentials.set_password(user, new, by=actor)

    def require_password(self, actor: Actor, password: str, *, address: str, field: str) -> None:
        """Have the actor's user give the password again. Raises: Invalid(field), Throttled."""
        user, _ = self._accounts.me(actor)
        try:
            shown = self._credentials.judge_password(
                user.email or user.user_name, password, door=Door.WEB, address=address
            )
        except Unauthenticated:
            raise Invalid(field, "wrong") from None
        if (shown.business, shown.user) != (actor.business, actor.user):
            raise Invalid(field, "wrong")


def _found(tables: Tables, actor: Actor, number: Number) -> User:
    found = tables.users.get(actor.business, number)
    if found is None:
        raise NotFound("user", number)
    return found


def _administers(user: User) -> bool:
    return user.enabled and user.role >= Role.OWNER


def _require_another(tables: Tables, user: User) -> None:
    others = (one for one in tables.users.of_business(user.business) if one.number != user.number)
    if not any(_administers(one) for one in others):
        raise Conflict("last_owner")


def _require_grantable(actor: Actor, role: Role) -> None:
    if not actor.role >= role:
        raise AccessDenied("role")


def require_sound_names(user_name: str, email: str | None) -> None:
    """Raises: Invalid("user_name" | "email")."""
    checked_name(user_name, "user_name")
    if email is not None:
        checked_name(email, "email")
        if "@" not in email.strip("@") or " " in email:
            raise Invalid("email", "value")


def require_password_of(password: str, *, user_name: str, email: str | None, field: str) -> None:
    """Have a password be fit for somebody of these names. Raises: Invalid(field)."""
    if len(password) not in PASSWORD_LENGTHS:
        raise Invalid(field, "length")
    if password.casefold() in {user_name.casefold(), (email or "").casefold()}:
        raise Invalid(field, "guessable")


def _require_language(language: str) -> None:
    if language not in {"", *LANGUAGES}:
        raise Invalid("language", "unknown")


def _require_password(password: str, user: User, *, field: str) -> None:
    require_password_of(password, user_name=user.user_name, email=user.email, field=field)


def _write(tables: Tables, actor: Actor, after: User, *, before: User, at: datetime) -> None:
    """Keep a changed user; who is shut out has no session."""
    tables.users.update(after)
    _name_staff(tables, actor, after, before=before, at=at)
    if not after.enabled:
        tables.sessions.end_all(after.business, after.number)
    changed = {"role": after.role.value} if after.role is not before.role else {}
    note(
        tables,
        actor,
        business=after.business,
        number=after.number,
        kind=Kind.USER,
        verb=Verb.CHANGED,
        at=at,
        detail=changed,
    )


def _name_staff(tables: Tables, actor: Actor, user: User, *, before: User, at: datetime) -> None:
    """Let the staff record, and that person's calendars, tell the user's new names."""
    names = _names(user)
    record = tables.records.get(user.business, user.staff.number)
    if record is None or names == _names(before):
        return
    label = user.full_name if user.full_name != before.full_name else record.label
    after = replace(record, label=label, fields={**record.fields, **names}, modified_at=later(record.modified_at, at))
    tables.records.update(after)
    note(tables, actor, business=user.business, number=record.number, kind=Kind.STAFF, verb=Verb.CHANGED, at=at)
    if after.label != record.label:
        rename_calendars(tables, after)


def _names(user: User) -> dict[str, str]:
    return {
        "first_name": user.first_name,
        "last_name": user.last_name,
        "email": user.email or "",
        "user_name": user.user_name,
    }
