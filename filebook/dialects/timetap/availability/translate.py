"""Free times into TimeTap's objects.

Source: the project's TimeTap reference (section 8), read 2026-11-22.
"""

from filebook.core.slots import Slot
from filebook.dialects.timetap.availability.wire import SlotObject
from filebook.dialects.timetap.clock import hhmm, time_string


def slot_object(slot: Slot, staff: tuple[int, ...]) -> SlotObject:
    """A free time, sent back as it is by programs that book it."""
    return SlotObject(
        startDate=slot.occupied_starts.date().isoformat(),
        startTime=hhmm(slot.occupied_starts),
        endDate=slot.occupied_ends.date().isoformat(),
        endTime=hhmm(slot.occupied_ends),
        clientStartDate=slot.starts.date().isoformat(),
        clientStartTime=hhmm(slot.starts),
        clientEndDate=slot.ends.date().isoformat(),
        clientEndTime=hhmm(slot.ends),
        timeString=time_string(slot.starts),
        staffIdList=list(staff),
    )
