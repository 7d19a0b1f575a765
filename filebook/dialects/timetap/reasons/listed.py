"""Services as TimeTap's lists have them.

Source: the project's TimeTap reference (section 8), read 2026-11-21.
"""

from collections.abc import Callable
from dataclasses import dataclass

from msgspec.structs import replace
from starlette.datastructures import QueryParams

from filebook.core.access import Actor
from filebook.core.ids import Kind, Number
from filebook.core.offers import offered_at, offered_by
from filebook.core.records import Record
from filebook.dialects.timetap.kept import is_active
from filebook.dialects.timetap.queries import numbers_listed
from filebook.dialects.timetap.reasons.translate import reason_details
from filebook.dialects.timetap.reasons.wire import ReasonDetails
from filebook.dialects.timetap.record_lists import Conditions, holding
from filebook.services.bundle import Services

_FILTERS = (("staffId", Kind.STAFF, offered_by), ("locationId", Kind.LOCATION, offered_at))


@dataclass(frozen=True, slots=True)
class ReasonNoun:
    """Services. With a member of staff, each is active only if this one offers it."""

    services: Services
    staff: Number | None = None

    @property
    def kind(self) -> Kind:
        """Services."""
        return Kind.SERVICE

    @property
    def sortable(self) -> frozenset[str]:
        """What is a plain value."""
        return frozenset(ReasonDetails.__struct_fields__) - {"staffIdList", "locationIdList"}

    def shower(self, actor: Actor) -> Callable[[Record], ReasonDetails]:  # noqa: ARG002 - as the others have it
        """Shows services."""
        staff = self.staff
        if staff is None:
            return reason_details
        return lambda record: replace(reason_details(record), active=is_active(record) and offered_by(record, staff))

    def searched(self, record: Record) -> str:
        """The names."""
        shown = reason_details(record)
        return f"{shown.reasonDesc}\n{shown.internalName}\n{shown.internalDisplayName}"

    def conditions(self, actor: Actor, query: QueryParams) -> Conditions:
        """`staffId` and `locationId`: offered by one of these, at one of these, as far as there are any."""
        found = []
        for name, kind, is_offered in _FILTERS:
            if wanted := numbers_listed(query, name):
                known = [one.number for one in self.services.records.many(actor, sorted(wanted), kind=kind)]
                found.append(holding(_any_of(known, is_offered)))
        return found


def _any_of(numbers: list[Number], is_offered: Callable[[Record, Number], bool]) -> Callable[[Record], bool]:
    return lambda record: any(is_offered(record, number) for number in numbers)
