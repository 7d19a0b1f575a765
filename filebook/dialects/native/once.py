"""Requests under a key (`Idempotency-Key`) are carried out once; a repeat is answered as the first was.

Source: draft-ietf-httpapi-idempotency-key-header-07, read 2026-11-22.
"""

from collections.abc import Awaitable, Callable

from filebook.core.errors import AlreadyUsed, Invalid
from filebook.core.repeats import Answered
from filebook.dialects.native.reading import fingerprint_of, key_of
from filebook.services.bundle import Services
from filebook.serving.answers import BytesAnswer
from filebook.serving.body_digest import BodyDigest
from filebook.serving.call import Call
from filebook.serving.receive import pump
from filebook.serving.routes import Answer, StreamHandler, SyncHandler

_KEPT_HEADERS = frozenset({b"content-type", b"etag", b"location"})
_SUCCESSES = range(200, 300)
_REPLAYED = (b"idempotency-replayed", b"true")
FILES_AT_ONCE = 50
"""So many files, at most, does a repeat bring that may yet be the same."""


class Once:
    """Wraps the handlers of routes that make something."""

    def __init__(self, services: Services) -> None:
        self._repeats = services.repeats
        self._uploads = services.uploads

    def buffered(self, handler: SyncHandler) -> SyncHandler:
        """A handler that answers a repeat from memory."""

        def once(call: Call) -> Answer:
            key = key_of(call)
            if not key:
                return handler(call)
            earlier = self._earlier(call, key)
            return self._noted(call, key, handler(call)) if earlier is None else earlier

        return once

    def streamed(self, handler: StreamHandler) -> Callable[[Call], Awaitable[Answer]]:
        """The same for one that reads its body itself. That of a repeat is read, and dropped: it must be the same."""

        async def once(call: Call) -> Answer:
            key = key_of(call)
            if not key:
                return await handler(call)
            call.body_digest = BodyDigest(call.headers.get("content-type", ""))
            if await call.in_thread(self._repeats.find, call.actor, key) is not None:
                await pump(call, len, limit_bytes=FILES_AT_ONCE * self._uploads.limit_bytes())
            earlier = await call.in_thread(self._earlier, call, key)
            if earlier is not None:
                return earlier
            return await call.in_thread(self._noted, call, key, await handler(call))

        return once

    def _earlier(self, call: Call, key: str) -> Answer | None:
        """Raises: Invalid("Idempotency-Key") under a key of another request; AlreadyUsed("request")."""
        repeat = self._repeats.find(call.actor, key)
        if repeat is None:
            return None
        if repeat.fingerprint != fingerprint_of(call):
            raise Invalid("Idempotency-Key", "other_request")
        if repeat.answered is None:
            raise AlreadyUsed("request")
        told = repeat.answered
        headers = [(name.encode("ascii"), value.encode("ascii")) for name, value in told.headers.items()]
        return BytesAnswer(told.body, status=told.status, headers=[*headers, _REPLAYED])

    def _noted(self, call: Call, key: str, answer: Answer) -> Answer:
        if isinstance(answer, BytesAnswer) and answer.status_code in _SUCCESSES:
            headers = {
                name.decode("ascii"): value.decode("ascii")
                for name, value in answer.raw_headers
                if name in _KEPT_HEADERS
            }
            told = Answered(answer.status_code, headers, answer.body)
            self._repeats.answered(call.actor, key, request=call.request_id, answered=told)
        return answer
