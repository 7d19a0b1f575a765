"""The route of previews."""

from filebook.core.access import Role
from filebook.core.ids import Kind
from filebook.dialects.native.parts import Parts
from filebook.dialects.native.previews import wire
from filebook.dialects.native.previews.handlers import PreviewHandlers
from filebook.serving.routes import Route, credential


def preview_routes(parts: Parts) -> tuple[Route, ...]:
    """The row for pages as pictures."""
    return (
        Route(
            "GET",
            "/files/{id}/preview",
            PreviewHandlers(parts.services).page,
            credential(Role.VIEWER),
            "Show a page of a file as a picture",
            response=bytes,
            objects={"id": Kind.FILE},
            query=wire.PreviewQuery,
            response_media_type="image/*",
            area="Files",
        ),
    )
