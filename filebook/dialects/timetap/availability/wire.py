"""What travels about free times: TimeTap's property names.

Source: the project's TimeTap reference (section 8), read 2026-11-22.
"""

from msgspec import Struct


class SlotObject(Struct, frozen=True, kw_only=True):
    """A free time: `start` and `end` with the time that staff need around it, `client...` without.

    Times of day are HHmm as integers. `staffIdList` is ours: who is free then.
    """

    startDate: str
    startTime: int
    endDate: str
    endTime: int
    clientStartDate: str
    clientStartTime: int
    clientEndDate: str
    clientEndTime: int
    timeString: str
    staffIdList: list[int]


class DayObject(Struct, frozen=True, kw_only=True):
    """A day with its free times."""

    date: str
    timeSlots: list[SlotObject]
