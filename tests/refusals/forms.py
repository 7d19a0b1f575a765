"""What a refusal looks like at each door, and what none may tell."""

import json
import re

from tests.refusals.server import Answer, Request

OWN_FAULT = 500
_INSIDE = re.compile(
    r"Traceback|File \"|\.py\b|site-packages|sqlite|apsw|psycopg|SELECT |INSERT |filebook\.|msgspec|starlette|uvicorn"
    r"|<class|0x[0-9a-f]{8}|Exception|NoneType|unexpected keyword|/tmp/|/blobs"
)
"""Words of our own inside: paths, statements, libraries, types."""


def fault_in(request: Request, answer: Answer) -> str:
    """What is wrong with an answer to a request that may be refused; "" for nothing."""
    if answer.closed:
        return "the server hung up"
    if answer.status >= OWN_FAULT:
        return f"{answer.status}: {answer.body[:300]!r}"
    if is_served(request, answer):
        return ""
    if "x-request-id" not in answer.headers:
        return "no request id"
    told = {name: value for name, value in answer.headers.items() if name != "server"}  # ours does not send that one
    if found := _INSIDE.search(answer.body.decode("latin-1") + str(told)):
        return f"tells {found[0]!r}: {answer.body[:300]!r}"
    return "" if _has_form(request, answer) else f"no form of the door's: {answer.status} {answer.body[:300]!r}"


def is_served(request: Request, answer: Answer) -> bool:
    """Whether the request got what it asked for."""
    if answer.status >= 400 or answer.closed:
        return False
    return not (request.target.startswith("/onoffice/api/") and not _is_good_envelope(answer))


def is_refused(request: Request, answer: Answer) -> bool:
    """Whether it was refused, and properly."""
    return not fault_in(request, answer) and not is_served(request, answer)


def _is_good_envelope(answer: Answer) -> bool:
    return bool(json.loads(answer.body)["status"]["errorcode"] == 0)


def _has_form(request: Request, answer: Answer) -> bool:
    path = request.target.partition("?")[0]
    if path.startswith("/onoffice/"):
        return _is_envelope(answer) if path.rstrip("/").endswith("/api.php") else _is_page(answer)
    if path.startswith(("/s/", "/r/")):
        is_page = answer.headers.get("content-type") in {"text/html; charset=utf-8", "image/gif"}
        return is_page or _is_bodiless(request, answer)
    if path.startswith(("/api/v1", "/api/docs")):
        return _is_problem(answer)
    if path.startswith("/uploads") and answer.body:
        return _is_page(answer)
    if _is_bodiless(request, answer):
        return True
    if not path.startswith(("/timetap/", "/telecomx/", "/xelion/")) and _is_line(answer):
        return True
    if not answer.headers.get("content-type", "").startswith("application/json"):
        return False
    body = json.loads(answer.body)
    if path.startswith("/timetap/"):
        return isinstance(body, str) if answer.status == 400 else _has_members(body, message=str)
    if path.startswith("/telecomx/"):
        return _is_telecomx(body, answer.status)
    if path.startswith("/xelion/"):
        return _has_members(body, errorCode=int, message=str)
    return _has_members(body, error=str, request_id=str)


def _is_bodiless(request: Request, answer: Answer) -> bool:
    """HTTP says all there is to say of conditions and ranges."""
    return answer.body == b"" and (answer.status in {412, 416} or request.method == "HEAD")


def _is_envelope(answer: Answer) -> bool:
    body = json.loads(answer.body)
    status = body["status"]
    known = _has_members(status, code=int, errorcode=int, message=str) and status["errorcode"] > 0
    return known and status["code"] in {400, 500} and isinstance(body["response"]["results"], list)


def _is_page(answer: Answer) -> bool:
    return answer.headers["content-type"] == "text/plain; charset=utf-8" and answer.text.endswith(".\n")


def _is_line(answer: Answer) -> bool:
    """What the browser application says where nothing of it lies: whoever asks there has the wrong address."""
    is_text = answer.headers.get("content-type") == "text/plain; charset=utf-8"
    return is_text and re.fullmatch(rf"{answer.status} [A-Za-z -]+\n", answer.text) is not None


def _is_problem(answer: Answer) -> bool:
    """RFC 9457; of the conditions and ranges of a file HTTP alone says all there is to say."""
    if answer.body == b"" and answer.status in {412, 416}:
        return True
    if answer.headers.get("content-type") != "application/problem+json":
        return False
    body = json.loads(answer.body)
    texts = (body["type"], body["title"], body["instance"])
    return body["status"] == answer.status and all(isinstance(text, str) and text for text in texts)


def _is_telecomx(body: object, status: int) -> bool:
    if not isinstance(body, dict):
        return False
    if body == {"success": False}:
        return status == 403  # how a token that is worth nothing is told, where the status was asked for
    first = {name: value for name, value in body.items() if name != "errors"}
    optional = {name: str for name in ("path", "check") if name in first}
    return (
        body.get("errors") == [first]
        and _has_members(first, code=str, status=int, message=str, **optional)
        and (first["status"] == status)
    )


def _has_members(value: object, **types: type) -> bool:
    return (
        isinstance(value, dict)
        and value.keys() == types.keys()
        and all(type(value[name]) is kind for name, kind in types.items())
    )
