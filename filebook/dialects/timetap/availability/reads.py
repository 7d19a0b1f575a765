"""Handlers that show free times: of a day, of a month, of many days with whoever is free.

Source: the project's TimeTap reference (sections 3.3 and 8), read 2026-11-22.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec

from filebook.core.errors import Invalid
from filebook.core.ids import Kind, Number
from filebook.dialects.timetap.arrays import list_answer
from filebook.dialects.timetap.availability.translate import slot_object
from filebook.dialects.timetap.availability.wire import DayObject
from filebook.dialects.timetap.clock import FIRST_YEAR, LAST_YEAR, date_in_query
from filebook.dialects.timetap.ids import number_in_path, number_of
from filebook.services.availability import OpenDay, Wanted
from filebook.services.bundle import Services
from filebook.serving.answers import json_answer
from filebook.serving.call import Call
from filebook.serving.routes import Answer

DEFAULT_DAYS = timedelta(days=30)
_YEAR = re.compile(r"[0-9]{4}")
_MONTH_OR_DAY = re.compile(r"[0-9]{1,2}")


@dataclass(frozen=True, slots=True)
class FreeTimes:
    """Shows free times to TimeTap's clients."""

    services: Services
    now: Callable[[], datetime]

    def on_day(self, call: Call) -> Answer:
        """The free times of a member of staff on one day."""
        wanted, day = _wanted(call), _day_in(call, call.path_params["DD"])

        def batches() -> Iterator[bytes]:
            for found in self.services.availability.open_days(call.actor, wanted, since=day, until=day):
                shown = [slot_object(free.slot, free.staff) for free in found.slots]
                yield msgspec.json.encode(shown)[1:-1]

        return list_answer(call, self.services, batches, depends_on=self._minute())

    def in_month(self, call: Call) -> Answer:
        """The days of a month on which a member of staff has a free time."""
        wanted, first = _wanted(call), _day_in(call, "1")
        last = first.replace(day=monthrange(first.year, first.month)[1])
        found = self.services.availability.open_days(call.actor, wanted, since=first, until=last)
        return json_answer({open_day.day.isoformat(): True for open_day in found})

    def at_location(self, call: Call) -> Answer:
        """The free times for a service at a location, by day, with whoever is free."""
        wanted = _wanted(call)
        since, until = self._window(call)

        def batches() -> Iterator[bytes]:
            for found in self.services.availability.open_days(call.actor, wanted, since=since, until=until):
                yield msgspec.json.encode(_day_object(found))

        return list_answer(call, self.services, batches, depends_on=self._minute())

    def _window(self, call: Call) -> tuple[date, date]:
        """The days that are asked for: thirty from today on, or from the first one, where no last one is told."""
        zone = ZoneInfo(self.services.accounts.business(call.actor.business).zone)
        since = date_in_query(call.query.get("startDate", ""), zone=zone) or self.now().astimezone(zone).date()
        return since, date_in_query(call.query.get("endDate", ""), zone=zone) or since + DEFAULT_DAYS

    def _minute(self) -> str:
        """What is free depends on the time, too: slots begin at whole minutes, and one that has begun is gone."""
        return self.now().replace(second=0, microsecond=0).isoformat()


def _day_object(found: OpenDay) -> DayObject:
    return DayObject(date=found.day.isoformat(), timeSlots=[slot_object(free.slot, free.staff) for free in found.slots])


def _wanted(call: Call) -> Wanted:
    """Raises: NotFound for what cannot be an id, Invalid("duration")."""
    duration = number_of(call.query.get("duration"), field="duration")
    return Wanted(
        service=_number(call, "reasonId", Kind.SERVICE),
        location=_number(call, "locationId", Kind.LOCATION),
        staff=_number(call, "staffId", Kind.STAFF) if "staffId" in call.path_params else None,
        duration_minutes=duration,
    )


def _number(call: Call, name: str, kind: Kind) -> Number:
    return number_in_path(call.path_params[name], what=kind.value)


def _day_in(call: Call, day: str) -> date:
    """A date in the path. Raises: Invalid("date") for one that does not exist."""
    year, month = call.path_params["YYYY"], call.path_params["MM"]
    if not (_YEAR.fullmatch(year) and _MONTH_OR_DAY.fullmatch(month) and _MONTH_OR_DAY.fullmatch(day)):
        raise Invalid("date", "digits")
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        raise Invalid("date", "calendar") from None
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise Invalid("date", "range")
    return found
