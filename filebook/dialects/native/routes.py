"""The native door: its route table, gathered from its areas."""

from collections.abc import Callable
from datetime import datetime

from filebook.core.ids import Door as DoorName
from filebook.dialects.native.auth import authenticator
from filebook.dialects.native.errors import render
from filebook.dialects.native.folders.routes import folder_routes
from filebook.dialects.native.once import Once
from filebook.dialects.native.openapi import OpenApi
from filebook.dialects.native.parts import Parts
from filebook.services.bundle import Services
from filebook.serving.rates import Rates
from filebook.serving.routes import PUBLIC, Door, Route

PREFIX = "/api/v1"


def door(services: Services, *, now: Callable[[], datetime], requests_per_minute: int) -> Door:
    """The native door; `requests_per_minute` is what one token may ask for, 0 any number."""
    parts = Parts(services, Once(services), now)
    routes = (*folder_routes(parts),)
    document = OpenApi(routes)
    return Door(
        DoorName.NATIVE,
        PREFIX,
        (*routes, _document_route(document)),
        authenticator(services, Rates(per_minute=requests_per_minute)),
        render,
        compresses=True,
        cross_origin=True,
    )


def _document_route(document: OpenApi) -> Route:
    return Route("GET", "/openapi.json", document.answer, PUBLIC, "Describe this API", response=dict, area="Meta")
