"""Handlers that show events: those of some staff in some days, and one.

Source: the project's TimeTap reference (sections 3.3 and 8), read 2026-11-22.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec

from filebook.core.access import Actor
from filebook.core.errors import Invalid, NotFound
from filebook.core.ids import Number
from filebook.core.members import Member
from filebook.dialects.timetap.appointments.lookup import Lookup
from filebook.dialects.timetap.arrays import list_answer
from filebook.dialects.timetap.calendar.translate import EVENT_TYPES, event_object, without_buffer
from filebook.dialects.timetap.calendar.wire import EventObject
from filebook.dialects.timetap.clock import date_in_query, instant_of, midnight
from filebook.dialects.timetap.ids import number_of
from filebook.dialects.timetap.queries import numbers_listed, words_in
from filebook.dialects.timetap.values import flag_of
from filebook.services.numbered_occurrences import Concerns, Window
from filebook.services.occupied import LONGEST_BUFFER, interval_of
from filebook.serving.answers import json_answer
from filebook.serving.call import Call
from filebook.serving.routes import Answer

DEFAULT_DAYS = timedelta(days=31)
STAFF_LIMIT = 1000
"""Whose events can be asked for at once."""
_BATCH = 100
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Events:
    """Shows events to TimeTap's clients."""

    lookup: Lookup
    now: Callable[[], datetime]

    def in_range(self, call: Call) -> Answer:
        """The events of some staff on some days, by start."""
        actor, staff = call.actor, _staff(call.path_params["staffIdList"])
        zone = self.lookup.zone(actor)
        since, until = self._days(call, ZoneInfo(zone))
        first, last = instant_of(midnight(since), zone), instant_of(midnight(until + _ONE_DAY), zone)
        within = Window(
            first - LONGEST_BUFFER, last + LONGEST_BUFFER, taking_part=next(iter(staff)) if len(staff) == 1 else None
        )
        locations, services = (numbers_listed(call.query, name) for name in ("locationIdList", "serviceIdList"))
        shows_buffer = flag_of(call.query.get("showBuffer"), field="showBuffer") is not False

        def holds(member: Member, about: Concerns) -> bool:
            begin, end = interval_of(member)
            if begin >= last or (end <= first and begin < first):
                return False
            people = {participant.record.number for participant in member.whole.participants}
            wanted = (found for found in (locations, services) if found)
            return not people.isdisjoint(staff) and not any(about.keys().isdisjoint(found) for found in wanted)

        def batches() -> Iterator[bytes]:
            book = self.lookup.services.numbered_occurrences
            places = book.select(actor, holds, within=within) if since <= until else []
            for start in range(0, len(places), _BATCH):
                events = self._events(actor, book.at(actor, places[start : start + _BATCH]), zone=zone)
                shown = events if shows_buffer else [without_buffer(event) for event in events]
                if shown:  # what was put in the trash meanwhile is missing
                    yield msgspec.json.encode(shown)[1:-1]

        today = self.now().astimezone(ZoneInfo(zone)).date()
        return list_answer(call, self.lookup.services, batches, depends_on=today.isoformat())

    def get_one(self, call: Call) -> Answer:
        """One event, in an array. Raises: Invalid("eventType"), NotFound("appointment") also for another type."""
        wanted, text = call.path_params["eventType"].upper(), call.path_params["eventId"]
        if wanted not in EVENT_TYPES:
            raise Invalid("eventType", "word")
        events = self._events(call.actor, [self.lookup.named(call.actor, text)])
        if events[0].eventType != wanted:
            raise NotFound("appointment", text)
        return json_answer(events)

    def _events(self, actor: Actor, members: Sequence[Member], *, zone: str = "") -> list[EventObject]:
        shown = self.lookup.shown(actor, members, zone=zone)
        return [event_object(member, one) for member, one in zip(members, shown, strict=True)]

    def _days(self, call: Call, zone: ZoneInfo) -> tuple[date, date]:
        """The first and the last day: today and thirty-one days later, where nothing is said."""
        since = date_in_query(call.query.get("startDate", ""), zone=zone) or self.now().astimezone(zone).date()
        return since, date_in_query(call.query.get("endDate", ""), zone=zone) or since + DEFAULT_DAYS


def _staff(text: str) -> frozenset[Number]:
    """Raises: Invalid("staffIdList") for nobody, for too many and for what cannot be an id."""
    words = words_in(text)
    if not 1 <= len(words) <= STAFF_LIMIT:
        raise Invalid("staffIdList", "length")
    numbers = (number_of(word, field="staffIdList") for word in words)
    return frozenset(number for number in numbers if number is not None)
