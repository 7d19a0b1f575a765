"""What the native door does with changes, events and activity."""

import msgspec
from msgspec import UNSET

from filebook.core.changes import Verb
from filebook.core.errors import Expired, NotFound
from filebook.core.feed import Place, Trail
from filebook.core.ids import Door, Kind, Number
from filebook.dialects.native.answers import listed
from filebook.dialects.native.changes import wire
from filebook.dialects.native.changes.translate import (
    ALL_KINDS,
    after,
    cursor_of,
    deed_shown,
    kinds_of,
    place_of,
    told_shown,
)
from filebook.dialects.native.cursors import cursor_for, position_in
from filebook.dialects.native.moments import Moments
from filebook.dialects.native.reading import query_of
from filebook.dialects.native.wire import Id
from filebook.services.bundle import Services
from filebook.services.following import Following
from filebook.services.naming import key_of
from filebook.serving.answers import BytesAnswer, json_answer
from filebook.serving.bearer import Judge
from filebook.serving.call import Call
from filebook.serving.events import EventStream, Hub, News, event

CHANGES_PATH = "/api/v1/changes"
_EVENTS_AT_ONCE = 200
_PRIVATE = (b"cache-control", b"private, no-store")


class ChangeHandlers:
    """The feed of a business, asked for page by page or listened to; and its audit trail."""

    def __init__(self, services: Services, *, hub: Hub, judge: Judge) -> None:
        self._services = services
        self._hub = hub
        self._judge = judge

    def changes(self, call: Call) -> BytesAnswer:
        """A page of all that there is, then of what happened."""
        query = query_of(call, wire.ChangesQuery)
        kinds = kinds_of(query.kind)
        page = self._services.following.page(call.actor, place_of(query.since, kinds), kinds=kinds, limit=query.limit)
        items = [told_shown(told) for told in page.items]
        return json_answer(
            wire.ChangePage(items=items, cursor=cursor_of(page.place, kinds), more=page.more), headers=[_PRIVATE]
        )

    def events(self, call: Call) -> EventStream:
        """What happens, as it happens."""
        query = query_of(call, wire.EventsQuery)
        kinds = kinds_of(query.kind)
        place = place_of(call.headers.get("last-event-id", "") or query.since, kinds)
        source = _Changes(call, self._services.following, place, kinds=kinds, judge=self._judge)
        seconds = None if query.for_seconds is UNSET else query.for_seconds
        return EventStream(call, source, hub=self._hub, for_seconds=seconds)

    def activity(self, call: Call) -> BytesAnswer:
        """Who did what."""
        query = query_of(call, wire.ActivityQuery)
        before = position_in(call, query.cursor, int)
        page = self._services.activity.page(
            call.actor, self._trail(call, query), before=before, limit=query.limit, gone_too=query.gone
        )
        following = None if page.before is None else cursor_for(call, page.before)
        return listed(call, [deed_shown(deed) for deed in page.deeds], next_cursor=following)

    def _trail(self, call: Call, query: wire.ActivityQuery) -> Trail:
        moments = Moments(self._services.accounts, call.actor.business)
        return Trail(
            number=None if query.object is UNSET else self._number(call, query.object, gone_too=query.gone),
            actor=None if query.actor is UNSET else self._user(call, query.actor),
            door=None if query.door is UNSET else Door(query.door),
            kind=None if query.kind is UNSET else Kind(query.kind),
            verb=None if query.verb is UNSET else Verb(query.verb),
            since=moments.since_or_none(query.since),
            until=moments.until_or_none(query.until),
        )

    def _number(self, call: Call, name: Id, *, gone_too: bool) -> Number:
        """What is gone for good has no name but its number. Raises: NotFound("object")."""
        try:
            return self._services.naming.one(call.actor, name, kinds=ALL_KINDS).number
        except NotFound:
            number = key_of(str(name))
            if gone_too and isinstance(number, int):
                return Number(number)
            raise NotFound("object", name) from None

    def _user(self, call: Call, name: Id) -> Number:
        return self._services.naming.one(call.actor, name, kinds=(Kind.USER,)).number


class _Changes:
    """The feed as one stream tells it."""

    def __init__(
        self, call: Call, following: Following, place: Place | None, *, kinds: frozenset[Kind], judge: Judge
    ) -> None:
        self._call = call
        self._actor = call.actor
        self._following = following
        self._place = following.now(call.actor) if place is None else place
        self._kinds = kinds
        self._judge = judge
        self._has_begun = False

    def pull(self) -> News:
        """Raises: Expired("cursor") at first; once the stream has begun, its last event says so."""
        try:
            page = self._following.page(self._actor, self._place, kinds=self._kinds, limit=_EVENTS_AT_ONCE)
        except Expired:
            if not self._has_begun:
                raise
            return News(event("resync", msgspec.json.encode({"resync": CHANGES_PATH})), is_last=True)
        text = b"".join(
            event(
                "change",
                msgspec.json.encode(told_shown(told)),
                place=cursor_of(after(page.place, told), self._kinds),
            )
            for told in page.items
        )
        self._place, self._has_begun = page.place, True
        return News(text, more=page.more)

    def judge(self) -> bool:
        return self._judge(self._call) == self._actor
