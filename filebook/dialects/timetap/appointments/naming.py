"""The records that an appointment names: found, exchanged for those that stand there, reserved for.

Source: the project's TimeTap reference (section 5.4), read 2026-11-21.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from msgspec import UnsetType

from filebook.core.access import Actor
from filebook.core.appointments import NO_BUFFER, Appointment, Buffer
from filebook.core.errors import Invalid
from filebook.core.ids import Kind, Number
from filebook.core.records import Record
from filebook.core.slots import shape_of
from filebook.dialects.timetap.appointments.lookup import Lookup
from filebook.dialects.timetap.appointments.translate import Around
from filebook.dialects.timetap.appointments.wishes import Concern, Said
from filebook.services.booking import NewAppointment, Rewrite
from filebook.services.occupied import GIVES_WAY
from filebook.services.reservations import NewContact, Reservation


@dataclass(frozen=True, slots=True)
class Named:
    """The records that a wish names."""

    client: Record | None = None
    staff: Record | None = None
    location: Record | None = None
    reason: Record | None = None

    @property
    def people(self) -> tuple[Number, ...]:
        """Who takes part."""
        return tuple(record.number for record in (self.staff, self.client) if record is not None)

    @property
    def about(self) -> tuple[Number, ...]:
        """What it has to do with."""
        return tuple(record.number for record in (self.location, self.reason) if record is not None)


@dataclass(frozen=True, slots=True)
class Present:
    """What an appointment names as it stands."""

    around: Around
    whole: Appointment

    @property
    def client(self) -> Record | None:
        """The client that is shown."""
        return self.around.person(self.whole, Kind.CONTACT)

    def number(self, kind: Kind) -> Number | None:
        """The record of a kind that is shown."""
        person = self.around.person(self.whole, kind) or self.around.concerned(self.whole, kind)
        return None if person is None else person.number

    def people(self, concern: Concern) -> Rewrite | None:
        """Puts the named client and member of staff in the place of those that are shown; others stay."""
        client = None if concern.new_client is not None else concern.client
        return _exchange((self.number(Kind.STAFF), concern.staff), (self.number(Kind.CONTACT), client))

    def about(self, concern: Concern) -> Rewrite | None:
        """As `people`, of location and service."""
        return _exchange((self.number(Kind.LOCATION), concern.location), (self.number(Kind.SERVICE), concern.reason))

    def place(self, concern: Concern, named: Named) -> tuple[str, str] | None:
        """The names of the locations before and after, where another one is named."""
        if isinstance(concern.location, UnsetType) or concern.location == self.number(Kind.LOCATION):
            return None
        before = self.around.concerned(self.whole, Kind.LOCATION)
        return "" if before is None else before.label, "" if named.location is None else named.location.label


def require_same(present: Present, concern: Concern) -> None:
    """One day of a series has the people and the place of its series. Raises: Invalid where others are named."""
    wanted = (
        ("client", Kind.CONTACT, None if concern.new_client else concern.client),
        ("staff", Kind.STAFF, concern.staff),
        ("location", Kind.LOCATION, concern.location),
        ("reason", Kind.SERVICE, concern.reason),
    )
    for name, kind, said in wanted:
        if not isinstance(said, UnsetType) and said != present.number(kind):
            raise Invalid(name, "other_series")


def find_named(lookup: Lookup, actor: Actor, concern: Concern) -> Named:
    """The records that are named. Raises: NotFound(their kind), AccessDenied."""
    records = lookup.services.records

    def found(said: Said, kind: Kind) -> Record | None:
        return None if isinstance(said, UnsetType) or said is None else records.get(actor, said, kind=kind)

    return Named(
        client=found(concern.client, Kind.CONTACT),
        staff=found(concern.staff, Kind.STAFF),
        location=found(concern.location, Kind.LOCATION),
        reason=found(concern.reason, Kind.SERVICE),
    )


def service_buffer(named: Named) -> Buffer:
    """What the service that is named needs around an appointment."""
    return NO_BUFFER if named.reason is None else shape_of(named.reason).buffer


def contact_of(concern: Concern) -> NewContact | None:
    """The client who is new."""
    return None if concern.new_client is None else NewContact(*concern.new_client)


def reservation(
    actor: Actor, concern: Concern, new: NewAppointment, named: Named, *, now: Callable[[], datetime], overrides: bool
) -> Reservation:
    """What has to happen in the unit that writes a new appointment: the time must be free, if it matters."""
    matters = not overrides and new.status not in GIVES_WAY and named.staff is not None
    staff = named.staff.number if matters and named.staff is not None else None
    return Reservation(actor, now, contact=contact_of(concern), staff=staff, new=new)


def _exchange(*pairs: tuple[Number | None, Said]) -> Rewrite | None:
    """Each named number takes the place of the one that is shown, or comes last; None takes that one away."""
    said = [(old, new) for old, new in pairs if not isinstance(new, UnsetType) and old != new]
    if not said:
        return None

    def rewrite(present: Sequence[Number]) -> Sequence[Number]:
        numbers: list[Number | None] = list(present)
        for old, new in said:
            if old in numbers:
                numbers[numbers.index(old)] = new
            else:
                numbers.append(new)
        return [number for number in numbers if number is not None]

    return rewrite
