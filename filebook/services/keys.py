"""Keys: the credentials of a business, told, issued and taken back by its administrators; tokens by their own users."""

from collections.abc import Callable
from datetime import datetime

from filebook.core.access import Action, Actor, Role, require
from filebook.core.businesses import Credential, CredentialKind, User
from filebook.core.errors import AccessDenied, Conflict, Invalid, NotFound
from filebook.core.ids import Door, Kind, Number, Uid
from filebook.core.keys import TOKEN_DOORS, VERSION_2, KeyForm, NewKey
from filebook.core.ports.catalogue import Catalogue, Tables
from filebook.services.accounts import require_whole
from filebook.services.credentials import Credentials, Issued

KEY_LIMIT = 10_000
"""So many keys that have not been taken back one business may have."""


class Keys:
    """A user's own tokens, and for those who administer all keys of the business.

    A token that is good for less than its user may gets at none of them, and nobody at those of users above.
    """

    def __init__(self, catalogue: Catalogue, credentials: Credentials, *, now: Callable[[], datetime]) -> None:
        self._catalogue = catalogue
        self._credentials = credentials
        self._now = now

    def all(self, actor: Actor) -> list[tuple[Credential, User]]:
        """Every key of the business with whose it is, oldest first. Raises: AccessDenied."""
        require(actor, Action.ADMINISTER, kind=Kind.USER)
        with self._catalogue.read() as tables:
            users = {user.number: user for user in tables.users.of_business(actor.business)}
            found = tables.credentials.of_business(actor.business)
        return [(credential, users[credential.user]) for credential in found]

    def own_tokens(self, actor: Actor) -> list[Credential]:
        """The actor's own tokens, oldest first. Raises: AccessDenied."""
        _require_somebody(actor)
        with self._catalogue.read() as tables:
            found = tables.credentials.of_user(actor.business, actor.user)
        return [credential for credential in found if credential.kind is CredentialKind.BEARER]

    def one(self, actor: Actor, uid: str) -> tuple[Credential, User]:
        """A key of the business with whose it is. Raises: NotFound("credential"), AccessDenied."""
        require(actor, Action.ADMINISTER, kind=Kind.USER)
        with self._catalogue.glance() as tables:
            return _found(tables, actor, uid)

    def issue(self, actor: Actor, user: Number, new: NewKey) -> Issued:
        """Give a user of the business a key.

        Raises: AccessDenied, NotFound("user" | "folder"), Invalid("expires_at" | "door"), Conflict("key_limit").
        """
        require_whole(actor)
        require(actor, Action.ADMINISTER, kind=Kind.USER)
        with self._catalogue.read() as tables:
            found = tables.users.get(actor.business, user)
            if found is None:
                raise NotFound("user", user)
            self._require_room(tables, actor, new)
        require_not_above(actor, found)
        return self._issued(found, new, by=actor)

    def issue_own_token(self, actor: Actor, new: NewKey) -> Issued:
        """Give the actor's user a token of its own. Raises: as `issue`."""
        require_whole(actor)
        _require_somebody(actor)
        with self._catalogue.read() as tables:
            found = tables.users.get(actor.business, actor.user)
            if found is None:
                raise NotFound("user", actor.user)
            self._require_room(tables, actor, new)
        return self._issued(found, new, by=actor)

    def revoke(self, actor: Actor, uid: str) -> None:
        """Take a key of the business back. Raises: NotFound("credential"), AccessDenied."""
        require_whole(actor)
        require(actor, Action.ADMINISTER, kind=Kind.USER)
        with self._catalogue.glance() as tables:
            credential, user = _found(tables, actor, uid)
        require_not_above(actor, user)
        self._credentials.revoke(credential.uid, by=actor)

    def revoke_own_token(self, actor: Actor, uid: str) -> None:
        """Take a token of the actor's own back. Raises: NotFound("credential"), AccessDenied."""
        require_whole(actor)
        _require_somebody(actor)
        with self._catalogue.glance() as tables:
            credential, user = _found(tables, actor, uid)
        if user.number != actor.user or credential.kind is not CredentialKind.BEARER:
            raise NotFound("credential", uid)
        self._credentials.revoke(credential.uid, by=actor)

    def doors(self, actor: Actor) -> frozenset[tuple[CredentialKind, Door | None]]:
        """Of which kinds, and for which doors, the business has keys. Raises: AccessDenied."""
        require(actor, Action.ADMINISTER, kind=Kind.USER)
        with self._catalogue.glance() as tables:
            return tables.credentials.kinds(actor.business, now=self._now())

    def _require_room(self, tables: Tables, actor: Actor, new: NewKey) -> None:
        if new.expires_at is not None and new.expires_at <= self._now():
            raise Invalid("expires_at", "past")
        if new.door not in {None, *TOKEN_DOORS}:
            raise Invalid("door")
        folder = new.scope.folder
        if folder is not None:
            found = tables.folders.get(actor.business, folder)
            if found is None or found.trashed_at:
                raise NotFound("folder", folder)
        if len(tables.credentials.of_business(actor.business)) >= KEY_LIMIT:
            raise Conflict("key_limit")

    def _issued(self, user: User, new: NewKey, *, by: Actor) -> Issued:
        match new.form:
            case KeyForm.ONOFFICE:
                scope = VERSION_2 if new.version_2_only else ""
                return self._credentials.issue_signing_secret(
                    user, label=new.label, scope=scope, expires_at=new.expires_at, by=by
                )
            case KeyForm.TIMETAP:
                return self._credentials.issue_signed_key(user, label=new.label, expires_at=new.expires_at, by=by)
            case KeyForm.TOKEN:
                return self._credentials.issue_bearer(
                    user, label=new.label, scope=new.scope, door=new.door, expires_at=new.expires_at, by=by
                )


def require_not_above(actor: Actor, user: User) -> None:
    """Raises: AccessDenied("role") for a user who may more than the actor."""
    if not actor.role >= user.role:
        raise AccessDenied("role")


def _require_somebody(actor: Actor) -> None:
    if actor.role < Role.PERSONAL:
        raise AccessDenied(Action.READ.value)
    if Action.READ not in actor.scope.verbs or not actor.scope.covers(Kind.USER):
        raise AccessDenied("scope")


def _found(tables: Tables, actor: Actor, uid: str) -> tuple[Credential, User]:
    credential = tables.credentials.get(Uid(uid.lower())) if uid.isascii() and "\0" not in uid else None
    user = None if credential is None else tables.users.get(credential.business, credential.user)
    if credential is None or user is None or credential.business != actor.business:
        raise NotFound("credential", uid)
    return credential, user
