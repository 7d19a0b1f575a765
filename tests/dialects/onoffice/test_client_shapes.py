"""What each client of the matrix really sends: method, headers and body as they were captured.

The tokens, signatures and parameters are ours; every form is the client's (onoffice.md, section 1.1).
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from tests.dialects.onoffice.client import URN, Client, Json, signed, signed_v1
from tests.world import World

JSON = {"content-type": "application/json"}
FORM = {"content-type": "application/x-www-form-urlencoded"}
PHP_JSON = {"separators": (",", ":")}


@dataclass(frozen=True)
class Shape:
    """How one client makes a request out of its wishes."""

    method: str
    headers: dict[str, str]
    action: Callable[[Client, Any], Json]
    empty: Any
    dumps: dict[str, Any]
    version: str = "stable"
    user_agent: str | None = "client"


def v2(empty_identifier: Any, version: Any = 2, **more: Any) -> Callable[[Client, Any], Json]:
    def action(client: Client, parameters: Any) -> Json:
        said = client.action("get", "file", parameters, resourceid="appointment", identifier=empty_identifier, **more)
        return {**signed(said, client.key), "hmac_version": version}

    return action


def ts(client: Client, parameters: Any) -> Json:
    """[ts] misspells the identifier."""
    action = signed(client.action("get", "file", parameters, resourceid="appointment"), client.key)
    del action["identifier"]
    return {"indentifier": "x", **action}


def v1(client: Client, parameters: Any, **said: Any) -> Json:
    return signed_v1(client.action("get", "file", parameters, resourceid="appointment", **said), client.key)


def n8n1(client: Client, parameters: Any) -> Json:
    return v1(client, parameters, identifier="0", timestamp=str(int(client.moment.timestamp())))


def lar(client: Client, parameters: Any) -> Json:
    claimed = {**parameters, "extendedclaim": "4711"} if isinstance(parameters, dict) else parameters
    return v2("")(client, claimed)


SHAPES = {
    "sdk": Shape("POST", FORM, v2(""), [], PHP_JSON, user_agent=None),
    "sdk-null": Shape("POST", FORM, v2(None), [], PHP_JSON, user_agent=None),
    "gui": Shape("POST", FORM, v1, {}, PHP_JSON),
    "py": Shape("GET", JSON, v2("", "2"), {}, {}, user_agent="python-requests/2.32"),
    "rb": Shape("POST", {**JSON, "accept-encoding": "gzip,deflate,br", "connection": "close"}, v2(""), {}, PHP_JSON),
    "ts": Shape("POST", JSON, ts, {}, PHP_JSON),
    "ofjs": Shape("POST", {**FORM, "connection": "keep-alive"}, v2(None), {}, PHP_JSON),
    "wp": Shape("POST", FORM, v2(None), [], PHP_JSON, version="latest", user_agent=None),
    "lar": Shape("POST", JSON, lar, [], PHP_JSON),
    "n8n": Shape("POST", JSON, v2("", cacheable=False), {}, PHP_JSON),
    "n8n1": Shape("POST", JSON, n8n1, {"a": None}, PHP_JSON),
}


def send(client: Client, shape: Shape, parameters: Any) -> tuple[Any, Json]:
    body = json.dumps(client.body(shape.action(client, parameters)), **shape.dumps)
    path = f"/onoffice/api/{shape.version}/api.php"
    request = client.http.build_request(shape.method, path, content=body, headers=shape.headers)
    del request.headers["user-agent"]
    if shape.user_agent is not None:
        request.headers["user-agent"] = shape.user_agent
    response = client.http.send(request)
    answer: Json = json.loads(response.content)  # as the Ruby client does: without looking at Content-Encoding
    return response, answer


@pytest.mark.parametrize("name", SHAPES)
def test_the_client_is_understood(world: World, client: Client, name: str) -> None:
    world.file(on=[world.on_appointment()])
    appointment = str(world.appointments["single"].number)
    response, answer = send(client, SHAPES[name], {"appointmentid": appointment, "listlimit": 500, "listoffset": 0})
    assert response.status_code == 200
    assert "content-encoding" not in response.headers
    assert answer["status"] == {"code": 200, "errorcode": 0, "message": "OK"}
    (result,) = answer["response"]["results"]
    assert (result["actionid"], result["resourcetype"]) == (URN + "get", "file")
    assert result["identifier"] == ("0" if name == "n8n1" else "")
    assert result["data"]["meta"]["cntabsolute"] == 1
    assert result["data"]["records"][0]["elements"]["filename"] == "note.txt"


@pytest.mark.parametrize("name", SHAPES)
def test_the_clients_way_of_sending_no_parameters_is_understood(client: Client, name: str) -> None:
    response, answer = send(client, SHAPES[name], SHAPES[name].empty)
    assert response.status_code == 200
    assert answer["response"]["results"][0]["status"] == {"errorcode": 117, "message": "Missing appointment ID"}


@pytest.mark.parametrize("version", ["stable", "latest", "2.5", "a_b-C.9"])
def test_any_version_in_the_path_is_served(client: Client, version: str) -> None:
    response = client.http.post(f"/onoffice/api/{version}/api.php", content=b"")
    assert (response.status_code, response.json()["status"]["errorcode"]) == (200, 9)


@pytest.mark.parametrize("path", ["/onoffice/api/api.php", "/onoffice/api/a%20b/api.php", "/onoffice/api/stable/x.php"])
def test_other_paths_are_not(client: Client, path: str) -> None:
    assert client.http.post(path, content=b"{}").status_code == 404


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_other_methods_are_not_allowed(client: Client, method: str) -> None:
    response = client.http.request(method, "/onoffice/api/stable/api.php")
    assert response.status_code == 405
    assert "POST" in response.headers["allow"]


def test_batches_come_back_in_order_under_their_own_identifiers(world: World, client: Client) -> None:
    number = world.appointments["single"].number
    actions = [
        client.signed("get", "file", {"appointmentid": number}, resourceid="appointment", identifier=str(place))
        for place in range(7)
    ]
    results = client.send(*actions)["response"]["results"]
    assert [result["identifier"] for result in results] == [str(place) for place in range(7)]
