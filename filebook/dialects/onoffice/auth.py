"""Who calls: each action is judged on its own, by the token of its request and its own signature.

Source: apidoc.onoffice.de, "HMAC"; read 2026-11-21. The vendor's order is kept: token, then time, then signature.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from filebook.core.access import Actor
from filebook.core.errors import Unauthenticated
from filebook.dialects.onoffice import codes, ids
from filebook.dialects.onoffice.codes import Refused
from filebook.dialects.onoffice.envelope import Order
from filebook.dialects.onoffice.intake import Arrival
from filebook.dialects.onoffice.signing import Signed, first_float_in, is_signed_by
from filebook.services.credentials import Credentials

WINDOW_SECONDS = 120
VERSION_2_ONLY = "hmac_v2"
"""The scope of a credential that takes no version 1 signatures."""


@dataclass(frozen=True, slots=True)
class Gate:
    """Lets actions through whose signature is right and whose time is near ours."""

    credentials: Credentials
    window_seconds: int = WINDOW_SECONDS

    def caller(self, token: str, *, arrived_at: datetime) -> "Caller":
        """Whoever sent a request with this token, to be judged by each of its actions."""
        return Caller(self.credentials, token, arrived_at, self.window_seconds)


@dataclass(frozen=True, slots=True)
class _Known:
    """What a right signature was checked with, and whose it was."""

    secret: str
    scope: str
    actor: Actor


@dataclass(slots=True)
class Caller:
    """The sender of one request, used by one thread. Once an action's signature was right, the others are checked with
    the same secret: a request may hold a thousand.
    """

    credentials: Credentials
    token: str
    arrived_at: datetime
    window_seconds: int
    _known: _Known | None = None

    @property
    def known_actor(self) -> Actor | None:
        """Who signed an action so far, if one was signed rightly."""
        return None if self._known is None else self._known.actor

    def actor(self, order: Order, arrival: Arrival | None) -> Actor:
        """Who signed an action.

        The time is that of the request's arrival, since clients sign first and upload then. There is no protection
        against repetition: honest clients send equal actions.

        Raises: Unauthenticated("unknown") for the token; Refused for time or signature. Where the bytes that version 1
            signs did not arrive soundly, what `Arrival.require_sound` raises.
        """
        stamped_at = ids.whole_of(order.timestamp)
        skew_seconds = None if stamped_at is None else stamped_at - int(self.arrived_at.timestamp())
        on_time = skew_seconds is not None and abs(skew_seconds) <= self.window_seconds
        signed = _signed(order, self.token, arrival)

        def is_right(secret: str, scope: str) -> bool:
            if order.hmac_version == 1 and scope == VERSION_2_ONLY:
                return False
            if not on_time or order.hmac_version is None or (order.hmac_version == 1 and not _is_readable(arrival)):
                return False
            return is_signed_by(secret, signed, version=order.hmac_version, shown=order.hmac)

        found = self._judged(is_right)
        if found is not None:
            return found
        if not on_time:
            raise Refused(codes.WRONG_TIME, remark=_told(skew_seconds))
        if order.hmac_version == 1 and arrival is not None and not _is_readable(arrival):
            arrival.require_sound()
        if order.hmac_version == 1 and (name := first_float_in(order.signed_parameters)) is not None:
            raise Refused(codes.FLOAT_SIGNED, name)
        raise Refused(codes.WRONG_HMAC)

    def _judged(self, is_right: Callable[[str, str], bool]) -> Actor | None:
        """The actor, or None for a wrong signature. Raises: Unauthenticated("unknown") for the token."""
        if self._known is not None:
            return self._known.actor if is_right(self._known.secret, self._known.scope) else None
        shown: list[tuple[str, str]] = []

        def check(secret: str, scope: str) -> bool:
            shown.append((secret, scope))
            return is_right(secret, scope)

        try:
            actor = self.credentials.judge_signature(self.token, check=check)
        except Unauthenticated as refusal:
            if refusal.reason != "signature":
                raise
            return None
        self._known = _Known(*shown[-1], actor)
        return actor


def _signed(order: Order, token: str, arrival: Arrival | None) -> Signed:
    return Signed(
        timestamp=order.timestamp,
        token=token,
        resourcetype=order.resourcetype,
        actionid=order.actionid,
        identifier=order.identifier,
        resourceid=order.resourceid,
        parameters=order.signed_parameters,
        data=arrival.pieces if arrival else None,
    )


def _is_readable(arrival: Arrival | None) -> bool:
    return arrival is None or arrival.is_exact


def _told(skew_seconds: int | None) -> str:
    return "" if skew_seconds is None else f" (measured: {skew_seconds:+d} seconds)"
