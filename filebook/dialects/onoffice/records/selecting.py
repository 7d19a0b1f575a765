"""`filter`, `sortby` and `data`: which records a client means, in which order, and which of their fields.

Source: apidoc.onoffice.de, "Read record"; the clients named in onoffice.md 9.1; read 2026-11-22.
"""

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from filebook.core.errors import Invalid
from filebook.core.records import Record
from filebook.core.selection import Condition, Reader
from filebook.dialects.onoffice import codes, conditions
from filebook.dialects.onoffice.codes import Refused
from filebook.dialects.onoffice.parameters import text_in, texts_in
from filebook.dialects.onoffice.records import translate
from filebook.dialects.onoffice.records.fields import Field, FieldType, Module, Origin
from filebook.services.records import Order

FIELD_LIMIT = 1000
"""Fields in one `data`: an answer has as many values for each record."""
SORT_LIMIT = 10

_NUMBER = Field("Nr", FieldType.INTEGER, "Nr", "No.", origin=Origin.NUMBER)
_NUMBER_NAMES = frozenset({"id", "nr"})
_NO_FILTER = (None, "", 0, "0")


def names_in(value: object, *, module: Module, strict: bool) -> list[str]:
    """The fields of `data`, each once. PHP sends an array with gaps as an object.

    Raises: Invalid("data"); for a strict business Refused for a name that the vendor does not know.
    """
    wanted = list(dict.fromkeys(texts_in(value, "data")))
    if len(wanted) > FIELD_LIMIT:
        raise Invalid("data", "length")
    for name in wanted:
        _require_known(name, module=module, strict=strict)
    return wanted


def conditions_in(
    parameters: Mapping[str, Any], *, module: Module, zone: ZoneInfo, strict: bool
) -> list[Condition[Record]]:
    """The conditions of `filter`, all of which must hold.

    Raises: Invalid("filter"); Invalid("filterid"), since there are no stored filters; Refused as `names_in`.
    """
    if parameters.get("filterid") not in _NO_FILTER:
        raise Invalid("filterid", "unknown")

    def reader_of(name: str) -> Reader[Record]:
        _require_known(name, module=module, strict=strict)
        wanted = _field(name, module=module)
        if wanted.origin in {Origin.ESTATES, Origin.CONTACTS}:
            raise Invalid("filter", "field")
        return _reader(wanted, module=module, zone=zone)

    return conditions.conditions_in(parameters.get("filter"), reader_of)


def order_in(parameters: Mapping[str, Any], *, module: Module, zone: ZoneInfo, strict: bool) -> list[Order]:
    """`sortby`, a field or an object of field → direction, with `sortorder` where no direction is named.

    Raises: Invalid("sortby"), Refused as `names_in`.
    """
    general = parameters.get("sortorder")
    said = parameters.get("sortby")
    if not isinstance(said, dict):
        said = dict.fromkeys(names_in(said, module=module, strict=strict), general)
    if len(said) > SORT_LIMIT:
        raise Invalid("sortby", "length")
    found = []
    for name, direction in said.items():
        _require_known(name, module=module, strict=strict)
        read = _reader(_field(name, module=module), module=module, zone=zone)
        found.append(Order(read, descending=text_in(direction, "sortorder").upper() == "DESC"))
    return found


def _reader(wanted: Field, *, module: Module, zone: ZoneInfo) -> Reader[Record]:
    return lambda record: translate.value_of(record, wanted, module=module, zone=zone)


def _field(name: str, *, module: Module) -> Field:
    """A record's number goes by several names here."""
    if module.find(name) is None and name.lower() in _NUMBER_NAMES:
        return _NUMBER
    return module.field(name)


def _require_known(name: str, *, module: Module, strict: bool) -> None:
    if strict and name.lower() not in _NUMBER_NAMES and not translate.is_known(module, name):
        raise Refused(codes.INVALID_FIELD, name)
