"""Talking to a server: requests with a token, and failures in the server's own words."""

import time
from collections.abc import Callable, Iterator, Mapping
from types import TracebackType
from typing import Any, Self, TypeVar

import httpx2

from filebook.app.commands.client.failures import Refused, Unreachable
from filebook.app.commands.client.servers import Server

TIMEOUT_SECONDS = 60.0
TRIES = 6
"""How often in a row something is tried that makes no headway."""
_FIRST_PAUSE_SECONDS = 0.5
_NOT_NOW = frozenset({408, 429, 500, 502, 503, 504})
Result = TypeVar("Result")
Json = dict[str, Any]


class Talk:
    """A connection to one server. To be closed, best by `with`."""

    def __init__(self, server: Server, *, tries: int = TRIES) -> None:
        self.server = server
        self._tries = tries
        headers = {"Authorization": f"Bearer {server.token}", "User-Agent": "filebook-client"}
        self.http = httpx2.Client(base_url=server.url, headers=headers, timeout=TIMEOUT_SECONDS)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.http.close()

    def json(self, method: str, path: str, **said: Any) -> Json:  # noqa: ANN401 - what the HTTP client takes
        """The answer to a request below `/api/v1`; one that can be repeated is, while the server cannot be reached.

        Raises: Refused, Unreachable.
        """
        repeatable = method == "GET" or "Idempotency-Key" in said.get("headers", {})

        def ask() -> Json:
            answer = self.http.request(method, f"/api/v1{path}", **said)
            require_success(answer)
            told: Json = answer.json() if answer.content else {}
            return told

        return persistently(ask, tries=self._tries if repeatable else 1)

    def pages(self, path: str, params: Mapping[str, object]) -> Iterator[Json]:
        """The items of a list, page by page. Raises: as `json`."""
        cursor: str | None = ""
        while cursor is not None:
            page = self.json("GET", path, params={"limit": 200, **params, "cursor": cursor})
            yield from page["items"]
            cursor = page["next_cursor"]


def persistently(attempt: Callable[[], Result], *, tries: int = TRIES) -> Result:
    """What an attempt gives, tried again after a pause while the server cannot be reached, or cannot just now.

    Raises: Refused, Unreachable.
    """
    for number in range(tries - 1):
        try:
            return attempt()
        except (httpx2.TransportError, Unreachable):
            time.sleep(_FIRST_PAUSE_SECONDS * 2**number)
    try:
        return attempt()
    except httpx2.TransportError as error:
        raise Unreachable(f"the server does not answer ({type(error).__name__})") from None


def require_success(answer: httpx2.Response) -> None:
    """Raises: Unreachable for what may go well another time, Refused for other failures."""
    if answer.is_success:
        return
    words = _words(answer)
    raise Unreachable(words) if answer.status_code in _NOT_NOW else Refused(words)


def _words(answer: httpx2.Response) -> str:
    try:
        told = answer.json()
        parts = [told.get("title"), told.get("detail"), told.get("field"), told.get("reason")]
        return f"{answer.status_code}: {' '.join(str(part) for part in parts if part)}"
    except (ValueError, AttributeError):
        return f"{answer.status_code}: {answer.text[:200].strip()}"
