"""The route of things as other doors show them. `GET /files/{id}?as=` is the same for files."""

from filebook.core.access import Role
from filebook.core.ids import Kind
from filebook.dialects.native.parts import Parts
from filebook.dialects.native.spellings import wire
from filebook.dialects.native.spellings.handlers import SpellingHandlers
from filebook.dialects.native.wire import Nothing
from filebook.serving.routes import Route, credential


def spelling_routes(parts: Parts) -> tuple[Route, ...]:
    """Rows for files in other languages."""
    return (
        Route(
            "GET",
            "/files/{id}/as/{door}",
            SpellingHandlers(parts.services, parts.spellings).file,
            credential(Role.VIEWER),
            "Show a file as another door shows it, and what is lost there",
            response=wire.Spelled,
            objects={"id": Kind.FILE},
            query=Nothing,
            area="Files",
        ),
    )
