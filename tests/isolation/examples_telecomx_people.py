"""Example requests about employees and customers at the TelecomX door."""

from collections.abc import Callable, Mapping

from filebook.core.access import Role
from filebook.core.ids import Door, short_of
from tests.isolation.example import Build, Example, Key, bearer
from tests.isolation.things import Things


def _get(path: Callable[[Things], str]) -> Build:
    return lambda person, things: {
        "method": "GET",
        "path": "/telecomx" + path(things),
        "headers": bearer(person.telecomx),
    }


def _customer(things: Things) -> str:
    return f"/customer/{short_of(things.business_uid)}"


EXAMPLES: Mapping[Key, tuple[Example, ...]] = {
    (Door.TELECOMX, "GET", "/employee"): (
        Example("own", _get(lambda things: "/employee?filter=test&full=true&limit=2"), (), Role.VIEWER),
        Example(
            "of a customer",
            _get(lambda things: f"/employee?customer={short_of(things.business_uid)}&includeDeleted=true"),
            ("business",),
            Role.VIEWER,
        ),
    ),
    (Door.TELECOMX, "GET", "/employee/{employee}"): (
        Example("employee", _get(lambda things: f"/employee/{short_of(things.employee.uid)}"), ("staff",), Role.VIEWER),
    ),
    (Door.TELECOMX, "GET", "/customer"): (
        Example("list", _get(lambda things: "/customer?limit=2"), (), Role.RESELLER),
    ),
    (Door.TELECOMX, "GET", "/customer/{customer}"): (Example("customer", _get(_customer), ("business",), Role.VIEWER),),
    (Door.TELECOMX, "GET", "/customer/{customer}/name"): (
        Example("name", _get(lambda things: _customer(things) + "/name"), ("business",), Role.VIEWER),
    ),
    (Door.TELECOMX, "GET", "/customer/{customer}/security"): (
        Example("security", _get(lambda things: _customer(things) + "/security"), ("business",), Role.VIEWER),
    ),
}
