"""Offers: through whom a service can be had, and where.

A service record names them in its fields: `staff` and `locations`, lists of numbers. Without one it can be had through
everybody, or everywhere; with an empty one through nobody, or nowhere.
"""

from collections.abc import Sequence

from filebook.core.ids import Number
from filebook.core.records import Record

STAFF = "staff"
LOCATIONS = "locations"


def offered_by(service: Record, staff: Number) -> bool:
    """Whether this member of staff offers a service."""
    return _includes(staff_of(service), staff)


def offered_at(service: Record, location: Number) -> bool:
    """Whether a service is offered at this location."""
    return _includes(locations_of(service), location)


def staff_of(service: Record) -> Sequence[Number] | None:
    """Who offers a service; None: everybody."""
    return _numbers(service, STAFF)


def locations_of(service: Record) -> Sequence[Number] | None:
    """Where a service is offered; None: everywhere."""
    return _numbers(service, LOCATIONS)


def _includes(numbers: Sequence[Number] | None, number: Number) -> bool:
    return numbers is None or number in numbers


def _numbers(service: Record, name: str) -> Sequence[Number] | None:
    kept = service.fields.get(name)
    if not isinstance(kept, list):
        return None
    return [Number(number) for number in kept if isinstance(number, int) and not isinstance(number, bool)]
