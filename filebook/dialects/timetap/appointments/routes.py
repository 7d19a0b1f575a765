"""The rows of the route table about appointments and series, alike below every prefix.

Source: the project's TimeTap reference (sections 5.1 and 6), read 2026-11-21.
"""

from collections.abc import Callable, Sequence
from datetime import datetime

from filebook.core.access import Role
from filebook.core.ids import Kind
from filebook.dialects.timetap.appointments.lookup import Lookup
from filebook.dialects.timetap.appointments.reads import Reads
from filebook.dialects.timetap.appointments.series import Series
from filebook.dialects.timetap.appointments.wire import (
    AppointmentChange,
    AppointmentObject,
    Cancellation,
    CountedPage,
    RecurringChange,
    RecurringObject,
    StatusCount,
)
from filebook.dialects.timetap.appointments.writes import Writes
from filebook.dialects.timetap.wire import Count
from filebook.services.bundle import Services
from filebook.serving.routes import Body, Route, SyncHandler, credential

# Whoever takes part in an appointment may change it; the services decide.
_READER = credential(Role.VIEWER)
_ONE = {"calendarId": Kind.APPOINTMENT}


def appointment_routes(
    prefixes: Sequence[str], services: Services, *, now: Callable[[], datetime]
) -> tuple[Route, ...]:
    """Everything about appointments, below each of the prefixes."""
    lookup = Lookup(services)
    reads, series = Reads(lookup), Series(lookup, now)
    writes = Writes(lookup, reads, now)
    return tuple(
        row
        for prefix in prefixes
        for row in (
            *_lists(prefix, reads),
            *_one(prefix + "/appointments/{calendarId}", reads, writes),
            *_made(prefix + "/appointments", writes),
            *_recurring(prefix + "/recurringappointments", series),
        )
    )


def _lists(prefix: str, reads: Reads) -> tuple[Route, ...]:
    single, listed = prefix + "/appointments", prefix + "/appointmentList"
    array = list[AppointmentObject]
    return (
        _read(listed + "/report", reads.report, "A page of the appointments", array),
        _read(listed + "/reportWithCount", reads.report_with_count, "A page, and how many there are", CountedPage),
        _read(listed + "/reportCount", reads.report_count, "How many appointments there are", Count),
        _read(
            listed + "/reportCountsByStatus",
            reads.counts_by_status,
            "How many there are of each service in each status",
            list[StatusCount],
        ),
        _read(single, reads.report, "A page of the appointments", array),
        _read(single + "/report", reads.report, "A page of the appointments, under its older name", array),
        _read(single + "/reportCount", reads.report_count, "How many there are, under its older name", Count),
        _read(single + "/status/{status}", reads.with_status, "A page of those with a status", array),
        _read(
            single + "/resource/{resourceId}/{statusList}",
            reads.on_resource,
            "A page of those in the calendar of a resource",
            array,
        ),
        Route(
            "GET",
            single + "/countByStatus/location/{locationId}",
            reads.counts_at_location,
            _READER,
            "How many there are at a location in each status",
            response=dict[str, int],
            objects={"locationId": Kind.LOCATION},
        ),
        Route(
            "GET",
            single + "/recurringappointments/{recurringAppointmentId}",
            reads.members,
            _READER,
            "The members of a series",
            response=array,
        ),
    )


def _one(path: str, reads: Reads, writes: Writes) -> tuple[Route, ...]:
    changed = ((path, "PUT", writes.replace, "Replace an appointment"), (path, "PATCH", writes.patch, "Change a part"))
    done = (
        (path + "/completed/{sendClientEmail}", writes.complete, "It took place"),
        (path + "/noshow/{sendClientEmail}", writes.no_show, "The client did not come"),
    )
    return (
        Route("GET", path, reads.get_one, _READER, "One appointment", response=AppointmentObject, objects=_ONE),
        Route(
            "GET",
            path + "/checkWaitList",
            reads.wait_list,
            _READER,
            "Who waits for its time: nobody",
            response=list[AppointmentObject],
            objects=_ONE,
        ),
        *(
            Route(
                method,
                address,
                handler,
                _READER,
                summary,
                request=AppointmentChange,
                response=AppointmentObject,
                body=Body.BUFFERED,
                objects=_ONE,
            )
            for address, method, handler, summary in changed
        ),
        Route(
            "PUT",
            path + "/cancel/{sendStaffEmail}/{sendClientEmail}",
            writes.cancel,
            _READER,
            "Cancel",
            request=Cancellation,
            response=AppointmentObject,
            body=Body.BUFFERED,
            objects=_ONE,
        ),
        *(
            Route("PUT", address, handler, _READER, summary, response=AppointmentObject, objects=_ONE)
            for address, handler, summary in done
        ),
    )


def _made(path: str, writes: Writes) -> tuple[Route, ...]:
    return tuple(
        Route(
            "POST",
            address,
            handler,
            _READER,
            summary,
            request=AppointmentChange,
            response=AppointmentObject,
            body=Body.BUFFERED,
        )
        for address, handler, summary in (
            (path, writes.create, "A new appointment"),
            (path + "/quickAdd", writes.quick_add, "A new appointment from staff and times alone"),
        )
    )


def _recurring(path: str, series: Series) -> tuple[Route, ...]:
    one = path + "/{recurringAppointmentId}"
    return (
        Route("GET", one, series.get_one, _READER, "A series", response=RecurringObject),
        *(
            Route(
                method,
                address,
                handler,
                _READER,
                summary,
                request=RecurringChange,
                response=answer,
                body=Body.BUFFERED,
            )
            for method, address, handler, summary, answer in (
                ("POST", path, series.create, "A new series", RecurringObject),
                ("POST", path + "/get/dates", series.dates, "The days that a series would have", list[str]),
                ("PUT", one, series.change, "Change or cancel a series", RecurringObject),
            )
        ),
    )


def _read(path: str, handler: SyncHandler, summary: str, response: object) -> Route:
    return Route("GET", path, handler, _READER, summary, response=response)  # type: ignore[arg-type] # list[…] is a form of type
