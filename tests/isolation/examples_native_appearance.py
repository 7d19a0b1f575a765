"""Example requests for how a business looks, and for the first run, which is over where somebody can log in."""

from collections.abc import Mapping

from filebook.core.access import Role
from filebook.core.ids import Door
from tests.golden import Step
from tests.isolation.example import Example, Key, bearer
from tests.isolation.native_request import asks
from tests.isolation.neighbourhood import Person
from tests.isolation.things import Things

_LOGO = "/business/logo"
_FIRST = {
    "token": "guessed",
    "business": {"name": "Mine", "zone": "Europe/Berlin"},
    "owner": {"email": "me@mine.example", "first_name": "Me", "last_name": "Myself", "password": "long enough"},
}


def _no_picture(person: Person, _: Things) -> Step:
    headers = {**bearer(person.native), "Content-Type": "image/png"}
    return {"method": "PUT", "path": f"/api/v1{_LOGO}", "headers": headers, "text": "no picture"}


def _set_up(_person: Person, _things: Things) -> Step:
    return {"method": "POST", "path": "/api/v1/setup", "headers": {"Sec-Fetch-Site": "same-origin"}, "json": _FIRST}


EXAMPLES: Mapping[Key, tuple[Example, ...]] = {
    (Door.NATIVE, "GET", "/appearance"): (
        Example("main", asks("GET", lambda _: "/appearance"), (), Role.NONE, anybody=True),
    ),
    (Door.NATIVE, "GET", _LOGO): (Example("none there", asks("GET", lambda _: _LOGO), (), None),),
    (Door.NATIVE, "PUT", _LOGO): (Example("no picture", _no_picture, (), None),),
    (Door.NATIVE, "DELETE", _LOGO): (Example("none there", asks("DELETE", lambda _: _LOGO), (), None),),
    (Door.NATIVE, "POST", "/setup"): (Example("too late", _set_up, (), None),),
    (Door.NATIVE, "POST", "/demo-data"): (Example("in use", asks("POST", lambda _: "/demo-data"), (), None),),
}
