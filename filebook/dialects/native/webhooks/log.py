"""What the native door tells of deliveries, and how one is made again."""

from filebook.core.errors import NotFound
from filebook.core.webhooks import DeliveryState
from filebook.dialects.native.answers import listed
from filebook.dialects.native.cursors import cursor_for, position_in
from filebook.dialects.native.reading import query_of, writer
from filebook.dialects.native.webhooks import wire
from filebook.dialects.native.webhooks.handlers import named_webhook
from filebook.dialects.native.webhooks.translate import delivery_shown
from filebook.dialects.native.wire import Nothing
from filebook.services.bundle import Services
from filebook.serving.answers import BytesAnswer, json_answer
from filebook.serving.call import Call

_DIGITS = 18


class LogHandlers:
    """The log of a webhook."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def deliveries(self, call: Call) -> BytesAnswer:
        """List what it is to be told, was told and was not, newest first."""
        asked = query_of(call, wire.DeliveryQuery)
        named = named_webhook(self._services, call)
        webhook = self._services.subscriptions.get(call.actor, named.number)
        found = self._services.subscriptions.deliveries(
            call.actor,
            named.number,
            states=[DeliveryState(state) for state in asked.state] or list(DeliveryState),
            before=position_in(call, asked.cursor, int),
            limit=asked.limit + 1,
        )
        page = found[: asked.limit]
        more = cursor_for(call, page[-1].sequence) if len(found) > len(page) else None
        return listed(call, [delivery_shown(webhook, delivery) for delivery in page], next_cursor=more)

    def retry(self, call: Call) -> BytesAnswer:
        """Queue one again."""
        query_of(call, Nothing)
        named = named_webhook(self._services, call)
        text = call.path_params["sequence"]
        if not (text.isascii() and text.isdigit() and len(text) <= _DIGITS):
            raise NotFound("delivery")
        actor = writer(call, named)
        again = self._services.subscriptions.retry(actor, named.number, sequence=int(text))
        webhook = self._services.subscriptions.get(call.actor, named.number)
        return json_answer(delivery_shown(webhook, again), status=202)
