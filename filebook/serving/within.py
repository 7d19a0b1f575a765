"""Requests of a door that are carried out within another request of it, each by itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

import msgspec
import structlog
from starlette.responses import Response

from filebook.core.errors import FilebookError, TooLarge, Unsupported
from filebook.serving.admission import admit
from filebook.serving.answers import BytesAnswer
from filebook.serving.call import Call
from filebook.serving.problems import HttpProblem, InternalFault
from filebook.serving.router import mounted
from filebook.serving.routes import Answer, Body, Door, Route, SyncHandler


@dataclass(frozen=True, slots=True)
class Part:
    """One of them: `target` is its path below the door, with its query; `body` is JSON, or nothing."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes


class Within:
    """Carries out requests of those routes of a door that answer with JSON."""

    def __init__(self, door: Door) -> None:
        self._door = door
        self._mount = mounted(door, by_host_name=False)
        self._log = structlog.get_logger()

    def carry_out(self, call: Call, part: Part, *, number: int) -> BytesAnswer:
        """What the part would be answered if it came alone; its failure in the door's form. Runs on a worker thread."""
        inner = call
        try:
            inner = call.part(
                method=part.method, target=part.target, headers=part.headers, body=part.body, number=number
            )
            segments = [segment for segment in inner.path.split("/") if segment]
            route = self._mount.resolve(inner, segments)
            inner.route = route.path
            inner.by_host_name = call.by_host_name
            inner.prefix = call.prefix
            return self._performed(route, inner)
        except (FilebookError, HttpProblem) as problem:
            return _bytes(self._door.render(problem, inner))
        except Exception as error:  # noqa: BLE001 - the same boundary as for a request that comes alone
            fields = {"method": part.method, "door": inner.door, "route": inner.route, "request_id": inner.request_id}
            self._log.error("request.failed", **fields, exc_info=error)
            return _bytes(self._door.render(InternalFault(), inner))

    def _performed(self, route: Route, inner: Call) -> BytesAnswer:
        if route.stands_alone or not _answers_json(route):
            raise Unsupported("in_a_batch")
        if len(inner.body) > route.body_limit_bytes:
            raise TooLarge(route.body_limit_bytes)
        admit(self._door, route, inner)
        return _bytes(cast(SyncHandler, route.handler)(inner))


def _answers_json(route: Route) -> bool:
    response = route.response
    is_struct = response is None or issubclass(response, msgspec.Struct)
    is_json = is_struct and route.response_media_type == "application/json"
    return is_json and route.body is not Body.STREAMED and route.access.kind == "credential"


def _bytes(answer: Answer) -> BytesAnswer:
    """Raises: Unsupported("in_a_batch") for what is sent piece by piece."""
    if isinstance(answer, Response):
        return BytesAnswer(bytes(answer.body), status=answer.status_code, headers=answer.raw_headers)
    if not isinstance(answer, BytesAnswer):
        raise Unsupported("in_a_batch")
    return answer
