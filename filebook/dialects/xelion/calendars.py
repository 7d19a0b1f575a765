"""Xelion's calendars: which there are, and what lies in them, by which clients find an appointment's OID.

Source: the project's Xelion reference, 8, read 2026-11-21.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from filebook.core.errors import NotFound
from filebook.core.ids import Kind, Number
from filebook.core.recurrence.rule import OCCURRENCE_LIMIT
from filebook.dialects.xelion import translate, wire
from filebook.dialects.xelion.book import BookHandlers
from filebook.dialects.xelion.dates import day_from
from filebook.dialects.xelion.ids import number_from, oid_of
from filebook.dialects.xelion.paging import DEFAULT_LIMIT, limit_in, link_to, page_of
from filebook.services.bundle import Services
from filebook.serving.answers import BytesAnswer, json_answer
from filebook.serving.call import Call

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class CalendarHandlers:
    """What the routes below `calendars` and `addressables` do."""

    services: Services
    book: BookHandlers
    now: Callable[[], datetime]

    def calendars(self, call: Call) -> BytesAnswer:
        """`GET calendars`."""
        page, meta = page_of(
            self.services.agenda.calendars(call.actor),
            call,
            path=("calendars",),
            number=lambda owned: owned.calendar.number,
            name=lambda owned: owned.calendar.name,
        )
        shown = [translate.calendar_object(owned.calendar, user=owned.user) for owned in page]
        data = [wire.CalendarItem(object=one, links=[link_to(call, "calendars", one.oid)]) for one in shown]
        return json_answer(wire.CalendarList(data=data, meta=meta))

    def calendar(self, call: Call) -> BytesAnswer:
        """`GET calendars/OID` of a calendar, a user or a person; of an appointment for those who follow its link."""
        number = number_from(call.path_params["oid"], "calendar")
        if self.services.agenda.kind(call.actor, number) in {Kind.APPOINTMENT, Kind.OCCURRENCE}:
            return self.book.appointment(call)
        return self._entries(call, number)

    def of_person(self, call: Call) -> BytesAnswer:
        """`GET addressables/OID/calendar`."""
        number = number_from(call.path_params["oid"], "calendar")
        if self.services.agenda.kind(call.actor, number) not in {Kind.STAFF, Kind.CONTACT}:
            raise NotFound("calendar", number)
        return self._entries(call, number)

    def _entries(self, call: Call, number: Number) -> BytesAnswer:
        zone = self.services.accounts.business(call.actor.business).zone
        since, until, limit = self._asked(call, zone)
        found = self.services.agenda.entries(call.actor, number, since=since, until=until, limit=limit)
        shown = [
            translate.entry_object(entry.appointment, entry.span, owner_name=entry.owner_name, zone=zone)
            for entry in found
        ]
        data = [wire.EntryItem(object=one, links=[link_to(call, "calendars", one.oid)]) for one in shown]
        meta = wire.Meta(links=[link_to(call, "calendars", oid_of(number), rel="refresh")])
        return json_answer(wire.EntryList(data=data, meta=meta))

    def _asked(self, call: Call, zone: str) -> tuple[datetime | None, datetime | None, int]:
        """From and to which instants, and how many; a span that is closed on both sides is told whole.

        Raises: Invalid("after" | "before" | "limit").
        """
        limit = limit_in(call.query)
        after = day_from(call.query.get("after", ""), zone, member="after")
        before = day_from(call.query.get("before", ""), zone, member="before")
        if after is None and before is None:
            after = before = self.now().astimezone(ZoneInfo(zone)).date()
        closed = after is not None and before is not None
        since = None if after is None else _midnight(after, zone)
        until = None if before is None else _midnight_after(before, zone)
        return since, until, limit or (OCCURRENCE_LIMIT if closed else DEFAULT_LIMIT)


def _midnight(day: date, zone: str) -> datetime:
    """The first moment of a day, or of the calendar; some clients say its first day for no beginning."""
    try:
        return datetime.combine(day, time(), tzinfo=ZoneInfo(zone)).astimezone(UTC)
    except OverflowError:
        return datetime.min.replace(tzinfo=UTC)


def _midnight_after(day: date, zone: str) -> datetime:
    """The moment that ends a day, or the calendar."""
    try:
        return _midnight(day + _ONE_DAY, zone)
    except OverflowError:
        return datetime.max.replace(tzinfo=UTC)
