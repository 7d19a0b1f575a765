"""The body of a webhook's message: the appointment as TimeTap shows it, its two instants as ISO text.

Source: the project's TimeTap reference (sections 5.3 and 9), read 2026-11-22; public receivers parse those two as text.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import msgspec

from filebook.core.access import Actor
from filebook.core.appointments import Appointment
from filebook.core.members import Member
from filebook.dialects.timetap.appointments.lookup import Lookup
from filebook.services.bundle import Services

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def webhook_body(services: Services) -> Callable[[Actor, Appointment], bytes]:
    """Renders an appointment, or a whole series as one, as the actor would be shown it."""
    lookup = Lookup(services)

    def body(actor: Actor, appointment: Appointment) -> bytes:
        (shown,) = lookup.shown(actor, [Member(appointment)])
        instants = {
            "startDateTimeUTC": iso_instant(shown.startDateTimeUTC),
            "endDateTimeUTC": iso_instant(shown.endDateTimeUTC),
        }
        return msgspec.json.encode(msgspec.structs.asdict(shown) | instants)

    return body


def iso_instant(milliseconds: int) -> str:
    """Milliseconds since 1970 as `2031-03-05T14:30:00.000Z`."""
    moment = _EPOCH + timedelta(milliseconds=milliseconds)
    return moment.replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"
