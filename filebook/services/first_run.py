"""First run: the one-time link that makes an installation's first business and its owner; what an empty one may do."""

import hashlib
import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from filebook.core.access import Action, Actor, Role, require
from filebook.core.businesses import LANGUAGES
from filebook.core.errors import AlreadyUsed, Conflict, Invalid, NotFound
from filebook.core.ids import Door, Kind
from filebook.core.ports.catalogue import Catalogue, Tables
from filebook.core.ports.first_run import Offered
from filebook.core.ports.secrets import PasswordHasher
from filebook.services.accounts import actor_of, add_business, add_user, require_sound_business, require_whole
from filebook.services.credentials import add_first_password
from filebook.services.login_limits import LoginLimits
from filebook.services.members import require_password_of, require_sound_names

LIFETIME = timedelta(hours=24)
"""How long an offer stands."""
_TOKEN_BYTES = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstOwner:
    """The business that is to be made, and who is to own it."""

    business_name: str
    zone: str
    language: str
    email: str
    first_name: str
    last_name: str
    password: str

    @property
    def user_name(self) -> str:
        """The part of the address that is the person's."""
        return self.email.partition("@")[0]


class FirstRun:
    """Before there is any user. Whoever has the token of the offer that was printed last may make the first one."""

    def __init__(self, catalogue: Catalogue, *, passwords: PasswordHasher, now: Callable[[], datetime]) -> None:
        self._catalogue = catalogue
        self._passwords = passwords
        self._now = now
        self._limits = LoginLimits(now=now)

    def is_needed(self) -> bool:
        """Whether nobody can log in as yet."""
        with self._catalogue.glance() as tables:
            return not tables.first_run.has_users()

    def offer(self) -> str | None:
        """A new token in place of any earlier one; None where there are users already. Only its hash is kept."""
        token = secrets.token_urlsafe(_TOKEN_BYTES)
        offered = Offered(_sha256(token), self._now() + LIFETIME)

        def unit(tables: Tables) -> bool:
            if tables.first_run.has_users():
                return False
            tables.first_run.offer(offered)
            return True

        return token if self._catalogue.write(unit) else None

    def begin(self, token: str, new: FirstOwner, *, address: str) -> Actor:
        """Make the business and its owner, who is then let in as after a login. The token is used up with it.

        Raises: AlreadyUsed("first_run") where there is a user, NotFound("first_run") for a token that is wrong or too
            old, Throttled; Invalid for what cannot be meant, which leaves the token as it is.
        """
        subject = f"first run {address}"
        self._limits.check(subject, address)
        with self._catalogue.read() as tables:
            try:
                self._require_offered(tables, token)
            except NotFound:
                self._limits.note_failure(subject, address)
                raise
        _require_sound(new)
        hashed = self._passwords.hash(new.password)
        at = self._now()

        def unit(tables: Tables) -> Actor:
            self._require_offered(tables, token)
            tables.first_run.offer(None)
            business = add_business(tables, new.business_name, zone=new.zone, language=new.language, at=at)
            tables.numbers.lock(business.number)
            owner = add_user(
                tables,
                business.number,
                user_name=new.user_name,
                role=Role.OWNER,
                email=new.email,
                first_name=new.first_name,
                last_name=new.last_name,
                staff_fields={},
                at=at,
                by=None,
            )
            add_first_password(tables, owner, hashed=hashed, at=at)
            return actor_of(owner, business, door=Door.WEB)

        return self._catalogue.write(unit)

    def require_untouched(self, actor: Actor) -> None:
        """Have the actor's business hold nothing but people. Raises: AccessDenied, Conflict("business_in_use")."""
        require_whole(actor)
        require(actor, Action.ADMINISTER, kind=Kind.USER)
        with self._catalogue.read() as tables:
            if not tables.first_run.is_untouched(actor.business):
                raise Conflict("business_in_use")

    def _require_offered(self, tables: Tables, token: str) -> None:
        if tables.first_run.has_users():
            raise AlreadyUsed("first_run")
        offered = tables.first_run.offered()
        if offered is None or not hmac.compare_digest(offered.token_sha256, _sha256(token)):
            raise NotFound("first_run")
        if self._now() >= offered.until:
            raise NotFound("first_run")


def _require_sound(new: FirstOwner) -> None:
    """Raises: Invalid, the fields named as in the request."""
    try:
        require_sound_business(new.business_name, new.zone)
    except Invalid as invalid:
        raise Invalid(f"business.{invalid.field}", invalid.reason) from None
    if new.language not in LANGUAGES:
        raise Invalid("business.language", "unknown")
    try:
        require_sound_names(new.user_name, new.email)
        require_password_of(new.password, user_name=new.user_name, email=new.email, field="password")
    except Invalid as invalid:
        raise Invalid(f"owner.{'email' if invalid.field == 'user_name' else invalid.field}", invalid.reason) from None


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
