"""Requests drawn at random around what each route reads: no answer is a fault, and good requests are served after."""

import json
from dataclasses import replace
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.refusals.asked import Asked, is_json, routes
from tests.refusals.forms import fault_in, is_served
from tests.refusals.server import Server

DOCUMENTS_EACH = 30
ADDRESSES_EACH = 15
"""The routes of a door share one tree of addresses."""
_ANY_SERVER = settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
TEXT = st.text(max_size=40) | st.sampled_from(["", "0", "1", "true", "..", "FOLDER", "estate", "Link", "tmpUpload"])
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | TEXT
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4), max_leaves=12
)


def _members(value: Any) -> set[str]:
    """The names of every member in a document."""
    if isinstance(value, dict):
        return {*value, *(name for member in value.values() for name in _members(member))}
    return {name for member in value for name in _members(member)} if isinstance(value, list) else set()


def _assembled(value: Any, known: list[str], data: st.DataObject) -> Any:
    """The document with some members replaced, left out, or of another name."""
    if isinstance(value, list):
        return [_assembled(member, known, data) for member in value]
    if not isinstance(value, dict):
        return data.draw(VALUES) if data.draw(st.integers(0, 4)) == 0 else value
    found = {}
    for name, member in value.items():
        choice = data.draw(st.integers(0, 9))
        if choice == 0:
            continue
        found[data.draw(st.sampled_from(known)) if choice == 1 else name] = _assembled(member, known, data)
    return found


@pytest.mark.parametrize("asked", routes(where=is_json), ids=str)
@given(data=st.data())
@settings(_ANY_SERVER, max_examples=DOCUMENTS_EACH)
def test_no_document_near_a_good_one_is_a_fault(server: Server, asked: Asked, data: st.DataObject) -> None:
    server.made.world.clock.advance(seconds=61 if asked.is_login else 0)
    step = asked.step(server)
    known = sorted(_members(step["json"])) or ["a"]
    document = _assembled(step["json"], known, data)
    body = json.dumps(document).encode("utf-8", "surrogatepass")
    request = replace(asked.request(server), body=body)
    before = server.rows()
    answer = server.send(request)
    assert fault_in(request, answer) == ""
    if not is_served(request, answer) and asked.key[1] == "POST" and "onoffice" not in request.target:
        assert server.rows() == before


@pytest.mark.parametrize("asked", routes(), ids=str)
@given(
    segments=st.lists(st.binary(max_size=8), max_size=4),
    query=st.lists(st.tuples(st.binary(max_size=6), st.binary(max_size=6)), max_size=4),
)
@settings(_ANY_SERVER, max_examples=ADDRESSES_EACH)
def test_no_address_near_a_good_one_is_a_fault(
    server: Server, asked: Asked, segments: list[bytes], query: list[tuple[bytes, bytes]]
) -> None:
    good = asked.request(server)
    kept = good.target.partition("?")[0].split("/")[: 5 - len(segments)]
    path = "/".join([*kept, *map(quote, segments)]) or "/"
    pairs = "&".join(f"{quote(name)}={quote(value)}" for name, value in query)
    request = replace(good, method="GET", target=f"{path}?{pairs}", body=None)
    answer = server.send(request)
    assert fault_in(request, answer) == ""
