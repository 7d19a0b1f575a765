"""The routes of the processing of files."""

from filebook.core.access import Role
from filebook.core.ids import Kind
from filebook.dialects.native.parts import Parts
from filebook.dialects.native.processing import wire
from filebook.dialects.native.processing.handlers import ProcessingHandlers
from filebook.dialects.native.wire import Nothing
from filebook.serving.routes import Body, Route, credential

_AREA = "Processing"


def processing_routes(parts: Parts) -> tuple[Route, ...]:
    """Rows for what is done with files once they have arrived."""
    processing = ProcessingHandlers(parts.services)
    return (
        Route(
            "GET",
            "/files/{id}/processing",
            processing.of_file,
            credential(Role.VIEWER),
            "Show what is done with a file once it has arrived",
            objects={"id": Kind.FILE},
            response=wire.FileSteps,
            query=Nothing,
            area=_AREA,
        ),
        Route(
            "GET",
            "/processing",
            processing.steps,
            credential(Role.OWNER),
            "List the steps that failed, or are in another state",
            response=wire.StepPage,
            query=wire.StepsQuery,
            area=_AREA,
        ),
        Route(
            "GET",
            "/processing/counts",
            processing.counts,
            credential(Role.OWNER),
            "Count the steps in each state",
            response=wire.Counts,
            query=Nothing,
            area=_AREA,
        ),
        Route(
            "POST",
            "/processing/retry",
            parts.once.buffered(processing.retry),
            credential(Role.OWNER),
            "Try again what failed",
            request=wire.Retry,
            response=wire.Retried,
            body=Body.BUFFERED,
            query=Nothing,
            area=_AREA,
        ),
    )
