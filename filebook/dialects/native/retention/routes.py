"""The routes of retention rules and holds."""

from filebook.core.access import Role
from filebook.core.ids import Kind
from filebook.dialects.native.parts import Parts
from filebook.dialects.native.retention import wire
from filebook.dialects.native.retention.handlers import HoldHandlers, RetentionHandlers
from filebook.dialects.native.wire import Nothing, Sparse
from filebook.serving.routes import Body, Route, credential

_AREA = "Retention"
_ADMINISTRATOR = credential(Role.OWNER)
_ONE = "/holds/{id}"
_HELD = {"id": Kind.FILE}


def retention_routes(parts: Parts) -> tuple[Route, ...]:
    """Rows for the rules, what they let go, and what is held."""
    return (*_rules(parts), *_holds(parts))


def _rules(parts: Parts) -> tuple[Route, ...]:
    retention = RetentionHandlers(parts.services)
    return (
        Route(
            "GET",
            "/retention",
            retention.rules,
            _ADMINISTRATOR,
            "Tell how long the trash and earlier versions are kept",
            response=wire.RetentionRules,
            inline=True,
            query=Sparse,
            area=_AREA,
        ),
        Route(
            "PATCH",
            "/retention",
            retention.change,
            _ADMINISTRATOR,
            "Say how long the trash and earlier versions are kept",
            request=wire.RulesChange,
            response=wire.RetentionRules,
            body=Body.BUFFERED,
            query=Sparse,
            area=_AREA,
        ),
        Route(
            "GET",
            "/retention/preview",
            retention.preview,
            _ADMINISTRATOR,
            "List what the rules, or others, let go",
            response=wire.DuePage,
            query=wire.PreviewQuestion,
            area=_AREA,
        ),
        Route(
            "GET",
            "/retention/totals",
            retention.totals,
            _ADMINISTRATOR,
            "Tell how much the rules, or others, let go",
            response=wire.RetentionTotals,
            query=wire.RetentionQuestion,
            area=_AREA,
        ),
    )


def _holds(parts: Parts) -> tuple[Route, ...]:
    holds = HoldHandlers(parts.services)
    return (
        Route(
            "GET",
            "/holds",
            holds.holds,
            _ADMINISTRATOR,
            "List what is held, or what holds one object",
            response=wire.HoldPage,
            query=wire.HoldsQuery,
            area=_AREA,
        ),
        Route(
            "GET",
            _ONE,
            holds.hold,
            _ADMINISTRATOR,
            "Show the hold on a file, folder, record or appointment",
            response=wire.Hold,
            objects=_HELD,
            query=Sparse,
            area=_AREA,
        ),
        Route(
            "PUT",
            _ONE,
            holds.put,
            _ADMINISTRATOR,
            "Hold a file, folder, record or appointment: nothing of it is removed for good",
            request=wire.NewHold,
            response=wire.Hold,
            body=Body.BUFFERED,
            objects=_HELD,
            query=wire.NewHoldQuery,
            area=_AREA,
        ),
        Route(
            "DELETE",
            _ONE,
            holds.lift,
            _ADMINISTRATOR,
            "Lift a hold",
            objects=_HELD,
            query=Nothing,
            status=204,
            area=_AREA,
        ),
    )
