"""The port for a provider of identities (OpenID Connect)."""

from datetime import datetime
from typing import Protocol

from filebook.core.sign_on import Identity, Journey


class IdentityProvider(Protocol):
    """Where people show who they are. Calls go over the network: never on the event loop.

    What it says that cannot be believed raises Unauthenticated with a word for the log; what does not answer, or
    answers nothing that can be read, Unavailable.
    """

    def address(self, journey: Journey, *, redirect_url: str) -> str:
        """Where the browser is sent, to come back to `redirect_url` with a code. Raises: Unavailable."""

    def identity(self, code: str, journey: Journey, *, redirect_url: str, now: datetime) -> Identity:
        """Whom a code stands for; it works once.

        Raises: Unavailable; Unauthenticated("code" | "id_token" | "nonce" | "unverified").
        """
