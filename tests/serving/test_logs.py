"""Logs: one object a line, and no secret in any."""

import json
import logging
from io import BytesIO
from typing import Any

import pytest
import structlog
from starlette.testclient import TestClient

from filebook.core.ids import Door
from filebook.serving.answers import empty_answer
from filebook.serving.call import Call
from filebook.serving.logs import redact
from filebook.serving.routes import PUBLIC, SIGNED, Answer, Route
from tests.serving.served import a_door, an_application


def events(log: BytesIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in log.getvalue().splitlines()]


@pytest.mark.parametrize(
    "name",
    [
        "authorization",
        "Authorization",
        "token",
        "hmac",
        "secret",
        "data",
        "password",
        "params",
        "parameters",
        "cookie",
        "Set-Cookie",
        "apikey",
        "api_key",
        "privateKey",
        "signature",
        "sessionToken",
        "renewal_token",
        "key",
        "query",
        "body",
    ],
)
def test_a_field_that_names_a_secret_is_hidden_at_any_depth(name: str) -> None:
    for value in ("canary", b"canary", ["canary"], {"inner": "canary"}, 12):
        shown = redact(None, "", {"event": "x", name: value, "deep": [{name: value}], "tuple": ({name: value},)})
        assert "canary" not in json.dumps(shown, default=str)
        assert shown["event"] == "x"


@pytest.mark.parametrize(
    "text",
    [
        "GET /file?token=canary HTTP/1.1",
        "http://host/path?a=1&token=canary",
        "'/x?canary=canary'",
        "Authorization: Bearer canary",
        "basic canary",
        "a??token=canary",
    ],
)
def test_query_strings_and_credentials_are_cut_out_of_any_text(text: str) -> None:
    shown = redact(None, "", {"event": "x", "message": text, "list": [text]})
    assert "canary" not in json.dumps(shown)


def test_ordinary_fields_stay_as_they_are() -> None:
    fields = {"event": "upload.received", "size_bytes": 12, "why": "what? yes", "nothing": None, "is_new": True}
    assert redact(None, "", dict(fields)) == fields


def test_the_cutting_takes_time_in_proportion_to_the_text() -> None:
    shown = redact(None, "", {"event": "x", "message": "?" * 200_000, "other": "?a" * 100_000})
    assert len(shown["message"]) == 200_000


def test_an_event_is_one_line_of_ascii_whatever_it_holds(log: BytesIO) -> None:
    text = 'line\r\nfeed \x00\x1b[31m \x7f \x9b \u2028 ü " \ud800'
    structlog.get_logger().warning("something.happened", text=text, number=3)
    assert log.getvalue().count(b"\n") == 1
    assert all(0x20 <= byte < 0x7F for byte in log.getvalue()[:-1])
    (event,) = events(log)
    assert (event["event"], event["level"], event["text"], event["number"]) == (
        "something.happened",
        "warning",
        text,
        3,
    )
    assert event["timestamp"].endswith("Z")


def test_libraries_log_in_the_same_form_from_warnings_upward(log: BytesIO) -> None:
    logging.getLogger("library").info("not told")
    try:
        int("reason\nwith ?token=canary")
    except ValueError:
        logging.getLogger("library").exception("it %s", "failed")
    logging.getLogger("uvicorn.access").error("GET /path-canary")
    logging.getLogger("python_multipart").warning("canary")
    (event,) = events(log)
    assert (event["logger"], event["message"], event["level"]) == ("library", "it failed", "error")
    assert "ValueError: invalid literal" in event["exception"]
    assert b"canary" not in log.getvalue()


def test_the_access_log_names_the_route_and_never_the_path(log: BytesIO) -> None:
    def handler(call: Call) -> Answer:
        return empty_answer()

    door = a_door(Route("GET", "/link/{signed}", handler, SIGNED, ""), Route("GET", "/x", handler, PUBLIC, ""))
    with TestClient(an_application(door, access_log=True)) as client:
        answer = client.get("/door/link/canary?token=canary", headers={"authorization": "Bearer canary"})
        client.get("/door/canary")
        client.get("/canary")
    found, missing, nowhere = events(log)
    assert (found["event"], found["method"], found["door"], found["route"], found["status"]) == (
        "request.finished",
        "GET",
        Door.NATIVE,
        "/link/{signed}",
        204,
    )
    assert found["request_id"] == answer.headers["x-request-id"]
    assert 0 <= found["duration_ms"] < 60_000
    assert (missing["door"], missing["route"], missing["status"]) == ("native", "", 404)
    assert (nowhere["door"], nowhere["route"], nowhere["status"]) == ("", "", 404)
    assert b"canary" not in log.getvalue()


def test_without_the_access_log_nothing_is_written(log: BytesIO) -> None:
    client = TestClient(an_application(a_door()))
    client.get("/door/x")
    assert log.getvalue() == b""
