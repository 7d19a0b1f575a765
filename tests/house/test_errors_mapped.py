"""Every door that is built answers every failure there is; each door's own tests look at its words."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from filebook.app.build import House, build
from filebook.app.settings import Settings
from filebook.core import errors
from filebook.core.errors import FilebookError
from filebook.core.ids import Door as DoorName
from filebook.serving import problems
from filebook.serving.application import Application
from filebook.serving.call import Call
from filebook.serving.problems import HttpProblem
from filebook.serving.routes import PUBLIC, Answer, Door, Route
from tests.clock import Clock
from tests.dialects.failures import INSIDE_WORD, every_failure

Failure = FilebookError | HttpProblem

OUR_FAULT = {errors.Unavailable, errors.NoSpace, errors.Damaged, problems.InternalFault}
"""Failures that no caller can mend, so that 5xx is the truth."""

DOCUMENTED_AS_OUR_FAULT = {
    (DoorName.XELION, errors.TooLarge): "the vendor answers 500 and 11000 to an object that is too large",
    (DoorName.ONOFFICE, errors.Unsupported): "501 says that it is not offered",
}
"""Where a vendor has a 5xx for what the caller did."""

ONOFFICE_API = "/onoffice/api/stable/api.php"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The real doors."""
    built = build(Settings(data_folder=str(tmp_path_factory.mktemp("house") / "data"), password_memory_kib=64))
    yield built
    built.close()


def answers(door: Door, failure: Failure) -> list[Response]:
    """What a door says when this goes wrong: at onOffice's one address, and elsewhere."""

    def fail(call: Call) -> Answer:
        raise failure

    failing = replace(door, routes=(Route("GET", "/{rest*}", fail, PUBLIC, "fails"),))
    application = Application([failing], now=Clock(), reads_inline=True, thread_count=1)
    addresses = [f"{door.prefix}/elsewhere", *([ONOFFICE_API] if door.name is DoorName.ONOFFICE else [])]
    with TestClient(application, raise_server_exceptions=False) as http:
        return [http.get(address) for address in addresses]


@pytest.mark.parametrize("failure", every_failure(), ids=lambda failure: type(failure).__name__)
def test_every_door_answers_every_failure(house: House, failure: Failure) -> None:
    for door in house.doors:
        for answer in answers(door, failure):
            in_envelope = answer.url.path == ONOFFICE_API and answer.json()["status"]["errorcode"] > 0
            assert answer.status_code >= 400 or (answer.status_code == 200 and in_envelope), door.name
            known = type(failure) in OUR_FAULT or (door.name, type(failure)) in DOCUMENTED_AS_OUR_FAULT
            assert answer.status_code < 500 or known, door.name
            assert not answer.text.startswith('{"error"'), "the door's own words, not those of no door"


@pytest.mark.parametrize("failure", [errors.Damaged(INSIDE_WORD), errors.AccessDenied(INSIDE_WORD)], ids=str)
def test_no_door_tells_what_went_on_inside(house: House, failure: Failure) -> None:
    for door in house.doors:
        for answer in answers(door, failure):
            assert INSIDE_WORD not in answer.text + str(answer.headers), door.name
