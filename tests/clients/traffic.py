"""Traffic between clients and a server, and what of it is secret."""

import json
from dataclasses import dataclass, field
from typing import Any, Self
from urllib.error import HTTPError
from urllib.parse import parse_qsl, quote, urlsplit
from urllib.request import Request, urlopen

SECRET_MEMBERS = {
    "token",
    "hmac",
    "data",
    "sessionToken",
    "authentication",
    "renewalToken",
    "password",
    "secret",
    "private_key",
    "tmpUploadId",
}
"""Members of JSON, wherever they stand, that nobody but the two sides may know."""
SECRET_QUERIES = {"token", "sessionToken", "signature", "params", "password"}


@dataclass(slots=True)
class Traffic:
    """What passed between clients and the server, and what of it is secret."""

    secrets: dict[str, str] = field(default_factory=dict)
    """Text → what it was first."""
    kinds: set[str] = field(default_factory=set)
    """What was seen of them."""
    refusals: list[tuple[str, int, bytes]] = field(default_factory=list)
    requests: int = 0
    """How many there were."""

    def open(self, request: Request | str) -> Any:
        """As `urlopen`, but remembers what is secret."""
        asked = Request(request) if isinstance(request, str) else request
        self.note_request(asked)
        self.requests += 1
        try:
            with urlopen(asked) as answer:
                body = answer.read()
                self.note_json("answer", body)
                return _Read(body)
        except HTTPError as refusal:
            with refusal:
                self.refusals.append((asked.full_url, refusal.code, refusal.read()))
            raise

    def refused(self, request: Request | str) -> None:
        """Make a request that must be refused; onOffice and one call of TelecomX say so under status 200."""
        try:
            body = self.open(request).read()
        except HTTPError:
            return
        told = json.loads(body)
        assert told.get("success") is False or told["status"]["errorcode"] > 0, body
        self.refusals.append((request if isinstance(request, str) else request.full_url, 200, body))

    def note_request(self, request: Request) -> None:
        query = parse_qsl(urlsplit(request.full_url).query)
        for name, value in query:
            if name in SECRET_QUERIES:
                self.note(f"query {name}", value)
                self.note(f"query {name}", quote(value))
        authorization = request.get_header("Authorization", "")
        self.note("authorization", authorization.rpartition(" ")[2])
        self.note("cookie", request.get_header("Cookie", "").rpartition("=")[2])
        if isinstance(request.data, bytes):
            self.note_json("request", request.data)

    def note_json(self, what: str, body: bytes) -> None:
        try:
            self._note_members(what, json.loads(body))
        except ValueError:
            return  # bytes of a file

    def note(self, what: str, text: str) -> None:
        if text:
            self.secrets.setdefault(text, what)
            self.kinds.add(what)

    def _note_members(self, what: str, value: Any) -> None:
        if isinstance(value, list):
            for member in value:
                self._note_members(what, member)
        elif isinstance(value, dict):
            for name, member in value.items():
                if name in SECRET_MEMBERS and isinstance(member, str):
                    self.note(f"{what} {name}", member)
                if name == "url" and isinstance(member, str):
                    for key, text in parse_qsl(urlsplit(member).query):
                        self.note(f"link {key}", text)
                self._note_members(what, member)


class _Read:
    """An answer that was read already."""

    def __init__(self, body: bytes) -> None:
        self._body = body

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def read(self, _: int = -1) -> bytes:
        body, self._body = self._body, b""
        return body
