"""Appointments into TimeTap's events.

Source: the project's TimeTap reference (section 8), read 2026-11-22.
"""

import msgspec

from filebook.core.appointments import Presence
from filebook.core.members import Member
from filebook.dialects.timetap.appointments.wire import AppointmentObject
from filebook.dialects.timetap.calendar.wire import EventObject

APPOINTMENT, CLASS, TIME_OFF, VACATION = "APPOINTMENT", "CLASS", "TIME_OFF", "VACATION"
EVENT_TYPES = frozenset({APPOINTMENT, CLASS, TIME_OFF, VACATION})
"""Every type that TimeTap has; nothing here is a vacation."""
_TIMES = ("startDate", "startTime", "endDate", "endTime")


def event_object(member: Member, shown: AppointmentObject) -> EventObject:
    """A member of the book, and how it is shown, as an event."""
    said = msgspec.structs.asdict(shown)
    return EventObject(**said, eventType=event_type(member, shown), eventId=shown.calendarId)


def event_type(member: Member, shown: AppointmentObject) -> str:
    """What it is: staff who are away with nobody and for nothing have time off."""
    if shown.reason.reasonId is not None:
        return CLASS if shown.reason.reasonType == CLASS else APPOINTMENT
    is_away = shown.client.clientId is None and member.whole.presence is Presence.OUT_OF_OFFICE
    return TIME_OFF if is_away else APPOINTMENT


def without_buffer(event: EventObject) -> EventObject:
    """The event from and to when the client is there."""
    times = {name: getattr(event, "client" + name[0].upper() + name[1:]) for name in _TIMES}
    return msgspec.structs.replace(event, **times)
