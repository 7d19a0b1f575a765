"""The routes of shares."""

from collections.abc import Mapping
from functools import partial

from filebook.core.access import Role
from filebook.core.ids import Kind
from filebook.dialects.native.link_wire import LinkRemoval
from filebook.dialects.native.parts import Parts
from filebook.dialects.native.shares import wire
from filebook.dialects.native.shares.handlers import ShareHandlers
from filebook.dialects.native.wire import Logged, Sparse
from filebook.serving.routes import Body, Route, credential

_ALL, _ONE = "/shares", "/shares/{id}"
_SHARE: Mapping[str, Kind] = {"id": Kind.SHARE}
_row = partial(Route, access=credential(Role.VIEWER), area="Shares")


def share_routes(parts: Parts) -> tuple[Route, ...]:
    """Rows for shares."""
    shares = ShareHandlers(parts.services, now=parts.now)
    return (*_of_all(shares), *_of_one(shares))


def _of_all(shares: ShareHandlers) -> tuple[Route, ...]:
    return (
        _row("GET", _ALL, shares.shares, summary="List shares", response=wire.SharePage, query=wire.SharesQuery),
        _row(
            "POST",
            _ALL,
            shares.create,
            summary="Share files, folders or an appointment's files; the address is told this once",
            request=wire.NewShare,
            response=wire.ShareWithAddress,
            body=Body.BUFFERED,
            query=Sparse,
            status=201,
        ),
    )


def _of_one(shares: ShareHandlers) -> tuple[Route, ...]:
    return (
        _row(
            "GET",
            _ONE,
            shares.share,
            summary="Show a share",
            response=wire.Share,
            inline=True,
            objects=_SHARE,
            query=Sparse,
        ),
        _row(
            "PATCH",
            _ONE,
            shares.change,
            summary="Change what is said of a share, its password, end or limit",
            request=wire.ShareChange,
            response=wire.Share,
            body=Body.BUFFERED,
            objects=_SHARE,
            query=Sparse,
        ),
        _row(
            "DELETE",
            _ONE,
            shares.delete,
            summary="Withdraw a share, or remove it for good",
            objects=_SHARE,
            query=LinkRemoval,
            status=204,
        ),
        _row(
            "GET",
            f"{_ONE}/uses",
            shares.uses,
            summary="List how a share was used",
            response=wire.UsePage,
            objects=_SHARE,
            query=Logged,
        ),
    )
