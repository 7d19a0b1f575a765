"""The TelecomX door: every noun's rows in one table.

Source: the project's TelecomX reference, read 2026-11-21.
"""

from collections.abc import Callable
from datetime import datetime

from filebook.core.ids import Door as DoorName
from filebook.dialects.telecomx.auth import authenticator
from filebook.dialects.telecomx.calendar.routes import calendar_routes
from filebook.dialects.telecomx.errors import render
from filebook.dialects.telecomx.files.routes import file_routes
from filebook.dialects.telecomx.people.routes import people_routes
from filebook.dialects.telecomx.sessions.routes import session_routes
from filebook.services.bundle import Services
from filebook.serving.routes import Door


def door(services: Services, *, now: Callable[[], datetime], file_base_url: str = "") -> Door:
    """The TelecomX door.

    `file_base_url` is where contents are told to lie, such as `https://files.example.org/files`; "" means `/files`
    below the door.
    """
    routes = (
        *session_routes(services),
        *file_routes(services, file_base_url=file_base_url.rstrip("/")),
        *people_routes(services),
        *calendar_routes(services, now=now),
    )
    return Door(DoorName.TELECOMX, "/telecomx", routes, authenticator(services), render)
