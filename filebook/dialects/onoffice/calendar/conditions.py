"""The comparisons of `filter` in `read`/`calendar` and `appointmentList`, over the fields that can be compared.

Source: apidoc.onoffice.de, calendar and appointmentList; onoffice.md 8.1, 8.4 and 9.1, read 2026-11-22.
"""

from collections.abc import Mapping, Sequence

from filebook.core.appointments import Appointment
from filebook.core.errors import Invalid
from filebook.core.selection import Condition, Operator, Reader
from filebook.dialects.onoffice import codes
from filebook.dialects.onoffice.codes import Refused

_OPERATORS: Mapping[str, Operator] = {
    **{operator.value: operator for operator in Operator},
    "is": Operator.EQUAL,
    "<>": Operator.UNEQUAL,
}
_CONDITION_LIMIT = 100


def conditions_in(
    said: Mapping[str, object], readers: Mapping[str, Reader[Appointment]]
) -> list[Condition[Appointment]]:
    """All of them have to hold: `{"art": [{"op": "=", "val": "Besichtigung"}]}`.

    Raises: Refused for a field that cannot be compared; Invalid("filter").
    """
    found: list[Condition[Appointment]] = []
    for name, comparisons in said.items():
        if name not in readers:
            raise Refused(codes.UNKNOWN_CALENDAR_FIELD)
        several = comparisons if isinstance(comparisons, list) else [comparisons]
        found += (_condition(one, readers[name]) for one in several)
    if len(found) > _CONDITION_LIMIT:
        raise Invalid("filter", "too many")
    return found


def holding(appointments: Sequence[Appointment], conditions: Sequence[Condition[Appointment]]) -> list[Appointment]:
    """Those for which all conditions hold."""
    return [one for one in appointments if all(condition.holds(one) for condition in conditions)]


def _condition(said: object, read: Reader[Appointment]) -> Condition[Appointment]:
    if not isinstance(said, dict):
        raise Invalid("filter")
    operator = _OPERATORS.get(" ".join(str(said.get("op", "")).lower().split()))
    if operator is None:
        raise Invalid("filter", "operator")
    value = said.get("val")
    operands = value if isinstance(value, list) else [value]
    if any(isinstance(one, list | dict) for one in operands):
        raise Invalid("filter", "value")
    return Condition(read, operator, tuple(operands))
