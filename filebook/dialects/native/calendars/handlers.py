"""What the native door does with calendars and people."""

from dataclasses import dataclass, replace

from msgspec import UNSET

from filebook.core.appointments import Calendar
from filebook.core.ids import Kind, Number
from filebook.core.people import Person
from filebook.core.ports.catalogue import Named
from filebook.dialects.native.answers import listed, shown
from filebook.dialects.native.calendars import wire
from filebook.dialects.native.calendars.shown import calendar_shown, person_shown
from filebook.dialects.native.cursors import cursor_for, position_in
from filebook.dialects.native.reading import body_of, query_of, writer
from filebook.dialects.native.wire import Nothing, Sparse
from filebook.services.bundle import Services
from filebook.services.people import Wanted
from filebook.serving.answers import BytesAnswer, empty_answer
from filebook.serving.call import Call

_CALENDAR = (Kind.CALENDAR,)
_NAMES = ("first_name", "last_name", "company", "email")


@dataclass(frozen=True, slots=True)
class CalendarHandlers:
    """Calendars, and the address book."""

    services: Services

    def calendars(self, call: Call) -> BytesAnswer:
        """List them, by number."""
        query = query_of(call, wire.CalendarQuery)
        after = position_in(call, query.cursor, int) or 0
        known = [
            one
            for one in self.services.agenda.calendars(call.actor)
            if one.calendar.owner is None or not query.resources
        ]
        found = [one for one in known if one.calendar.number > after]
        page = found[: query.limit]
        return listed(
            call,
            [calendar_shown(one) for one in page],
            next_cursor=cursor_for(call, page[-1].calendar.number) if len(found) > query.limit else None,
            total=len(known) if query.count else None,
        )

    def calendar(self, call: Call) -> BytesAnswer:
        """Show one."""
        query_of(call, Sparse)
        return self._shown(call, self._named(call))

    def create(self, call: Call) -> BytesAnswer:
        """Make one for a resource."""
        query_of(call, Sparse)
        said = body_of(call, wire.NewCalendar)
        made = self.services.booking.add_resource(
            writer(call), said.name, colour=said.colour, description=said.description
        )
        return self._shown(call, self._again(call, made.number), status=201)

    def change(self, call: Call) -> BytesAnswer:
        """Name one, colour it, say what it is for."""
        query_of(call, Sparse)
        said = body_of(call, wire.CalendarChange)
        named = self._known(call)

        def edit(current: Calendar) -> Calendar:
            return replace(
                current,
                name=current.name if said.name is UNSET else said.name,
                colour=current.colour if said.colour is UNSET else said.colour,
                description=current.description if said.description is UNSET else said.description,
            )

        self.services.calendars.change(writer(call, named), named.number, edit=edit)
        return self._shown(call, self._again(call, named.number))

    def delete(self, call: Call) -> BytesAnswer:
        """Remove that of a resource for good."""
        query_of(call, Nothing)
        named = self._known(call)
        self.services.calendars.remove(writer(call, named), named.number)
        return empty_answer()

    def people(self, call: Call) -> BytesAnswer:
        """List staff and contacts, by number."""
        query = query_of(call, wire.PersonQuery)
        after = position_in(call, query.cursor, int)
        text = query.q.casefold()

        def holds(person: Person) -> bool:
            record = person.record
            of_kind = query.kind in {None, record.kind.value} and call.actor.scope.covers(record.kind)
            told = (record.label, *(record.text(name) for name in _NAMES))
            return of_kind and (not text or any(text in one.casefold() for one in told))

        wanted = Wanted(limit=query.limit + 1, after=None if after is None else Number(after), holds=holds)
        found = self.services.people.page(call.actor, wanted)
        page = found[: query.limit]
        more = len(found) > query.limit
        return listed(
            call,
            [person_shown(one) for one in page],
            next_cursor=cursor_for(call, page[-1].number) if more else None,
        )

    def _named(self, call: Call) -> Named:
        return self.services.naming.one(call.actor, call.path_params["id"], kinds=_CALENDAR)

    def _known(self, call: Call) -> Named:
        """One that the caller may know of. Raises: NotFound("calendar"), AccessDenied."""
        named = self._named(call)
        self.services.calendars.get(call.actor, named.number)
        return named

    def _again(self, call: Call, number: Number) -> Named:
        return self.services.naming.one(call.actor, str(number), kinds=_CALENDAR)

    def _shown(self, call: Call, named: Named, *, status: int = 200) -> BytesAnswer:
        calendar = calendar_shown(self.services.calendars.get(call.actor, named.number))
        return shown(call, calendar, revision=named.revision, status=status, path=("calendars", named.uid))
