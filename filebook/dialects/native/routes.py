"""The native door: its route table, gathered from its areas."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial

from filebook.core.access import Actor
from filebook.core.compatibility import TellCompatibility
from filebook.core.ids import Door as DoorName
from filebook.core.spelling import SpellFile
from filebook.dialects.native.access.routes import access_routes
from filebook.dialects.native.administration.routes import administration_routes
from filebook.dialects.native.appearance.routes import appearance_routes
from filebook.dialects.native.appointments.routes import appointment_routes
from filebook.dialects.native.attachments.routes import attachment_routes
from filebook.dialects.native.auth import authenticator
from filebook.dialects.native.batch.routes import batch_routes
from filebook.dialects.native.calendars.routes import calendar_routes
from filebook.dialects.native.changes.routes import change_routes
from filebook.dialects.native.errors import render
from filebook.dialects.native.files.routes import file_routes
from filebook.dialects.native.first_run.routes import first_run_routes
from filebook.dialects.native.folders.routes import folder_routes
from filebook.dialects.native.jobs.routes import job_routes
from filebook.dialects.native.once import Once
from filebook.dialects.native.openapi import OpenApi
from filebook.dialects.native.parts import BrowserSessions, Parts, Place
from filebook.dialects.native.previews.routes import preview_routes
from filebook.dialects.native.processing.routes import processing_routes
from filebook.dialects.native.records.routes import record_routes
from filebook.dialects.native.request_links.routes import request_link_routes
from filebook.dialects.native.requests.routes import request_routes
from filebook.dialects.native.requirements.routes import requirement_routes
from filebook.dialects.native.retention.routes import retention_routes
from filebook.dialects.native.search.routes import search_routes
from filebook.dialects.native.session.routes import session_routes
from filebook.dialects.native.shares.routes import share_routes
from filebook.dialects.native.sparse import checked
from filebook.dialects.native.spellings.routes import spelling_routes
from filebook.dialects.native.trash.routes import trash_routes
from filebook.dialects.native.webhooks.routes import webhook_routes
from filebook.dialects.native.zips.routes import zip_routes
from filebook.services.bundle import Services
from filebook.services.outbox import Outbox
from filebook.serving.bearer import reader_judge
from filebook.serving.events import Hub, end_all
from filebook.serving.rates import Rates
from filebook.serving.routes import PUBLIC, Door, Route

PREFIX = "/api/v1"
_SENT_BY_PAGES = ("If-Match", "If-None-Match", "Idempotency-Key", "Range")
_READ_BY_PAGES = (
    *("Content-Disposition", "Content-Range", "ETag", "Idempotency-Replayed", "Location"),
    *("RateLimit", "RateLimit-Policy", "Retry-After", "X-Page-Count", "X-Request-Id"),
)


def door(
    services: Services,
    *,
    now: Callable[[], datetime],
    outbox: Outbox,
    requests_per_minute: int,
    browser: BrowserSessions,
    places: tuple[Place, ...],
    spellings: Mapping[DoorName, SpellFile],
    fill_demo: Callable[[Actor], None],
    compatibility: TellCompatibility,
) -> Door:
    """The native door; `requests_per_minute` is what one token may ask for, 0 any number. `fill_demo` puts content to
    try things with into the business of an actor.
    """
    host = next((place.host for place in places if place.door is DoorName.NATIVE), "")
    others = (place for place in places if place.door is not DoorName.NATIVE)
    everywhere = (*others, Place(DoorName.NATIVE, PREFIX, host))
    parts = Parts(services, Once(services), now, outbox, browser, everywhere, spellings, fill_demo, compatibility)
    changes, requests = Hub(services.following.newest), Hub(services.request_log.newest)
    reader = reader_judge(services, door=DoorName.NATIVE)
    routes = (
        *_area_routes(parts),
        *change_routes(parts, hub=changes, judge=reader),
        *request_routes(parts, hub=requests, judge=reader),
    )
    routes = tuple(map(checked, routes))
    judge = authenticator(services, Rates(per_minute=requests_per_minute))
    routes += batch_routes(Door(DoorName.NATIVE, PREFIX, routes, judge, render))
    document = OpenApi(routes)
    return Door(
        DoorName.NATIVE,
        PREFIX,
        (*routes, _document_route(document)),
        judge,
        render,
        compresses=True,
        cross_origin=True,
        page_sends=_SENT_BY_PAGES,
        page_reads=_READ_BY_PAGES,
        on_ending=partial(end_all, changes, requests),
    )


def _area_routes(parts: Parts) -> tuple[Route, ...]:
    """The rows of the areas that need no more than the parts."""
    return (
        *folder_routes(parts),
        *record_routes(parts),
        *session_routes(parts),
        *appearance_routes(parts),
        *first_run_routes(parts),
        *administration_routes(parts),
        *file_routes(parts),
        *preview_routes(parts),
        *trash_routes(parts),
        *search_routes(parts),
        *webhook_routes(parts),
        *attachment_routes(parts),
        *requirement_routes(parts),
        *retention_routes(parts),
        *processing_routes(parts),
        *request_link_routes(parts),
        *access_routes(parts),
        *spelling_routes(parts),
        *job_routes(parts),
        *zip_routes(parts),
        *share_routes(parts),
        *appointment_routes(parts),
        *calendar_routes(parts),
    )


def _document_route(document: OpenApi) -> Route:
    return Route("GET", "/openapi.json", document.answer, PUBLIC, "Describe this API", response=dict, area="Meta")
