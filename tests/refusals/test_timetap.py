"""TimeTap's queries, which no example can show in full, and texts too long for anything: refused or passed over."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import msgspec
import pytest

from filebook.core.ids import Door
from tests.isolation.example import Example, Key
from tests.isolation.examples import is_twin
from tests.refusals.asked import ON_EITHER_STORE, Asked, is_json, refused, routes
from tests.refusals.forms import fault_in, is_served
from tests.refusals.server import Request, Server
from tests.refusals.test_addresses import VALUES

_PAGE = ("pageNumber", "pageSize")
_LIST = (*_PAGE, "order_field", "order_mode", "searchTerm")
_PERIOD = ("startDate", "endDate")
READ = {
    "/appointment": (
        *_LIST,
        *_PERIOD,
        "statusList",
        "STATUS",
        "clientId",
        "clientIdList",
        "staffIdList",
        "locationIdList",
        "reasonIdList",
        "onlyTimeOff",
        "excludeTimeOff",
        "override",
    ),
    "/client": (*_LIST, "clientId", "cellPhone", "emailAddress", "businessId"),
    "/staff": _LIST,
    "/location": _LIST,
    "/reason": _LIST,
    "/services": (*_LIST, "locationId", "staffId"),
    "/availability": (*_PERIOD, "duration", "staffId", "staffIdList"),
    "/calendar": (*_PERIOD, "locationIdList", "serviceIdList", "showBuffer"),
    "/files": (
        *_PAGE,
        "fileLibraryType",
        "parentFileLibraryUUID",
        "calendarId",
        "clientId",
        "professionalId",
        "deleted",
    ),
}
"""What the calls below such paths read."""
A_PART = 16
"""Neighbouring parameters share the strange values: each gets every sixteenth."""
TOO_LONG = 1_000_000


def _is_ours(key: Key, _: Example) -> bool:
    reads_query = key[1] == "GET" or key[2] == "/live/appointments"
    return key[0] is Door.TIMETAP and reads_query and not is_twin(key) and bool(_read(key))


def _read(key: Key) -> tuple[str, ...]:
    path = key[2].removeprefix("/live")
    return next((names for start, names in READ.items() if path.startswith(start)), ())


@ON_EITHER_STORE
@pytest.mark.parametrize("asked", routes(where=_is_ours), ids=str)
def test_no_value_of_any_parameter_is_a_fault(server: Server, asked: Asked) -> None:
    good = asked.request(server)
    path, _, query = good.target.partition("?")

    def altered() -> Iterator[Request]:
        for place, name in enumerate(_read(asked.key)):
            for value in VALUES[(place + len(path)) % A_PART :: A_PART]:
                yield replace(good, target=f"{path}?{name}={value}&{query}")

    faults, _ = refused(server, asked, altered())
    assert faults == []


def _is_read_as_json(key: Key, example: Example) -> bool:
    return key[0] is Door.TIMETAP and not is_twin(key) and is_json(key, example)


@pytest.mark.parametrize("asked", routes(where=_is_read_as_json), ids=str)
def test_a_text_that_is_too_long_for_anything_is_kept_nowhere(server: Server, asked: Asked) -> None:
    """Refused, or not looked at: `clientId` for instance, where a `client` says it already."""
    step, good = asked.step(server), asked.request(server)
    routes_of = {(door.name, route.method, route.path): route for door in server.doors for route in door.routes}
    read: Any = routes_of[asked.key].request
    before = server.rows()
    for field in msgspec.structs.fields(read):
        body = msgspec.json.encode({**step["json"], field.encode_name: "7" * TOO_LONG})
        request = replace(good, body=body)
        answer = server.send(request)
        assert fault_in(request, answer) == "", field.encode_name
        assert len(answer.body) < TOO_LONG // 100, field.encode_name
        if is_served(request, answer):
            before = server.rows()
    assert server.rows() == before
