"""What every handler of appointments needs: the one that an id names, and what has to stand around it when shown."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from filebook.core.access import Actor
from filebook.core.appointments import Appointment
from filebook.core.errors import NotFound
from filebook.core.ids import Kind, Number
from filebook.core.members import Member
from filebook.dialects.timetap.appointments.translate import Around, appointment_object
from filebook.dialects.timetap.appointments.wire import AppointmentObject
from filebook.dialects.timetap.ids import number_in_path
from filebook.dialects.timetap.required import named_record
from filebook.services.bundle import Services

_PEOPLE = (Kind.STAFF, Kind.CONTACT)
_PLACES = (Kind.LOCATION, Kind.SERVICE)


@dataclass(frozen=True, slots=True)
class Lookup:
    """Finds and shows appointments."""

    services: Services

    def zone(self, actor: Actor) -> str:
        """The zone in which the business's times are told."""
        return self.services.accounts.business(actor.business).zone

    def named(self, actor: Actor, text: str) -> Member:
        """The appointment, the series or the occurrence with this id.

        Raises: NotFound("appointment", text), AccessDenied.
        """
        return self.services.numbered_occurrences.get(actor, number_in_path(text, what="appointment"))

    def series(self, actor: Actor, text: str) -> Appointment:
        """The series with this id, also by the id of one of its occurrences.

        Raises: NotFound("recurring_appointment", text), AccessDenied.
        """
        try:
            whole = self.named(actor, text).whole
        except NotFound:
            raise NotFound("recurring_appointment", text) from None
        if whole.rule is None:
            raise NotFound("recurring_appointment", text)
        return whole

    def location(self, actor: Actor, text: str) -> Number:
        """Raises: NotFound("location", text), AccessDenied."""
        return named_record(self.services.records, actor, text, kind=Kind.LOCATION).number

    def around(self, actor: Actor, wholes: Iterable[Appointment], *, zone: str = "") -> Around:
        """What stands around these appointments, fetched at once."""
        distinct = list({whole.number: whole for whole in wholes}.values())
        concerns = self.services.book.concerns(distinct)
        people = [participant.record.number for whole in distinct for participant in whole.participants]
        about = [number for concerned in concerns.values() for number in concerned]
        records = self.services.records
        wanted = [(kind, people) for kind in _PEOPLE] + [(kind, about) for kind in _PLACES]
        found = (record for kind, numbers in wanted if numbers for record in records.many(actor, numbers, kind=kind))
        return Around(zone or self.zone(actor), {record.number: record for record in found}, concerns)

    def shown(self, actor: Actor, members: Sequence[Member], *, zone: str = "") -> list[AppointmentObject]:
        """The members as they are shown, each under its own number."""
        numbered = self.services.numbered_occurrences.numbered(actor, members)
        around = self.around(actor, (member.whole for member in numbered), zone=zone)
        return [appointment_object(member, around) for member in numbered]

    def live(self, actor: Actor, numbers: Iterable[Number], kind: Kind) -> frozenset[Number]:
        """Those of the numbers that are records of the kind."""
        found = self.services.records.many(actor, sorted(numbers), kind=kind)
        return frozenset(record.number for record in found)

    def staff(self, actor: Actor) -> frozenset[Number]:
        """Everybody who is staff."""
        return frozenset(self.services.records.numbers(actor, Kind.STAFF))
