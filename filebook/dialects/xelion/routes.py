"""The Xelion door: its route table.

Source: the project's Xelion reference, 1 to 3, 7, 8 and 11, read 2026-11-21.
"""

from collections.abc import Callable
from datetime import datetime

from filebook.core.access import Role
from filebook.core.ids import Door as DoorName
from filebook.core.ids import Kind
from filebook.dialects.xelion import wire
from filebook.dialects.xelion.attachments import AttachmentHandlers
from filebook.dialects.xelion.auth import authenticator, session_form
from filebook.dialects.xelion.book import BookHandlers
from filebook.dialects.xelion.calendars import CalendarHandlers
from filebook.dialects.xelion.errors import render
from filebook.dialects.xelion.people.routes import people_routes
from filebook.dialects.xelion.sessions import SessionHandlers
from filebook.services.bundle import Services
from filebook.serving.answers import BytesAnswer, json_answer
from filebook.serving.call import Call
from filebook.serving.routes import PUBLIC, Body, Door, Route, credential

SESSION_SECONDS = 24 * 3600
_BASE = "/api/v1/{tenant}"
_SOMEBODY = credential(Role.PERSONAL)
_APPOINTMENT = {"oid": Kind.APPOINTMENT}


def door(
    services: Services,
    *,
    now: Callable[[], datetime],
    session_seconds: int = SESSION_SECONDS,
) -> Door:
    """The Xelion door; `session_seconds` is how long a login lasts."""
    authenticate = authenticator(services)
    sessions = SessionHandlers(services, session_form(session_seconds), authenticate)
    book = BookHandlers(services)
    calendars = CalendarHandlers(services, book, now)
    routes = (
        _server_version(),
        *_session_routes(sessions),
        *_book_routes(book),
        *_calendar_routes(calendars),
        *people_routes(services, now=now),
        *_attachment_routes(AttachmentHandlers(services)),
    )
    return Door(DoorName.XELION, "/xelion", routes, authenticate, render, compresses=True, cross_origin=True)


def _server_version() -> Route:
    def server_version(call: Call) -> BytesAnswer:  # noqa: ARG001 - the same for everybody
        return json_answer(wire.ServerVersion())

    return Route(
        "GET",
        f"{_BASE}/server/version",
        server_version,
        PUBLIC,
        "Tell the versions of API and server",
        response=wire.ServerVersion,
        inline=True,
    )


def _session_routes(handlers: SessionHandlers) -> tuple[Route, ...]:
    return (
        Route(
            "POST",
            f"{_BASE}/me/login",
            handlers.log_in,
            PUBLIC,
            "Log in",
            request=wire.LoginRequest,
            response=wire.LoginAnswer,
            body=Body.BUFFERED,
        ),
        Route(
            "POST",
            f"{_BASE}/me/renew",
            handlers.renew,
            credential(Role.PERSONAL),
            "Replace a session by a new one",
            request=str,
            response=wire.RenewAnswer,
            body=Body.BUFFERED,
        ),
        Route("POST", f"{_BASE}/me/logout", handlers.log_out, credential(Role.NONE), "End the session"),
    )


def _book_routes(handlers: BookHandlers) -> tuple[Route, ...]:
    """Not inline, since telling where a series ends may take a while."""
    one = f"{_BASE}/appointments/{{oid}}"
    return (
        Route(
            "POST",
            f"{_BASE}/appointments",
            handlers.create,
            _SOMEBODY,
            "Make an appointment",
            request=wire.NewAppointment,
            response=wire.AppointmentAnswer,
            body=Body.STREAMED,
        ),
        Route(
            "GET",
            one,
            handlers.appointment,
            _SOMEBODY,
            "Show an appointment",
            response=wire.AppointmentAnswer,
            objects=_APPOINTMENT,
        ),
        Route(
            "PATCH",
            one,
            handlers.change,
            _SOMEBODY,
            "Change members of an appointment, all that are named or none",
            request=wire.Operations,
            body=Body.STREAMED,
            objects=_APPOINTMENT,
        ),
        Route(
            "DELETE", one, handlers.delete, _SOMEBODY, "Remove an appointment, or one occurrence", objects=_APPOINTMENT
        ),
    )


def _calendar_routes(handlers: CalendarHandlers) -> tuple[Route, ...]:
    return (
        Route(
            "GET",
            f"{_BASE}/calendars",
            handlers.calendars,
            _SOMEBODY,
            "List the calendars, page by page",
            response=wire.CalendarList,
        ),
        Route(
            "GET",
            f"{_BASE}/calendars/{{oid}}",
            handlers.calendar,
            _SOMEBODY,
            "List what lies in a calendar, a user's or a person's; or show the appointment that a self link names",
            response=wire.EntryList,
            objects=_APPOINTMENT,
        ),
        Route(
            "GET",
            f"{_BASE}/addressables/{{oid}}/calendar",
            handlers.of_person,
            _SOMEBODY,
            "List what lies in a person's calendar",
            response=wire.EntryList,
            objects={"oid": Kind.STAFF},
        ),
    )


def _attachment_routes(handlers: AttachmentHandlers) -> tuple[Route, ...]:
    on_appointment = f"{_BASE}/appointments/{{oid}}/attachments"
    return (
        Route(
            "GET",
            f"{_BASE}/attachments/{{oid}}",
            handlers.attachment,
            _SOMEBODY,
            "Show any file that the caller may read, its bytes in base64 or raw",
            response=wire.AttachmentAnswer,
            objects={"oid": Kind.FILE},
        ),
        Route(
            "GET",
            on_appointment,
            handlers.on_appointment,
            _SOMEBODY,
            "List the files on an appointment, page by page, without their bytes",
            response=wire.AttachmentList,
            objects=_APPOINTMENT,
        ),
        Route(
            "GET",
            f"{on_appointment}/{{attachment}}",
            handlers.of_appointment,
            _SOMEBODY,
            "Show a file on an appointment, its bytes in base64 or raw",
            response=wire.AttachmentAnswer,
            objects={**_APPOINTMENT, "attachment": Kind.FILE},
        ),
    )
