"""What the native door does with shares."""

from collections.abc import Callable
from datetime import datetime

from msgspec import UNSET

from filebook.core.ids import Kind, Number
from filebook.core.ports.catalogue import Named
from filebook.core.ports.sharing import ShareFilter
from filebook.core.sharing import Share
from filebook.dialects.native.answers import listed, shown
from filebook.dialects.native.cursors import cursor_for, position_in
from filebook.dialects.native.link_wire import LinkRemoval
from filebook.dialects.native.reading import body_of, query_of, writer
from filebook.dialects.native.shares import wire
from filebook.dialects.native.shares.translate import changed, share_shown, use_shown, with_address
from filebook.dialects.native.wire import Logged, Sparse
from filebook.services.bundle import Services
from filebook.services.sharing import NewShare, ShareChange
from filebook.serving.answers import BytesAnswer, empty_answer
from filebook.serving.call import Call
from filebook.serving.urls import url

_SHARE = (Kind.SHARE,)
PAGE_SEGMENT = "s"
"""Below which the pages of shares lie (`filebook/web/shares`)."""


class ShareHandlers:
    """Made, shown, changed, withdrawn; how each was used."""

    def __init__(self, services: Services, *, now: Callable[[], datetime]) -> None:
        self._services = services
        self._now = now

    def shares(self, call: Call) -> BytesAnswer:
        """A page of those that the caller knows of."""
        asked = query_of(call, wire.SharesQuery)
        item = None if asked.item is UNSET else self._services.sharing.item(call.actor, str(asked.item))
        where = ShareFilter(
            maker=call.actor.user if asked.mine else None, item=item, open_at=self._now() if asked.open else None
        )
        before = position_in(call, asked.cursor, int)
        sharing = self._services.sharing
        found = sharing.page(
            call.actor, where, before=None if before is None else Number(before), limit=asked.limit + 1
        )
        page = found[: asked.limit]
        around, now = sharing.around(call.actor, page), self._now()
        items = [share_shown(share, around, now=now) for share in page]
        more = cursor_for(call, page[-1].number) if len(found) > len(page) else None
        return listed(call, items, next_cursor=more, total=sharing.count(call.actor, where) if asked.count else None)

    def share(self, call: Call) -> BytesAnswer:
        """Show one."""
        query_of(call, Sparse)
        return self._answered(call, self._named(call))

    def create(self, call: Call) -> BytesAnswer:
        """Make one; its address is told this once, and not kept under an idempotency key."""
        query_of(call, Sparse)
        said = body_of(call, wire.NewShare)
        new = NewShare(
            items=list(map(str, said.items)),
            name=None if said.name is UNSET else said.name,
            message=said.message,
            sender=said.sender,
            password=said.password or "",
            expires_at=said.expires_at,
            download_count_limit=said.download_count_limit,
        )
        made = self._services.sharing.create(writer(call), new)
        named = self._services.naming.one(call.actor, made.share.uid, kinds=_SHARE)
        told = with_address(self._shown(call, made.share), url(call.base_url, PAGE_SEGMENT, made.token))
        return shown(call, told, revision=named.revision, status=201, path=("shares", named.uid))

    def change(self, call: Call) -> BytesAnswer:
        """Say something else of one, or give it another password, end or limit."""
        query_of(call, Sparse)
        said = body_of(call, wire.ShareChange)
        named = self._named(call)
        change = ShareChange(
            edit=lambda share: changed(share, said), password=None if said.password is UNSET else said.password or ""
        )
        self._services.sharing.change(writer(call, named), named.number, change)
        return self._answered(call, self._named(call))

    def delete(self, call: Call) -> BytesAnswer:
        """Withdraw one, or remove it for good."""
        asked = query_of(call, LinkRemoval)
        named = self._named(call)
        if asked.forever:
            self._services.sharing.remove(writer(call, named), named.number)
        else:
            self._services.sharing.revoke(writer(call, named), named.number)
        return empty_answer()

    def uses(self, call: Call) -> BytesAnswer:
        """How one was used."""
        asked = query_of(call, Logged)
        named = self._named(call)
        before = position_in(call, asked.cursor, int)
        found = self._services.sharing.uses(call.actor, named.number, before=before, limit=asked.limit + 1)
        page = found[: asked.limit]
        more = cursor_for(call, page[-1].position) if len(found) > len(page) else None
        return listed(call, list(map(use_shown, page)), next_cursor=more)

    def _named(self, call: Call) -> Named:
        """Raises: NotFound("share")."""
        return self._services.naming.one(call.actor, call.path_params["id"], kinds=_SHARE)

    def _answered(self, call: Call, named: Named) -> BytesAnswer:
        share = self._services.sharing.get(call.actor, named.number)
        return shown(call, self._shown(call, share), revision=named.revision)

    def _shown(self, call: Call, share: Share) -> wire.Share:
        return share_shown(share, self._services.sharing.around(call.actor, [share]), now=self._now())
