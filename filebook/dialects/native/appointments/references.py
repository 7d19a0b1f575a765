"""Whom and what a request names, found: participants, calendars, records that an appointment concerns."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from msgspec import UNSET

from filebook.core.access import Action, Actor, may
from filebook.core.appointments import ParticipantStatus
from filebook.core.errors import Invalid, NotFound
from filebook.core.ids import Kind, Number
from filebook.core.ports.catalogue import Named
from filebook.dialects.native.appointments import wire
from filebook.dialects.native.wire import Id
from filebook.services.booking import CONCERNED_KINDS, PARTICIPANT_KINDS
from filebook.services.bundle import Services

_CALENDAR = (Kind.CALENDAR,)
_FILE = (Kind.FILE,)


@dataclass(frozen=True, slots=True)
class People:
    """Participants by number, and what is said of some of them."""

    numbers: Sequence[Number] = ()
    statuses: dict[Number, ParticipantStatus] = field(default_factory=dict)
    roles: dict[Number, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class References:
    """Finds what is named in the caller's business."""

    services: Services

    def people(self, actor: Actor, said: Sequence[Id | wire.NewParticipant]) -> People:
        """Raises: NotFound("participant"), Invalid("participants") for one that is named twice."""
        # Who may not read the business's records invites colleagues, and learns of nobody else.
        kinds = PARTICIPANT_KINDS if may(actor, Action.READ) else {Kind.STAFF}
        told = [one if isinstance(one, wire.NewParticipant) else wire.NewParticipant(id=one) for one in said]
        numbers = self._numbers(actor, [one.id for one in told], kinds=kinds, what="participant")
        if len(set(numbers)) < len(numbers):
            raise Invalid("participants", "twice")
        found = list(zip(numbers, told, strict=True))
        return People(
            numbers,
            {number: ParticipantStatus(one.status) for number, one in found if one.status is not UNSET},
            {number: one.role for number, one in found if one.role is not UNSET},
        )

    def calendars(self, actor: Actor, names: Sequence[Id]) -> Sequence[Number]:
        """Raises: NotFound("calendar")."""
        return self._numbers(actor, names, kinds=_CALENDAR, what="calendar")

    def concerns(self, actor: Actor, names: Sequence[Id]) -> Sequence[Number]:
        """Raises: NotFound("record")."""
        kinds = CONCERNED_KINDS if may(actor, Action.READ) else frozenset[Kind]()
        return self._numbers(actor, names, kinds=kinds, what="record")

    def files(self, actor: Actor, names: Sequence[Id]) -> Sequence[Number]:
        """Raises: NotFound("file")."""
        return self._numbers(actor, names, kinds=_FILE, what="file")

    def one(self, actor: Actor, name: Id, *, kinds: Collection[Kind], what: str) -> Named:
        """Raises: NotFound(what)."""
        try:
            return self.services.naming.one(actor, name, kinds=kinds)
        except NotFound:
            raise NotFound(what, name) from None

    def _numbers(self, actor: Actor, names: Sequence[Id], *, kinds: Collection[Kind], what: str) -> Sequence[Number]:
        if names and not kinds:
            raise NotFound(what)
        try:
            return [named.number for named in self.services.naming.many(actor, names, kinds=kinds)]
        except NotFound:
            raise NotFound(what) from None
