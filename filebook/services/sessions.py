"""Sessions: opened after a login, resumed by their token, renewed, ended."""

import hashlib
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from filebook.core.access import Actor
from filebook.core.businesses import Session
from filebook.core.errors import Unauthenticated
from filebook.core.ids import Door
from filebook.core.ports.catalogue import Catalogue, Tables
from filebook.core.ports.people import Caller

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
            moved = now + timedelta(seconds=session.sliding_seconds) if session.sliding_seconds else session.expires_at
            with self._lock:
                self._uses[token_sha256] = (now, moved)
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
        session = Session(
            token_sha256=_sha256(token),
            business=actor.business,
            user=actor.user,
            door=form.door,
            label=label,
            created_at=now,
            last_used_at=now,
            expires_at=now + lifetime,
            sliding_seconds=form.lifetime_seconds if form.sliding and not fixed else None,
            renewal_sha256=_sha256(renewal) if renewal else None,
            address=address,
        )
        return token, renewal, session


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
