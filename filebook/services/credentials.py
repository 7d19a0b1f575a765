"""Credentials: issued once in the clear, kept hashed or sealed, judged, revoked."""

import hashlib
import hmac
import secrets
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from filebook.core.access import EVERYTHING, Actor, Role, Scope
from filebook.core.addresses import is_allowed
from filebook.core.businesses import Business, Credential, CredentialKind, User
from filebook.core.changes import Verb
from filebook.core.errors import Missing, NotFound, Unauthenticated
from filebook.core.ids import BusinessNumber, Door, Kind, Uid, new_uid
from filebook.core.ports.catalogue import Catalogue, Tables
from filebook.core.ports.secrets import PasswordHasher, Vault
from filebook.core.scopes import scope_text
from filebook.services.accounts import actor_of, note_by
from filebook.services.login_limits import LoginLimits

IP_RESTRICTION = "ip_restriction"
"""The field of a staff record that says from where that person may log in; see `core.addresses`."""
TOKEN_PREFIX = "fbk_"
"""By which people, and programs that look for secrets, know a token of ours."""
_NO_SECRET = "0" * 64
"""Checked in place of an unknown token's secret, so that unknown and wrong cost the same."""
_NOTED_AGAIN_AFTER = timedelta(minutes=1)
_OPENS: Mapping[CredentialKind, Sequence[Door]] = {
    CredentialKind.PASSWORD: (Door.WEB, Door.TELECOMX, Door.XELION),
    CredentialKind.SIGNED_KEY: (Door.TIMETAP,),
}
"""Where a kind of key opens sessions."""


@dataclass(frozen=True, slots=True)
class Issued:
    """A fresh credential; `secret` is shown this once."""

    uid: Uid
    key: str
    secret: str


class Credentials:
    """Issues keys to users and turns what a door was shown into an Actor."""

    def __init__(
        self, catalogue: Catalogue, *, vault: Vault, passwords: PasswordHasher, now: Callable[[], datetime]
    ) -> None:
        self._catalogue = catalogue
        self._vault = vault
        self._passwords = passwords
        self._now = now
        self._limits = LoginLimits(now=now)
        self._uses: dict[Uid, datetime] = {}
        self._lock = threading.Lock()
        self._decoy_hash = passwords.hash(secrets.token_hex(16))

    def issue_signing_secret(
        self,
        user: User,
        *,
        label: str = "",
        scope: str = "",
        expires_at: datetime | None = None,
        by: Actor | None = None,
    ) -> Issued:
        """An onOffice key pair: token of 32 and secret of 64 hex digits. `scope` is the door's to read.

        `by`, here and below: who issues it; None: the operator.
        """
        token, secret = secrets.token_hex(16), secrets.token_hex(32)
        return self._issue(
            user,
            kind=CredentialKind.SIGNING_SECRET,
            door=Door.ONOFFICE,
            key=token,
            kept=self._vault.seal(secret),
            shown=secret,
            label=label,
            scope=scope,
            expires_at=expires_at,
            by=by,
        )

    def issue_signed_key(
        self, user: User, *, label: str = "", expires_at: datetime | None = None, by: Actor | None = None
    ) -> Issued:
        """A TimeTap key pair: the business's number and a private key of 32 hex digits."""
        api_key, private_key = str(user.business), secrets.token_hex(16)
        signature = hashlib.md5((api_key + private_key).encode(), usedforsecurity=False).hexdigest()
        return self._issue(
            user,
            kind=CredentialKind.SIGNED_KEY,
            door=Door.TIMETAP,
            key=api_key,
            kept=_sha256(signature),
            shown=private_key,
            label=label,
            expires_at=expires_at,
            by=by,
        )

    def set_password(self, user: User, password: str, *, label: str = "", by: Actor | None = None) -> Issued:
        """Give a user a password, in place of any earlier one. The sessions that one opened end.

        Raises: Missing("password").
        """
        if not password:
            raise Missing("password")
        hashed = self._passwords.hash(password)
        return self._issue(
            user,
            kind=CredentialKind.PASSWORD,
            door=None,
            key=_password_key(user),
            kept=hashed,
            shown=password,
            label=label,
            by=by,
        )

    def issue_bearer(
        self,
        user: User,
        *,
        label: str = "",
        scope: Scope = EVERYTHING,
        door: Door | None = None,
        expires_at: datetime | None = None,
        by: Actor | None = None,
    ) -> Issued:
        """A random token for the native door and the protocols beside it, or for one of them alone."""
        token = TOKEN_PREFIX + secrets.token_hex(20)
        return self._issue(
            user,
            kind=CredentialKind.BEARER,
            door=door,
            key=_sha256(token),
            kept="",
            shown=token,
            label=label,
            scope=scope_text(scope),
            expires_at=expires_at,
            by=by,
        )

    def judge_bearer(self, token: str, *, door: Door) -> tuple[Actor, Uid]:
        """The actor behind a random token, and the credential that the token is.

        Raises: Unauthenticated("unknown" | "expired").
        """
        with self._catalogue.glance() as tables:
            found = tables.credentials.holder(CredentialKind.BEARER, _sha256(token), door=door)
        if found is None or found.credential.door not in {None, door}:
            raise Unauthenticated("unknown")
        credential = found.credential
        if self._expired(credential):
            raise Unauthenticated("expired")
        self._note_use(credential)
        return found.actor, credential.uid

    def revoke(self, uid: Uid, *, by: Actor | None = None) -> None:
        """Take a key back; the sessions that its kind opens for its user end. Raises: NotFound("credential")."""
        at = self._now()

        def unit(tables: Tables) -> None:
            found = tables.credentials.get(uid)
            if found is None:
                raise NotFound("credential", uid)
            tables.numbers.lock(found.business)
            if not tables.credentials.revoke(uid, at=at):
                raise NotFound("credential", uid)
            _end_sessions(tables, found)
            _note(tables, by, found, verb=Verb.REVOKED, at=at)

        self._catalogue.write(unit)

    def of_user(self, user: User) -> list[Credential]:
        """A user's credentials that are not revoked."""
        with self._catalogue.read() as tables:
            return tables.credentials.of_user(user.business, user.number)

    def of_business(self, business: BusinessNumber) -> list[Credential]:
        """A business's credentials that are not revoked."""
        with self._catalogue.read() as tables:
            return tables.credentials.of_business(business)

    def judge_signature(self, token: str, *, check: Callable[[str, str], bool]) -> Actor:
        """The actor behind an onOffice token whose secret and scope pass `check`.

        Raises: Unauthenticated("unknown") for the token, ("signature") for the check.
        """
        with self._catalogue.read() as tables:
            found = self._live(tables, CredentialKind.SIGNING_SECRET, token)
        if not found:
            check(_NO_SECRET, "")
            raise Unauthenticated("unknown")
        credential, user, business = found[0]
        if not check(self._vault.open(credential.secret), credential.scope):
            raise Unauthenticated("signature")
        self._note_use(credential)
        return actor_of(user, business, door=Door.ONOFFICE)

    def judge_signed_key(self, api_key: str, signature: str, *, address: str) -> Actor:
        """The actor behind a TimeTap key, given md5hex(apiKey + privateKey) in any case.

        Raises: Unauthenticated("signature"), Throttled.
        """
        self._limits.check("timetap " + api_key, address)
        shown = _sha256(signature.lower())
        with self._catalogue.read() as tables:
            found = self._live(tables, CredentialKind.SIGNED_KEY, api_key)
        fitting = [entry for entry in found if hmac.compare_digest(entry[0].secret, shown)]
        if not fitting:
            self._limits.note_failure("timetap " + api_key, address)
            raise Unauthenticated("signature")
        credential, user, business = fitting[0]
        self._note_use(credential)
        return actor_of(user, business, door=Door.TIMETAP)

    def judge_password(
        self, login: str, password: str, *, door: Door, address: str, tenant: str | None = None
    ) -> Actor:
        """The actor behind a login: a user name within a tenant, or without one an e-mail or a user name alone.

        Raises: Unauthenticated("password" | "disabled"), Unauthenticated("address") where the user's staff record has
            an `ip_restriction` without this address, Throttled.
        """
        account = f"{door.value} {tenant or ''} {login}"
        self._limits.check(account, address)
        with self._catalogue.read() as tables:
            found = self._password_of(tables, login, tenant)
            staff = tables.records.get(found[1].business, found[1].staff.number) if found else None
        hashed = found[0].secret if found else self._decoy_hash
        if not self._passwords.verify(hashed, password) or found is None:
            self._limits.note_failure(account, address)
            raise Unauthenticated("password")
        credential, user, business = found
        if not user.enabled or user.role is Role.NONE:
            raise Unauthenticated("disabled")
        if staff is not None and not is_allowed(staff.fields.get(IP_RESTRICTION), address):
            raise Unauthenticated("address")
        self._note_use(credential)
        return actor_of(user, business, door=door)

    def flush(self) -> int:
        """Write down the noted uses (the worker does, every few seconds); how many."""
        with self._lock:
            uses, self._uses = self._uses, {}
        if uses:
            self._catalogue.write(lambda tables: tables.credentials.touch(uses))
        return len(uses)

    def _note_use(self, credential: Credential) -> None:
        if credential.uid in self._uses:
            return  # and written down within seconds
        now = self._now()
        if credential.last_used_at is None or now - credential.last_used_at > _NOTED_AGAIN_AFTER:
            with self._lock:
                self._uses[credential.uid] = now

    def _password_of(self, tables: Tables, login: str, tenant: str | None) -> tuple[Credential, User, Business] | None:
        if "\0" in login:  # nobody is called so, and PostgreSQL cannot be asked
            return None
        if tenant is None:
            user = tables.users.by_login(login)
        else:
            named = tables.businesses.by_tenant(tenant)
            user = tables.users.by_name(named.number, login) if named else None
        business = tables.businesses.get(user.business) if user else None
        if user is None or business is None:
            return None
        for credential in tables.credentials.of_user(user.business, user.number):
            if credential.kind is CredentialKind.PASSWORD and not self._expired(credential):
                return credential, user, business
        return None

    def _live(self, tables: Tables, kind: CredentialKind, key: str) -> list[tuple[Credential, User, Business]]:
        """The usable credentials under a key, with their enabled users."""
        live = []
        for credential in tables.credentials.by_key(kind, key):
            user = tables.users.get(credential.business, credential.user)
            business = tables.businesses.get(credential.business)
            if user and business and user.enabled and not self._expired(credential):
                live.append((credential, user, business))
        return live

    def _expired(self, credential: Credential) -> bool:
        return credential.expires_at is not None and credential.expires_at <= self._now()

    def _issue(
        self,
        user: User,
        *,
        kind: CredentialKind,
        door: Door | None,
        key: str,
        kept: str,
        shown: str,
        label: str,
        scope: str = "",
        expires_at: datetime | None = None,
        by: Actor | None = None,
    ) -> Issued:
        at = self._now()
        credential = Credential(
            new_uid(),
            user.business,
            user.number,
            kind,
            door,
            key,
            kept,
            label,
            scope,
            created_at=at,
            expires_at=expires_at,
        )

        def unit(tables: Tables) -> None:
            tables.numbers.lock(user.business)
            if kind is CredentialKind.PASSWORD:
                _take_passwords(tables, user, at=at)
                _end_sessions(tables, credential)
            _add(tables, by, credential, at=at)

        self._catalogue.write(unit)
        return Issued(credential.uid, key, shown)


def add_first_password(tables: Tables, user: User, *, hashed: str, at: datetime) -> None:
    """Give a user that was just made a password, within the same unit. Raises: as `Changes.append`."""
    credential = Credential(
        new_uid(), user.business, user.number, CredentialKind.PASSWORD, None, _password_key(user), hashed, created_at=at
    )
    _add(tables, None, credential, at=at)


def _password_key(user: User) -> str:
    return f"{user.business}:{user.number}"


def _add(tables: Tables, by: Actor | None, credential: Credential, *, at: datetime) -> None:
    tables.credentials.add(credential)
    _note(tables, by, credential, verb=Verb.ISSUED, at=at)


def _take_passwords(tables: Tables, user: User, *, at: datetime) -> None:
    for old in tables.credentials.of_user(user.business, user.number):
        if old.kind is CredentialKind.PASSWORD:
            tables.credentials.revoke(old.uid, at=at)


def _end_sessions(tables: Tables, credential: Credential) -> None:
    for door in _OPENS.get(credential.kind, ()):
        tables.sessions.end_all(credential.business, credential.user, door=door)


def _note(tables: Tables, by: Actor | None, credential: Credential, *, verb: Verb, at: datetime) -> None:
    """Credentials have no numbers: what becomes of one is noted on its user."""
    note_by(
        tables,
        by,
        business=credential.business,
        number=credential.user,
        kind=Kind.USER,
        verb=verb,
        at=at,
        detail={"credential": credential.uid, "kind": credential.kind.value, "label": credential.label},
    )


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
