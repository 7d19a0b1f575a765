"""The routes of calendars, people, free times and series looked at beforehand."""

from filebook.core.access import Role
from filebook.core.ids import Kind
from filebook.dialects.native.appointments.references import References
from filebook.dialects.native.appointments.showing import Showing
from filebook.dialects.native.appointments.wire import OccurrencePage
from filebook.dialects.native.calendars import wire
from filebook.dialects.native.calendars.handlers import CalendarHandlers
from filebook.dialects.native.calendars.schedules import Schedules
from filebook.dialects.native.calendars.series import SeriesHandlers
from filebook.dialects.native.parts import Parts
from filebook.dialects.native.wire import Nothing, Sparse
from filebook.serving.routes import Body, Route, credential

_CALENDARS, _TIMES = "Calendars and people", "Times"
_ALL, _ONE = "/calendars", "/calendars/{id}"
_CALENDAR = {"id": Kind.CALENDAR}
_ANYBODY = credential(Role.PERSONAL)


def calendar_routes(parts: Parts) -> tuple[Route, ...]:
    """Rows for calendars and people, and for what can be known of times."""
    showing, handlers = Showing(parts.services), CalendarHandlers(parts.services)
    schedules = Schedules(parts.services, showing, References(parts.services))
    return (
        *_of_calendars(parts, handlers),
        *_of_one(handlers),
        *_of_people(handlers),
        *_happening(schedules),
        *_of_times(schedules, SeriesHandlers(showing)),
    )


def _of_calendars(parts: Parts, calendars: CalendarHandlers) -> tuple[Route, ...]:
    return (
        Route(
            "GET",
            _ALL,
            calendars.calendars,
            _ANYBODY,
            "List calendars",
            response=wire.CalendarPage,
            query=wire.CalendarQuery,
            area=_CALENDARS,
        ),
        Route(
            "POST",
            _ALL,
            parts.once.buffered(calendars.create),
            credential(Role.VIEWER),
            "Make the calendar of a resource",
            request=wire.NewCalendar,
            response=wire.Calendar,
            body=Body.BUFFERED,
            query=Sparse,
            status=201,
            area=_CALENDARS,
        ),
    )


def _of_one(calendars: CalendarHandlers) -> tuple[Route, ...]:
    return (
        Route(
            "GET",
            _ONE,
            calendars.calendar,
            _ANYBODY,
            "Show a calendar",
            response=wire.Calendar,
            inline=True,
            objects=_CALENDAR,
            query=Sparse,
            area=_CALENDARS,
        ),
        Route(
            "PATCH",
            _ONE,
            calendars.change,
            _ANYBODY,
            "Rename or colour a calendar, say what it is for",
            request=wire.CalendarChange,
            response=wire.Calendar,
            body=Body.BUFFERED,
            objects=_CALENDAR,
            query=Sparse,
            area=_CALENDARS,
        ),
        Route(
            "DELETE",
            _ONE,
            calendars.delete,
            credential(Role.VIEWER),
            "Remove the calendar of a resource in which nothing stands",
            objects=_CALENDAR,
            query=Nothing,
            status=204,
            area=_CALENDARS,
        ),
    )


def _of_people(calendars: CalendarHandlers) -> tuple[Route, ...]:
    return (
        Route(
            "GET",
            "/people",
            calendars.people,
            _ANYBODY,
            "List staff and contacts",
            response=wire.PersonPage,
            query=wire.PersonQuery,
            area=_CALENDARS,
        ),
    )


def _happening(schedules: Schedules) -> tuple[Route, ...]:
    return (
        Route(
            "GET",
            "/occurrences",
            schedules.occurrences,
            _ANYBODY,
            "List what happens in a range of time",
            response=OccurrencePage,
            query=wire.ScheduleQuery,
            area=_TIMES,
        ),
        Route(
            "GET",
            f"{_ONE}/occurrences",
            schedules.of_calendar,
            _ANYBODY,
            "List what happens in a calendar",
            response=OccurrencePage,
            objects=_CALENDAR,
            query=wire.OccurrenceQuery,
            area=_TIMES,
        ),
    )


def _of_times(schedules: Schedules, series: SeriesHandlers) -> tuple[Route, ...]:
    return (
        Route(
            "POST",
            "/free-busy",
            schedules.free_busy,
            _ANYBODY,
            "Tell when people and calendars are taken",
            request=wire.AskedBusy,
            response=wire.BusyAll,
            body=Body.BUFFERED,
            query=Nothing,
            area=_TIMES,
        ),
        Route(
            "POST",
            "/conflicts",
            schedules.conflicts,
            _ANYBODY,
            "Tell what an appointment wants that others want at the same time",
            request=wire.PlannedConflict,
            response=wire.Conflicting,
            body=Body.BUFFERED,
            query=Nothing,
            area=_TIMES,
        ),
        Route(
            "GET",
            "/availability",
            schedules.availability,
            credential(Role.VIEWER),
            "Tell when there is room for a service",
            response=wire.FreeDays,
            query=wire.AvailabilityQuery,
            area=_TIMES,
        ),
        Route(
            "POST",
            "/series/preview",
            series.preview,
            _ANYBODY,
            "Look at a series before it is booked",
            request=wire.AskedSeries,
            response=wire.SeriesPreview,
            body=Body.BUFFERED,
            query=Nothing,
            area=_TIMES,
        ),
    )
