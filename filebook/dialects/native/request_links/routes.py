"""The routes of request links."""

from collections.abc import Mapping
from functools import partial

from filebook.core.access import Role
from filebook.core.ids import Kind
from filebook.dialects.native.link_wire import LinkRemoval
from filebook.dialects.native.parts import Parts
from filebook.dialects.native.request_links import wire
from filebook.dialects.native.request_links.handlers import RequestLinkHandlers
from filebook.dialects.native.wire import Logged, Sparse
from filebook.serving.routes import Body, Route, credential

_ALL, _ONE = "/request-links", "/request-links/{id}"
_LINK: Mapping[str, Kind] = {"id": Kind.REQUEST_LINK}
_row = partial(Route, access=credential(Role.VIEWER), area="Request links")


def request_link_routes(parts: Parts) -> tuple[Route, ...]:
    """Rows for request links."""
    links = RequestLinkHandlers(parts.services, now=parts.now)
    return (*_of_all(links), *_of_one(links))


def _of_all(links: RequestLinkHandlers) -> tuple[Route, ...]:
    return (
        _row(
            "GET",
            _ALL,
            links.links,
            summary="List request links",
            response=wire.RequestLinkPage,
            query=wire.RequestLinksQuery,
        ),
        _row(
            "POST",
            _ALL,
            links.create,
            summary="Let people without a login send files to a place; the address is told this once",
            request=wire.NewRequestLink,
            response=wire.RequestLinkWithAddress,
            body=Body.BUFFERED,
            query=Sparse,
            status=201,
        ),
    )


def _of_one(links: RequestLinkHandlers) -> tuple[Route, ...]:
    return (
        _row(
            "GET",
            _ONE,
            links.link,
            summary="Show a request link",
            response=wire.RequestLink,
            inline=True,
            objects=_LINK,
            query=Sparse,
        ),
        _row(
            "PATCH",
            _ONE,
            links.change,
            summary="Change what is said of a request link, its password, dates or limits",
            request=wire.RequestLinkChange,
            response=wire.RequestLink,
            body=Body.BUFFERED,
            objects=_LINK,
            query=Sparse,
        ),
        _row(
            "DELETE",
            _ONE,
            links.delete,
            summary="Withdraw a request link, or remove it for good",
            objects=_LINK,
            query=LinkRemoval,
            status=204,
        ),
        _row(
            "GET",
            f"{_ONE}/arrivals",
            links.arrivals,
            summary="List what arrived through a request link",
            response=wire.ArrivalPage,
            objects=_LINK,
            query=Logged,
        ),
    )
