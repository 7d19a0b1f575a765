"""What the door says where it serves nothing."""

from dataclasses import replace

import pytest

from filebook.dialects.timetap import routes
from tests.dialects.timetap.client import LIVE, Client
from tests.world import World


def test_test_has_the_rows_of_live_down_to_their_handlers(world: World) -> None:
    """So whatever is proved of the one holds for the other."""
    rows = routes.door(world.services, now=world.clock).routes
    live, test = (
        [replace(row, path=row.path.removeprefix(prefix)) for row in rows if row.path.startswith(prefix + "/")]
        for prefix in ("/live", "/test")
    )
    assert len(live) > 50
    assert test == live


@pytest.mark.parametrize(
    "path",
    [
        "/timetap",
        "/timetap/live",
        "/timetap/live/nothing",
        "/timetap/live/classes",
        "/timetap/files",
        "/timetap/live/files/a/b/c",
        "/timetap/tt-client-public/1",
        "/timetap/businessWeb/other.do",
    ],
)
def test_an_unknown_path_is_a_json_404(world: World, client: Client, path: str) -> None:
    for headers in ({}, client.headers):
        response = world.http.get(path, headers=headers)
        assert (response.status_code, response.json()) == (404, {"message": "Not Found"})


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("PUT", "/files", {"GET", "POST"}),
        ("PATCH", "/files", {"GET", "POST"}),
        ("PUT", f"/files/{'0' * 32}", {"GET", "DELETE"}),
        ("POST", f"/files/{'0' * 32}/content", {"GET"}),
        ("DELETE", "/businessWeb/fileUploadS3.do", {"POST"}),
    ],
)
def test_a_path_with_another_method_is_405_and_tells_which(
    world: World, client: Client, method: str, path: str, allowed: set[str]
) -> None:
    response = world.http.request(method, LIVE + path, headers=client.headers)
    assert (response.status_code, response.json()) == (405, {"message": "Method Not Allowed"})
    assert allowed <= set(response.headers["allow"].split(", "))
