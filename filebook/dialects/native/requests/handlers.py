"""What the native door does with the request log."""

import msgspec
from msgspec import UNSET

from filebook.core.errors import Invalid
from filebook.core.ids import Door
from filebook.core.requests import RequestFilter
from filebook.dialects.native.cursors import cursor_for, position_in
from filebook.dialects.native.moments import Moments
from filebook.dialects.native.reading import query_of
from filebook.dialects.native.requests import wire
from filebook.dialects.native.requests.translate import request_shown
from filebook.services.bundle import Services
from filebook.services.request_log import RequestLog
from filebook.serving.answers import BytesAnswer, json_answer
from filebook.serving.bearer import Judge
from filebook.serving.call import Call
from filebook.serving.events import EventStream, Hub, News, event

_AT_ONCE = 200
_PRIVATE = (b"cache-control", b"private, no-store")


class RequestHandlers:
    """The log of what programs asked, read back or listened to."""

    def __init__(self, services: Services, *, hub: Hub, judge: Judge) -> None:
        self._log = services.request_log
        self._accounts = services.accounts
        self._hub = hub
        self._judge = judge

    def requests(self, call: Call) -> BytesAnswer:
        """What was asked, newest first."""
        query = query_of(call, wire.RequestsQuery)
        where = RequestFilter(
            None if query.door is UNSET else Door(query.door),
            query.failed,
            Moments(self._accounts, call.actor.business).since_or_none(query.since),
        )
        before = position_in(call, query.cursor, int)
        page = self._log.page(call.actor, where, before=before, limit=query.limit)
        is_full = len(page.requests) == query.limit
        shown = wire.RequestPage(
            items=[request_shown(request) for request in page.requests],
            next_cursor=cursor_for(call, page.requests[-1].position) if is_full else None,
            left_out_count=page.left_out.count,
            left_out_at=page.left_out.at,
        )
        return json_answer(shown, headers=[_PRIVATE])

    def events(self, call: Call) -> EventStream:
        """What is asked, as soon as it is written down."""
        query = query_of(call, wire.TailQuery)
        source = _Requests(call, self._log, _position(call.headers.get("last-event-id", "")), judge=self._judge)
        seconds = None if query.for_seconds is UNSET else query.for_seconds
        return EventStream(call, source, hub=self._hub, for_seconds=seconds)


class _Requests:
    """The log as one stream tells it."""

    def __init__(self, call: Call, log: RequestLog, position: int | None, *, judge: Judge) -> None:
        self._call = call
        self._actor = call.actor
        self._log = log
        self._position = position
        self._judge = judge

    def pull(self) -> News:
        found, self._position = self._log.after(self._actor, self._position, limit=_AT_ONCE)
        text = b"".join(
            event("request", msgspec.json.encode(request_shown(request)), place=str(request.position))
            for request in found
        )
        return News(text, more=len(found) == _AT_ONCE)

    def judge(self) -> bool:
        return self._judge(self._call) == self._actor


def _position(text: str) -> int | None:
    """Raises: Invalid("Last-Event-ID")."""
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(2**63 - 1)) - 1):
        raise Invalid("Last-Event-ID")
    return int(text)
