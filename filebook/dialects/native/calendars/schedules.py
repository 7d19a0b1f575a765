"""What the native door tells of time: what happens when, who is taken, what is in the way, when there is room."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from msgspec import UNSET

from filebook.core.access import Actor
from filebook.core.appointments import Appointment
from filebook.core.errors import Invalid
from filebook.core.ids import Kind, Number, Uid
from filebook.core.ports.catalogue import Named
from filebook.core.recurrence.parts import require_acceptable
from filebook.core.recurrence.rule import Rule
from filebook.dialects.native.answers import told
from filebook.dialects.native.appointments.naming import named_as_here
from filebook.dialects.native.appointments.references import References
from filebook.dialects.native.appointments.rules import rule_meant
from filebook.dialects.native.appointments.showing import Showing
from filebook.dialects.native.appointments.times import Times, require_year, span_meant
from filebook.dialects.native.calendars import wire
from filebook.dialects.native.calendars.shown import busy_shown, conflicting_shown, free_day_shown
from filebook.dialects.native.cursors import cursor_for, position_in
from filebook.dialects.native.moments import aware
from filebook.dialects.native.reading import body_of, query_of
from filebook.dialects.native.wire import Id, Nothing
from filebook.services.availability import Wanted
from filebook.services.booking import PARTICIPANT_KINDS
from filebook.services.bundle import Services
from filebook.services.conflicts import Plan
from filebook.services.schedule import Mark, Range, mark_of
from filebook.serving.answers import BytesAnswer, json_answer
from filebook.serving.call import Call

_CALENDAR = (Kind.CALENDAR,)
_WITH_AGENDA = frozenset({Kind.CALENDAR, Kind.USER, *PARTICIPANT_KINDS})
_NEVER = datetime.min.replace(tzinfo=UTC)
_NOT_KEPT = Number(0)


@dataclass(frozen=True, slots=True)
class Schedules:
    """Tells of time."""

    services: Services
    showing: Showing
    references: References

    def occurrences(self, call: Call) -> BytesAnswer:
        """List what happens in a range, of all or of some."""
        query = query_of(call, wire.ScheduleQuery)
        named = self._all_named(call.actor, query.of, _WITH_AGENDA, "calendar") if query.of else None
        return self._listed(call, query, None if named is None else [one.number for one in named])

    def of_calendar(self, call: Call) -> BytesAnswer:
        """List what happens in one calendar."""
        query = query_of(call, wire.OccurrenceQuery)
        named = self.services.naming.one(call.actor, call.path_params["id"], kinds=_CALENDAR)
        return self._listed(call, query, [named.number])

    def free_busy(self, call: Call) -> BytesAnswer:
        """Tell when people and calendars are taken."""
        query_of(call, Nothing)
        said = body_of(call, wire.AskedBusy)
        moments = self.showing.moments(call.actor)
        starts, ends = moments.since(said.since), moments.until(said.until)
        if len(said.people) + len(said.calendars) > wire.AGENDA_LIMIT:
            raise Invalid("calendars", "too_many")
        named = self._all_named(call.actor, said.people, PARTICIPANT_KINDS | {Kind.USER}, "participant")
        named += self._all_named(call.actor, said.calendars, frozenset(_CALENDAR), "calendar")
        busy = self.services.free_busy.of(call.actor, [one.number for one in named], starts=starts, ends=ends)
        return json_answer(wire.BusyAll(items=[busy_shown(one, busy[one.number]) for one in named]))

    def conflicts(self, call: Call) -> BytesAnswer:
        """Tell what an appointment wants that others want at the same time."""
        query_of(call, Nothing)
        said = body_of(call, wire.PlannedConflict)
        plan = self._plan(call.actor, said)
        taken = self.services.conflicts.of(call.actor, [plan])[0]
        return json_answer(conflicting_shown(self.services.surroundings.named(call.actor, sorted(taken))))

    def availability(self, call: Call) -> BytesAnswer:
        """Tell when there is room for a service."""
        query = query_of(call, wire.AvailabilityQuery)
        actor = call.actor

        def number(name: Id, kind: Kind) -> Number:
            return self.services.naming.one(actor, name, kinds=(kind,)).number

        wanted = Wanted(
            number(query.service, Kind.SERVICE),
            number(query.location, Kind.LOCATION),
            None if query.staff is UNSET else number(query.staff, Kind.STAFF),
            query.duration_minutes,
        )
        for field, day in (("since", query.since), ("until", query.until)):
            require_year(day.year, field)
        if query.until < query.since:
            raise Invalid("until", "order")
        zone = self.showing.business(actor).zone
        found = self.services.availability.open_days(actor, wanted, since=query.since, until=query.until)
        return told(wire.FreeDays(zone=zone, items=[free_day_shown(day, zone) for day in found]))

    def _listed(self, call: Call, query: wire.OccurrenceQuery, of: Sequence[Number] | None) -> BytesAnswer:
        moments = self.showing.moments(call.actor)
        starts, ends = moments.since(query.since), moments.until(query.until)
        told = position_in(call, query.cursor, tuple[datetime, int, date])
        after: Mark | None = None if told is None else (aware(told[0], "cursor"), Number(told[1]), told[2])
        wanted = Range(starts=starts, ends=ends, of=of, with_cancelled=query.cancelled)
        found = self.services.schedule.page(call.actor, wanted, after=after, limit=query.limit + 1)
        page = found[: query.limit]
        more = len(found) > query.limit
        return self.showing.occurrences(call, page, next_cursor=cursor_for(call, mark_of(page[-1])) if more else None)

    def _all_named(self, actor: Actor, names: Sequence[Id], kinds: frozenset[Kind], what: str) -> list[Named]:
        return [self.references.one(actor, name, kinds=kinds, what=what) for name in names]

    def _plan(self, actor: Actor, said: wire.PlannedConflict) -> Plan:
        """Raises: Missing, Invalid, NotFound."""
        if said.appointment is None:
            return self._planned(actor, said, number=_NOT_KEPT)
        kinds = (Kind.APPOINTMENT,)
        named = self.references.one(actor, str(said.appointment), kinds=kinds, what="appointment")
        found = self.services.book.get(actor, named.number)
        if said != wire.PlannedConflict(appointment=said.appointment):
            return self._planned(actor, said, number=found.number)  # what it would be; itself is in nobody's way
        concerned = self.services.book.concerns([found])[found.number]
        members = (one.record.number for one in found.participants)
        return Plan(found, frozenset([*members, *concerned, *(one.number for one in found.calendars)]))

    def _planned(self, actor: Actor, said: wire.PlannedConflict, *, number: Number) -> Plan:
        """Raises: Missing, Invalid, NotFound."""
        zone = self.showing.business(actor).zone
        span = span_meant(Times(said.starts, said.ends, said.zone, said.all_day), None, zone=zone)
        rule = rule_meant(said.rrule, said.rule, said.anchor, span)
        if isinstance(rule, Rule):
            with named_as_here():
                require_acceptable(rule)
        planned = Appointment(
            actor.business,
            number,
            Uid(""),
            "",
            "",
            span,
            _NEVER,
            _NEVER,
            rule=rule if isinstance(rule, Rule) else None,
        )
        people = self.references.people(actor, said.participants)
        calendars = self.references.calendars(actor, said.calendars)
        return Plan(planned, frozenset([*people.numbers, *calendars, *self.references.concerns(actor, said.concerns)]))
