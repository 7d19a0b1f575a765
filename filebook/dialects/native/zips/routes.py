"""The routes of ZIP archives."""

from filebook.core.access import Role
from filebook.core.ids import Kind
from filebook.dialects.native.parts import Parts
from filebook.dialects.native.wire import Nothing
from filebook.dialects.native.zips import wire
from filebook.dialects.native.zips.handlers import ZipHandlers
from filebook.serving.routes import Body, Route, credential

_AREA = "Archives"
_ZIP = "application/zip"


def zip_routes(parts: Parts) -> tuple[Route, ...]:
    """Rows for ZIP archives."""
    zips = ZipHandlers(parts.services)
    return (
        Route(
            "GET",
            "/folders/{id}/zip",
            zips.folder,
            credential(Role.VIEWER),
            "Fetch all that lies in a folder as a ZIP archive",
            response=bytes,
            objects={"id": Kind.FOLDER},
            query=Nothing,
            response_media_type=_ZIP,
            area=_AREA,
        ),
        Route(
            "GET",
            "/appointments/{id}/dossier",
            zips.dossier,
            credential(Role.VIEWER),
            "Fetch an appointment and its files as a ZIP archive with a page that tells of them",
            response=bytes,
            objects={"id": Kind.APPOINTMENT},
            query=Nothing,
            response_media_type=_ZIP,
            area=_AREA,
        ),
        Route(
            "POST",
            "/zip",
            zips.selection,
            credential(Role.VIEWER),
            "Fetch files and folders as a ZIP archive",
            request=wire.Selection,
            response=bytes,
            body=Body.BUFFERED,
            query=Nothing,
            response_media_type=_ZIP,
            area=_AREA,
        ),
    )
