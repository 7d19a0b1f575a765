"""Selecting things by the values they hold: conditions and order, the same on every store.

Values come from JSON and from clients that send numbers as text. So two values are compared as numbers where both can
be, else as text without regard to case. What begins with a zero or a plus is text: "0301" is a zip code or a telephone
number, and not 301.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Generic, TypeVar

from filebook.core.errors import Invalid

Thing = TypeVar("Thing")
Reader = Callable[[Thing], object]
"""Takes a value out of a thing: None where it is unset, a list where there are several."""

OPERAND_LIMIT = 10_000
PATTERN_LIMIT = 200
"""Characters of a pattern; the time to try one grows with them."""
_NUMERIC = re.compile(r"-?(0|[1-9][0-9]{0,29})(\.[0-9]{0,30})?")
_PAIR = 2
_ZERO = Decimal(0)
Key = tuple[int, Decimal, str]


class Operator(StrEnum):
    """How a value is compared with the operands."""

    EQUAL = "="
    UNEQUAL = "!="
    LESS = "<"
    LESS_OR_EQUAL = "<="
    GREATER = ">"
    GREATER_OR_EQUAL = ">="
    BETWEEN = "between"
    LIKE = "like"
    NOT_LIKE = "not like"
    IN = "in"
    NOT_IN = "not in"


_OPPOSITE = {
    Operator.UNEQUAL: Operator.EQUAL,
    Operator.NOT_LIKE: Operator.LIKE,
    Operator.NOT_IN: Operator.IN,
}


@dataclass(frozen=True)
class Condition(Generic[Thing]):
    """One comparison. Of several values one has to fit; of the operators that exclude, none may be excluded.

    In `like`, `%` stands for any text and `_` for one character. An unset value is neither less nor greater.

    Raises: Invalid("filter") for the wrong number of operands, or a pattern beyond `PATTERN_LIMIT`.
    """

    read: Reader[Thing]
    operator: Operator
    operands: tuple[object, ...]

    def __post_init__(self) -> None:
        lists = {Operator.IN, Operator.NOT_IN}
        wanted = _PAIR if self.operator is Operator.BETWEEN else 1
        if len(self.operands) > OPERAND_LIMIT or (self.operator not in lists and len(self.operands) != wanted):
            raise Invalid("filter", "operands")
        if self.operator in {Operator.LIKE, Operator.NOT_LIKE} and len(text_of(self.operands[0])) > PATTERN_LIMIT:
            raise Invalid("filter", "length")

    def holds(self, thing: Thing) -> bool:
        """Whether the thing fits."""
        value = self.read(thing)
        values = (list(value) or [None]) if isinstance(value, list | tuple) else [value]
        opposite = _OPPOSITE.get(self.operator)
        if opposite is not None:
            return not any(self._fits(one, opposite) for one in values)
        return any(self._fits(one, self.operator) for one in values)

    def _fits(self, value: object, operator: Operator) -> bool:
        if operator in {Operator.EQUAL, Operator.IN}:
            return sort_key(value) in self._keys
        if operator is Operator.LIKE:
            return is_like(text_of(value), text_of(self.operands[0]))
        if text_of(value) == "":
            return False
        first, last = self.operands[0], self.operands[-1]
        match operator:
            case Operator.LESS:
                return compared(value, first) < 0
            case Operator.LESS_OR_EQUAL:
                return compared(value, first) <= 0
            case Operator.GREATER:
                return compared(value, first) > 0
            case Operator.GREATER_OR_EQUAL:
                return compared(value, first) >= 0
            case _:
                return compared(value, first) >= 0 >= compared(value, last)

    @cached_property
    def _keys(self) -> frozenset[Key]:
        return frozenset(map(sort_key, self.operands))


def text_of(value: object) -> str:
    """A value as text to compare: without case, "" for an unset one, `1` and `0` for yes and no."""
    if value is None:
        return ""
    return str(int(value)) if isinstance(value, bool) else str(value).casefold()


def sort_key(value: object) -> Key:
    """Where a value stands in an order: numbers first, by size, then text. Equal values have equal keys."""
    text = text_of(value)
    return (0, Decimal(text), "") if _NUMERIC.fullmatch(text) else (1, _ZERO, text)


def compared(value: object, other: object) -> int:
    """Below, at or above 0, as the value is less, equal or greater: as numbers if both are, else as text."""
    key, other_key = sort_key(value), sort_key(other)
    if key[0] != other_key[0]:
        key, other_key = (1, _ZERO, text_of(value)), (1, _ZERO, text_of(other))
    return (key > other_key) - (key < other_key)


def is_like(text: str, pattern: str) -> bool:
    """Whether a text fits a pattern of SQL. Each piece between two `%` is looked for once, so no pattern is slow."""
    first, *rest = pattern.split("%")
    if not rest:
        return _fits_at(text, first, 0) and len(text) == len(first)
    last = rest.pop()
    at, end = len(first), len(text) - len(last)
    if end < at or not _fits_at(text, first, 0) or not _fits_at(text, last, end):
        return False
    for piece in rest:
        found = _regex(piece).search(text, at, end)
        if found is None:
            return False
        at = found.end()
    return True


def _fits_at(text: str, piece: str, at: int) -> bool:
    return _regex(piece).match(text, at) is not None


def _regex(piece: str) -> re.Pattern[str]:
    """A piece of a pattern without `%`, in which `_` stands for one character."""
    return re.compile("".join("." if char == "_" else re.escape(char) for char in piece), re.DOTALL)
