"""The routes that explain access."""

from filebook.core.access import Role
from filebook.dialects.native.access import wire
from filebook.dialects.native.access.handlers import AccessHandlers
from filebook.dialects.native.parts import Parts
from filebook.serving.routes import Route, credential


def access_routes(parts: Parts) -> tuple[Route, ...]:
    """Rows for who may do what."""
    return (
        Route(
            "GET",
            "/access/explain",
            AccessHandlers(parts.services).explain,
            credential(Role.PERSONAL),
            "Explain why somebody may do something with an object or may not, and who may",
            response=wire.Explanation,
            query=wire.Question,
            area="Access",
        ),
    )
