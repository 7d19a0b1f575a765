"""Makes the example requests, and looks at the answers as a stranger would: what can be told from them."""

import re
from collections.abc import Iterable

from httpx2 import Response

from filebook.core.ids import Door
from tests.dialects.onoffice.client import signed
from tests.golden import Step, send
from tests.isolation.example import Example, Key
from tests.isolation.neighbourhood import Neighbourhood, Person
from tests.isolation.things import Things

Picture = tuple[int, tuple[tuple[str, str], ...], str]
"""Status, headers and body, without what no two answers share."""

_NONCE = re.compile(r"'nonce-([^']+)'")
_OF_ONE_ANSWER = {"x-request-id", "date", "ratelimit", "set-cookie"}


def ask(made: Neighbourhood, key: Key, example: Example, *, person: Person, things: Things) -> Response:
    """Make an example's request."""
    step = example.build(person, things)
    return send(made.world.http, _signed(made, key, step) if "onoffice" in step else step)


def picture(response: Response, spellings: Iterable[str]) -> Picture:
    """What an answer shows, with every spelling of what was asked for made alike."""
    nonce = _NONCE.search(response.headers.get("content-security-policy", ""))
    spellings = [*spellings, *([nonce[1]] if nonce else [])]
    headers = tuple(
        sorted(
            (name, value.replace(nonce[1], "<nonce>") if nonce else value)
            for name, value in response.headers.items()
            if name not in _OF_ONE_ANSWER
        )
    )
    text = response.content.decode("latin-1").replace(response.headers.get("x-request-id", "<none>"), "<request>")
    for spelling in spellings:
        if spelling in text:
            text = re.sub(rf"(?<![0-9A-Za-z]){re.escape(spelling)}(?![0-9A-Za-z])", "<id>", text)
    return response.status_code, headers, text


def is_granted(key: Key, response: Response) -> bool:
    """Whether the request was served."""
    if key[0] in {Door.NATIVE, Door.TUS}:
        return response.is_success
    if key[0] is Door.WEB:
        return response.status_code < 400
    if response.status_code != 200 or key[0] is not Door.ONOFFICE or key[1:] not in _ENVELOPES:
        return response.status_code == 200
    results = response.json()["response"]["results"]
    return len(results) == 1 and results[0]["status"]["errorcode"] == 0


_ENVELOPES = {(method, "/api/{version}/api.php") for method in ("POST", "GET")}


def _signed(made: Neighbourhood, key: Key, step: Step) -> Step:
    action = {**step["onoffice"], "timestamp": int(made.world.clock().timestamp())}
    body = {"token": step["key"].key, "request": {"actions": [signed(action, step["key"])]}}
    return {"method": key[1], "path": "/onoffice/api/stable/api.php", "json": body}
