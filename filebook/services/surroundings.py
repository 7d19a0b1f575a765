"""Surroundings: whom and what appointments name, looked up for a whole page of them at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from filebook.core.access import Actor
from filebook.core.appointments import Appointment, Calendar, type_of
from filebook.core.ids import Kind, Number
from filebook.core.ports.catalogue import Catalogue
from filebook.core.records import Record
from filebook.core.relations import RelationType


@dataclass(frozen=True, slots=True)
class Around:
    """Records and calendars by number, those in the trash too; and what each appointment concerns, without those."""

    records: Mapping[Number, Record]
    calendars: Mapping[Number, Calendar]
    concerns: Mapping[Number, Sequence[Record]]

    def type_of(self, appointment: Appointment) -> str:
        """What kind of appointment it is."""
        concerned = self.concerns.get(appointment.number, ())
        return type_of(appointment, (record for record in concerned if record.kind is Kind.SERVICE))


class Surroundings:
    """Looks up what appointments that the caller was given name. What a token's scope leaves out has no label there."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def named(self, actor: Actor, numbers: Sequence[Number]) -> Around:
        """The records and calendars with these numbers."""
        with self._catalogue.glance() as tables:
            records = tables.records.many(actor.business, numbers) if numbers else {}
            calendars = tables.calendars.all(actor.business) if len(records) < len(numbers) else []
        named = {one.number: one for one in calendars if one.number in set(numbers)}
        return Around(_told_to(actor, records), _calendars_told_to(actor, named), {})

    def of(self, actor: Actor, appointments: Sequence[Appointment]) -> Around:
        """By four queries, however many appointments there are."""
        numbers = [appointment.number for appointment in appointments]
        with self._catalogue.glance() as tables:
            relations = tables.relations.of_parents(actor.business, numbers) if numbers else []
            concerning = [relation for relation in relations if relation.type is RelationType.CONCERNS]
            wanted = {relation.child for relation in concerning}
            for appointment in appointments:
                wanted |= {participant.record.number for participant in appointment.participants}
                wanted |= {appointment.owner.number} if appointment.owner is not None else set()
            records = _told_to(actor, tables.records.many(actor.business, sorted(wanted)) if wanted else {})
            has_calendars = any(appointment.calendars for appointment in appointments)
            calendars = tables.calendars.all(actor.business) if has_calendars else []
        concerns: dict[Number, list[Record]] = {number: [] for number in numbers}
        for relation in concerning:
            record = records.get(relation.child)
            if record is not None and not record.trashed_at:
                concerns[relation.parent].append(record)
        by_number = {calendar.number: calendar for calendar in calendars}
        return Around(records, _calendars_told_to(actor, by_number), concerns)


def _told_to(actor: Actor, records: Mapping[Number, Record]) -> dict[Number, Record]:
    covers = actor.scope.covers
    return {
        number: record if covers(record.kind) else replace(record, label="", fields={})
        for number, record in records.items()
    }


def _calendars_told_to(actor: Actor, calendars: Mapping[Number, Calendar]) -> dict[Number, Calendar]:
    if actor.scope.covers(Kind.CALENDAR):
        return dict(calendars)
    return {number: replace(calendar, name="") for number, calendar in calendars.items()}
