"""What an example request is."""

from collections.abc import Callable
from dataclasses import dataclass

from filebook.core.access import Role
from filebook.core.ids import Door
from tests.golden import Step
from tests.isolation.neighbourhood import Person
from tests.isolation.things import Things

Build = Callable[[Person, Things], Step]
"""Makes the request by which somebody asks for these things."""

Key = tuple[Door, str, str]
"""Door, method and path, as the route table has them."""


@dataclass(frozen=True, slots=True)
class Example:
    """One request.

    `what` tells examples of one route apart; at onOffice's address it begins with the row of the action table.
    `names` are the things it names, `least_role` is the lowest role that is served in its own business; None: nobody.
    `anybody`: a caller without any key is served too. `spends`: it works once on the same things or session.
    `not_for_viewers`: not even where their business lets them edit. `most_role`: the highest role that is served.
    `tells_when`: colleagues are told of a private appointment when it is, and no more.
    """

    what: str
    build: Build
    names: tuple[str, ...]
    least_role: Role | None
    anybody: bool = False
    spends: bool = False
    not_for_viewers: bool = False
    most_role: Role = Role.ADMIN
    tells_when: bool = False

    def serves(self, role: Role) -> bool:
        """Whether somebody of this role is served in its own business."""
        return self.least_role is not None and self.most_role >= role >= self.least_role


def bearer(token: str) -> dict[str, str]:
    """The header that most doors take a token in; none for a stranger."""
    return {"Authorization": f"Bearer {token}"} if token else {}
