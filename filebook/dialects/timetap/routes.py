"""The TimeTap door's route table.

Source: the project's TimeTap reference (sections 1 to 6), read 2026-11-21.
"""

from collections.abc import Callable
from datetime import datetime

from filebook.core.access import Role
from filebook.core.ids import Door as DoorName
from filebook.core.ids import Kind
from filebook.dialects.timetap.appointments.routes import appointment_routes
from filebook.dialects.timetap.auth import Tokens
from filebook.dialects.timetap.availability.routes import availability_routes
from filebook.dialects.timetap.calendar.routes import calendar_routes
from filebook.dialects.timetap.changes import Changes
from filebook.dialects.timetap.clients.routes import client_routes
from filebook.dialects.timetap.errors import render
from filebook.dialects.timetap.files import Files
from filebook.dialects.timetap.locations.routes import location_routes
from filebook.dialects.timetap.reasons.routes import reason_routes
from filebook.dialects.timetap.staff.routes import staff_routes
from filebook.dialects.timetap.things import Things
from filebook.dialects.timetap.upload import Uploading
from filebook.dialects.timetap.wire import FileChange, FileObject, FileUpload, SessionToken
from filebook.services.bundle import Services
from filebook.serving.routes import INSIDE, PUBLIC, Body, Door, Route, credential

PREFIX = "/timetap"
SESSION_SECONDS = 4 * 3600
_UPLOAD_PATH = "/businessWeb/fileUploadS3.do"
_FILE = {"uuid": Kind.FILE}
# A role that may only read may post in the strict profile; the services decide.
_READER = credential(Role.VIEWER)


def door(
    services: Services,
    *,
    now: Callable[[], datetime],
    session_seconds: int = SESSION_SECONDS,
    timestamp_window_seconds: int | None = None,
    public_base_url: str = "",
) -> Door:
    """The door, to be mounted at `/timetap` and at the root of a host name of its own.

    `timestamp_window_seconds` refuses logins whose clock is further off; None, as at TimeTap, accepts any.
    `public_base_url` is another address of this door, without a slash at the end, under which public files are shown.
    """
    tokens = Tokens(services, now, session_seconds, timestamp_window_seconds)
    things = Things(services, public_base_url)
    files = Files(services, tokens, things)
    changes = Changes(services, things)
    uploading = Uploading(services, tokens, things)
    routes = (
        *_below("/live", tokens, files, changes),
        *_below("/test", tokens, files, changes),
        *appointment_routes(("/live", "/test"), services, now=now),
        *availability_routes(("/live", "/test"), services, now=now),
        *calendar_routes(("/live", "/test"), services, now=now),
        *client_routes(("/live", "/test"), services),
        *location_routes(("/live", "/test"), services),
        *reason_routes(("/live", "/test"), services),
        *staff_routes(("/live", "/test"), services),
        *(_upload(prefix + _UPLOAD_PATH, uploading) for prefix in ("", "/live", "/test")),
        Route(
            "GET",
            "/tt-client-public/{business}/{uuid}/{name}",
            files.get_public,
            PUBLIC,
            "The bytes of a public file",
            objects=_FILE,
            hands_out=True,
        ),
        Route(
            "GET",
            "/tt-client-private/{rest*}",
            files.get_private,
            INSIDE,
            "The bytes behind a private s3Key, with a token; 403 without",
        ),
    )
    return Door(DoorName.TIMETAP, PREFIX, routes, tokens.authenticate, render)


def _below(prefix: str, tokens: Tokens, files: Files, changes: Changes) -> tuple[Route, ...]:
    """What `/live` and `/test` serve alike."""
    one = prefix + "/files/{uuid}"
    return (
        Route(
            "GET",
            prefix + "/sessionToken",
            tokens.login,
            PUBLIC,
            "A session token for a signature",
            response=SessionToken,
        ),
        Route(
            "GET",
            prefix + "/files",
            files.list_all,
            _READER,
            "Files and folders, flat, all or filtered",
            response=list[FileObject],
        ),
        Route(
            "POST",
            prefix + "/files",
            changes.post,
            _READER,
            "Create a folder; change a file or folder",
            request=FileChange,
            response=FileObject,
            body=Body.BUFFERED,
        ),
        Route(
            "GET",
            one,
            files.get_one,
            _READER,
            "One file or folder",
            response=FileObject,
            inline=True,
            objects=_FILE,
        ),
        Route(
            "DELETE",
            one,
            files.delete,
            _READER,
            "Remove a file, or an empty folder, for good",
            response=FileObject,
            objects=_FILE,
        ),
        Route("GET", one + "/content", files.get_content, _READER, "The bytes of a file", objects=_FILE),
    )


def _upload(path: str, uploading: Uploading) -> Route:
    return Route(
        "POST",
        path,
        uploading.receive,
        INSIDE,
        "Store a file: multipart/form-data, or JSON with base64",
        request=FileUpload,
        response=FileObject,
        body=Body.STREAMED,
    )
