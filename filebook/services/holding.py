"""Holding: what every write unit asks before something goes for good, or is taken from where it is held."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager

from filebook.core.errors import Conflict
from filebook.core.ids import BusinessNumber, Number
from filebook.core.ports.catalogue import Tables

HELD = "held"
"""What is in the way of removing a thing that somebody holds."""


def require_free(
    tables: Tables, business: BusinessNumber, *, files: Collection[Number] = (), folders: Collection[Number] = ()
) -> None:
    """Raises: Conflict("held") if anything holds one of these."""
    if tables.holds.among(business, files=files, folders=folders):
        raise Conflict(HELD)


@contextmanager
def staying_held(tables: Tables, business: BusinessNumber, number: Number) -> Iterator[None]:
    """Whatever holds a file or folder holds it afterwards, too, wherever it was put and whatever it was taken off.

    Otherwise a hold on a folder, a record or an appointment would be got round by taking things from there.
    """
    before = tables.holds.over(business, number)
    yield
    if before:
        still = {hold.number for hold in tables.holds.over(business, number)}
        for hold in before:
            if hold.number not in still:
                tables.holds.carry(business, number, origin=hold.number)
