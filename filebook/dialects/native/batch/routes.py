"""The route of several requests in one."""

from filebook.core.access import Role
from filebook.dialects.native.batch import wire
from filebook.dialects.native.batch.handlers import BatchHandlers
from filebook.dialects.native.wire import Nothing
from filebook.serving.routes import Body, Door, Route, credential
from filebook.serving.within import Within


def batch_routes(door: Door) -> tuple[Route, ...]:
    """Rows for requests within a request; `door` is what they may ask for."""
    return (
        Route(
            "POST",
            "/batch",
            BatchHandlers(Within(door)).carry_out,
            credential(Role.PERSONAL),
            "Carry out several requests in one",
            request=wire.Batch,
            response=wire.Answers,
            body=Body.BUFFERED,
            query=Nothing,
            area="Batch",
        ),
    )
