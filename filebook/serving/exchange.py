"""One request and its answer: what was found out of the one, and how much has left of the other."""

from collections.abc import Awaitable, Callable

from starlette.types import Message, Receive, Scope, Send

from filebook.serving.call import Call
from filebook.serving.routes import Answer, Door

Rest = Callable[[], Awaitable[Answer]]
"""What is left to do for an answer where something must be waited for."""


class Exchange:
    """Remembers whether, with what status and how much of an answer has left.

    `began` is when the request came, in seconds of `time.monotonic`. `answer` is there as soon as it is known; until
    then `rest` says how to come by it. `headers` go with whatever is answered, a failure too: the request's id, and
    what the door tells browsers.
    """

    __slots__ = ("_send", "answer", "began", "call", "door", "has_started", "headers", "rest", "sent_bytes", "status")

    def __init__(self, call: Call, *, began: float) -> None:
        self.call = call
        self.began = began
        self.door: Door | None = None
        self.answer: Answer | None = None
        self.rest: Rest | None = None
        self.headers: list[tuple[bytes, bytes]] = [(b"x-request-id", call.request_id.encode("ascii"))]
        self.has_started = False
        self.status: int | None = None
        self.sent_bytes = 0

    def told_with(self, answer: Answer) -> list[tuple[bytes, bytes]]:
        """All headers under which an answer leaves."""
        return [*answer.raw_headers, *self.headers, *self.call.answer_headers]

    def deliver(self, answer: Answer, scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
        """Send an answer; to a HEAD without its body."""
        answer.raw_headers[:] = self.told_with(answer)
        self._send = send
        return answer(scope, receive, self._pass_on)

    def note_sent(self, status: int, *, body_bytes: int) -> None:
        """An answer has left as a whole, by another way than `deliver`."""
        self.has_started = True
        self.status = status
        self.sent_bytes = body_bytes

    def _pass_on(self, message: Message) -> Awaitable[None]:
        """`send` for the answer. No coroutine of its own: every answer comes through here twice or more."""
        if not self.has_started:
            self.has_started = True
            self.status = message["status"]
        elif self.call.method == "HEAD":
            message = {**message, "body": b""}
        else:
            self.sent_bytes += len(message.get("body", b""))
        return self._send(message)
