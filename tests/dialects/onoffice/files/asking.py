"""Asking for the files of known records, as the tests of such lists do."""

from typing import Any

from filebook.core.ids import Kind
from filebook.services.filing import Hang
from tests.dialects.onoffice.client import Client, Json
from tests.world import World

PICTURE = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x02\x00\x00\x00\x03\x08\x02\x00\x00\x00"
RECORDS = {
    "estate": ("estate", "estateid", Kind.ESTATE),
    "contact": ("address", "addressid", Kind.CONTACT),
    "task": ("task", "taskid", Kind.TASK),
    "agents_log": ("agentslog", "agentslogid", Kind.AGENTS_LOG),
}
"""Record → resourceid, parameter and kind."""


def on(world: World, what: str = "estate", position: int | None = None) -> Hang:
    """Where a file hangs on a known record."""
    return Hang(world.records[what].kind, world.records[what].number, position)


def result_of(world: World, client: Client, what: str = "estate", **parameters: Any) -> Json:
    """The result of asking for a record's files."""
    resourceid, name, _ = RECORDS[what]
    return client.call("get", "file", {name: world.records[what].number, **parameters}, resourceid=resourceid)


def listed(world: World, client: Client, what: str = "estate", **parameters: Any) -> Json:
    """The data of an answer that must succeed."""
    result = result_of(world, client, what, **parameters)
    assert result["status"] == {"errorcode": 0, "message": "OK"}, result
    data: Json = result["data"]
    return data


def elements(world: World, client: Client, what: str = "estate", **parameters: Any) -> Json:
    """What is told of the only file."""
    (record,) = listed(world, client, what, **parameters)["records"]
    told: Json = record["elements"]
    return told
