"""An office at the TimeTap door: staff, locations and services made, changed and looked up."""

from dataclasses import dataclass
from typing import Any

from filebook.core.ids import Kind, Number
from filebook.core.records import Record
from tests.dialects.timetap.client import Client
from tests.world import World

Shown = dict[str, Any]
_IDS = ("professionalId", "locationId", "reasonId")


@dataclass(slots=True)
class Office:
    """A world and a client of it. A path is `/staff`, `/locations` or `/services`."""

    world: World
    client: Client

    def number(self, name: str) -> Number:
        """A known record's number."""
        return self.world.records[name].number

    def told(self, path: str, **query: object) -> Any:
        """What a list or an object says."""
        return self.client.told("GET", path, **query)

    def ids(self, path: str, **query: object) -> list[int]:
        """Whom a list names."""
        return [shown[name] for shown in self.told(path, **query) for name in _IDS if name in shown]

    def make(self, path: str, **said: object) -> Shown:
        """A new one."""
        made: Shown = self.client.told("POST", path, said)
        return made

    def change(self, path: str, number: int, *, method: str = "PUT", **said: object) -> Shown:
        """One that is changed."""
        changed: Shown = self.client.told(method, f"{path}/{number}", said)
        return changed

    def refused(self, method: str, path: str, body: object = None, *, status: int = 400) -> object:
        """What a call is told that must be refused, and store nothing."""
        before = self.world.stored()
        response = self.client.send(method, path, body)
        assert response.status_code == status, response.text
        assert self.world.stored() == before
        return response.json()

    def record(self, kind: Kind, label: str = "Another", **fields: object) -> Record:
        """A new record, made at another door."""
        return self.world.services.records.add(self.world.actor("owner"), kind, label=label, fields=fields)

    def kept(self, kind: Kind, number: int) -> Record:
        """The record as every other door has it."""
        return self.world.services.records.get(self.world.actor("owner"), Number(number), kind=kind)
