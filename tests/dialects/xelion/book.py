"""The appointment book as tests of the Xelion door ask for it."""

from dataclasses import dataclass
from typing import Any

from httpx2 import Response

from filebook.core.appointments import Appointment
from filebook.core.ids import Number
from tests.dialects.xelion.client import BASE, session
from tests.world import World

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Caller:
    """A user of the main business who is logged in."""

    world: World
    headers: dict[str, str]

    def post(self, body: object) -> Response:
        return self.world.http.post(f"{BASE}/appointments", json=body, headers=self.headers)

    def patch(self, oid: object, operations: object) -> Response:
        return self.world.http.patch(f"{BASE}/appointments/{oid}", json=operations, headers=self.headers)

    def delete(self, oid: object) -> Response:
        return self.world.http.delete(f"{BASE}/appointments/{oid}", headers=self.headers)

    def get(self, path: str, **query: str | int) -> Response:
        return self.world.http.get(f"{BASE}{path}", params=query, headers=self.headers)

    def made(self, **members: object) -> Json:
        """The object of an appointment that must be made: an hour on 7 April 2026 where nothing else is said."""
        body = {"starttime": "2026-04-07 12:00:00", "endtime": "2026-04-07 13:00:00", **members}
        return object_of(self.post(body))

    def shown(self, oid: object) -> Json:
        return object_of(self.get(f"/appointments/{oid}"))

    def changed(self, oid: object, **members: object) -> Json:
        """The object after members were replaced, which must succeed."""
        response = self.patch(oid, {"operations": [replaced(name, value) for name, value in members.items()]})
        assert (response.status_code, response.content) == (200, b""), response.text
        return self.shown(oid)

    def listed(self, path: str, **query: str | int) -> list[Json]:
        """The objects of a list."""
        response = self.get(path, **query)
        assert response.status_code == 200, response.text
        return [item["object"] for item in response.json()["data"]]


def caller(world: World, name: str = "owner") -> Caller:
    return Caller(world, session(world, name))


def object_of(response: Response) -> Json:
    assert response.status_code == 200, response.text
    assert response.json().keys() == {"object", "links"}
    shown: Json = response.json()["object"]
    return shown


def replaced(name: str, value: object) -> Json:
    """One operation."""
    return {"op": "replace", "path": f"/{name}", "value": value}


def stored(world: World, oid: object) -> Appointment:
    """The appointment as the services know it."""
    return world.services.book.get(world.actor("owner"), Number(int(str(oid))))


def staff(world: World, name: str) -> str:
    """The OID of a user's person."""
    return str(world.users[name].staff.number)


def calendar_of(world: World, name: str) -> str:
    """The OID of a user's calendar."""
    own = world.services.agenda.own_calendar(world.actor(name))
    assert own is not None
    return str(own.number)
