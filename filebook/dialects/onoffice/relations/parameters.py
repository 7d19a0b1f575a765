"""The parameters that calls about relations share: which relation, and the ids on either side."""

from collections.abc import Mapping
from typing import Any

from filebook.core.errors import Invalid
from filebook.core.ids import Number
from filebook.dialects.onoffice import codes
from filebook.dialects.onoffice.codes import Refused
from filebook.dialects.onoffice.envelope import text_of
from filebook.dialects.onoffice.parameters import NOTHING, number_in, several_in
from filebook.dialects.onoffice.relations.names import Meaning, meaning_of

READ_LIMIT = 10_000
"""Ids that one call may ask about."""
WRITE_LIMIT = 500
"""Ids that one call may relate to another."""
_PARENTS = ("parentids", "parentIds", "parentid")
_CHILDREN = ("childids", "childIds", "childid")
"""The vendor's spellings, for many and for one; its pages mix them."""


def meaning_in(parameters: Mapping[str, Any]) -> Meaning:
    """Which relation is meant. Raises: Refused."""
    meaning = meaning_of(parameters.get("relationtype"))
    if meaning is None:
        raise Refused(codes.UNKNOWN_RELATION)
    return meaning


def parents_in(parameters: Mapping[str, Any], *, limit: int) -> dict[str, Number] | None:
    """The parents as they were written, with what they mean; None where none are named. Raises: Invalid."""
    return _ids_in(parameters, *_PARENTS, limit=limit)


def children_in(parameters: Mapping[str, Any], *, limit: int) -> dict[str, Number] | None:
    """As `parents_in`."""
    return _ids_in(parameters, *_CHILDREN, limit=limit)


def _ids_in(parameters: Mapping[str, Any], *names: str, limit: int) -> dict[str, Number] | None:
    name = next((name for name in names if parameters.get(name) not in NOTHING), None)
    if name is None:
        return None
    values = several_in(parameters[name])
    if len(values) > limit:
        raise Invalid(name)
    found = ((text_of(one).strip(), number_in(one, name)) for one in values)
    return {text: number for text, number in found if number is not None}
