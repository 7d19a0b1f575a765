"""The route of search."""

from filebook.core.access import Role
from filebook.dialects.native.parts import Parts
from filebook.dialects.native.search import wire
from filebook.dialects.native.search.handlers import SearchHandlers
from filebook.serving.routes import Route, credential


def search_routes(parts: Parts) -> tuple[Route, ...]:
    """Rows for search."""
    search = SearchHandlers(parts.services)
    return (
        Route(
            "GET",
            "/search",
            search.search,
            credential(Role.PERSONAL),
            "Find things by their words",
            response=wire.FoundPage,
            query=wire.SearchQuery,
            area="Search",
        ),
    )
