"""Signatures, keys and times that do not fit: nobody is let in, nothing is stored, whatever shape they have."""

import json
from typing import Any

import pytest

from tests.dialects.onoffice.client import URN, signed
from tests.refusals.forms import is_refused
from tests.refusals.hostile import TEXTS
from tests.refusals.server import Request, Server, onoffice_step, wire_form

WRONG: tuple[object, ...] = (None, True, False, 0, -1, 1.5, 2**70, [], {}, ["a"], {"a": 1}, *TEXTS, "A" * 44, "=" * 44)


def _action(server: Server, **changed: Any) -> dict[str, Any]:
    """A signed first block, changed after it was signed."""
    key = server.made.people["owner"].onoffice
    action = {
        "actionid": URN + "do",
        "resourceid": "",
        "resourcetype": "uploadfile",
        "identifier": "",
        "timestamp": int(server.made.world.clock().timestamp()),
        "parameters": {"data": "aGVsbG8="},
    }
    return {**signed(action, key), **changed}


def _answered(server: Server, token: object, action: object) -> int:
    """The error number of the only result, or of the whole answer."""
    body = {"token": token, "request": {"actions": [action]}}
    request = wire_form({**onoffice_step("POST", "", None), "json": body})
    answer = server.send(request)
    assert is_refused(request, answer), (token, action, answer)
    told = json.loads(answer.body)
    results = told["response"]["results"]
    code: int = (results[0] if results else told)["status"]["errorcode"]
    return code


def test_the_signature_that_is_changed_here_fits_before(server: Server) -> None:
    answer = server.send(wire_form(onoffice_step("POST", server.made.people["owner"].onoffice.key, _action(server))))
    assert json.loads(answer.body)["status"]["errorcode"] == 0


@pytest.mark.parametrize("member", ["hmac", "timestamp", "actionid", "resourcetype", "hmac_version"])
def test_no_change_of_a_signed_member_is_let_through(server: Server, member: str) -> None:
    token, before = server.made.people["owner"].onoffice.key, server.rows()
    for wrong in WRONG:
        code = _answered(server, token, _action(server, **{member: wrong}))
        assert code in {16, 17, 19, 136, 137}, (wrong, code)
    for absent in (member,):
        without = {name: value for name, value in _action(server).items() if name != absent}
        assert _answered(server, token, without) in {16, 19, 136, 137}
    assert server.rows() == before


@pytest.mark.parametrize("seconds", [-(10**12), -121, 121, 10**9, 10**30])
def test_a_timestamp_outside_the_window_is_refused_though_it_is_signed(server: Server, seconds: int) -> None:
    key, before = server.made.people["owner"].onoffice, server.rows()
    action = _action(server)
    late = signed({**action, "timestamp": action["timestamp"] + seconds}, key)
    assert _answered(server, key.key, late) == 136
    assert server.rows() == before


def test_no_text_is_a_token_but_the_issued_one(server: Server) -> None:
    before = server.rows()
    for wrong in WRONG:
        assert _answered(server, wrong, _action(server)) in {13, 22}, wrong
    assert server.rows() == before


@pytest.mark.parametrize("name", ["apiKey", "timestamp", "signature"])
def test_no_timetap_key_fits_but_the_issued_one(server: Server, name: str) -> None:
    person = server.made.people["owner"]
    for wrong in (
        text for text in TEXTS if text.isprintable() and text.isascii() and " " not in text and "%" not in text
    ):
        server.made.world.clock.advance(seconds=61)
        good = {"apiKey": person.timetap_key.key, "timestamp": "1795296047", "signature": "0" * 32}
        query = "&".join(f"{key}={value}" for key, value in {**good, name: wrong}.items() if "&" not in value)
        request = Request("GET", f"/timetap/live/sessionToken?{query}")
        answer = server.send(request)
        assert is_refused(request, answer), answer
        assert answer.status in {400, 403}
        assert "sessionToken" not in answer.text
