"""Staff and businesses as TelecomX's employees and customers.

Source: the project's TelecomX reference, 4 and 7, read 2026-11-21.
"""

from collections.abc import Mapping

from msgspec import UNSET, UnsetType

from filebook.core.businesses import Business
from filebook.core.ids import BusinessNumber, short_of
from filebook.core.personnel import Employee, State
from filebook.core.records import Record
from filebook.dialects.telecomx.people import wire
from filebook.dialects.telecomx.values import ACCESS_LEVELS

FEATURES = ("CUSTOMER",)
"""What every business has: no telephone exchange."""
_LANGUAGES = {"da", "en"}
_STATES = {State.ENABLED: "ENABLED", State.DISABLED: "DISABLED", State.DELETED: "DELETED"}


def employee_object(employee: Employee) -> wire.EmployeeObject:
    """A member of staff."""
    staff, business = employee.staff, employee.business
    return wire.EmployeeObject(
        id=short_of(staff.uid),
        customer=short_of(business.uid),
        accessLevel=ACCESS_LEVELS[employee.role],
        state=_STATES[employee.state],
        name=employee.name,
        address=_address(staff),
        language=business.language if business.language in _LANGUAGES else UNSET,
        emailAddress=employee.email or UNSET,
        noEmail=not employee.email,
        smsValidation=False,
        authenticatorValidation=False,
    )


def customer_object(business: Business, parents: Mapping[BusinessNumber, Business]) -> wire.CustomerObject:
    """A business."""
    return wire.CustomerObject(
        id=short_of(business.uid), name=business.name, state="ACTIVE", parentReseller=_parent(business, parents)
    )


def customer_name(business: Business, parents: Mapping[BusinessNumber, Business]) -> wire.CustomerName:
    """What a business is called."""
    return wire.CustomerName(
        id=short_of(business.uid),
        name=business.name,
        parentReseller=_parent(business, parents),
        features=list(FEATURES),
    )


def _parent(business: Business, parents: Mapping[BusinessNumber, Business]) -> str | UnsetType:
    above = None if business.parent is None else parents.get(business.parent)
    return UNSET if above is None else short_of(above.uid)


def _address(staff: Record) -> str | UnsetType:
    """Street, then zip and city, on one line."""
    town = f"{staff.text('zip')} {staff.text('city')}".strip()
    return ", ".join(part for part in (staff.text("street"), town) if part) or UNSET
