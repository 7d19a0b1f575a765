"""How clients spell numbers, actions and types of files."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filebook.core.ids import NUMBER_LIMIT
from filebook.dialects.onoffice import ids

UPLOAD = "8d0c1f0e-52a9-4c59-9a53-0b1d0b8f9a11"
WHOLE = st.integers(min_value=-(10**25), max_value=10**25)


@given(st.integers(min_value=1, max_value=NUMBER_LIMIT), st.integers(min_value=0, max_value=5))
def test_a_number_is_the_same_as_number_text_padded_text_and_whole_float(number: int, zero_count: int) -> None:
    spellings = (number, str(number), "0" * zero_count + str(number), f" {number} ", float(number))
    assert {ids.number_of(spelling) for spelling in spellings} == {number}


@given(WHOLE.filter(lambda number: not 0 < number <= NUMBER_LIMIT))
def test_a_number_that_no_object_can_have_is_a_number_all_the_same(number: int) -> None:
    assert ids.number_of(number) == ids.number_of(str(number)) == ids.NOTHING


@pytest.mark.parametrize(
    "value", [None, "", " ", "abc", "1.5", 1.5, "1e3", "0x1", "²", "１", True, [], {}, "9" * 40, "--1"]
)
def test_what_is_no_whole_number_is_none(value: object) -> None:
    assert ids.number_of(value) is None


@given(st.text())
def test_no_text_makes_reading_a_number_fail(text: str) -> None:
    assert ids.number_of(text) is None or text.strip().lstrip("+-").isdecimal()


@given(WHOLE)
def test_a_whole_number_keeps_its_sign_and_size(number: int) -> None:
    assert ids.whole_of(str(number)) == ids.whole_of(number) == number


@pytest.mark.parametrize("verb", ["read", "create", "modify", "get", "do", "delete"])
def test_the_six_actions_are_known_by_their_urn_alone(verb: str) -> None:
    urn = f"urn:onoffice-de-ns:smart:2.5:smartml:action:{verb}"
    assert ids.action_of(urn) == verb
    assert [ids.action_of(other) for other in (verb, urn + "x", urn.upper(), f" {urn}", "")] == [None] * 5


@given(st.uuids(version=4))
def test_a_temporary_upload_id_is_a_uuid_in_either_case(uuid: object) -> None:
    assert ids.upload_of(str(uuid)) == ids.upload_of(str(uuid).upper()) == str(uuid)


@pytest.mark.parametrize("value", [None, "", 5, "x" * 36, UPLOAD + " ", "{" + UPLOAD + "}", UPLOAD[:-1], "\0"])
def test_anything_else_is_no_temporary_upload_id(value: object) -> None:
    assert ids.upload_of(value) is None


@pytest.mark.parametrize(
    ("sent", "name"),
    [
        ("Titelbild", "Titelbild"),
        ("LOGO", "Logo"),
        ("Logo", "Logo"),
        ("film-link", "Film-Link"),
        ("QR-Code", "QR-Code"),
    ],
)
def test_a_type_of_file_is_known_in_any_case(sent: str, name: str) -> None:
    assert ids.file_type(sent) == name


@pytest.mark.parametrize("sent", ["", "Foto ", "Hausplan", "Foto\0"])
def test_other_types_of_file_are_unknown(sent: str) -> None:
    assert ids.file_type(sent) is None
