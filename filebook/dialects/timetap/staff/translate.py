"""Staff: members of staff as TimeTap shows them.

Source: the project's TimeTap reference (section 8), read 2026-11-21.
"""

from filebook.core.ids import BusinessNumber
from filebook.core.records import Record
from filebook.dialects.timetap.kept import shared_text
from filebook.dialects.timetap.staff.wire import StaffObject, TimeZoneObject


def staff_object(record: Record | None, business: BusinessNumber, *, zone: str) -> StaffObject:
    """A member of staff; without one, empty."""
    first_name, last_name = shared_text(record, "first_name"), shared_text(record, "last_name")
    return StaffObject(
        professionalId=None if record is None else record.number,
        businessId=business,
        userName=shared_text(record, "user_name"),
        email=shared_text(record, "email"),
        firstName=first_name,
        lastName=last_name,
        fullName=f"{first_name} {last_name}".strip() or ("" if record is None else record.label),
        active=record is not None,
        timeZoneCode=TimeZoneObject(timeZoneId=None, timeZoneCode=zone, timeZoneDesc=zone),
    )
