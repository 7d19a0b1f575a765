"""One authenticated action on its way to its row of the dispatch table, and what comes back from there."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from filebook.core.access import Actor
from filebook.core.businesses import Business, Profile
from filebook.core.ids import Door
from filebook.dialects.onoffice import wire
from filebook.dialects.onoffice.intake import Arrival
from filebook.services.bundle import Services


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked, by whom, and where links of this door begin."""

    services: Services
    actor: Actor
    resourceid: str
    parameters: dict[str, Any]
    arrival: Arrival | None
    """The bytes of `data`, if it was a string."""
    door_url: str

    def business(self) -> Business:
        """The actor's business, for its settings."""
        return self.services.accounts.business(self.actor.business)


@dataclass(frozen=True, slots=True)
class Outcome:
    """Records, and how many there are before limit and offset; None where nothing is counted."""

    records: list[wire.Record]
    count: int | None = None


Handler = Callable[[Asked], Outcome]


@dataclass(frozen=True, slots=True)
class Row:
    """One call of the API. `handlers`: by resourceid in lower case, or `*` for any."""

    handlers: Mapping[str, Handler]
    cacheable: bool


def is_strict(business: Business) -> bool:
    """Whether the business wants documented limits to the letter at this door."""
    return business.profile(Door.ONOFFICE) is Profile.STRICT
