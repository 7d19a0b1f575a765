"""Calls about appointments, as the tests of this folder make them."""

from datetime import datetime
from typing import Any

from filebook.core.appointments import Appointment, Span
from filebook.core.ids import Number
from filebook.services.booking import NewAppointment
from tests.dialects.onoffice.client import Client, Json
from tests.world import ZONE, World

TIMES: Json = {"start_dt": "2026-10-22 13:30:00", "end_dt": "2026-10-22 14:00:00"}
"""A Thursday, three days before the clocks change."""


def create(client: Client, data: Json | None = None, **said: Any) -> int:
    """Make an appointment; its id."""
    result = client.call("create", "calendar", {"data": {**TIMES, **(data or {})}, **said})
    assert result["status"] == {"errorcode": 0, "message": "OK"}, result
    assert result["cacheable"] is False
    (record,) = result["data"]["records"]
    assert (record["type"], record["elements"]) == ("calendar", [])
    number: int = record["id"]
    return number


def modify(client: Client, number: int, data: Json | None = None, **said: Any) -> None:
    """Change one."""
    parameters = {**({} if data is None else {"data": data}), **said}
    result = client.call("modify", "calendar", parameters, resourceid=str(number))
    assert result["status"] == {"errorcode": 0, "message": "OK"}, result
    assert result["data"]["records"] == [{"id": number, "type": "calendar", "elements": {"success": "success"}}]


def one(client: Client, number: int, **said: Any) -> Json:
    """The elements of one appointment."""
    result = client.call("read", "calendar", said, resourceid=number)
    assert result["status"] == {"errorcode": 0, "message": "OK"}, result
    assert result["data"]["meta"] == {"cntabsolute": 1}
    (record,) = result["data"]["records"]
    assert (record["id"], record["type"]) == (number, "calendar")
    elements: Json = record["elements"]
    return elements


def found(client: Client, **said: Any) -> list[int]:
    """The ids that a search finds."""
    result = client.call("read", "calendar", said)
    assert result["status"] == {"errorcode": 0, "message": "OK"}, result
    numbers = [record["id"] for record in result["data"]["records"]]
    assert result["data"]["meta"]["cntabsolute"] >= len(numbers)
    return numbers


def listed(client: Client, **said: Any) -> list[Json]:
    """The records that `appointmentList` tells."""
    resourceid = said.pop("resourceid", "")
    result = client.call("get", "appointmentList", said, resourceid=resourceid)
    assert result["status"] == {"errorcode": 0, "message": "OK"}, result
    records: list[Json] = result["data"]["records"]
    assert {record["type"] for record in records} <= {"calendar"}
    return records


def stored(world: World, number: int, name: str = "owner") -> Appointment:
    """The appointment in the book."""
    return world.services.book.get(world.actor(name), Number(number))


def book(world: World, span: Span, **said: Any) -> Appointment:
    """An appointment made elsewhere."""
    return world.services.booking.add(
        world.actor("owner"), NewAppointment(**{"subject": "Meeting", "span": span, **said})
    )


def span(starts: str, ends: str, zone: str = ZONE, **said: Any) -> Span:
    """A span of wall times."""
    return Span(datetime.fromisoformat(starts), datetime.fromisoformat(ends), zone, **said)
