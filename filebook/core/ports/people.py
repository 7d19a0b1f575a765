"""The catalogue's rows about who: businesses, users, credentials, sessions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from filebook.core.access import Actor
from filebook.core.appearance import Logo
from filebook.core.businesses import Business, Credential, CredentialKind, Session, Stored, Usage, User
from filebook.core.ids import BusinessNumber, Door, Number, Uid


class Businesses(Protocol):
    """Tenants."""

    def next_number(self) -> BusinessNumber:
        """A number no business had before."""

    def add(self, business: Business) -> None:
        """Raises: Conflict("tenant") if the tenant name is taken."""

    def update(self, business: Business) -> None: ...
    def get(self, number: BusinessNumber) -> Business | None: ...
    def by_tenant(self, tenant: str) -> Business | None:
        """Tenant names compare without case."""

    def by_short(self, short: str) -> Business | None: ...
    def lineage(self, number: BusinessNumber) -> tuple[BusinessNumber, ...]:
        """The ancestors, nearest first; bounded against loops."""

    def all(self) -> list[Business]: ...
    def usage(self, number: BusinessNumber) -> Usage: ...
    def storage(self, number: BusinessNumber) -> list[Stored]:
        """The versions of all files by sort. Looks at each of them."""

    def main(self) -> Business | None:
        """The business that pages show where none is named: the one called `master`, else the oldest."""

    def set_logo(self, number: BusinessNumber, logo: Logo | None) -> None:
        """Keep this logo and no other; None: none."""

    def logo(self, number: BusinessNumber) -> Logo | None: ...


class Users(Protocol):
    """People and programs that may log in."""

    def add(self, user: User) -> None:
        """Raises: Conflict("user_name") or Conflict("email") if the name is taken (design 3, "Names")."""

    def update(self, user: User) -> None: ...
    def get(self, business: BusinessNumber, number: Number) -> User | None: ...
    def by_name(self, business: BusinessNumber, user_name: str) -> User | None:
        """Names compare without case."""

    def by_login(self, login: str) -> User | None:
        """The user with this e-mail, or with this user name and no e-mail; without case."""

    def by_staff(self, business: BusinessNumber, staff: Number) -> User | None: ...
    def of_business(self, business: BusinessNumber) -> list[User]: ...


@dataclass(frozen=True, slots=True)
class Holder:
    """A credential and whom it speaks for. Users that are disabled have none."""

    credential: Credential
    actor: Actor


class Credentials(Protocol):
    """Keys of users. A revoked one is not shown again."""

    def add(self, credential: Credential) -> None: ...
    def by_key(self, kind: CredentialKind, key: str) -> list[Credential]:
        """Several may share a key, as TimeTap's private keys of one business do."""

    def holder(self, kind: CredentialKind, key: str, *, door: Door) -> Holder | None:
        """The credential under a key that only one has, and whom it speaks for at a door, in one query; expiry, and
        whether it is for this door, are the service's to judge.
        """

    def of_user(self, business: BusinessNumber, user: Number) -> list[Credential]: ...
    def of_business(self, business: BusinessNumber) -> list[Credential]: ...
    def get(self, uid: Uid) -> Credential | None: ...
    def kinds(self, business: BusinessNumber, *, now: datetime) -> frozenset[tuple[CredentialKind, Door | None]]:
        """What kinds of key, and for which doors, a business has that have not expired."""

    def revoke(self, uid: Uid, *, at: datetime) -> bool:
        """Whether there was one to revoke."""

    def touch(self, uses: Mapping[Uid, datetime]) -> None:
        """Note last uses."""


@dataclass(frozen=True, slots=True)
class Caller:
    """A session and whom it speaks for. Users that are disabled have none."""

    session: Session
    actor: Actor


class Sessions(Protocol):
    """Logged-in stretches of time, found by the SHA-256 of their token."""

    def add(self, session: Session) -> None: ...
    def find(self, token_sha256: str, door: Door) -> Caller | None:
        """The caller behind a token, in one query; expiry is the service's to judge."""

    def touch(self, uses: Mapping[str, tuple[datetime, datetime]]) -> None:
        """Token hash → (last use, new expiry)."""

    def end(self, token_sha256: str) -> None: ...
    def confirm(self, token_sha256: str, *, until: datetime) -> None:
        """Note until when the password is not asked for again."""

    def of_business(self, business: BusinessNumber, *, user: Number | None, now: datetime, limit: int) -> list[Session]:
        """Those that have not expired, of one user or of everybody, the one used last first."""

    def named(self, business: BusinessNumber, name: str) -> Session | None:
        """The session of this name, expired or not."""

    def end_labelled(self, business: BusinessNumber, user: Number, *, door: Door, label: str) -> None: ...
    def end_all(self, business: BusinessNumber, user: Number, *, door: Door | None = None) -> None: ...
    def prune(self, now: datetime, *, limit: int) -> int:
        """Remove expired ones; how many."""
