"""Conditions and order: values compared as numbers where both are, as text otherwise."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filebook.core.errors import Invalid
from filebook.core.selection import PATTERN_LIMIT, Condition, Operator, compared, is_like, sort_key


def holds(value: object, operator: str, *operands: object) -> bool:
    condition: Condition[object] = Condition(lambda thing: thing, Operator(operator), operands)
    return condition.holds(value)


@pytest.mark.parametrize(
    ("value", "operator", "operands", "fits"),
    [
        (5, "=", ("5",), True),
        ("5.00", "=", (5,), True),
        ("Aachen", "=", ("aachen",), True),
        (None, "=", ("",), True),
        ("", "=", (None,), True),
        (True, "=", ("1",), True),
        (False, "=", (0,), True),
        ("0301", "=", ("301",), False),
        ("+49 1", "=", ("49 1",), False),
        ("a", "!=", ("b",), True),
        (None, "!=", ("b",), True),
        ("10", "<", (9,), False),
        ("10", ">", ("9",), True),
        ("b", ">", ("a",), True),
        (5, "<=", (5,), True),
        (5, ">=", (6,), False),
        (None, "<", (5,), False),
        (None, ">", (-5,), False),
        (5, "between", (1, 5), True),
        ("2026-05-02", "between", ("2026-05-01", "2026-05-31"), True),
        (6, "between", (1, 5), False),
        ("Haus am See", "like", ("%AM%",), True),
        ("Haus am See", "not like", ("%berg%",), True),
        ("b", "in", ("a", "B"), True),
        ("c", "not in", ("a", "b"), True),
        ("c", "in", (), False),
        ("c", "not in", (), True),
        (["a", "b"], "=", ("b",), True),
        (["a", "b"], "!=", ("b",), False),
        (["a", "b"], "not like", ("b%",), False),
        ([], "=", ("",), True),
        ([], "!=", ("b",), True),
        (("a", "b"), "in", ("b", "c"), True),
        (12345678901234567890, "=", ("12345678901234567891",), False),
    ],
)
def test_a_value_fits_as_its_operator_says(
    value: object, operator: str, operands: tuple[object, ...], fits: bool
) -> None:
    assert holds(value, operator, *operands) is fits


@pytest.mark.parametrize(
    ("operator", "operands"), [("=", ()), ("=", (1, 2)), ("between", (1,)), ("like", ()), ("<", (1, 2))]
)
def test_the_wrong_number_of_operands_is_refused(operator: str, operands: tuple[object, ...]) -> None:
    with pytest.raises(Invalid) as caught:
        Condition(lambda thing: thing, Operator(operator), operands)
    assert caught.value.field == "filter"


def test_a_pattern_that_is_too_long_is_refused() -> None:
    assert holds("a", "like", "%" * PATTERN_LIMIT)
    with pytest.raises(Invalid):
        holds("a", "like", "%" * (PATTERN_LIMIT + 1))


@pytest.mark.parametrize(
    ("text", "pattern", "fits"),
    [
        ("", "", True),
        ("", "%", True),
        ("a", "", False),
        ("abc", "abc", True),
        ("abc", "a_c", True),
        ("ac", "a_c", False),
        ("abc", "%c", True),
        ("abc", "a%", True),
        ("abcabd", "%ab_", True),
        ("aba", "ab%ba", False),
        ("a\nb", "a%b", True),
        ("a\nb", "a_b", True),
        ("a.c", "a.c", True),
        ("abc", "a.c", False),
        ("100%", "100%", True),
        ("xaxbx", "%a%b%", True),
        ("xbxax", "%a%b%", False),
    ],
)
def test_patterns_are_those_of_sql(text: str, pattern: str, fits: bool) -> None:
    assert is_like(text, pattern) is fits


def slow_but_plain(text: str, pattern: str) -> bool:
    """What `like` means, spelled out."""
    if not pattern:
        return not text
    if pattern[0] == "%":
        return any(slow_but_plain(text[start:], pattern[1:]) for start in range(len(text) + 1))
    return bool(text) and pattern[0] in {"_", text[0]} and slow_but_plain(text[1:], pattern[1:])


@given(st.text(alphabet="ab\n", max_size=7), st.text(alphabet="ab%_", max_size=6))
def test_patterns_mean_what_their_definition_says(text: str, pattern: str) -> None:
    assert is_like(text, pattern) == slow_but_plain(text, pattern)


def test_a_pattern_made_to_be_slow_is_tried_to_its_end() -> None:
    """Where each piece may be tried at each place again, these take hours."""
    assert not is_like("a" * 100_000, "%" + "a" * (PATTERN_LIMIT - 3) + "b%")
    assert not is_like("a" * 100_000, "%a" * (PATTERN_LIMIT // 2) + "b")


@given(st.lists(st.one_of(st.none(), st.booleans(), st.integers(), st.text(alphabet="01a", max_size=3)), max_size=6))
def test_an_order_exists_for_values_of_every_type(values: list[Any]) -> None:
    ordered = sorted(values, key=sort_key)
    assert sorted(ordered, key=sort_key) == ordered
    assert all(compared(value, value) == 0 for value in values)


def test_numbers_come_before_text_and_by_size() -> None:
    assert sorted(["b", "10", 9, "a", "0301", None], key=sort_key) == [9, "10", None, "0301", "a", "b"]
