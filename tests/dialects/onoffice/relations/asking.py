"""Asks about relations and writes them, for the tests of both."""

from typing import Any

from filebook.core.ids import Kind, Number
from tests.dialects.onoffice.client import Client
from tests.world import World

URN = "urn:onoffice-de-ns:smart:2.5:relationTypes:"
RECORD_RELATIONS = {
    "calendar:estate": ("appointment", "estate"),
    "task:address": ("task", "contact"),
    "task:estate": ("task", "estate"),
    "agentsLog:address": ("agents_log", "contact"),
    "agentsLog:estate": ("agents_log", "estate"),
    "project:address": ("project", "contact"),
    "project:estate": ("project", "estate"),
    "project:calendar": ("project", "appointment"),
    "project:task:customer": ("project", "task"),
    "project:agentslog": ("project", "agents_log"),
    "estate:address:owner": ("estate", "contact"),
    "estate:address:buyer": ("estate", "contact"),
    "estate:address:renter": ("estate", "contact"),
    "estate:address:tenant": ("estate", "contact"),
    "estate:address:contactPerson": ("estate", "contact"),
    "estate:address:contactPersonAll": ("estate", "contact"),
    "estate:address:interested": ("estate", "contact"),
    "address:estate:offer": ("contact", "estate"),
    "estate:user:officer": ("estate", "staff"),
    "address:user:officer": ("contact", "staff"),
    "address:user:additionalOfficers": ("contact", "staff"),
    "estate:estateUnit": ("estate", "other_estate"),
    "complex:estate:units": ("estate", "other_estate"),
    "calendar:address": ("appointment", "contact"),
}
FILE_RELATIONS = {
    "estate:allFiles": "estate",
    "address:file:attachment": "contact",
    "task:file:attachment": "task",
    "calendar:file:attachment": "appointment",
    "agentsLog:file:attachment": "agents_log",
    "agentsLog:attachment:download": "agents_log",
    "project:file:attachment": "project",
}


def number_of(world: World, what: str) -> Number:
    """A thing of the business; some are made when they are first asked for."""
    if what == "appointment":
        return world.appointments["single"].number
    if what in {"project", "other_estate", "other_contact"} and what not in world.records:
        kind = {"project": Kind.PROJECT, "other_estate": Kind.ESTATE, "other_contact": Kind.CONTACT}[what]
        world.records[what] = world.services.records.add(world.actor("owner"), kind, label="Another")
    return world.records[what].number


def related(client: Client, name: str, **sides: Any) -> dict[str, list[str]]:
    """What `idsfromrelation` tells."""
    result = client.call("get", "idsfromrelation", {"relationtype": URN + name, **sides})
    assert result["status"] == {"errorcode": 0, "message": "OK"}, result
    assert result["cacheable"] is True
    assert result["data"]["meta"] == {"cntabsolute": None}
    (record,) = result["data"]["records"]
    assert (record["id"], record["type"]) == ("relatedIds", "")
    elements: dict[str, list[str]] = record["elements"]
    return elements


def write(client: Client, verb: str, name: str, parent: Any, child: Any, **more: Any) -> int:
    """A write about a relation; its error number."""
    result = client.call(verb, "relation", {"relationtype": URN + name, "parentid": parent, "childid": child, **more})
    code: int = result["status"]["errorcode"]
    assert result["cacheable"] is False
    if code == 0:
        assert result["data"]["records"] == [{"id": 0, "type": "", "elements": {"success": "success"}}]
    return code
