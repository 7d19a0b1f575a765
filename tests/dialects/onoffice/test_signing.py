"""The two signatures, against the worked examples of the reference and the forms in which PHP prints JSON."""

import hashlib
from typing import Any

import pytest

from filebook.dialects.onoffice.signing import Empties, Signed, is_signed_by, version_1, version_2

TOKEN = "0123456789abcdef0123456789abcdef"
SECRET = "fedcba9876543210fedcba9876543210fedcba9876543210fedcba9876543210"
URN = "urn:onoffice-de-ns:smart:2.5:smartml:action:"


def signed(
    resourcetype: str, verb: str, *, resourceid: str = "", identifier: str = "", parameters: Any = None
) -> Signed:
    return Signed("1767225600", TOKEN, resourcetype, URN + verb, identifier, resourceid, parameters)


def over(parameters: Any, empties: Empties = Empties.AS_LISTS) -> str:
    return version_1(SECRET, signed("file", "get", parameters=parameters), empties=empties)


@pytest.mark.parametrize(
    ("resourcetype", "verb", "expected"),
    [
        ("file", "get", "Qkh37tOo4QOsBTG+SQTgPvT3mLa0Lpd3NwrUikfS/2k="),
        ("uploadfile", "do", "IbTd8uB+iYI1eF3PGc2+cqM9pSwTk/4uuL73DifMV48="),
        ("fileRelation", "delete", "y/E6RYelSIUjikDyC4kJNicdU+PTzdtIRU07CEd+0D0="),
    ],
)
def test_version_2_gives_the_worked_examples(resourcetype: str, verb: str, expected: str) -> None:
    assert version_2(SECRET, signed(resourcetype, verb)) == expected


def test_version_1_gives_the_worked_example_with_umlaut_and_slash() -> None:
    parameters = {"note": "Öl/Gas", "appointmentid": "247"}
    order = signed("file", "get", resourceid="appointment", parameters=parameters)
    assert version_1(SECRET, order) == "01792d3e6d670f18d1bb0ffbd6aa12df"


@pytest.mark.parametrize("nothing", [{}, [], None])
def test_version_1_gives_the_worked_example_without_parameters_however_nothing_is_sent(nothing: Any) -> None:
    assert version_1(SECRET, signed("users", "get", parameters=nothing)) == "f296b2e9aa6eb7d3163b55607ba54c5b"


@pytest.mark.parametrize(
    ("sent", "same"),
    [
        ({"b": 1, "a": 2}, {"a": 2, "b": 1}),
        ({"b": 1, "B": 2, "10": 3, "9": 4}, {"9": 4, "10": 3, "B": 2, "b": 1}),
        ({"a": 1.0}, {"a": 1}),
        ({"a": {}}, {"a": []}),
        ({"a": [{"b": {}}]}, {"a": [{"b": []}]}),
    ],
)
def test_version_1_does_not_depend_on_order_and_forms_that_php_does_not_keep(sent: Any, same: Any) -> None:
    assert over(sent) == over(same)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"a": {"b": 1, "c": 2}}, {"a": {"c": 2, "b": 1}}),
        ({"a": 1}, {"a": "1"}),
        ({"a": None}, {}),
        ({"a": True}, {"a": 1}),
    ],
)
def test_version_1_tells_apart_what_php_prints_differently(one: Any, other: Any) -> None:
    assert over(one) != over(other)


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        ("a/b", rb'"a\/b"'),
        ("Ä😀", rb'"\u00c4\ud83d\ude00"'),
        ('"\\\b\f\n\r\t\x01', rb'"\"\\\b\f\n\r\t\u0001"'),
        ("<>&'\x7f", b'"<>&\'\x7f"'),
        ("\\u007f", rb'"\\u007f"'),
        (1.5, b"1.5"),
        (-3.0, b"-3"),
        (0.1, b"0.1"),
        (1e16, b"10000000000000000"),
        (1e25, b"1.0e+25"),
        (1.5e-7, b"1.5e-7"),
        (0.0001, b"0.0001"),
        (12345678901234567890, b"12345678901234567890"),
        (True, b"true"),
        (None, b"null"),
        ([1, "a", []], b'[1,"a",[]]'),
        ({"x": {}, "a": [{}]}, b'{"x":[],"a":[[]]}'),
    ],
)
def test_values_are_printed_as_php_prints_them(value: Any, printed: bytes) -> None:
    quoted = Signed("1", TOKEN, "t", "a", "", "", {"k": value})
    inner = b'{"k":' + printed + b"}"
    assert version_1(SECRET, quoted) == _by_hand(inner)


def _by_hand(parameters: bytes) -> str:
    inner = hashlib.md5(parameters + f",{TOKEN},a,,,{SECRET},1,t".encode()).hexdigest()
    return hashlib.md5((SECRET + inner).encode()).hexdigest()


def test_streamed_data_is_signed_as_if_it_stood_there() -> None:
    parameters = {"file": "a.txt", "data": None, "Art": "Foto"}
    streamed = Signed("1", TOKEN, "t", "a", "", "", parameters, lambda: [b"data:image/png;base64,", b"//8=", b""])
    whole = Signed("1", TOKEN, "t", "a", "", "", {**parameters, "data": "data:image/png;base64,//8="})
    assert version_1(SECRET, streamed) == version_1(SECRET, whole)


@pytest.mark.parametrize("empties", list(Empties))
def test_a_version_1_signature_over_either_form_of_nested_empty_objects_is_accepted(empties: Empties) -> None:
    order = signed("file", "get", parameters={"filter": {}, "data": ["Id"]})
    assert is_signed_by(SECRET, order, version=1, shown=version_1(SECRET, order, empties=empties))


@pytest.mark.parametrize("shown", ["", "x", "ä", "01792D3E6D670F18D1BB0FFBD6AA12DF"])
@pytest.mark.parametrize("version", [1, 2])
def test_any_other_signature_is_not_accepted(version: int, shown: str) -> None:
    order = signed("file", "get", parameters={"appointmentid": "247"})
    assert not is_signed_by(SECRET, order, version=version, shown=shown)
    assert not is_signed_by(SECRET, order, version=version, shown=version_1("0" * 64, order))
    assert not is_signed_by(SECRET, order, version=version, shown=version_2("0" * 64, order))
