"""The envelope: what is read out of a request, what is echoed, and what the outer status says."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filebook.dialects.onoffice import envelope
from filebook.dialects.onoffice.codes import Refused
from filebook.dialects.onoffice.envelope import ACTION_LIMIT, Order, order_of, request_of

URN = "urn:onoffice-de-ns:smart:2.5:smartml:action:get"
LEAF = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()
ANYTHING = st.recursive(LEAF, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=10)
NAMES = ["actionid", "resourceid", "resourcetype", "identifier", "timestamp", "hmac", "hmac_version", "parameters"]


def action(**said: Any) -> dict[str, Any]:
    return {"actionid": URN, "resourceid": "", "resourcetype": "file", "identifier": "", "parameters": {}, **said}


def refusal_of(body: object) -> int:
    with pytest.raises(Refused) as refusal:
        request_of(json.dumps(body).encode())
    return refusal.value.code


@given(ANYTHING | st.dictionaries(st.sampled_from(NAMES), ANYTHING))
def test_whatever_stands_in_the_place_of_an_action_is_read_and_answered(value: object) -> None:
    order = order_of(value)
    result = envelope.failed(order, order.fault or Refused(97))
    assert result.status.errorcode > 0
    texts = (result.actionid, result.resourceid, result.resourcetype, result.identifier)
    assert all(isinstance(text, str) for text in texts)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ([], 4),
        (None, 4),
        ("x", 4),
        (5, 4),
        ({}, 13),
        ({"token": ""}, 13),
        ({"token": None, "request": {"actions": [action()]}}, 13),
        ({"token": 5, "request": {"actions": [action()]}}, 13),
        ({"token": "a\0", "request": {"actions": [action()]}}, 13),
        ({"token": "t"}, 14),
        ({"token": "t", "request": None}, 14),
        ({"token": "t", "request": []}, 14),
        ({"token": "t", "request": {}}, 15),
        ({"token": "t", "request": {"actions": None}}, 15),
        ({"token": "t", "request": {"actions": {}}}, 15),
        ({"token": "t", "request": {"actions": []}}, 15),
        ({"token": "t", "request": {"actions": [0] * (ACTION_LIMIT + 1)}}, 15),
    ],
)
def test_a_body_without_token_or_actions_is_refused_as_a_whole(body: object, code: int) -> None:
    assert refusal_of(body) == code


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (5, 16),
        (None, 16),
        ({}, 16),
        (action(actionid=None), 16),
        (action(actionid=7), 16),
        (action(actionid=""), 17),
        (action(resourceid=[]), 18),
        (action(resourceid={"a": 1}), 18),
        (action(resourceid=True), 18),
        (action(resourcetype=None), 19),
        (action(resourcetype=5), 19),
        (action(parameters="x"), 255),
    ],
)
def test_an_action_without_its_attributes_has_a_fault_of_its_own(value: object, code: int) -> None:
    fault = order_of(value).fault
    assert fault is not None
    assert fault.code == code


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ({"resourceid": None}, {"resourceid": ""}),
        ({"resourceid": 42}, {"resourceid": "42"}),
        ({"identifier": None}, {"identifier": ""}),
        ({"identifier": 7}, {"identifier": "7"}),
        ({"identifier": "0"}, {"identifier": "0"}),
        ({"timestamp": 1767225600}, {"timestamp": "1767225600"}),
        ({"timestamp": "1767225600"}, {"timestamp": "1767225600"}),
        ({"hmac_version": 2}, {"hmac_version": 2}),
        ({"hmac_version": "2"}, {"hmac_version": 2}),
        ({}, {"hmac_version": 1}),
        ({"hmac_version": None}, {"hmac_version": 1}),
        ({"hmac_version": 3}, {"hmac_version": None}),
        ({"hmac_version": True}, {"hmac_version": None}),
        ({"parameters": []}, {"parameters": {}}),
        ({"parameters": ["x"]}, {"parameters": {}}),
        ({"parameters": None}, {"parameters": {}}),
        ({"parameters": ""}, {"parameters": {}}),
        ({"parameters": {"a": None}}, {"parameters": {"a": None}}),
        ({"cacheable": False, "indentifier": "a"}, {"identifier": ""}),
    ],
)
def test_the_forms_of_real_clients_are_read(said: dict[str, Any], read: dict[str, Any]) -> None:
    order = order_of(action(**said))
    assert order.fault is None
    assert {name: getattr(order, name) for name in read} == read


def test_an_absent_attribute_is_as_good_as_an_empty_one() -> None:
    order = order_of({"actionid": URN, "resourcetype": "file", "timestamp": 1, "hmac": "x"})
    assert (order.resourceid, order.identifier, order.parameters, order.fault) == ("", "", {}, None)


@pytest.mark.parametrize(
    ("codes", "outer"),
    [
        ([0], (200, 0, "OK")),
        ([0, 25, 0], (500, 97, "Error in action")),
        ([137], (500, 97, "Error in action")),
        ([136], (500, 97, "Error in action")),
        ([22, 22], (400, 22, "Not authenticated")),
        ([16, 22], (400, 22, "Not authenticated")),
    ],
)
def test_the_outer_status_tells_whether_the_caller_is_known_and_all_went_well(
    codes: list[int], outer: tuple[int, int, str]
) -> None:
    results = [
        envelope.failed(Order(), Refused(code)) if code else envelope.succeeded(Order(), [], count=None, cacheable=True)
        for code in codes
    ]
    status = envelope.response_of(results).status
    assert (status.code, status.errorcode, status.message) == outer


def test_a_failed_action_is_not_cacheable_and_has_an_empty_array_as_data() -> None:
    result = envelope.failed(Order(actionid=URN, resourcetype="file", identifier="a"), Refused(25, "file"))
    assert (result.cacheable, result.data) == (False, [])
