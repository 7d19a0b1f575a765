"""A client of the Xelion door, as its tests use it."""

from typing import Any

from httpx2 import Response

from tests.world import World

BASE = "/xelion/api/v1/master"


def log_in(world: World, name: str, *, user_space: str = "test", tenant: str = "master") -> dict[str, Any]:
    """What a login that must succeed is answered."""
    body = {"userName": name, "password": world.passwords[name], "userSpace": user_space}
    response = world.http.post(f"/xelion/api/v1/{tenant}/me/login", json=body)
    assert response.status_code == 200, response.text
    answer: dict[str, Any] = response.json()
    return answer


def header(token: str) -> dict[str, str]:
    """The header that shows a token."""
    return {"Authorization": f"xelion {token}"}


def session(world: World, name: str) -> dict[str, str]:
    """Headers of a user of the main business who has just logged in."""
    return header(log_in(world, name)["authentication"])


def refusal(response: Response) -> tuple[int, int]:
    """Status and number of a failure, whose form is checked on the way."""
    body = response.json()
    assert body.keys() == {"errorCode", "message"}
    return response.status_code, body["errorCode"]
