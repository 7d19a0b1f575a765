"""`get`/`file` with resourceid `appointment`: the files of an appointment, each with a link that works for an hour.

Source: onOffice source document "Get Appointment files", read 2026-11-21.
"""

from datetime import timedelta

from filebook.core.errors import AccessDenied
from filebook.core.files import File, FileKind
from filebook.core.ids import Kind
from filebook.dialects.onoffice import codes
from filebook.dialects.onoffice.asked import Asked, Outcome, is_strict
from filebook.dialects.onoffice.codes import Refused
from filebook.dialects.onoffice.files import translate
from filebook.services.library import Page
from filebook.serving.urls import url

LINK_LIFETIME = timedelta(hours=1)
DOWNLOAD_PATH = ("smart", "app", "smart", "AppAnonymousFileDownload.php")


def files_of_appointment(asked: Asked) -> Outcome:
    """What hangs there, whatever door it came through. A `fileId` from elsewhere finds nothing, which is no error.

    Raises: Refused, NotFound("appointment"), Invalid("fileId").
    """
    query = translate.file_query(asked.parameters, strict=is_strict(asked.business()))
    try:
        asked.services.book.get(asked.actor, query.appointment)  # a private one is not there for others
        files, count = asked.services.library.files_on(
            asked.actor,
            query.appointment,
            kind=Kind.APPOINTMENT,
            page=Page(query.limit, query.offset),
            only=query.only,
        )
    except AccessDenied:
        raise Refused(codes.UNKNOWN_APPOINTMENT) from None
    return Outcome([translate.appointment_file(file, url=_link(asked, file)) for file in files], count)


def _link(asked: Asked, file: File) -> str:
    if file.kind is FileKind.LINK:
        return ""
    token = asked.services.library.link(file, lifetime=LINK_LIFETIME)
    return url(asked.door_url, *DOWNLOAD_PATH, query={"params": token})
