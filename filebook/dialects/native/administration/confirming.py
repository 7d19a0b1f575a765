"""Sensitive changes by a browser's session ask for the password again (security E6)."""

from filebook.core.ids import Door
from filebook.services.bundle import Services
from filebook.serving.bearer import SESSION_COOKIE
from filebook.serving.call import Call


def require_confirmed(services: Services, call: Call) -> None:
    """Have the password given lately in the session that the call comes in; a token is as good as one.

    Raises: AccessDenied("confirmation").
    """
    if call.actor.door is Door.WEB:
        services.sessions.require_confirmed(call.cookies.get(SESSION_COOKIE, ""), door=Door.WEB)
