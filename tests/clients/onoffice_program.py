"""A user's program around the package `onoffice` from the Python Package Index, which is used as it is.

The package sends GET with a JSON body and `hmac_version` as text, reads the first result alone, and takes that result's
status for the answer exactly when the outer code is 500. Its own list of resource types is short; but it asks no more
of one than a `value`, so its users name the others themselves, as `More` does here.
"""

import base64
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from onoffice.actions import Action  # type: ignore[import-untyped] # the package has no types for others
from onoffice.api import API  # type: ignore[import-untyped] # the same
from onoffice.parameters import AgentsLog, Data, Parameter  # type: ignore[import-untyped] # the same
from onoffice.resources import Resource  # type: ignore[import-untyped] # the same

Json = dict[str, Any]
SUCCESS = {"id": 0, "type": "", "elements": {"success": "success"}}


class More(Enum):
    """Resource types that the package does not name."""

    FILE = "file"
    UPLOAD = "uploadfile"
    FILE_RELATION = "fileRelation"
    RELATED = "idsfromrelation"
    PICTURES = "estatepictures"
    DOWNLOADS = "downloadFiles"
    APPOINTMENTS = "appointmentList"
    CONFLICTS = "appointmentConflicts"
    CALENDAR_RESOURCES = "calendarResources"
    FIELDS = "fields"
    USERS = "users"
    RIGHTS = "checkuserrecordsright"
    UNKNOWN = "statistic"


@dataclass
class Said(Parameter):  # type: ignore[misc] # a class of the package's
    """Parameters as they stand in the vendor's pages."""

    said: Json = field(default_factory=dict)

    def serialize(self) -> Json:
        return self.said


@dataclass
class Fields(Data):  # type: ignore[misc] # a class of the package's
    """What to write into a record."""

    fields: Json

    def serialize_data(self) -> Json:
        return self.fields


class Program:
    """A user's program around the package."""

    def __init__(self, demo: Json) -> None:
        self.appointment = int(demo["onoffice"]["appointment_id"])
        self.api = API(token=demo["onoffice"]["token"], secret=demo["onoffice"]["secret"])
        self.api.endpoint = f"{demo['onoffice']['url']}/api/stable/api.php"

    def ask(self, action: Action, resource: Enum, said: Json | None = None, *, resource_id: int | str = "") -> Json:
        """What the package gives back: `count` and `data`, or the status of what failed."""
        asked = self.api.get_action(resource, action, Said(said or {}), resource_id)
        answer: Json = self.api.request([asked])
        return answer

    def records(self, action: Action, resource: Enum, said: Json | None = None, **more: Any) -> list[Json]:
        """The records of an answer that must be a success."""
        answer = self.ask(action, resource, said, **more)
        assert "data" in answer, answer
        found: list[Json] = answer["data"]
        return found

    def error(self, action: Action, resource: Enum, said: Json | None = None, **more: Any) -> int:
        """The number of an answer that must be a failure."""
        answer = self.ask(action, resource, said, **more)
        assert set(answer) == {"errorcode", "message"}, answer
        return int(answer["errorcode"])

    def create(self, resource: Enum, fields: Json) -> int:
        """A new record; its id."""
        answer = self.api.create_resource(resource, Fields(fields))
        assert answer.get("count", "failed") is None, answer
        (record,) = answer["data"]
        assert record["type"].lower() == resource.value
        assert not record["elements"]
        assert type(record["id"]) is int
        return int(record["id"])

    def read(self, resource: Enum, record: int, *names: str) -> Json:
        """Elements of one record."""
        (found,) = self.records(Action.READ, resource, {"data": list(names)}, resource_id=record)
        assert found["id"] == record
        elements: Json = found["elements"]
        return elements

    def contact(self, name: str = "Muster") -> int:
        """A new address."""
        return self.create(Resource.ADDRESS, {"Vorname": "Max", "Name": name})

    def estate(self) -> int:
        """A new estate."""
        return self.create(Resource.ESTATE, {"data": {"objektart": "haus", "objekttitel": "Haus am Park"}})

    def task(self) -> int:
        """A new task."""
        return self.create(Resource.TASK, {"data": {"Betreff": "Unterlagen prüfen"}})

    def entry(self, contact: int) -> int:
        """A new entry of the agents' log, by the package's own class."""
        log = AgentsLog([contact], "Telefonat", "Eingehend", "hat angerufen")
        answer = self.api.create_resource(Resource.AGENTSLOG, log)
        assert "data" in answer, answer
        return int(answer["data"][0]["id"])

    def target(self, module: str) -> int:
        """A new record that files of this module hang on."""
        match module:
            case "estate":
                return self.estate()
            case "task":
                return self.task()
            case "agentsLog":
                return self.entry(self.contact())
        return self.contact()

    def first_step(self, content: bytes, **said: Any) -> Json:
        """A file, its beginning, or its next block."""
        data = base64.b64encode(content).decode()
        (record,) = self.records(Action.DO, More.UPLOAD, {"data": data, **said})
        elements: Json = record["elements"]
        return elements

    def upload(self, content: bytes, **said: Any) -> int:
        """Both steps; the file's id."""
        waiting = self.first_step(content)["tmpUploadId"]
        (record,) = self.records(Action.DO, More.UPLOAD, {"tmpUploadId": waiting, "file": "haus.txt", **said})
        assert (record["id"], record["type"]) == (0, "")
        elements = record["elements"]
        assert (elements["filesize"], elements["success"]) == (len(content), "success")
        assert elements["tmpUploadId"] == waiting
        return int(elements["fileId"])

    def files(self, of: str, record: int, **said: Any) -> list[Json]:
        """The list of a record's files."""
        return self.records(Action.INFORMATION, More.FILE, {f"{of}id": record, **said}, resource_id=of)

    def related(self, relation: str, **said: Any) -> Json:
        """What is related to records, by their ids."""
        named = {"relationtype": f"urn:onoffice-de-ns:smart:2.5:relationTypes:{relation}", **said}
        (record,) = self.records(Action.INFORMATION, More.RELATED, named)
        assert record["id"] == "relatedIds"
        elements: Json = record["elements"]
        return elements


def new_appointment(program: Program, **said: Any) -> int:
    """An appointment in the summer of 2031."""
    data = {"description": "Kundenbesuch", "start_dt": "2031-07-01 13:30:00", "end_dt": "2031-07-01 14:00:00"}
    return program.create(Resource.CALENDAR, {"data": {**data, **said.pop("data", {})}, **said})


def by_id(files: list[Json]) -> dict[int, Json]:
    return {record["id"]: record["elements"] for record in files}
