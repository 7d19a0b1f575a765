"""The routes of webhooks."""

from dataclasses import replace

from filebook.core.access import Role
from filebook.core.ids import Kind
from filebook.dialects.native.parts import Parts
from filebook.dialects.native.webhooks import wire
from filebook.dialects.native.webhooks.handlers import WebhookHandlers
from filebook.dialects.native.webhooks.log import LogHandlers
from filebook.dialects.native.wire import Nothing, Paged, Sparse
from filebook.serving.routes import Body, Route, credential

_OWNER = credential(Role.OWNER)
_ALL, _ONE = "/webhooks", "/webhooks/{id}"
_WEBHOOK = {"id": Kind.WEBHOOK}


def webhook_routes(parts: Parts) -> tuple[Route, ...]:
    """Rows for webhooks."""
    handlers = WebhookHandlers(parts.services, parts.outbox)
    rows = (*_of_all(handlers), *_of_one(handlers), *_acts(parts, handlers), *_log(parts))
    return tuple(replace(row, area="Webhooks") for row in rows)


def _of_all(webhooks: WebhookHandlers) -> tuple[Route, ...]:
    return (
        Route("GET", _ALL, webhooks.webhooks, _OWNER, "List webhooks", response=wire.WebhookPage, query=Paged),
        Route(
            "POST",
            _ALL,
            webhooks.create,
            _OWNER,
            "Make a webhook; its secret is told this once",
            request=wire.NewWebhook,
            response=wire.WebhookWithSecret,
            body=Body.BUFFERED,
            query=Sparse,
            status=201,
        ),
    )


def _of_one(webhooks: WebhookHandlers) -> tuple[Route, ...]:
    return (
        Route(
            "GET",
            _ONE,
            webhooks.webhook,
            _OWNER,
            "Show a webhook and how it does",
            response=wire.Webhook,
            inline=True,
            objects=_WEBHOOK,
            query=Sparse,
        ),
        Route(
            "PATCH",
            _ONE,
            webhooks.change,
            _OWNER,
            "Change a webhook, or switch it off or on",
            request=wire.WebhookChange,
            response=wire.Webhook,
            body=Body.BUFFERED,
            objects=_WEBHOOK,
            query=Sparse,
        ),
        Route("DELETE", _ONE, webhooks.delete, _OWNER, "Remove a webhook", objects=_WEBHOOK, query=Nothing, status=204),
    )


def _acts(parts: Parts, webhooks: WebhookHandlers) -> tuple[Route, ...]:
    return (
        Route(
            "POST",
            f"{_ONE}/rotate",
            webhooks.rotate,
            _OWNER,
            "Give a webhook a new secret, told this once",
            response=wire.WebhookWithSecret,
            objects=_WEBHOOK,
            query=Sparse,
        ),
        Route(
            "POST",
            f"{_ONE}/test",
            webhooks.test,
            _OWNER,
            "Send a trial message and tell what came of it",
            response=wire.Trial,
            objects=_WEBHOOK,
            query=Nothing,
        ),
        Route(
            "POST",
            f"{_ONE}/replay",
            parts.once.buffered(webhooks.replay),
            _OWNER,
            "Tell changes again, under the same ids",
            request=wire.Replay,
            response=wire.Replayed,
            body=Body.BUFFERED,
            objects=_WEBHOOK,
            query=Nothing,
            status=202,
        ),
    )


def _log(parts: Parts) -> tuple[Route, ...]:
    log = LogHandlers(parts.services)
    return (
        Route(
            "GET",
            f"{_ONE}/deliveries",
            log.deliveries,
            _OWNER,
            "List what a webhook was told, or is to be told, or was not",
            response=wire.DeliveryPage,
            objects=_WEBHOOK,
            query=wire.DeliveryQuery,
        ),
        Route(
            "POST",
            f"{_ONE}/deliveries/{{sequence}}/retry",
            parts.once.buffered(log.retry),
            _OWNER,
            "Tell one change again",
            response=wire.Delivery,
            objects=_WEBHOOK,
            query=Nothing,
            status=202,
        ),
    )
