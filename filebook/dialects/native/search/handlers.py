"""What the native door does with search."""

from typing import cast

from msgspec import UNSET, UnsetType

from filebook.core.errors import Invalid, NotFound
from filebook.core.files import File
from filebook.core.ids import RECORD_KINDS, Kind, Number
from filebook.core.ports.search import Hit, Within
from filebook.dialects.native.answers import listed
from filebook.dialects.native.cursors import cursor_for, position_in
from filebook.dialects.native.moments import Moments
from filebook.dialects.native.reading import query_of
from filebook.dialects.native.search import wire
from filebook.dialects.native.search.translate import excerpt_shown, found_shown
from filebook.dialects.native.wire import Id
from filebook.services.bundle import Services
from filebook.services.search import Found
from filebook.serving.answers import BytesAnswer
from filebook.serving.call import Call

_RECORDS = tuple(sorted(RECORD_KINDS))


class SearchHandlers:
    """Finds things by their words."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def search(self, call: Call) -> BytesAnswer:
        """A page of what is found."""
        query = query_of(call, wire.SearchQuery)
        within = self._within(call, query)
        place = position_in(call, query.cursor, tuple[int, Number])
        after = None if place is None else Hit(*place, Kind.FILE)
        if after is not None and after.tier not in range(3):
            raise Invalid("cursor")
        finds = self._services.search.found(call.actor, query.q, within, after=after, limit=query.limit)
        also: dict[str, object] = {}
        if query.count:
            counts = self._services.search.counts(call.actor, query.q, within)
            also = {
                "total": sum(counts.values()),
                "total_by_kind": {kind.value: count for kind, count in sorted(counts.items())},
            }
        next_cursor = None if finds.next is None else cursor_for(call, (finds.next.tier, finds.next.number))
        return listed(call, list(map(self._shown, finds.items)), next_cursor=next_cursor, also=also)

    def _within(self, call: Call, query: wire.SearchQuery) -> Within:
        """Raises: Invalid; NotFound for a name that is nothing."""
        moments = Moments(self._services.accounts, call.actor.business)
        return Within(
            kinds=frozenset(map(Kind, query.kind)),
            attached_to=self._named(call, query.attached_to, (*_RECORDS, Kind.APPOINTMENT), what="target"),
            participant=self._named(call, query.participant, _RECORDS, what="target"),
            below=self._named(call, query.below, (Kind.FOLDER,), what="folder"),
            tags=query.tag,
            uploader=self._named(call, query.uploader, (Kind.USER,), what="user"),
            media_type="" if query.media_type is UNSET else query.media_type,
            size_least=query.min_size_bytes,
            size_most=query.max_size_bytes,
            since=moments.since_or_none(query.since),
            until=moments.until_or_none(query.until),
        )

    def _named(self, call: Call, name: Id | UnsetType, kinds: tuple[Kind, ...], *, what: str) -> Number | None:
        """Raises: NotFound(what)."""
        if name is UNSET:
            return None
        try:
            return self._services.naming.one(call.actor, name, kinds=kinds).number
        except NotFound:
            raise NotFound(what, str(name)) from None

    def _shown(self, found: Found) -> wire.Found:
        excerpts = (
            *excerpt_shown("names", found.excerpts.names),
            *excerpt_shown("details", found.excerpts.details),
            *excerpt_shown("content", found.excerpts.content),
        )
        kind = cast(wire.Kind, found.hit.kind.value)
        has_preview = isinstance(found.thing, File) and self._services.previews.can_show(found.thing)
        return found_shown(found.thing, kind=kind, excerpts=excerpts, has_preview=has_preview)
