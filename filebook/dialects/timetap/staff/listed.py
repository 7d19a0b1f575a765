"""Staff as TimeTap's lists have them.

Source: the project's TimeTap reference (section 8), read 2026-11-21.
"""

from collections.abc import Callable
from dataclasses import dataclass

from starlette.datastructures import QueryParams

from filebook.core.access import Actor
from filebook.core.ids import Kind
from filebook.core.offers import offered_by
from filebook.core.records import Record
from filebook.dialects.timetap.kept import is_active
from filebook.dialects.timetap.record_lists import Conditions, holding
from filebook.dialects.timetap.staff.translate import staff_details
from filebook.dialects.timetap.staff.wire import StaffDetails
from filebook.services.bundle import Services


@dataclass(frozen=True, slots=True)
class StaffNoun:
    """Staff, of a service only those in use who offer it."""

    services: Services
    service: Record | None = None

    @property
    def kind(self) -> Kind:
        """Staff."""
        return Kind.STAFF

    @property
    def sortable(self) -> frozenset[str]:
        """What is a plain value."""
        return frozenset({"professionalId", "userName", "email", "firstName", "lastName", "fullName", "active"})

    def shower(self, actor: Actor) -> Callable[[Record], StaffDetails]:
        """Shows staff, whose zone is the business's unless they have their own."""
        zone = self.services.colleagues.business(actor).zone
        return lambda record: staff_details(record, zone=zone)

    def searched(self, record: Record) -> str:
        """Names, user name and e-mail."""
        return "\n".join((record.label, *map(record.text, ("first_name", "last_name", "user_name", "email"))))

    def conditions(self, actor: Actor, query: QueryParams) -> Conditions:  # noqa: ARG002 - as the others have it
        """Staff have no filters."""
        service = self.service
        if service is None:
            return ()
        return [holding(lambda record: is_active(record) and offered_by(service, record.number))]
