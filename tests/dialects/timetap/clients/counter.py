"""A reception at the TimeTap door: clients made, changed and looked up as public programs do it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from filebook.core.ids import Kind, Number
from filebook.core.records import Record
from tests.dialects.timetap.client import LIVE, Client
from tests.world import World

Shown = dict[str, Any]
JSON = {"Content-Type": "application/json"}
AINO: Mapping[str, object] = {
    "firstName": "Aino",
    "lastName": "Salo",
    "emailAddress": "aino@example.org",
    "cellPhone": "358405550100",
    "address1": "1 Long Rd",
    "zip": "00100",
    "dateOfBirth": "1980-03-12",
    "status": "Active",
}


@dataclass(slots=True)
class Counter:
    """A world and a client of it."""

    world: World
    client: Client

    def make(self, **said: object) -> Shown:
        """A new client."""
        made: Shown = self.client.told("POST", "/clients", {**AINO, "businessId": self.client.business, **said})
        return made

    def only(self, **said: object) -> Shown:
        """A new client of whom nothing else is said."""
        made: Shown = self.client.told("POST", "/clients", said)
        return made

    def show(self, number: int) -> Shown:
        """One client."""
        shown: Shown = self.client.told("GET", f"/clients/{number}")
        return shown

    def patch(self, number: int, **said: object) -> Shown:
        """A change of what is named."""
        shown: Shown = self.client.told("PATCH", f"/clients/{number}", said)
        return shown

    def put(self, number: int, **said: object) -> Shown:
        """A whole object."""
        shown: Shown = self.client.told("PUT", f"/clients/{number}", said)
        return shown

    def numbers(self, path: str = "/clients", **query: object) -> list[int]:
        """The ids in a list."""
        return [shown["clientId"] for shown in self.client.told("GET", path, **query)]

    def searched(self, body: bytes, path: str = "/clients/filter") -> list[int]:
        """The ids that a search finds; the body is sent as it is."""
        headers = {**self.client.headers, **JSON}
        response = self.world.http.post(LIVE + path, content=body, headers=headers)
        assert response.status_code == 200, response.text
        return [shown["clientId"] for shown in response.json()]

    def refused(self, method: str, path: str, body: object = None, **query: object) -> object:
        """What a call is told that must be refused as wrong, and store nothing."""
        before = self.world.stored()
        response = self.client.send(method, path, body, **query)
        assert response.status_code == 400, response.text
        assert self.world.stored() == before
        return response.json()

    def contact(self, label: str, **fields: object) -> Record:
        """A contact that another door made."""
        return self.world.services.records.add(self.world.actor("owner"), Kind.CONTACT, label=label, fields=fields)

    def kept(self, number: int) -> Record:
        """The contact as every other door has it."""
        return self.world.services.records.get(self.world.actor("owner"), Number(number), kind=Kind.CONTACT)
