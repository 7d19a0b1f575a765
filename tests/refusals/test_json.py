"""JSON that is none, and JSON that says what cannot be meant: refused in the door's own words, nothing stored."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import msgspec
import pytest

from filebook.core.ids import Door
from tests.refusals.asked import (
    ON_EITHER_STORE,
    Asked,
    examples,
    examples_on_stores,
    is_json,
    is_json_object,
    refused,
    routes,
    writes,
)
from tests.refusals.forms import is_refused
from tests.refusals.hostile import BROKEN_VALUES, DOCUMENTS, JSON_VALUES, NEIGHBOURS, VALUES_FOR_STORES
from tests.refusals.onoffice_parameters import parameters_of
from tests.refusals.server import Answer, Request, Server

MARK = "@the value that is replaced@"
Path = tuple[str | int, ...]
ENVELOPE = {"token", "request", "actions", "actionid", "resourceid", "resourcetype", "identifier", "timestamp", "hmac"}
"""What is alike in all of onOffice's actions, and so is altered in one example only."""


@ON_EITHER_STORE
@pytest.mark.parametrize("asked", routes(where=is_json_object), ids=str)
def test_what_is_no_json_object_is_refused_with_the_number_for_it(server: Server, asked: Asked) -> None:
    good = asked.request(server)
    before = server.rows()
    for document in DOCUMENTS:
        server.made.world.clock.advance(seconds=61)
        request = replace(good, body=document)
        answer = server.send(request)
        assert is_refused(request, answer), (document[:100], answer)
        assert _says_unreadable(asked.key[0], answer), (document[:100], answer)
    assert server.rows() == before


def _says_unreadable(door: Door, answer: Answer) -> bool:
    """In the words of the door; an object without what is needed lacks something."""
    body = answer.text
    if door is Door.ONOFFICE:
        return json.loads(body)["status"]["errorcode"] in {4, 5, 6, 7, 8, 9, 13}
    if door is Door.TIMETAP:
        return answer.status == 400
    if door is Door.TELECOMX:
        return (answer.status, json.loads(body)["code"]) in {(400, "bad_request"), (401, "credentials_invalid")}
    if door in {Door.NATIVE, Door.WEB}:
        return answer.status in {400, 401, 415, 422}
    return answer.status in {400, 401} and json.loads(body)["errorCode"] in {10002, 10004, 10200, 10202}


@examples_on_stores(where=is_json, too=writes)
def test_no_value_of_any_member_is_a_fault(server: Server, asked: Asked) -> None:
    """Many are meant: a text where a number is documented, an unknown flag. What is refused leaves nothing behind.

    The door's part is tried with rows in SQLite; with PostgreSQL, what may come as far as the rows.
    """
    document, good = asked.step(server)["json"], asked.request(server)
    paths = [path for path in _paths(document) if not _is_known_already(asked, path)]
    paths += [path for path in _members_that_may_be(server, asked) if path not in paths]
    assert paths
    values = VALUES_FOR_STORES if server.made.world.house.settings.database_url else JSON_VALUES

    def altered() -> Iterator[Request]:
        for place, path in enumerate(paths):
            text = json.dumps(_with(document, path, MARK))
            # Neighbours share the values between them. What makes the document none does so wherever it stands.
            for value in (
                values[place % NEIGHBOURS :: NEIGHBOURS] if path is not paths[-1] else (*values, *BROKEN_VALUES)
            ):
                raw = text.replace(json.dumps(MARK), value).encode("utf-8", "surrogatepass")
                yield replace(good, body=raw)

    faults, _ = refused(server, asked, altered())
    assert faults == []


@ON_EITHER_STORE
@pytest.mark.parametrize("asked", examples(where=is_json), ids=str)
def test_a_member_that_stands_twice_is_refused(server: Server, asked: Asked) -> None:
    step, before = asked.step(server), server.rows()
    good = asked.request(server)
    for path in _paths(step["json"]):
        if not isinstance(path[-1:][0] if path else 0, str):
            continue
        server.made.world.clock.advance(seconds=61)
        name, value = json.dumps(path[-1]), json.dumps(_at(step["json"], path))
        once = json.dumps(_with(step["json"], path, MARK))
        twice = once.replace(json.dumps(MARK), f"{value}, {name}: {value}").encode()
        request = replace(good, body=twice)
        assert is_refused(request, server.send(request)), path
    assert server.rows() == before


def _members_that_may_be(server: Server, asked: Asked) -> list[Path]:
    """Every member that the route reads, whether the example has it or not."""
    if asked.key[0] is Door.ONOFFICE:
        names = parameters_of(asked.example.what.partition(":")[0])
        return [("request", "actions", 0, "parameters", name) for name in names]
    routes_of = {(door.name, route.method, route.path): route for door in server.doors for route in door.routes}
    read: Any = routes_of[asked.key].request
    return [(field.encode_name,) for field in msgspec.structs.fields(read)] if _is_struct(read) else []


def _is_struct(read: object) -> bool:
    return isinstance(read, type) and issubclass(read, msgspec.Struct)


def _is_known_already(asked: Asked, path: Path) -> bool:
    if asked.key[0] is not Door.ONOFFICE or asked.example.what.endswith("first block"):
        return False
    return not path or path[-1] in ENVELOPE or path[-1] in {"hmac_version", "parameters", 0}


def _paths(value: Any, path: Path = ()) -> Iterator[Path]:
    """Every place in a document, from the outside in."""
    yield path
    members: Any = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, member in members:
        yield from _paths(member, (*path, name))


def _at(value: Any, path: Path) -> Any:
    for name in path:
        value = value[name]
    return value


def _with(value: Any, path: Path, new: Any) -> Any:
    """The document with another value at a place."""
    if not path:
        return new
    changed = value.copy()
    changed[path[0]] = new if len(path) == 1 else _with(value[path[0]], path[1:], new)
    return changed
