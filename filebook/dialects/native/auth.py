"""Who calls the native door, and how often they may."""

from collections.abc import Callable

from filebook.core.access import Actor
from filebook.core.ids import Door
from filebook.services.bundle import Services
from filebook.serving.bearer import bearer_authenticator
from filebook.serving.call import Call
from filebook.serving.rates import Rates


def authenticator(services: Services, rates: Rates) -> Callable[[Call], Actor]:
    """The door's judge of callers."""
    judge = bearer_authenticator(services, door=Door.NATIVE)

    def authenticate(call: Call) -> Actor:
        shown = judge(call)
        rates.admit(call, shown.key)
        return shown.actor

    return authenticate
