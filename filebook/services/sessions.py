"""Sessions: opened after a login, resumed by their token, renewed, ended."""

import hashlib
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from filebook.core.access import Action, Actor, may, require
from filebook.core.businesses import SESSION_NAME_LENGTH, Session, User
from filebook.core.changes import Verb
from filebook.core.errors import AccessDenied, NotFound, Unauthenticated
from filebook.core.ids import Door, Kind, Number
from filebook.core.ports.catalogue import Catalogue, Tables
from filebook.core.ports.people import Caller
from filebook.services.accounts import require_whole
from filebook.services.changelog import note

_TOUCH_AFTER = timedelta(seconds=5)
"""A use sooner than this after the last noted one is not noted again."""


@dataclass(frozen=True, slots=True)
class SessionForm:
    """What a door's sessions look like: `lifetime_seconds` since opening or, if sliding, since the last use."""

    door: Door
    lifetime_seconds: int
    token_prefix: str = ""
    token_bytes: int = 16
    sliding: bool = False
    renewal_bytes: int = 0
    """Random bytes of the renewal token; 0: none is issued."""
    one_per_label: bool = False
    """Whether opening ends the user's older session of the same label (Xelion user spaces)."""
    longest_seconds: int | None = None
    """After so many seconds it ends, however much it is used; None: never for that reason."""
    confirmed_seconds: int = 0
    """For how long the password given at its opening need not be given again."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A fresh session; its tokens are shown this once."""

    token: str
    renewal: str
    expires_at: datetime


class Sessions:
    """Keeps sessions in the catalogue by the hash of their token, so that any process can resume them."""

    def __init__(self, catalogue: Catalogue, *, now: Callable[[], datetime]) -> None:
        self._catalogue = catalogue
        self._now = now
        self._uses: dict[str, tuple[datetime, datetime]] = {}
        self._lock = threading.Lock()

    def open(
        self,
        actor: Actor,
        form: SessionForm,
        *,
        label: str = "",
        address: str = "",
        lifetime_seconds: int | None = None,
    ) -> Opened:
        """Start a session; `lifetime_seconds` overrides the form's and is then fixed, not sliding."""
        token, renewal, session = self._fresh(
            actor, form, label=label, address=address, lifetime_seconds=lifetime_seconds
        )

        def unit(tables: Tables) -> None:
            if form.one_per_label:
                tables.sessions.end_labelled(actor.business, actor.user, door=form.door, label=label)
            tables.sessions.add(session)

        self._catalogue.write(unit)
        return Opened(token, renewal, session.expires_at)

    def resume(self, token: str, *, door: Door) -> Actor:
        """The actor of a live session, whose use this is.

        Raises: Unauthenticated("unknown" | "expired").
        """
        token_sha256 = _sha256(token)
        caller, last_use = self._live(token_sha256, door)
        session, now = caller.session, self._now()
        if now - last_use > _TOUCH_AFTER:
            with self._lock:
                self._uses[token_sha256] = (now, _expiry(session, now))
        return caller.actor

    def look_at(self, token: str, *, door: Door) -> Caller:
        """A live session and whom it speaks for, without using it.

        Raises: Unauthenticated("unknown" | "expired").
        """
        caller, _ = self._live(_sha256(token), door)
        return caller

    def replace(self, token: str, form: SessionForm, *, renewal: str | None = None, address: str = "") -> Opened:
        """A new session in place of the one this token belongs to; `renewal`, where given, must be that one's too.

        Raises: Unauthenticated("unknown").
        """
        token_sha256 = _sha256(token)
        renewal_sha256 = None if renewal is None else _sha256(renewal)

        def unit(tables: Tables) -> Opened:
            caller = tables.sessions.find(token_sha256, form.door)
            if caller is None or renewal_sha256 not in {None, caller.session.renewal_sha256}:
                raise Unauthenticated("unknown")
            return self._replaced(tables, caller, form, address=address)

        return self._catalogue.write(unit)

    def end(self, token: str) -> None:
        """End one session; an unknown token is no error."""
        token_sha256 = _sha256(token)
        self._catalogue.write(lambda tables: tables.sessions.end(token_sha256))

    def end_all(self, actor: Actor) -> None:
        """End every session of the user at the actor's door."""
        self._catalogue.write(lambda tables: tables.sessions.end_all(actor.business, actor.user, door=actor.door))

    def expires_at(self, token: str, session: Session) -> datetime:
        """When a live session ends if it is not used again."""
        _, moved = self._uses.get(_sha256(token), (session.last_used_at, session.expires_at))
        return max(moved, session.expires_at)

    def confirm(self, token: str, *, seconds: int) -> datetime:
        """The user has given the password again; until when it need not be given once more."""
        until = self._now() + timedelta(seconds=seconds)
        token_sha256 = _sha256(token)
        self._catalogue.write(lambda tables: tables.sessions.confirm(token_sha256, until=until))
        return until

    def require_confirmed(self, token: str, *, door: Door) -> None:
        """Raises: AccessDenied("confirmation") where the password was not given lately; Unauthenticated."""
        until = self.look_at(token, door=door).session.confirmed_until
        if until is None or until <= self._now():
            raise AccessDenied("confirmation")

    def listed(self, actor: Actor, *, user: Number | None, limit: int) -> list[Session]:
        """Live sessions of the actor, of another user or, for None, of everybody; the one used last first.

        Raises: AccessDenied where they are not only the actor's own and it does not administer.
        """
        require_whole(actor)
        if user != actor.user:
            require(actor, Action.ADMINISTER, kind=Kind.USER)
        with self._catalogue.read() as tables:
            found = tables.sessions.of_business(actor.business, user=user, now=self._now(), limit=limit)
        with self._lock:
            uses = {one.token_sha256: self._uses[one.token_sha256] for one in found if one.token_sha256 in self._uses}
        return [
            replace(one, last_used_at=uses[one.token_sha256][0], expires_at=uses[one.token_sha256][1])
            if one.token_sha256 in uses
            else one
            for one in found
        ]

    def end_named(self, actor: Actor, name: str) -> None:
        """End a session of the actor's or, by whoever administers, of somebody's in the business.

        Raises: NotFound("session"), also for one that is not the actor's to end; AccessDenied.
        """
        require_whole(actor)

        if not (name.isascii() and name.isalnum()):
            raise NotFound("session", name)

        at = self._now()

        def unit(tables: Tables) -> None:
            tables.numbers.lock(actor.business)
            session = tables.sessions.named(actor.business, name)
            user = None if session is None else tables.users.get(session.business, session.user)
            if session is None or user is None or not _may_end(actor, user):
                raise NotFound("session", name)
            tables.sessions.end(session.token_sha256)
            note(
                tables,
                actor,
                business=user.business,
                number=user.number,
                kind=Kind.USER,
                verb=Verb.REVOKED,
                at=at,
                detail={"session": name, "door": session.door.value},
            )

        self._catalogue.write(unit)

    def flush(self) -> int:
        """Write down the noted uses (the worker does, every few seconds); how many."""
        with self._lock:
            uses, self._uses = self._uses, {}
        if uses:
            self._catalogue.write(lambda tables: tables.sessions.touch(uses))
        return len(uses)

    def _live(self, token_sha256: str, door: Door) -> tuple[Caller, datetime]:
        """A session that has not expired, and when it was last used."""
        with self._catalogue.glance() as tables:
            caller = tables.sessions.find(token_sha256, door)
        if caller is None:
            raise Unauthenticated("unknown")
        session = caller.session
        last_use, expires_at = self._uses.get(token_sha256, (session.last_used_at, session.expires_at))
        if self._now() >= max(expires_at, session.expires_at):
            raise Unauthenticated("expired")
        return caller, last_use

    def _replaced(self, tables: Tables, caller: Caller, form: SessionForm, *, address: str) -> Opened:
        token, renewal, session = self._fresh(caller.actor, form, label=caller.session.label, address=address)
        tables.sessions.end(caller.session.token_sha256)
        tables.sessions.add(session)
        return Opened(token, renewal, session.expires_at)

    def _fresh(
        self, actor: Actor, form: SessionForm, *, label: str, address: str, lifetime_seconds: int | None = None
    ) -> tuple[str, str, Session]:
        token = form.token_prefix + secrets.token_hex(form.token_bytes)
        renewal = secrets.token_hex(form.renewal_bytes) if form.renewal_bytes else ""
        now = self._now()
        fixed = lifetime_seconds is not None
        lifetime = timedelta(seconds=lifetime_seconds if lifetime_seconds is not None else form.lifetime_seconds)
        longest = None if form.longest_seconds is None else now + timedelta(seconds=form.longest_seconds)
        session = Session(
            token_sha256=_sha256(token),
            business=actor.business,
            user=actor.user,
            door=form.door,
            label=label,
            created_at=now,
            last_used_at=now,
            expires_at=now + lifetime if longest is None else min(now + lifetime, longest),
            sliding_seconds=form.lifetime_seconds if form.sliding and not fixed else None,
            renewal_sha256=_sha256(renewal) if renewal else None,
            address=address,
            latest_at=longest,
            confirmed_until=now + timedelta(seconds=form.confirmed_seconds) if form.confirmed_seconds else None,
        )
        return token, renewal, session


def _expiry(session: Session, now: datetime) -> datetime:
    """When a session ends that is used now."""
    if session.sliding_seconds is None:
        return session.expires_at
    moved = now + timedelta(seconds=session.sliding_seconds)
    return moved if session.latest_at is None else min(moved, session.latest_at)


def session_name(token: str) -> str:
    """By which people know the session of a token; see `core.businesses.Session.name`."""
    return _sha256(token)[:SESSION_NAME_LENGTH]


def _may_end(actor: Actor, user: User) -> bool:
    return user.number == actor.user or (may(actor, Action.ADMINISTER) and actor.role >= user.role)


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
