"""Example requests about clients at the TimeTap door."""

from collections.abc import Callable, Mapping

from filebook.core.access import Role
from filebook.core.ids import Door
from tests.isolation.example import Build, Example, Key, bearer
from tests.isolation.things import Things

_LISTS = ("/clients", "/clientList/report", "/clientList/reportWithCount", "/clientList/reportCount")


def _call(method: str, path: Callable[[Things], str], body: Callable[[Things], object] | None = None) -> Build:
    """A request below the door."""
    return lambda person, things: {
        "method": method,
        "path": "/timetap" + path(things),
        "headers": bearer(person.timetap),
        **({} if body is None else {"json": body(things)}),
    }


def _fixed(method: str, path: str, body: Callable[[Things], object] | None = None) -> Build:
    """A request whose address names nothing."""
    return _call(method, lambda things: path, body)


def _said(things: Things) -> Mapping[str, object]:
    return {
        "businessId": things.business,
        "firstName": "Aino",
        "cellPhone": "358405550100",
        "dateOfBirth": "1980-03-12",
        "status": "Active",
        "tags": ["vip"],
        "fields": [{"code": "referrer", "value": "Dr Aho"}],
    }


def _list(path: str) -> tuple[Example, ...]:
    found = "?emailAddress=aino@example.org&cellPhone=358405550100&searchTerm=aino&order_field=lastName&pageSize=5"
    return (
        Example("all", _fixed("GET", path), (), Role.VIEWER),
        Example("one", _call("GET", lambda things: f"{path}?clientId={things.contact}"), ("contact",), Role.VIEWER),
        Example("found", _fixed("GET", path + found), (), Role.VIEWER),
    )


def _written(clients: str) -> dict[Key, tuple[Example, ...]]:
    def one(things: Things) -> str:
        return f"{clients}/{things.contact}"

    named = ("business", "contact")
    template = clients + "/{clientId}"
    return {
        (Door.TIMETAP, "POST", clients): (Example("new", _fixed("POST", clients, _said), ("business",), Role.EDITOR),),
        (Door.TIMETAP, "PUT", template): (Example("whole", _call("PUT", one, _said), named, Role.EDITOR),),
        (Door.TIMETAP, "PATCH", template): (Example("part", _call("PATCH", one, _said), named, Role.EDITOR),),
        (Door.TIMETAP, "DELETE", template): (Example("one", _call("DELETE", one), ("contact",), Role.EDITOR),),
    }


def below(prefix: str) -> dict[Key, tuple[Example, ...]]:
    """What `/live` and `/test` serve alike."""
    clients = prefix + "/clients"
    sought: Callable[[Things], object] = lambda things: {  # noqa: E731 - one of several bodies
        "searchTerm": "aino",
        "cellPhone": "358405550100",
        "emailAddress": "aino@example.org",
    }
    return {
        **{(Door.TIMETAP, "GET", prefix + path): _list(prefix + path) for path in _LISTS},
        **{
            (Door.TIMETAP, "GET", clients + path): (Example("all", _fixed("GET", clients + path), (), Role.VIEWER),)
            for path in ("/count", "/tags")
        },
        **{
            (Door.TIMETAP, "POST", clients + path): (
                Example("sought", _fixed("POST", clients + path, sought), (), Role.VIEWER),
            )
            for path in ("/filter", "/dupecheck/email")
        },
        (Door.TIMETAP, "GET", clients + "/{clientId}"): (
            Example("one", _call("GET", lambda things: f"{clients}/{things.contact}"), ("contact",), Role.VIEWER),
        ),
        **_written(clients),
    }
