"""The rows of the route table about services, alike below every prefix.

Source: the project's TimeTap reference (section 8), read 2026-11-21.
"""

from collections.abc import Sequence

from filebook.core.ids import Kind
from filebook.dialects.timetap.reasons.listed import ReasonNoun
from filebook.dialects.timetap.reasons.one import OneReason
from filebook.dialects.timetap.reasons.wire import ReasonChange, ReasonDetails, ReasonPage
from filebook.dialects.timetap.record_lists import RecordLists
from filebook.dialects.timetap.record_routes import READER, Address, Types, record_routes
from filebook.dialects.timetap.staff.wire import StaffDetails
from filebook.services.bundle import Services
from filebook.serving.routes import Route

_ADDRESS = Address("/services", "reasonId", Kind.SERVICE, "/reasonList", "/reasonIdList", "service", "services")
_TYPES = Types(ReasonDetails, ReasonPage, ReasonChange)


def reason_routes(prefixes: Sequence[str], services: Services) -> tuple[Route, ...]:
    """Everything about services, below each of the prefixes."""
    lists, one = RecordLists(services, ReasonNoun(services)), OneReason(services)
    return tuple(
        row
        for prefix in prefixes
        for row in (
            *record_routes(prefix, _ADDRESS, types=_TYPES, lists=lists, one=one, changes_by=("PUT", "PATCH")),
            Route(
                "GET",
                prefix + "/services/{reasonId}/serviceStaff",
                one.staff,
                READER,
                "The staff who offer a service",
                response=list[StaffDetails],
                objects={"reasonId": Kind.SERVICE},
            ),
        )
    )
