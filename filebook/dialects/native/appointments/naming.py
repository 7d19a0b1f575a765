"""What goes wrong with a value, said in the words of the native API."""

from collections.abc import Iterator
from contextlib import contextmanager

from filebook.core.errors import Invalid

_MEMBERS = {"span": "ends", "rule": "rrule"}


@contextmanager
def named_as_here() -> Iterator[None]:
    """Raises: Invalid with the name of the member where the services have another for it."""
    try:
        yield
    except Invalid as error:
        raise Invalid(_MEMBERS.get(error.field, error.field), error.reason) from None
