"""OIDs are the numbers of objects as digits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filebook.core.errors import NotFound
from filebook.core.ids import NUMBER_LIMIT, Number
from filebook.dialects.xelion.ids import number_from, oid_of


@given(st.integers(1, NUMBER_LIMIT))
def test_an_oid_names_its_number(number: int) -> None:
    assert number_from(oid_of(Number(number)), "appointment") == number
    assert oid_of(Number(number)).isdecimal()


@given(st.text() | st.integers(NUMBER_LIMIT + 1).map(str) | st.integers(max_value=0).map(str))
def test_nothing_else_is_an_oid(text: str) -> None:
    if text.isascii() and text.isdecimal() and 1 <= int(text) <= NUMBER_LIMIT:
        return
    with pytest.raises(NotFound) as refusal:
        number_from(text, "appointment")
    assert refusal.value.what == "appointment"


@pytest.mark.parametrize("text", ["١٢", "1 ", "+1", "1.0", "0x1", "2147483648", "9" * 5000])
def test_digits_of_other_scripts_signs_and_too_large_numbers_are_no_oid(text: str) -> None:
    with pytest.raises(NotFound):
        number_from(text, "appointment")
