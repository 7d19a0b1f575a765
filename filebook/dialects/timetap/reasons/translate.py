"""Services as TimeTap shows them: it calls them reasons in its properties.

Source: the project's TimeTap reference (section 8), read 2026-11-21.
"""

from filebook.core.ids import BusinessNumber
from filebook.core.records import Record
from filebook.dialects.timetap.reasons.wire import ReasonObject


def reason_object(record: Record | None, business: BusinessNumber) -> ReasonObject:
    """A service; without one, empty."""
    label = "" if record is None else record.label
    minutes = None if record is None else record.fields.get("duration_minutes")
    return ReasonObject(
        reasonId=None if record is None else record.number,
        businessId=business,
        reasonDesc=label,
        internalName=label,
        internalDisplayName=label,
        visitMinutes=minutes if isinstance(minutes, int) else None,
        reasonType="" if record is None else "SERVICE",
        active=record is not None,
    )
