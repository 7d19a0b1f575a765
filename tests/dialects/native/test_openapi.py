"""The description of the API: valid, whole, and true."""

from typing import Any

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from filebook.dialects.native.openapi import CONDITIONAL
from tests.dialects.native.api import Api
from tests.world import World


@pytest.fixture
def described(world: World) -> Any:
    """The document, as anybody gets it."""
    return world.http.get("/api/v1/openapi.json").json()


def test_the_document_is_valid(described: Any) -> None:
    OpenAPIV31SpecValidator(described).validate()


def test_every_route_of_the_door_is_described_once(world: World, described: Any) -> None:
    door = next(door for door in world.house.doors if door.prefix == "/api/v1")
    routes = {(route.path, route.method.lower()) for route in door.routes} - {("/openapi.json", "get")}
    told = {(path, method) for path, item in described["paths"].items() for method in item}
    assert told == routes
    names = [operation["operationId"] for item in described["paths"].values() for operation in item.values()]
    assert len(names) == len(set(names))


def test_every_operation_says_what_it_is_for_and_how_it_fails(described: Any) -> None:
    areas = {tag["name"] for tag in described["tags"]}
    assert "" not in areas
    for item in described["paths"].values():
        for operation in item.values():
            assert operation["summary"]
            assert set(operation["tags"]) <= areas
            assert "application/problem+json" in operation["responses"]["default"]["content"]


def test_a_type_of_a_name_stands_for_one_thing(described: Any) -> None:
    assert all("." not in name for name in described["components"]["schemas"]), "two types have one name"


def test_the_reference_page_and_its_parts_are_served_to_anybody(world: World, api: Api) -> None:
    page = world.http.get("/api/docs")
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "script-src 'self'" in page.headers["content-security-policy"]
    for name in ("swagger-ui-bundle.js", "swagger-ui.css", "start.js", "LICENSE"):
        packed = world.http.get(f"/api/docs/{name}", headers={"Accept-Encoding": "gzip"})
        plain = world.http.get(f"/api/docs/{name}", headers={"Accept-Encoding": "identity"})
        assert (packed.status_code, packed.content) == (200, plain.content)
    assert world.http.get("/api/docs/other").status_code == 404
    assert api.get("/docs").status_code == 404


def test_every_media_type_that_a_body_may_have_is_told(described: Any) -> None:
    def taken(path: str) -> set[str]:
        return set(described["paths"][path]["post"]["requestBody"]["content"])

    assert taken("/files") == {"application/octet-stream", "multipart/form-data", "application/json"}
    assert taken("/appointments") == {"application/json", "multipart/form-data"}
    assert taken("/folders") == {"application/json"}


def test_streams_are_said_to_go_on_after_an_event(described: Any) -> None:
    for path in ("/events", "/requests/events"):
        assert "Last-Event-ID" in {one["name"] for one in described["paths"][path]["get"]["parameters"]}


def test_every_path_that_is_said_to_heed_a_condition_is_served(described: Any) -> None:
    for method, path in CONDITIONAL:
        names = {one["name"] for one in described["paths"][path][method.lower()]["parameters"]}
        assert "If-Match" in names, path
