"""Occurrences as whole numbers: which series, and the wall time as seconds since the day before the first one.

Such a number is called a key. Ascending keys are occurrences by series and then by time.
"""

from datetime import datetime, timedelta

from filebook.core.recurrence.clock import DAY_SECONDS
from filebook.core.recurrence.ordinals import LAST_DAY

WALL_BITS = 39
"""So many bits of a key are the wall time: the year 9999 fits."""
WALL_MASK = (1 << WALL_BITS) - 1
SERIES_LIMIT = 1 << (62 - WALL_BITS)
"""So many series fit beside it."""
MICROSECONDS = 1_000_000
DAY_MICROSECONDS = DAY_SECONDS * MICROSECONDS
EPOCH_SECONDS = datetime.fromisoformat("1970-01-01").toordinal() * DAY_SECONDS
"""The wall time of 1970."""
LAST_WALL_MICROSECONDS = (LAST_DAY + 1) * DAY_MICROSECONDS - 1
"""The last wall time that the calendar has, in microseconds."""


def microseconds(span: timedelta) -> int:
    """A length of time, exactly."""
    return (span.days * DAY_SECONDS + span.seconds) * MICROSECONDS + span.microseconds


def length_days(length_microseconds: int) -> int:
    """So many days before a day something of this length may begin and last until then."""
    return max(length_microseconds, 0) // DAY_MICROSECONDS + 1


def wall_at(seconds: int) -> datetime:
    """A wall time as a date and time."""
    day, second = divmod(seconds, DAY_SECONDS)
    return datetime.fromordinal(day) + timedelta(seconds=second)
