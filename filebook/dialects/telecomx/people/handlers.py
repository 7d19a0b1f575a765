"""Handlers that show employees and customers.

Source: the project's TelecomX reference, 7, read 2026-11-21.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from filebook.core.access import Actor
from filebook.core.businesses import Business
from filebook.core.errors import Invalid, NotFound
from filebook.core.personnel import Employee
from filebook.dialects.telecomx.ids import short_from
from filebook.dialects.telecomx.people import wire
from filebook.dialects.telecomx.people.translate import customer_name, customer_object, employee_object
from filebook.dialects.telecomx.queries import page_of
from filebook.dialects.telecomx.values import is_set
from filebook.services.bundle import Services
from filebook.serving.answers import BytesAnswer, json_answer
from filebook.serving.call import Call

LIMIT, MOST = 100, 500
FILTER_LIMIT = 200
"""Characters that can be looked for in names."""


@dataclass(frozen=True, slots=True)
class Employees:
    """Shows staff to TelecomX's clients."""

    services: Services

    def one(self, call: Call) -> BytesAnswer:
        """`GET /employee/ID`: also one who is not there any more, since files and events still name this person."""
        short = short_from(call.path_params["employee"], "staff")
        return json_answer(employee_object(self.services.personnel.one(call.actor, short)))

    def list(self, call: Call) -> BytesAnswer:
        """`GET /employee`: who works for a customer, by name."""
        query, actor = call.query, call.actor
        page = page_of(query, limit=LIMIT, most=MOST)
        needle = _filter(query)
        business = _customer(self.services, actor, query.get("customer", ""))
        with_deleted = is_set(query.get("includeDeleted", ""))
        everybody = self.services.personnel.all(actor, business.number, with_deleted=with_deleted)
        found = [one for one in everybody if _fits(one, needle)]
        shown = [employee_object(one) for one in found[page.offset : page.offset + page.limit]]
        return json_answer(wire.EmployeeList(offset=page.offset, limit=page.limit, total=len(found), employees=shown))


@dataclass(frozen=True, slots=True)
class Customers:
    """Shows businesses to TelecomX's clients."""

    services: Services

    def one(self, call: Call) -> BytesAnswer:
        """`GET /customer/ID`."""
        business = self._named(call)
        return json_answer(customer_object(business, self.services.personnel.parents([business])))

    def name(self, call: Call) -> BytesAnswer:
        """`GET /customer/ID/name`."""
        business = self._named(call)
        return json_answer(customer_name(business, self.services.personnel.parents([business])))

    def security(self, call: Call) -> BytesAnswer:
        """`GET /customer/ID/security`: nobody is asked for a second factor."""
        self._named(call)
        return json_answer(wire.CustomerSecurity(authenticationSecurity="NONE"))

    def list(self, call: Call) -> BytesAnswer:
        """`GET /customer`: every customer within reach, the caller's own too, by name."""
        page = page_of(call.query, limit=LIMIT, most=MOST)
        found = self.services.personnel.businesses(call.actor)
        shown = found[page.offset : page.offset + page.limit]
        parents = self.services.personnel.parents(shown)
        customers = [customer_object(business, parents) for business in shown]
        return json_answer(
            wire.CustomerList(offset=page.offset, limit=page.limit, total=len(found), customers=customers)
        )

    def _named(self, call: Call) -> Business:
        return _customer(self.services, call.actor, call.path_params["customer"])


def _customer(services: Services, actor: Actor, text: str) -> Business:
    """A customer within reach, the caller's own for "". Raises: NotFound("customer"), AccessDenied."""
    if not text:
        return services.accounts.business(actor.business)
    try:
        return services.personnel.business(actor, short_from(text, "customer"))
    except NotFound:
        raise NotFound("customer", text) from None


def _filter(query: Mapping[str, str]) -> str:
    """What is looked for in names. Raises: Invalid("filter")."""
    text = query.get("filter", "").strip()
    if len(text) > FILTER_LIMIT:
        raise Invalid("filter", "length")
    return text.casefold()


def _fits(employee: Employee, needle: str) -> bool:
    return needle in employee.name.casefold() or needle in employee.email.casefold()
