"""The runner of golden pairs finds every difference, and nothing else."""

import json
from pathlib import Path
from typing import Any

import pytest
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

from tests.golden import compared, golden_pairs, play

UUID = "0b9f5d2e-6c1a-4f0e-9a52-3d8a1c7e4b60"


@pytest.mark.parametrize(
    ("expected", "actual"),
    [
        ({"a": [1, "x", None, True]}, {"a": [1, "x", None, True]}),
        ("<uuid:1>", UUID),
        ("/file/<hex24:1>/x.pdf", "/file/" + "a" * 24 + "/x.pdf"),
        ({"id": "<digits:1>", "link": "at <link:1>"}, {"id": "247", "link": "at http://a.test/247"}),
        (["<number:1>", "<number:2>"], [1, 2.5]),
        (["<ms:1>", "<ms:1>"], [1767225600000, "1767225600000"]),
        ({"a": "<any:1>"}, {"a": {"b": []}}),
        ("<any:1>", None),
        ("(.*) <token:1>", "(.*) 0123456789abcdef"),
    ],
)
def test_what_is_as_expected_shows_no_difference(expected: Any, actual: Any) -> None:
    assert list(compared(expected, actual, captured={}, where="body")) == []


@pytest.mark.parametrize(
    ("expected", "actual"),
    [
        (1, True),
        (1, 1.0),
        (1, "1"),
        ("1", 1),
        (None, ""),
        ([], {}),
        ([1], [1, 1]),
        ({"a": 1}, {}),
        ({}, {"a": 1}),
        ({"a": {"b": 1}}, {"a": {"b": 2}}),
        (".*", "anything"),
        ("<uuid:1>", UUID.upper()),
        ("<digits:1>", 247),
        ("<number:1>", "247"),
        ("<number:1>", True),
        ("<ms:1>", 1767225600),
        ("<hex24:1>", "a" * 25),
        ("<uuid:1>", None),
    ],
)
def test_what_differs_in_value_type_or_members_is_told(expected: Any, actual: Any) -> None:
    assert len(list(compared(expected, actual, captured={}, where="body"))) == 1


def test_one_placeholder_cannot_stand_for_two_values() -> None:
    captured: dict[str, object] = {}
    assert list(compared(["<digits:1>", "<digits:2>"], ["1", "2"], captured=captured, where="body")) == []
    assert len(list(compared(["<digits:1>"], ["2"], captured=captured, where="body"))) == 1


async def _echo(scope: Scope, receive: Receive, send: Send) -> None:
    """Tells what was asked; below `/text` in plain text."""
    request = Request(scope, receive)
    body = await request.body()
    answer: Response = JSONResponse(
        {"path": request.url.path, "type": request.headers.get("content-type", ""), "body": body.decode()}
    )
    if request.url.path.startswith("/text"):
        answer = PlainTextResponse(body)
    await answer(scope, receive, send)


def _pair(folder: Path, requests: list[Any], answers: list[Any]) -> Path:
    pair = folder / "golden" / "something-happens"
    pair.mkdir(parents=True)
    (pair / "about.md").write_text("constructed")
    (pair / "request.json").write_text(json.dumps(requests))
    (pair / "response.json").write_text(json.dumps(answers))
    return pair


def test_a_pair_fills_in_variables_captures_and_signatures(tmp_path: Path) -> None:
    requests = [
        {"method": "POST", "path": "/text", "json": {"number": "${number}", "text": "no ${number}", "${number}": 1}},
        {"method": "POST", "path": "/<digits:1>", "text": "plain", "sign": "shout"},
        {"method": "POST", "path": "/form", "form": {"a": "b c"}},
    ]
    answers = [
        {"status": 200, "headers": {"x-none": None}, "text": '{"number":<digits:1>,"text":"no ${number}","7":1}'},
        {"status": 200, "json": {"path": "/${number}", "type": "", "body": "PLAIN"}},
        {"status": 200, "json": {"path": "/form", "type": "application/x-www-form-urlencoded", "body": "a=b+c"}},
    ]
    pair = _pair(tmp_path, requests, answers)
    assert [parameter.id for parameter in golden_pairs(str(tmp_path / "test_it.py"))] == ["something-happens"]
    shout = {"shout": lambda step: {**step, "text": step["text"].upper()}}
    play(pair, TestClient(_echo), variables={"number": 7}, hooks=shout)


def test_a_multipart_body_carries_its_parts_in_order(tmp_path: Path) -> None:
    parts = [{"name": "folder", "text": "7"}, {"name": "file", "filename": "a.bin", "type": "x/y", "base64": "AQI="}]
    answer = {"status": 200, "text": '--<any:1>name="folder"\r\n\r\n7\r\n<any:2>filename="a.bin"<any:3>\x01\x02<any:4>'}
    pair = _pair(tmp_path, [{"method": "POST", "path": "/text", "multipart": parts}], [answer])
    play(pair, TestClient(_echo), variables={})


def test_a_difference_fails_the_pair_and_names_it(tmp_path: Path) -> None:
    pair = _pair(tmp_path, [{"method": "GET", "path": "/text"}], [{"status": 201, "text": "x"}])
    with pytest.raises(AssertionError, match="something-happens"):
        play(pair, TestClient(_echo), variables={})
