"""Values survive their columns: times to the microsecond, names folded, lists in statements, JSON."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filebook.backends.sql.columns import folded, from_micros, object_from_json, object_to_json, to_json, to_micros
from filebook.backends.sql.statements import batches, in_list

LEAVES = (
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text()
)


@given(st.datetimes(timezones=st.just(UTC)))
def test_every_time_comes_back_exactly(moment: datetime) -> None:
    assert from_micros(to_micros(moment)) == moment


@given(st.datetimes(), st.integers(-1439, 1439))
def test_a_time_with_an_offset_is_kept_as_the_same_instant(wall: datetime, offset_minutes: int) -> None:
    moment = wall.replace(tzinfo=timezone(timedelta(minutes=offset_minutes)))
    assert to_micros(moment) == to_micros(wall.replace(tzinfo=UTC)) - offset_minutes * 60_000_000


def test_a_time_without_an_offset_is_refused() -> None:
    with pytest.raises(TypeError):
        to_micros(datetime(2026, 3, 1))


@given(st.text())
def test_folding_twice_changes_nothing(name: str) -> None:
    assert folded(folded(name)) == folded(name)


@pytest.mark.parametrize(("one", "other"), [("Straße", "STRASSE"), ("É", "e\u0301"), ("ǅ", "ǆ")])
def test_names_that_differ_in_case_or_composition_fold_alike(one: str, other: str) -> None:
    assert folded(one) == folded(other)


@given(st.dictionaries(st.text(), LEAVES | st.lists(LEAVES, max_size=3), max_size=3))
def test_an_object_comes_back_from_json_in_its_order(members: dict[str, object]) -> None:
    again = object_from_json(object_to_json(members))
    assert again == members
    assert list(again) == list(members)


def test_equal_sets_give_equal_json() -> None:
    assert to_json(frozenset("abcdefgh")) == to_json(frozenset("hgfedcba")) == '["a","b","c","d","e","f","g","h"]'


@pytest.mark.parametrize("count", [0, 1, 2, 3, 512, 513, 1200])
def test_batches_hold_every_item_in_order_and_fit_a_statement(count: int) -> None:
    found = list(batches(range(count)))
    assert [item for batch in found for item in batch] == list(range(count))
    for batch in found:
        places, values = in_list("n", batch)
        assert set(values.values()) == set(batch)
        assert len(values) < 2 * len(batch)
        assert places.count(":n") == len(values)
