"""Who calls: each action is judged on its own, by the token of its request and its own signature.

Source: apidoc.onoffice.de, "HMAC"; read 2026-11-21. The vendor's order is kept: token, then time, then signature.
"""

from dataclasses import dataclass
from datetime import datetime

from filebook.core.access import Actor
from filebook.core.errors import Unauthenticated
from filebook.dialects.onoffice import codes, ids
from filebook.dialects.onoffice.codes import Refused
from filebook.dialects.onoffice.envelope import Order
from filebook.dialects.onoffice.intake import Arrival
from filebook.dialects.onoffice.signing import Signed, is_signed_by
from filebook.services.credentials import Credentials

WINDOW_SECONDS = 120
VERSION_2_ONLY = "hmac_v2"
"""The scope of a credential that takes no version 1 signatures."""


@dataclass(frozen=True, slots=True)
class Gate:
    """Lets actions through whose signature is right and whose time is near ours."""

    credentials: Credentials
    window_seconds: int = WINDOW_SECONDS

    def actor(self, order: Order, *, token: str, arrived_at: datetime, arrival: Arrival | None) -> Actor:
        """Who signed an action.

        The time is that of the request's arrival, since clients sign first and upload then. There is no protection
        against repetition: honest clients send equal actions.

        Raises: Unauthenticated("unknown") for the token; Refused for time or signature. Where the bytes that version 1
            signs did not arrive soundly, what `Arrival.require_sound` raises.
        """
        stamped_at = ids.whole_of(order.timestamp)
        skew_seconds = None if stamped_at is None else stamped_at - int(arrived_at.timestamp())
        on_time = skew_seconds is not None and abs(skew_seconds) <= self.window_seconds
        signed = _signed(order, token, arrival)

        def check(secret: str, scope: str) -> bool:
            if order.hmac_version == 1 and scope == VERSION_2_ONLY:
                return False
            if not on_time or order.hmac_version is None or (order.hmac_version == 1 and not _is_readable(arrival)):
                return False
            return is_signed_by(secret, signed, version=order.hmac_version, shown=order.hmac)

        try:
            return self.credentials.judge_signature(token, check=check)
        except Unauthenticated as refusal:
            if refusal.reason != "signature":
                raise
        if not on_time:
            raise Refused(codes.WRONG_TIME, remark=_told(skew_seconds))
        if order.hmac_version == 1 and arrival is not None and not _is_readable(arrival):
            arrival.require_sound()
        raise Refused(codes.WRONG_HMAC)


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
