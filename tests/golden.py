"""Plays golden pairs: a folder with the requests to a door and the exact answers that are its contract.

`golden/<what-happens>/` holds three files. `about.md` names the public page the pair is taken from, or says
"constructed". `request.json` is a list of steps and `response.json` the list of answers, one for each step::

    {"method": "POST", "path": "/door/…", "headers": {}, "sign": "<name of a hook>"}
        with at most one of "json": any value, "text": "…", "form": {"name": "text"},
        "multipart": [{"name": "…", "filename": "…", "type": "…", "text": "…" or "base64": "…"}]
    {"status": 200, "headers": {"name": "value, or null where it must be absent"}}
        with just one of "json": any value, "text": "…" ("" for no body), "base64": "…"

`${name}` stands for one of the test's variables, in requests and answers. A string that is nothing else becomes the
variable itself, a number for instance; inside a longer string, or as the name of a member, it becomes text.

What changes from run to run is a numbered placeholder in an answer, such as `<uuid:1>`; `_PATTERNS` lists the kinds.
The same kind and number means the same value, also in the strings of later requests. A string that is nothing but
`<number:1>` stands for a JSON number, `<ms:1>` for one or for its digits in a string, `<any:1>` for any JSON value.
Everything else in a body is compared exactly, types included; of the headers only those named.
"""

import base64
import json
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

Step = dict[str, Any]
Hook = Callable[[Step], Step]
"""Takes a step as it is about to be sent, and gives it back signed."""

_PATTERNS = {
    "uuid": r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}",
    "hex32": r"[0-9a-f]{32}",
    "hex24": r"[0-9a-f]{24}",
    "digits": r"[0-9]+",
    "number": r"-?[0-9]+(?:\.[0-9]+)?",
    "ms": r"[0-9]{13}",
    "link": r"https?://[^\s\"<>]+",
    "token": r"[\w.~+/=-]{16,}",
    "any": r".*",
}
_PLACEHOLDER = re.compile(rf"<({'|'.join(_PATTERNS)}):[0-9]+>")
_VARIABLE = re.compile(r"\$\{(\w+)\}")


def golden_pairs(test_file: str) -> list[Any]:
    """The pairs in the folder `golden` beside a test file, for `pytest.mark.parametrize`."""
    folders = sorted(path for path in (Path(test_file).parent / "golden").iterdir() if path.is_dir())
    assert folders, "no golden pairs"
    return [pytest.param(folder, id=folder.name) for folder in folders]


def play(
    pair: Path, http: TestClient, *, variables: Mapping[str, object], hooks: Mapping[str, Hook] | None = None
) -> None:
    """Send a pair's requests one after another, and fail with every difference in the first answer that has any."""
    assert (pair / "about.md").read_text("utf-8").strip(), "about.md must say where the pair is from"
    requests, answers = (json.loads((pair / name).read_text("utf-8")) for name in ("request.json", "response.json"))
    captured: dict[str, object] = {}
    for number, (request, answer) in enumerate(zip(requests, answers, strict=True), start=1):
        step: Step = filled(filled(request, _VARIABLE, variables), _PLACEHOLDER, captured)
        if "sign" in step:
            step = (hooks or {})[step["sign"]](step)
        response = send(http, step)
        found = list(differences(filled(answer, _VARIABLE, variables), response, captured=captured))
        assert found == [], f"step {number} of {pair.name}: {response.text[:2000]}"


def filled(value: Any, names: re.Pattern[str], values: Mapping[str, object]) -> Any:
    """The value with every name in its strings replaced. Raises: KeyError for a name without a value."""
    if isinstance(value, dict):
        return {str(filled(key, names, values)): filled(member, names, values) for key, member in value.items()}
    if isinstance(value, list):
        return [filled(member, names, values) for member in value]
    if not isinstance(value, str):
        return value
    if whole := names.fullmatch(value):
        return values[_key(whole)]
    return names.sub(lambda found: str(values[_key(found)]), value)


def send(http: TestClient, step: Step) -> Response:
    """Make one step's request."""
    body: dict[str, Any] = {}
    if "json" in step:
        body = {"json": step["json"]}
    elif "text" in step:
        body = {"content": step["text"].encode()}
    elif "form" in step:
        body = {"data": step["form"]}
    elif "multipart" in step:
        body = {"files": [_part(part) for part in step["multipart"]]}
    return http.request(step["method"], step["path"], headers=step.get("headers"), follow_redirects=False, **body)


def differences(answer: Mapping[str, Any], response: Response, *, captured: dict[str, object]) -> Iterator[str]:
    """In what a response is not the expected answer; fills `captured` with what stood in place of placeholders."""
    if response.status_code != answer["status"]:
        yield f"status: {response.status_code} instead of {answer['status']}"
    for name, expected in answer.get("headers", {}).items():
        yield from compared(expected, response.headers.get(name), captured=captured, where=f"header {name}")
    if "base64" in answer:
        yield from compared(base64.b64decode(answer["base64"]), response.content, captured=captured, where="body")
    elif "text" in answer:
        yield from compared(answer["text"], response.text, captured=captured, where="body")
    else:
        yield from compared(answer["json"], _json_of(response), captured=captured, where="body")


def compared(expected: Any, actual: Any, *, captured: dict[str, object], where: str) -> Iterator[str]:
    """Where an actual value differs from an expected one that may hold placeholders."""
    whole = _PLACEHOLDER.fullmatch(expected) if isinstance(expected, str) else None
    if isinstance(expected, str) and isinstance(actual, str) and not (whole and whole[1] in {"any", "number"}):
        yield from _compared_text(expected, actual, captured=captured, where=where)
    elif whole and _stands_for(whole[1], actual):
        yield from _bound(expected, actual, captured=captured, where=where)
    elif type(expected) is not type(actual):
        yield f"{where}: {actual!r} instead of {expected!r}"
    elif isinstance(expected, dict):
        yield from (f"{where}.{name}: missing" for name in expected.keys() - actual.keys())
        yield from (f"{where}.{name}: not expected" for name in actual.keys() - expected.keys())
        for name in expected.keys() & actual.keys():
            yield from compared(expected[name], actual[name], captured=captured, where=f"{where}.{name}")
    elif isinstance(expected, list) and len(expected) == len(actual):
        for index, pair in enumerate(zip(expected, actual, strict=True)):
            yield from compared(*pair, captured=captured, where=f"{where}[{index}]")
    elif expected != actual:
        yield f"{where}: {actual!r} instead of {expected!r}"


def _compared_text(expected: str, actual: str, *, captured: dict[str, object], where: str) -> Iterator[str]:
    pattern, end = "", 0
    placeholders = list(_PLACEHOLDER.finditer(expected))
    for placeholder in placeholders:
        pattern += re.escape(expected[end : placeholder.start()]) + f"({_PATTERNS[placeholder[1]]})"
        end = placeholder.end()
    match = re.fullmatch(pattern + re.escape(expected[end:]), actual, re.DOTALL)
    if match is None:
        yield f"{where}: {actual!r} instead of {expected!r}"
        return
    for placeholder, value in zip(placeholders, match.groups(), strict=True):
        yield from _bound(placeholder[0], value, captured=captured, where=where)


def _bound(name: str, value: object, *, captured: dict[str, object], where: str) -> Iterator[str]:
    """Remember a placeholder's value, or compare it with the one it had before; a number equals its digits."""
    known = captured.setdefault(name, value)
    if known != value and str(known) != str(value):
        yield f"{where}: {value!r}, but {name} was {known!r}"


def _stands_for(kind: str, actual: object) -> bool:
    """Whether a placeholder that is a whole value may stand for one that is no string."""
    if kind == "any":
        return True
    is_number = isinstance(actual, int | float) and not isinstance(actual, bool)
    return is_number and (kind == "number" or (kind == "ms" and re.fullmatch(_PATTERNS["ms"], str(actual)) is not None))


def _key(found: re.Match[str]) -> str:
    """A variable goes by its name, a placeholder by its whole text."""
    return found[1] if found.re is _VARIABLE else found[0]


def _json_of(response: Response) -> Any:
    return json.loads(response.content, object_pairs_hook=_object_without_repeats)


def _object_without_repeats(members: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(members)
    assert len(found) == len(members), f"a member is repeated: {[name for name, _ in members]}"
    return found


def _part(part: Mapping[str, str]) -> tuple[str, tuple[str | None, bytes, str | None]]:
    content = base64.b64decode(part["base64"]) if "base64" in part else part["text"].encode()
    return part["name"], (part.get("filename"), content, part.get("type"))
