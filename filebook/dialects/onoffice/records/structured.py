"""`data` in calls about records: an array or an object.

A text of that name is taken for an upload's bytes as it arrives, so it is not among the parameters.
"""

from typing import Any

from filebook.core.errors import Invalid
from filebook.dialects.onoffice.asked import Asked
from filebook.dialects.onoffice.parameters import object_in


def data_of(asked: Asked) -> object:
    """The parameter `data`, None where it is absent or an empty text. Raises: Invalid("data") for any other text."""
    arrival = asked.arrival
    if arrival is not None and not (arrival.is_exact and not any(arrival.pieces())):
        raise Invalid("data")
    return asked.parameters.get("data")


def data_object_of(asked: Asked) -> dict[str, Any]:
    """The parameter `data` where it is an object. Raises: Invalid("data")."""
    return object_in(data_of(asked), "data")
