"""`where` and `order` of a list of records, read."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

from filebook.core.errors import Invalid
from filebook.core.ports.book import RecordOrder
from filebook.core.records import Record
from filebook.core.selection import Condition, Operator, Reader

CONDITION_LIMIT = 50
_PARTS = 3
_ALIASES: Mapping[str, Operator] = {
    "eq": Operator.EQUAL,
    "ne": Operator.UNEQUAL,
    "lt": Operator.LESS,
    "le": Operator.LESS_OR_EQUAL,
    "gt": Operator.GREATER,
    "ge": Operator.GREATER_OR_EQUAL,
    "not_like": Operator.NOT_LIKE,
    "not_in": Operator.NOT_IN,
}
_OPERATORS: Mapping[str, Operator] = {**{operator.value: operator for operator in Operator}, **_ALIASES}
_OF_SEVERAL = frozenset({Operator.BETWEEN, Operator.IN, Operator.NOT_IN})
_STORED: Mapping[str, RecordOrder] = {
    "number": RecordOrder.NUMBER,
    "created_at": RecordOrder.NUMBER,  # numbers are given in the order in which records are made
    "label": RecordOrder.LABEL,
    "modified_at": RecordOrder.MODIFIED,
}
_INSTANTS: Mapping[str, Reader[Record]] = {
    "created_at": lambda record: _micros(record.created_at),
    "modified_at": lambda record: _micros(record.modified_at),
}
_PLAIN: Mapping[str, Reader[Record]] = {
    "number": lambda record: record.number,
    "label": lambda record: record.label,
    "active": lambda record: record.is_in_use,
}
_FIELDS = "fields."
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_WORDS = {"true": True, "false": False}


def conditions_in(expressions: Sequence[str]) -> list[Condition[Record]]:
    """All of them have to hold. Raises: Invalid("where")."""
    if len(expressions) > CONDITION_LIMIT:
        raise Invalid("where", "length")
    return [_condition(expression) for expression in expressions]


def in_use(*, wanted: bool) -> Condition[Record]:
    """The condition that a record is in use, or out of it."""
    return Condition(_PLAIN["active"], Operator.EQUAL, (wanted,))


def order_in(text: str) -> tuple[RecordOrder | Reader[Record], bool]:
    """What is sorted by, and whether downwards. Raises: Invalid("order")."""
    name = text.removeprefix("-")
    descending = name != text
    if name in _STORED:
        return _STORED[name], descending
    return _reader(name, parameter="order"), descending


def _condition(expression: str) -> Condition[Record]:
    parts = expression.split(":", _PARTS - 1)
    if len(parts) < _PARTS:
        raise Invalid("where", "expression")
    name, word, value = parts
    operator = _OPERATORS.get(word.strip().lower())
    if operator is None:
        raise Invalid("where", "operator")
    operands: Sequence[object] = _several(value) if operator in _OF_SEVERAL else (value,)
    if name in _INSTANTS:
        operands = [_micros_in(operand) for operand in operands]
    elif name == "active":
        operands = [_WORDS.get(str(operand), operand) for operand in operands]
    try:
        return Condition(_reader(name, parameter="where"), operator, tuple(operands))
    except Invalid as invalid:
        raise Invalid("where", invalid.reason) from None


def _reader(name: str, *, parameter: str) -> Reader[Record]:
    """Raises: Invalid(parameter)."""
    if name in _INSTANTS:
        return _INSTANTS[name]
    if name in _PLAIN:
        return _PLAIN[name]
    path = name.removeprefix(_FIELDS).split(".")
    if not name.startswith(_FIELDS) or not all(path):
        raise Invalid(parameter, "field")

    def read(record: Record) -> object:
        value: object = record.fields
        for step in path:
            value = value.get(step) if isinstance(value, Mapping) else None
        return json.dumps(value, sort_keys=True) if isinstance(value, Mapping) else value

    return read


def _several(value: str) -> list[object]:
    """Values separated by commas or, where one has a comma in it, a list in JSON."""
    if not value.startswith("["):
        return [*value.split(",")] if value else []
    try:
        told = json.loads(value)
    except (ValueError, RecursionError):
        raise Invalid("where", "list") from None
    if not isinstance(told, list) or not all(isinstance(one, str | int | float | bool | None) for one in told):
        raise Invalid("where", "list")
    return told


def _micros(moment: datetime) -> int:
    return (moment - _EPOCH) // _MICROSECOND


def _micros_in(operand: object) -> int:
    """Raises: Invalid("where") for what is no instant with an offset."""
    try:
        moment = datetime.fromisoformat(str(operand))
    except ValueError:
        raise Invalid("where", "instant") from None
    if moment.tzinfo is None:
        raise Invalid("where", "instant")
    return _micros(moment)
