"""TimeTap's spellings of ids, there and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filebook.core.errors import Invalid
from filebook.core.ids import NUMBER_LIMIT, Uid
from filebook.dialects.timetap.ids import file_library_uuid, number_of, uid_of


@given(st.uuids(version=4))
def test_every_uid_comes_back_from_each_of_its_spellings(uuid: object) -> None:
    uid = Uid(str(uuid))
    shown = file_library_uuid(uid)
    assert len(shown) == 32
    assert shown.isalnum()
    assert shown == shown.lower()
    for spelling in (shown, uid, shown.upper(), uid.upper(), f" {shown}\n"):
        assert uid_of(spelling) == uid


@given(st.text(max_size=40))
def test_no_text_at_all_breaks_the_reading_of_an_id(text: str) -> None:
    uid = uid_of(text)
    assert uid is None or file_library_uuid(uid) == text.strip().lower().replace("-", "")


@pytest.mark.parametrize(
    "text",
    ["", "6f1c", "../" * 11, "6f1c0a4be2d84f5f9a3b7c1d2e4f6a8", "6f1c0a4be2d84f5f9a3b7c1d2e4f6a801", "g" * 32],
)
def test_what_is_no_uuid_names_nothing(text: str) -> None:
    assert uid_of(text) is None


@given(st.integers(min_value=1, max_value=NUMBER_LIMIT))
def test_every_number_is_read_as_an_integer_and_as_a_decimal_string(number: int) -> None:
    assert number_of(number, field="calendarId") == number
    assert number_of(str(number), field="calendarId") == number
    assert number_of(f" 0{number} ", field="calendarId") == number


@pytest.mark.parametrize("value", [None, "", "  "])
def test_null_and_the_empty_string_are_no_number(value: str | None) -> None:
    assert number_of(value, field="calendarId") is None


@pytest.mark.parametrize("value", [0, -1, NUMBER_LIMIT + 1, 10**30, "0", "-5", "1.5", "abc", "١٢", "9" * 5000, True])
def test_what_cannot_be_an_id_is_refused_by_its_property(value: int | str) -> None:
    with pytest.raises(Invalid) as refused:
        number_of(value, field="calendarId")
    assert refused.value.field == "calendarId"
