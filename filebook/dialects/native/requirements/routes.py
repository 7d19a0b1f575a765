"""The routes of documents that things need."""

from filebook.core.access import Role
from filebook.core.ids import Kind
from filebook.dialects.native.parts import Parts
from filebook.dialects.native.requirements import wire
from filebook.dialects.native.requirements.handlers import RequirementHandlers
from filebook.dialects.native.wire import Nothing
from filebook.serving.routes import Body, Route, credential

_AREA = "Required documents"


def requirement_routes(parts: Parts) -> tuple[Route, ...]:
    """Rows for what is asked for, what is there, and what is missing."""
    requirements = RequirementHandlers(parts.services, parts.now)
    return (
        Route(
            "GET",
            "/document-requirements",
            requirements.show,
            credential(Role.VIEWER),
            "Tell which documents appointments and records need",
            response=wire.Requirements,
            query=Nothing,
            area=_AREA,
        ),
        Route(
            "PUT",
            "/document-requirements",
            requirements.replace,
            credential(Role.VIEWER),
            "Say which documents appointments and records need",
            request=wire.NewRequirements,
            response=wire.Requirements,
            body=Body.BUFFERED,
            query=Nothing,
            area=_AREA,
        ),
        Route(
            "GET",
            "/appointments/{id}/required-documents",
            requirements.of_appointment,
            credential(Role.VIEWER),
            "Tell which documents an appointment needs, and which are there",
            response=wire.RequiredDocuments,
            objects={"id": Kind.APPOINTMENT},
            query=Nothing,
            area=_AREA,
        ),
        Route(
            "GET",
            "/records/{kind}/{id}/required-documents",
            requirements.of_record,
            credential(Role.VIEWER),
            "Tell which documents a record needs, and which are there",
            response=wire.RequiredDocuments,
            objects={"id": Kind.ESTATE},
            query=Nothing,
            area=_AREA,
        ),
        Route(
            "GET",
            "/missing-documents",
            requirements.missing,
            credential(Role.VIEWER),
            "List the appointments of a time that lack mandatory documents",
            response=wire.IncompletePage,
            query=wire.Window,
            area=_AREA,
        ),
    )
