"""Signing on through a provider of identities: begun, ended, and whose session it becomes."""

import hmac
import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from filebook.core.access import Actor, Role
from filebook.core.addresses import is_allowed
from filebook.core.businesses import Business, User
from filebook.core.errors import Conflict, Damaged, Invalid, NotFound, Unauthenticated
from filebook.core.ids import Door
from filebook.core.names import checked_name
from filebook.core.ports.catalogue import Catalogue, Tables
from filebook.core.ports.secrets import Vault
from filebook.core.ports.sign_on import IdentityProvider
from filebook.core.sign_on import HOME, Identity, Journey, Newcomers, is_same_address, place_here
from filebook.services.accounts import Accounts, actor_of
from filebook.services.credentials import IP_RESTRICTION
from filebook.services.login_limits import LoginLimits

JOURNEY_SECONDS = 10 * 60
"""How long a person may take at the provider's."""
_RECENT = timedelta(minutes=10)
"""For how long somebody need not show anew who it is, for sensitive changes."""
_RANDOM_BYTES = 32


@dataclass(frozen=True, slots=True)
class Offer:
    """That there is a provider; `label`: what people call it."""

    label: str


@dataclass(frozen=True, slots=True)
class Begun:
    """A sign-on under way: where to send the browser, and what it has to carry until it comes back."""

    address: str
    carried: str


@dataclass(frozen=True, slots=True)
class Arrived:
    """Somebody who has signed on. `confirmed_seconds`: for how long sensitive changes ask for nothing more."""

    actor: Actor
    back_to: str
    confirmed_seconds: int


class SignOn:
    """One provider for the whole installation, or none. It vouches for e-mail addresses, by which users are found."""

    def __init__(
        self,
        catalogue: Catalogue,
        *,
        provider: IdentityProvider | None,
        label: str,
        newcomers: Newcomers | None,
        accounts: Accounts,
        vault: Vault,
        now: Callable[[], datetime],
    ) -> None:
        self._catalogue = catalogue
        self._provider = provider
        self._label = label
        self._newcomers = newcomers
        self._accounts = accounts
        self._vault = vault
        self._now = now
        self._limits = LoginLimits(now=now)

    @property
    def offer(self) -> Offer | None:
        """Whether people can sign on, and what the way is called."""
        return None if self._provider is None else Offer(self._label)

    def begin(self, *, redirect_url: str, back_to: str = HOME, again: bool = False) -> Begun:
        """Send somebody to the provider. `again`: to show anew who it is.

        Raises: NotFound("sign_on") where there is no provider, Unavailable.
        """
        journey = Journey(
            state=secrets.token_urlsafe(_RANDOM_BYTES),
            nonce=secrets.token_urlsafe(_RANDOM_BYTES),
            verifier=secrets.token_urlsafe(_RANDOM_BYTES),
            back_to=place_here(back_to),
            again=again,
            expires_at=self._now() + timedelta(seconds=JOURNEY_SECONDS),
        )
        address = self._required().address(journey, redirect_url=redirect_url)
        return Begun(address, self._vault.seal(_written(journey)))

    def end(self, carried: str, *, state: str, code: str, redirect_url: str, address: str) -> Arrived:
        """Whose session begins. `carried`: what the browser brings back; `address`: the browser's.

        Raises: NotFound("sign_on"), Throttled, Unavailable; Unauthenticated("journey") for another browser's or a stale
            one, ("declined") without a code, ("code" | "id_token" | "nonce" | "unverified") as the provider does,
            ("not_anew"), ("unknown_user"), ("disabled" | "address") as a password does.
        """
        provider = self._required()
        self._limits.check(f"sign-on {address}", address)
        try:
            journey = self._journey(carried, state, code)
            identity = provider.identity(code, journey, redirect_url=redirect_url, now=self._now())
            return self._arrived(identity, journey, address)
        except Unauthenticated:
            self._limits.note_failure(f"sign-on {address}", address)
            raise

    def _required(self) -> IdentityProvider:
        if self._provider is None:
            raise NotFound("sign_on")
        return self._provider

    def _journey(self, carried: str, state: str, code: str) -> Journey:
        try:
            journey = _read(self._vault.open(carried))
        except (Damaged, ValueError):
            raise Unauthenticated("journey") from None
        if not hmac.compare_digest(journey.state.encode(), state.encode()) or self._now() >= journey.expires_at:
            raise Unauthenticated("journey")
        if not code:
            raise Unauthenticated("declined")
        return journey

    def _arrived(self, identity: Identity, journey: Journey, address: str) -> Arrived:
        confirmed = self._confirmed_seconds(identity)
        if journey.again and not confirmed:
            raise Unauthenticated("not_anew")
        return Arrived(self._actor(identity, address), journey.back_to, confirmed)

    def _confirmed_seconds(self, identity: Identity) -> int:
        """How much is left of the time since that person showed who it is; 0 where nobody told."""
        if identity.authenticated_at is None:
            return 0
        left = identity.authenticated_at + _RECENT - self._now()
        return max(0, min(int(left.total_seconds()), int(_RECENT.total_seconds())))

    def _actor(self, identity: Identity, address: str) -> Actor:
        found = self._found(identity)
        if found is None and self._newcomers is not None:
            self._welcome(identity, self._newcomers)
            found = self._found(identity)
        if found is None:
            raise Unauthenticated("unknown_user")
        user, business, restriction = found
        if not user.enabled or user.role is Role.NONE:
            raise Unauthenticated("disabled")
        if not is_allowed(restriction, address):
            raise Unauthenticated("address")
        return actor_of(user, business, door=Door.WEB)

    def _found(self, identity: Identity) -> tuple[User, Business, object] | None:
        """The user with this very address, its business, and from where it may come."""
        with self._catalogue.read() as tables:
            user = _user_of(tables, identity.email)
            business = None if user is None else tables.businesses.get(user.business)
            if user is None or business is None:
                return None
            staff = tables.records.get(user.business, user.staff.number)
            return user, business, None if staff is None else staff.fields.get(IP_RESTRICTION)

    def _welcome(self, identity: Identity, newcomers: Newcomers) -> None:
        try:
            business = self._accounts.business_of_tenant(newcomers.tenant)
            self._accounts.create_user(
                business.number,
                checked_name(identity.email, "email"),
                role=newcomers.role,
                email=identity.email,
                first_name=identity.first_name,
                last_name=identity.last_name,
            )
        except (Conflict, Invalid, NotFound):
            return  # somebody was quicker, or has a name like it; it is no name; there is no such business


def _user_of(tables: Tables, email: str) -> User | None:
    user = tables.users.by_login(email)
    if user is None or user.email is None or not is_same_address(user.email, email):
        return None
    return user


def _written(journey: Journey) -> str:
    said = [journey.state, journey.nonce, journey.verifier, journey.back_to, journey.again]
    return json.dumps([*said, journey.expires_at.isoformat()])


def _read(text: str) -> Journey:
    """Raises: ValueError for a sealed text that is something else."""
    state, nonce, verifier, back_to, again, expires_at = json.loads(text)
    return Journey(
        state=state,
        nonce=nonce,
        verifier=verifier,
        back_to=back_to,
        again=again,
        expires_at=datetime.fromisoformat(expires_at),
    )
