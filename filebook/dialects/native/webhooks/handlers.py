"""What the native door does with webhooks themselves."""

from msgspec import UNSET

from filebook.core.errors import Invalid, Missing
from filebook.core.ids import Kind
from filebook.core.ports.catalogue import Named
from filebook.core.webhooks import Form, Webhook
from filebook.dialects.native.answers import listed, shown
from filebook.dialects.native.cursors import cursor_for, position_in
from filebook.dialects.native.moments import Moments
from filebook.dialects.native.reading import body_of, query_of, writer
from filebook.dialects.native.webhooks import wire
from filebook.dialects.native.webhooks.translate import new_webhook_shown, webhook_shown
from filebook.dialects.native.wire import Nothing, Paged, Sparse
from filebook.services.bundle import Services
from filebook.services.outbox import Outbox
from filebook.services.subscriptions import WebhookChange
from filebook.services.webhooks import NewWebhook
from filebook.serving.answers import BytesAnswer, empty_answer, json_answer
from filebook.serving.call import Call

_WEBHOOK = (Kind.WEBHOOK,)


class WebhookHandlers:
    """Made, shown, changed, tried."""

    def __init__(self, services: Services, outbox: Outbox) -> None:
        self._services = services
        self._outbox = outbox

    def webhooks(self, call: Call) -> BytesAnswer:
        """List them in the order in which they were made."""
        asked = query_of(call, Paged)
        after = position_in(call, asked.cursor, int) or 0
        every = self._services.subscriptions.all(call.actor)
        following = [webhook for webhook in every if webhook.number > after]
        page = following[: asked.limit]
        more = cursor_for(call, page[-1].number) if len(following) > len(page) else None
        items = [webhook_shown(webhook, url=self._url(call, webhook)) for webhook in page]
        return listed(call, items, next_cursor=more, total=len(every) if asked.count else None)

    def webhook(self, call: Call) -> BytesAnswer:
        """Show one."""
        query_of(call, Sparse)
        return self._answered(call, named_webhook(self._services, call))

    def create(self, call: Call) -> BytesAnswer:
        """Make one; its secret is told this once."""
        query_of(call, Sparse)
        new = body_of(call, wire.NewWebhook)
        made = self._services.subscriptions.add(writer(call), new.url, form=Form(new.form), events=new.events)
        return self._told(call, made, status=201)

    def change(self, call: Call) -> BytesAnswer:
        """Change one."""
        query_of(call, Sparse)
        said = body_of(call, wire.WebhookChange)
        named = named_webhook(self._services, call)
        change = WebhookChange(
            url=None if said.url is UNSET else said.url,
            events=None if said.events is UNSET else said.events,
            enabled=None if said.enabled is UNSET else said.enabled,
        )
        self._services.subscriptions.change(writer(call, named), named.number, change)
        return self._answered(call, named_webhook(self._services, call))

    def rotate(self, call: Call) -> BytesAnswer:
        """Give one a new secret, which is told this once."""
        query_of(call, Sparse)
        named = named_webhook(self._services, call)
        return self._told(call, self._services.subscriptions.rotate(writer(call, named), named.number))

    def delete(self, call: Call) -> BytesAnswer:
        """Take one away."""
        query_of(call, Nothing)
        named = named_webhook(self._services, call)
        self._services.subscriptions.remove(writer(call, named), named.number)
        return empty_answer()

    def test(self, call: Call) -> BytesAnswer:
        """Send one message that says it is a trial."""
        query_of(call, Nothing)
        named = named_webhook(self._services, call)
        answer = self._outbox.try_out(self._services.subscriptions.get(call.actor, named.number))
        return json_answer(wire.Trial(taken=answer.is_success, outcome=answer.outcome, duration_ms=answer.duration_ms))

    def replay(self, call: Call) -> BytesAnswer:
        """Tell changes again."""
        query_of(call, Nothing)
        said = body_of(call, wire.Replay)
        named = named_webhook(self._services, call)
        actor = writer(call, named)
        since = Moments(self._services.accounts, actor.business).since_or_none(said.since)
        replayed = self._services.subscriptions.replay(
            actor, named.number, since_sequence=_beginning(said), since=since
        )
        return json_answer(wire.Replayed(since_sequence=replayed.after, last_sequence=replayed.last), status=202)

    def _answered(self, call: Call, named: Named) -> BytesAnswer:
        webhook = self._services.subscriptions.get(call.actor, named.number)
        return shown(call, webhook_shown(webhook, url=self._url(call, webhook)), revision=named.revision)

    def _told(self, call: Call, made: NewWebhook, *, status: int = 200) -> BytesAnswer:
        """With the secret, which is not kept under an idempotency key: a repeat is told that it was carried out."""
        webhook = made.webhook
        named = self._services.naming.one(call.actor, webhook.uid, kinds=_WEBHOOK)
        value = new_webhook_shown(webhook, url=self._url(call, webhook), secret=made.secret)
        return shown(call, value, revision=named.revision, status=status, path=("webhooks", webhook.uid))

    def _url(self, call: Call, webhook: Webhook) -> str:
        return self._services.subscriptions.url_of(call.actor, webhook)


def named_webhook(services: Services, call: Call) -> Named:
    """What the path names. Raises: NotFound("webhook")."""
    return services.naming.one(call.actor, call.path_params["id"], kinds=_WEBHOOK)


def _beginning(said: wire.Replay) -> int | None:
    """Raises: Missing("since_sequence") without either, Invalid("since") with both."""
    if said.since_sequence is UNSET and said.since is UNSET:
        raise Missing("since_sequence")
    if said.since_sequence is not UNSET and said.since is not UNSET:
        raise Invalid("since", "not_together")
    return None if said.since_sequence is UNSET else said.since_sequence
