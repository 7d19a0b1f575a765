"""What travels about the calendar: TimeTap's property names.

Source: the project's TimeTap reference (section 8), read 2026-11-22.
"""

from filebook.dialects.timetap.appointments.wire import AppointmentObject


class EventObject(AppointmentObject, frozen=True, kw_only=True):
    """An appointment as it stands in the calendar."""

    eventType: str
    eventId: int
