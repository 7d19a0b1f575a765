"""What the native door does with request links."""

from collections.abc import Callable
from datetime import datetime

from msgspec import UNSET

from filebook.core.ids import Kind, Number
from filebook.core.intake import Intake
from filebook.core.ports.catalogue import Named
from filebook.core.ports.intakes import IntakeFilter
from filebook.dialects.native.answers import listed, shown
from filebook.dialects.native.cursors import cursor_for, position_in
from filebook.dialects.native.link_wire import LinkRemoval
from filebook.dialects.native.reading import body_of, query_of, writer
from filebook.dialects.native.request_links import wire
from filebook.dialects.native.request_links.translate import (
    arrival_shown,
    changed,
    link_shown,
    said_of,
    with_address,
)
from filebook.dialects.native.wire import Logged, Sparse
from filebook.services.bundle import Services
from filebook.services.intakes import IntakeChange, NewIntake
from filebook.serving.answers import BytesAnswer, empty_answer
from filebook.serving.call import Call
from filebook.serving.urls import url

_LINK = (Kind.REQUEST_LINK,)
PAGE_SEGMENT = "r"
"""Below which the pages of request links lie (`filebook/web/requests`)."""


class RequestLinkHandlers:
    """Made, shown, changed, withdrawn; what arrived."""

    def __init__(self, services: Services, *, now: Callable[[], datetime]) -> None:
        self._services = services
        self._now = now

    def links(self, call: Call) -> BytesAnswer:
        """A page of those that the caller knows of."""
        asked = query_of(call, wire.RequestLinksQuery)
        intakes = self._services.intakes
        into = None if asked.into is UNSET else intakes.target(call.actor, str(asked.into))
        where = IntakeFilter(
            maker=call.actor.user if asked.mine else None, into=into, open_at=self._now() if asked.open else None
        )
        before = position_in(call, asked.cursor, int)
        found = intakes.page(
            call.actor, where, before=None if before is None else Number(before), limit=asked.limit + 1
        )
        page = found[: asked.limit]
        around, now = self._services.sharing.around(call.actor, page), self._now()
        items = [link_shown(intake, around, now=now) for intake in page]
        more = cursor_for(call, page[-1].number) if len(found) > len(page) else None
        return listed(call, items, next_cursor=more, total=intakes.count(call.actor, where) if asked.count else None)

    def link(self, call: Call) -> BytesAnswer:
        """Show one."""
        query_of(call, Sparse)
        return self._answered(call, self._named(call))

    def create(self, call: Call) -> BytesAnswer:
        """Make one; its address is told this once, and not kept under an idempotency key."""
        query_of(call, Sparse)
        said = body_of(call, wire.NewRequestLink)
        new = NewIntake(into=str(said.into), password=said.password or "", **said_of(said))
        made = self._services.intakes.create(writer(call), new)
        named = self._services.naming.one(call.actor, made.intake.uid, kinds=_LINK)
        told = with_address(self._shown(call, made.intake), url(call.base_url, PAGE_SEGMENT, made.token))
        return shown(call, told, revision=named.revision, status=201, path=("request-links", named.uid))

    def change(self, call: Call) -> BytesAnswer:
        """Say something else of one, or give it another password, end or limit."""
        query_of(call, Sparse)
        said = body_of(call, wire.RequestLinkChange)
        named = self._named(call)
        change = IntakeChange(
            edit=lambda intake: changed(intake, said), password=None if said.password is UNSET else said.password or ""
        )
        self._services.intakes.change(writer(call, named), named.number, change)
        return self._answered(call, self._named(call))

    def delete(self, call: Call) -> BytesAnswer:
        """Withdraw one, or remove it for good."""
        asked = query_of(call, LinkRemoval)
        named = self._named(call)
        if asked.forever:
            self._services.intakes.remove(writer(call, named), named.number)
        else:
            self._services.intakes.revoke(writer(call, named), named.number)
        return empty_answer()

    def arrivals(self, call: Call) -> BytesAnswer:
        """What arrived through one."""
        asked = query_of(call, Logged)
        named = self._named(call)
        before = position_in(call, asked.cursor, int)
        found = self._services.intakes.arrivals(call.actor, named.number, before=before, limit=asked.limit + 1)
        page = found[: asked.limit]
        more = cursor_for(call, page[-1].position) if len(found) > len(page) else None
        return listed(call, list(map(arrival_shown, page)), next_cursor=more)

    def _named(self, call: Call) -> Named:
        """Raises: NotFound("request_link")."""
        return self._services.naming.one(call.actor, call.path_params["id"], kinds=_LINK)

    def _answered(self, call: Call, named: Named) -> BytesAnswer:
        intake = self._services.intakes.get(call.actor, named.number)
        return shown(call, self._shown(call, intake), revision=named.revision)

    def _shown(self, call: Call, intake: Intake) -> wire.RequestLink:
        return link_shown(intake, self._services.sharing.around(call.actor, [intake]), now=self._now())
