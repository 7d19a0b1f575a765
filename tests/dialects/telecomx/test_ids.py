"""TelecomX ids are 24 hex digits, read in any case."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filebook.core.errors import NotFound
from filebook.core.ids import new_uid, short_of
from filebook.dialects.telecomx.ids import short_from


@given(st.text("0123456789abcdefABCDEF", min_size=24, max_size=24))
def test_an_id_is_read_in_any_case(text: str) -> None:
    assert short_from(text, "file") == text.lower()


def test_what_is_told_of_an_object_names_it() -> None:
    short = short_of(new_uid())
    assert short_from(short.upper(), "file") == short


@given(st.text())
def test_nothing_else_is_an_id(text: str) -> None:
    with pytest.raises(NotFound) as refusal:
        short_from(text, "file")
    assert refusal.value.what == "file"


@pytest.mark.parametrize("text", ["a" * 23, "a" * 25, "g" * 24, "a" * 24 + "\n", "١" * 24])
def test_almost_an_id_is_none(text: str) -> None:
    with pytest.raises(NotFound):
        short_from(text, "file")
