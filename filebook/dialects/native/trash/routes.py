"""The routes of the trash."""

from filebook.core.access import Role
from filebook.core.ids import Kind
from filebook.dialects.native.folders.wire import Child
from filebook.dialects.native.parts import Parts
from filebook.dialects.native.trash import wire
from filebook.dialects.native.trash.handlers import TrashHandlers
from filebook.dialects.native.wire import Nothing, Paged, Sparse
from filebook.serving.routes import Route, credential

_AREA = "Trash"
_ONE = "/trash/{id}"


def trash_routes(parts: Parts) -> tuple[Route, ...]:
    """Rows for the trash."""
    trash = TrashHandlers(parts.services)
    least = credential(Role.VIEWER)
    return (
        Route("GET", "/trash", trash.trash, least, "List the trash", response=wire.TrashPage, query=Paged, area=_AREA),
        Route(
            "DELETE",
            "/trash",
            trash.empty,
            least,
            "Empty the trash",
            response=wire.Emptying,
            query=Nothing,
            status=202,
            area=_AREA,
        ),
        Route(
            "POST",
            f"{_ONE}/restore",
            parts.once.buffered(trash.restore),
            least,
            "Take a file or folder out of the trash, with everything that went there in it",
            response=Child,
            objects={"id": Kind.FILE},
            query=Sparse,
            area=_AREA,
        ),
        Route(
            "DELETE",
            _ONE,
            trash.remove,
            least,
            "Remove a file or folder in the trash for good",
            objects={"id": Kind.FILE},
            query=Nothing,
            status=204,
            area=_AREA,
        ),
    )
