"""One JSON request and its answer, for setting things up."""

import json
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from bench.tools import Failed


def ask(method: str, url: str, *, json_body: object = None, bearer: str = "", authorization: str = "") -> Any:
    """The decoded answer. Raises: Failed with what the server said if it refused."""
    headers = {"Content-Type": "application/json"}
    if bearer or authorization:
        headers["Authorization"] = authorization or f"Bearer {bearer}"
    data = None if json_body is None else json.dumps(json_body).encode()
    try:
        with urlopen(Request(url, data=data, headers=headers, method=method)) as answer:
            return json.loads(answer.read() or b"null")
    except HTTPError as error:
        raise Failed(f"{method} {url} answered {error.code}: {error.read()[:500]!r}") from None
