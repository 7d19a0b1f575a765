"""The rows of the route table about staff, alike below every prefix.

Source: the project's TimeTap reference (section 8), read 2026-11-21.
"""

from collections.abc import Sequence

from filebook.core.ids import Kind
from filebook.dialects.timetap.reasons.wire import ReasonDetails
from filebook.dialects.timetap.record_lists import RecordLists
from filebook.dialects.timetap.record_routes import READER, Address, Types, record_routes
from filebook.dialects.timetap.staff.listed import StaffNoun
from filebook.dialects.timetap.staff.one import OneOfStaff
from filebook.dialects.timetap.staff.wire import StaffChange, StaffDetails, StaffPage
from filebook.services.bundle import Services
from filebook.serving.routes import Route

_ADDRESS = Address("/staff", "professionalId", Kind.STAFF, "/staffList", "/staffIdList", "member of staff", "staff")
_TYPES = Types(StaffDetails, StaffPage, StaffChange)


def staff_routes(prefixes: Sequence[str], services: Services) -> tuple[Route, ...]:
    """Everything about staff, below each of the prefixes. The documented update is a POST; clients also send PUT."""
    lists, one = RecordLists(services, StaffNoun(services)), OneOfStaff(services)
    return tuple(
        row
        for prefix in prefixes
        for row in (
            *record_routes(prefix, _ADDRESS, types=_TYPES, lists=lists, one=one, changes_by=("POST", "PUT", "PATCH")),
            Route(
                "GET",
                prefix + "/staff/{professionalId}/serviceStaff",
                one.offered,
                READER,
                "All services, each active if this member of staff offers it",
                response=list[ReasonDetails],
                objects={"professionalId": Kind.STAFF},
            ),
        )
    )
