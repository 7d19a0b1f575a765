"""Who calls: a session token of the tenant that the address names.

Source: the project's Xelion reference, 3, read 2026-11-21.
"""

from collections.abc import Callable

from filebook.core.access import Actor
from filebook.core.errors import Unauthenticated
from filebook.core.ids import Door
from filebook.services.bundle import Services
from filebook.services.sessions import SessionForm
from filebook.serving.call import Call

TOKEN_BYTES, RENEWAL_BYTES = 32, 20


def session_form(session_seconds: int) -> SessionForm:
    """Sessions of this door: one per user and user space, of a fixed lifetime."""
    return SessionForm(
        Door.XELION,
        lifetime_seconds=session_seconds,
        token_bytes=TOKEN_BYTES,
        renewal_bytes=RENEWAL_BYTES,
        one_per_label=True,
    )


def authenticator(services: Services) -> Callable[[Call], Actor]:
    """The door's judge of callers."""

    def authenticate(call: Call) -> Actor:
        actor = services.sessions.resume(shown_token(call), door=Door.XELION)
        tenant = services.accounts.business(actor.business).tenant
        if tenant.casefold() != call.path_params["tenant"].casefold():
            raise Unauthenticated("unknown")
        return actor

    return authenticate


def shown_token(call: Call) -> str:
    """The token in the header.

    Raises: Unauthenticated("absent" | "format").
    """
    header = call.headers.get("authorization")
    if header is None:
        raise Unauthenticated("absent")
    scheme, _, token = header.strip().partition(" ")
    if scheme.lower() != "xelion" or not token.strip():
        raise Unauthenticated("format")
    return token.strip()
