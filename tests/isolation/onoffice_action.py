"""One action at the onOffice door, as the isolation examples make them."""

from collections.abc import Callable

from tests.dialects.onoffice.client import URN
from tests.golden import Step
from tests.isolation.example import Build
from tests.isolation.neighbourhood import Person
from tests.isolation.things import Things


def action(
    verb: str,
    kind: str,
    resource: str | Callable[[Things], object] = "",
    **parameters: Callable[[Things], object] | object,
) -> Build:
    """An action, to be signed when it is sent; parameters and resourceids that are functions are told the things."""

    def build(person: Person, things: Things) -> Step:
        said = {name: value(things) if callable(value) else value for name, value in parameters.items()}
        said_action = {
            "actionid": URN + verb,
            "resourceid": str(resource(things)) if callable(resource) else resource,
            "resourcetype": kind,
            "identifier": "",
            "parameters": said,
        }
        return {"onoffice": said_action, "key": person.onoffice}

    return build
