"""People of an office as tests of the Xelion door know them; all of them made up."""

from dataclasses import replace
from typing import Any

from httpx2 import Response

from filebook.core.ids import Kind, Number
from filebook.core.records import Record
from filebook.services.filing import Hang
from tests.dialects.xelion.book import Caller, Json, object_of
from tests.dialects.xelion.client import BASE
from tests.world import World

PLANNER = "https://planner.example.org"
"""The origin of a page that may call."""

KARIN = {
    "first_name": "Karin",
    "last_name": "de Vries",
    "company": "Voorbeeld BV",
    "phone": "0201234567",
    "mobile": "+31612345678",
    "email": "karin@voorbeeld.example",
    "street": "Parkweg 9",
    "zip": "1012 AB",
    "city": "Amsterdam",
    "country": "Nederland",
}


def contact(world: World, label: str, **fields: str) -> Number:
    """A new contact's number."""
    return world.services.records.add(world.actor("owner"), Kind.CONTACT, label=label, fields=fields).number


def karin(world: World) -> Number:
    """A contact with everything there is to tell."""
    return contact(world, "Vries Karin de", **KARIN)


def picture_of(world: World, person: Number) -> str:
    """The OID of a picture on a contact, behind a file that is none."""
    for name, data in (("brief.txt", b"Geachte"), ("karin.png", b"\x89PNG\r\n\x1a\n")):
        file = world.file(data, name=name, on=[Hang(Kind.CONTACT, person)])
    return str(file.number)


def renamed(world: World, person: Number, label: str, kind: Kind = Kind.CONTACT) -> Record:
    """A record under another name."""
    return world.services.records.change(
        world.actor("owner"), person, kind=kind, edit=lambda record: replace(record, label=label)
    )


def put(caller: Caller, path: str, body: object) -> Response:
    """A value that is replaced."""
    return caller.world.http.put(f"{BASE}{path}", json=body, headers=caller.headers)


def shown(caller: Caller, path: str, **query: str) -> Json:
    """The object of an envelope."""
    return object_of(caller.get(path, **query))


def names(items: list[Json]) -> list[str]:
    """What the people of a list are called."""
    return [item["commonName"] for item in items]


def page(caller: Caller, path: str, **query: Any) -> Json:
    """A whole list."""
    response = caller.get(path, **query)
    assert response.status_code == 200, response.text
    found: Json = response.json()
    return found
