"""Showing one event, and lists of them.

Source: the project's TelecomX reference, 8, read 2026-11-21.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from filebook.core.access import Action, Actor, may
from filebook.core.errors import Invalid
from filebook.core.ids import Kind, Number
from filebook.core.members import Member
from filebook.dialects.telecomx.calendar import wire
from filebook.dialects.telecomx.calendar.lookup import Lookup, require_employee
from filebook.dialects.telecomx.calendar.moments import moment_from
from filebook.dialects.telecomx.calendar.translate import event_object, is_deleted, outline
from filebook.dialects.telecomx.queries import page_of
from filebook.services.numbered_occurrences import Place, Window
from filebook.serving.answers import BytesAnswer, json_answer
from filebook.serving.call import Call

LIMIT, MOST = 50, 10_000
BACK, AHEAD = timedelta(days=7), timedelta(days=31)
"""What the vendor keeps."""
FILTER_LIMIT = 200
"""Characters that can be looked for in subjects."""


@dataclass(frozen=True, slots=True)
class Reads:
    """Shows events to TelecomX's clients."""

    lookup: Lookup
    now: Callable[[], datetime]

    def one(self, call: Call) -> BytesAnswer:
        """`GET /pbx/calendar/ID`: whole, or what a colleague without permission may know."""
        require_employee(call.actor)
        found = self.lookup.named(call.actor, call.path_params["event"])
        shown = event_object if found.whole_told else outline
        return json_answer(shown(found.member, self.lookup.around(call.actor, [found.member.whole])))

    def list(self, call: Call) -> BytesAnswer:
        """`GET /pbx/calendar`: events by start; of a series its occurrences, never the master."""
        query, actor = call.query, call.actor
        require_employee(actor)
        page = page_of(query, limit=LIMIT, most=MOST)
        needle = _needle(query)
        whose = self._whose(actor, query.get("employee", ""))

        def holds(member: Member) -> bool:
            return not is_deleted(member) and needle in member.subject.casefold() and whose(member)

        places = self._places(actor, query, holds, everywhere=bool(needle))
        book = self.lookup.services.numbered_occurrences
        members = book.at(actor, places[page.offset : page.offset + page.limit])
        events = self.lookup.shown(actor, members)
        return json_answer(wire.EventList(offset=page.offset, limit=page.limit, total=len(places), events=events))

    def _places(
        self, actor: Actor, query: Mapping[str, str], holds: Callable[[Member], bool], *, everywhere: bool
    ) -> Sequence[Place]:
        """What lies between the dates that are asked for, else in the days that the vendor keeps and, wherever it lies,
        what was made here; who looks for a subject looks everywhere.

        Raises: Invalid("start" | "end").
        """
        at, services = self.now(), self.lookup.services
        starts, ends = (None, None) if everywhere else (at - BACK, at + AHEAD)
        if text := query.get("start", ""):
            starts = moment_from(text, field="start")
        if text := query.get("end", ""):
            ends = moment_from(text, field="end")
        found = services.numbered_occurrences.select(
            actor, lambda member, _: holds(member), within=Window(starts, ends)
        )
        if everywhere or query.get("start") or query.get("end"):
            return found
        made_here = {(place.whole, place.day): place for place in services.diary.made_here(actor, holds)}
        places = {**made_here, **{(place.whole, place.day): place for place in found}}
        return sorted(places.values(), key=lambda place: (place.starts, place.whole, place.day or date.min))

    def _whose(self, actor: Actor, text: str) -> Callable[[Member], bool]:
        """Whether an event is one of this employee's: theirs, or they take part."""
        if not text:
            return lambda _: True
        wanted = self.lookup.employee(actor, text)
        if not may(actor, Action.READ):
            staff: frozenset[Number] = frozenset()  # who sees nothing but the own events needs not know of others
        else:
            staff = frozenset(self.lookup.services.records.numbers(actor, Kind.STAFF))

        def holds(member: Member) -> bool:
            there = {participant.record.number for participant in member.whole.participants}
            owner = member.whole.owner
            return wanted in there or (owner is not None and owner.number == wanted and staff.isdisjoint(there))

        return holds


def _needle(query: Mapping[str, str]) -> str:
    """What is looked for in subjects. Raises: Invalid("filter")."""
    text = query.get("filter", "").strip()
    if len(text) > FILTER_LIMIT:
        raise Invalid("filter", "length")
    return text.casefold()
