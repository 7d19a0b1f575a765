"""What the native door does with several requests in one."""

import hashlib

import msgspec

from filebook.dialects.native.batch import wire
from filebook.dialects.native.errors import TYPE_PREFIX
from filebook.dialects.native.reading import body_of, key_of, query_of
from filebook.dialects.native.wire import Nothing, Problem
from filebook.serving.answers import BytesAnswer, json_answer
from filebook.serving.call import Call
from filebook.serving.limits import MIB
from filebook.serving.within import Part, Within

ANSWERS_LIMIT_BYTES = 16 * MIB
"""After so many bytes of answers no further part is carried out."""
_TOLD = frozenset({b"content-type", b"etag", b"location", b"retry-after", b"idempotency-replayed"})
_NOTHING = msgspec.Raw(b"null")
_FAILURES = range(400, 600)


class BatchHandlers:
    """Carries out several requests, one after another."""

    def __init__(self, within: Within) -> None:
        self._within = within

    def carry_out(self, call: Call) -> BytesAnswer:
        """All of them, in order. Under a key, each that writes and has none of its own has one made from it."""
        query_of(call, Nothing)
        batch = body_of(call, wire.Batch)
        key = key_of(call)
        answers: list[wire.PartAnswer] = []
        size_bytes, stopped = 0, ""
        for number, wanted in enumerate(batch.requests, start=1):
            if stopped:
                answers.append(_left_out(call, number, reason=stopped))
                continue
            answer = self._within.carry_out(call, _part(wanted, key=key, number=number), number=number)
            answers.append(_told(answer))
            size_bytes += len(answer.body)
            if size_bytes > ANSWERS_LIMIT_BYTES:
                stopped = "size"
            elif batch.stop_on_error and answer.status_code in _FAILURES:
                stopped = "earlier"
        return json_answer(wire.Answers(responses=answers))


def _part(wanted: wire.Part, *, key: str, number: int) -> Part:
    headers: dict[str, str] = msgspec.to_builtins(wanted.headers)
    body = bytes(wanted.body)
    if body:
        headers.setdefault("Content-Type", "application/json")
    if key and wanted.method != "GET":
        headers.setdefault("Idempotency-Key", hashlib.sha256(f"{key} {number}".encode()).hexdigest())
    return Part(wanted.method, wanted.path, headers, body)


def _told(answer: BytesAnswer) -> wire.PartAnswer:
    headers = {name.decode("ascii"): value.decode("ascii") for name, value in answer.raw_headers if name in _TOLD}
    body = msgspec.Raw(answer.body) if answer.body else _NOTHING
    return wire.PartAnswer(status=answer.status_code, headers=headers, body=body)


def _left_out(call: Call, number: int, *, reason: str) -> wire.PartAnswer:
    told = Problem(
        type=TYPE_PREFIX + "not-carried-out",
        title="It was not carried out.",
        status=424,
        instance=f"urn:filebook:request:{call.request_id}-{number}",
        reason=reason,
    )
    headers = {"content-type": "application/problem+json"}
    return wire.PartAnswer(status=424, headers=headers, body=msgspec.Raw(msgspec.json.encode(told)))
