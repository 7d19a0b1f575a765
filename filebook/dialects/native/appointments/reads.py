"""What the native door does to show appointments: one, a list, the occurrences of one."""

from dataclasses import dataclass
from datetime import date, timedelta

from msgspec import UNSET

from filebook.core.access import Actor
from filebook.core.appointments import Status
from filebook.core.errors import Invalid
from filebook.core.ids import Kind, Number
from filebook.core.ports.book import AppointmentFilter
from filebook.dialects.native.answers import listed
from filebook.dialects.native.appointments import wire
from filebook.dialects.native.appointments.references import References
from filebook.dialects.native.appointments.showing import Showing
from filebook.dialects.native.cursors import cursor_for, position_in
from filebook.dialects.native.reading import query_of
from filebook.services.booking import CONCERNED_KINDS, PARTICIPANT_KINDS
from filebook.services.bundle import Services
from filebook.serving.answers import BytesAnswer
from filebook.serving.call import Call

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Reads:
    """Reads appointments."""

    services: Services
    showing: Showing
    references: References

    def appointment(self, call: Call) -> BytesAnswer:
        """Show one."""
        query = query_of(call, wire.AppointmentShown)
        number = self.showing.named(call).number
        if query.trashed:
            return self.showing.one(call, self.services.rebooking.trashed(call.actor, number))
        return self.showing.one(call, self.services.book.get(call.actor, number))

    def appointments(self, call: Call) -> BytesAnswer:
        """List some, by number."""
        query = query_of(call, wire.AppointmentQuery)
        where = self._filter(call.actor, query)
        after = position_in(call, query.cursor, int)
        limit = query.limit + 1
        found = self.services.book.page(call.actor, where, after=None if after is None else Number(after), limit=limit)
        page = found.items[: query.limit]
        last = page[-1].number if len(found.items) > query.limit else found.goes_on_after
        return listed(
            call,
            self.showing.many(call.actor, page),
            next_cursor=None if last is None else cursor_for(call, last),
            total=self.services.book.count(call.actor, where) if query.count else None,
        )

    def occurrences(self, call: Call) -> BytesAnswer:
        """List those of one appointment, by the day they have in its series."""
        query = query_of(call, wire.OccurrencesOfQuery)
        after = position_in(call, query.cursor, date)
        number = self.showing.named(call).number
        since = query.since or date.min
        if after is not None:
            since = min(after, date.max - _ONE_DAY) + _ONE_DAY
        found = self.services.schedule.of_appointment(call.actor, number, since=since, limit=query.limit + 1)
        page = found[: query.limit]
        last = page[-1].day if len(found) > query.limit else None
        return self.showing.occurrences(call, page, next_cursor=None if last is None else cursor_for(call, last))

    def _filter(self, actor: Actor, query: wire.AppointmentQuery) -> AppointmentFilter:
        """Raises: Invalid, NotFound for what is named and is not there."""
        moments = self.showing.moments(actor)
        named = ((query.participant, PARTICIPANT_KINDS, "participant"), (query.calendar, (Kind.CALENDAR,), "calendar"))
        members = [
            self.references.one(actor, name, kinds=kinds, what=what) for name, kinds, what in named if name is not UNSET
        ]
        concerned = None
        if query.concerns is not UNSET:
            concerned = self.references.one(actor, query.concerns, kinds=CONCERNED_KINDS, what="record")
        starts, ends = moments.since_or_none(query.since), moments.until_or_none(query.until)
        if starts is not None and ends is not None and ends < starts:
            raise Invalid("until", "range")
        return AppointmentFilter(
            trashed=query.trashed,
            starts=starts,
            ends=ends,
            members=tuple(one.number for one in members),
            concerns=concerned.number if concerned else None,
            status=None if query.status is None else Status(query.status),
            type="" if query.type is UNSET else query.type,
            containing=query.q,
            changed_since=moments.since_or_none(query.modified_since, "modified_since"),
        )
