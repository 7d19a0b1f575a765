"""What takes the time of staff: asked by bookings, which must not overlap, and by whoever looks for free times."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from filebook.core.appointments import BUFFER_LIMIT_MINUTES, Status
from filebook.core.ids import BusinessNumber, Number
from filebook.core.members import Member
from filebook.core.ports.catalogue import Tables
from filebook.core.slots import Interval
from filebook.services.occurrences import instant
from filebook.services.touching import each_touching

GIVES_WAY = frozenset({Status.CANCELLED, Status.NO_SHOW})
"""Whoever has these takes nobody's time."""
LONGEST_BUFFER = timedelta(minutes=BUFFER_LIMIT_MINUTES)


def occupied(
    tables: Tables, business: BusinessNumber, staff: Number, *, starts: datetime, ends: datetime
) -> Iterator[Interval]:
    """When a member of staff is taken in the instants [starts, ends) or a little around them, in no order.

    Everything counts in which they take part, whoever may know of it.
    """
    starts, ends = starts - LONGEST_BUFFER, ends + LONGEST_BUFFER
    for _, members in each_touching(tables, business, starts=starts, ends=ends, taking_part=staff):
        for member in members:
            if member.status not in GIVES_WAY:
                yield interval_of(member)


def interval_of(member: Member) -> Interval:
    """The instants between which staff are taken: buffers are real minutes, also where clocks are changed in them."""
    span, buffer = member.span, member.buffer
    begins_at = instant(span.starts, span.zone) - timedelta(minutes=buffer.before_minutes)
    return begins_at, instant(span.ends, span.zone) + timedelta(minutes=buffer.after_minutes)
