"""`filter`: the comparisons that lists of records and of appointments are narrowed by.

Source: apidoc.onoffice.de, "Read record" and calendar; the clients named in onoffice.md 9.1; read 2026-11-22.
"""

from collections.abc import Callable, Mapping
from typing import TypeVar

from filebook.core.errors import Invalid
from filebook.core.selection import Condition, Operator, Reader
from filebook.dialects.onoffice.parameters import object_in, text_in

CONDITION_LIMIT = 100
_OPERATORS: Mapping[str, Operator] = {
    **{operator.value: operator for operator in Operator},
    "is": Operator.EQUAL,
    "==": Operator.EQUAL,
    "<>": Operator.UNEQUAL,
}
_OF_SEVERAL = {Operator.EQUAL: Operator.IN, Operator.UNEQUAL: Operator.NOT_IN}
Thing = TypeVar("Thing")


def conditions_in(value: object, reader_of: Callable[[str], Reader[Thing]]) -> list[Condition[Thing]]:
    """All of them have to hold: `{"art": [{"op": "=", "val": "Besichtigung"}]}`.

    Raises: Invalid("filter"), and what `reader_of` raises for a field that cannot be compared.
    """
    found: list[Condition[Thing]] = []
    for name, expressions in object_in(value, "filter").items():
        read = reader_of(name)
        several = expressions if isinstance(expressions, list) else [expressions]
        if len(found) + len(several) > CONDITION_LIMIT:
            raise Invalid("filter", "length")
        found += [_condition(expression, read) for expression in several]
    return found


def _condition(expression: object, read: Reader[Thing]) -> Condition[Thing]:
    if not isinstance(expression, dict):
        raise Invalid("filter", "expression")
    operator = _OPERATORS.get(" ".join(text_in(expression.get("op"), "filter").lower().split()))
    if operator is None:
        raise Invalid("filter", "operator")
    value = expression.get("val")
    values = value if isinstance(value, list) else [value]
    if isinstance(value, list) and operator in _OF_SEVERAL:
        operator = _OF_SEVERAL[operator]
    if not all(isinstance(one, str | int | float | None) for one in values):
        raise Invalid("filter", "value")
    return Condition(read, operator, tuple(values))
