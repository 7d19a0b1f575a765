"""Bodies of every kind: unreadable, broken off, too large, many at once; and that nothing of them is left."""

import asyncio
import base64
import json
import os
import resource
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from filebook.core.businesses import Limits
from filebook.dialects.onoffice.asked import Asked, Outcome, Row
from filebook.dialects.onoffice.auth import Gate
from filebook.dialects.onoffice.calls import CALLS, Desk
from filebook.dialects.onoffice.envelope import request_of
from tests.dialects.onoffice.client import API, Client, Json, client_of
from tests.world import World, make_world


def unfinished(world: World) -> int:
    """How many files lie about that are neither blobs nor gone."""
    folder = Path(world.house.settings.data_folder) / "blobs"
    return sum(len(files) for _, _, files in os.walk(folder)) - world.stored()[0]


def outer(client: Client, body: bytes | str | Json) -> tuple[int, int, str]:
    response = client.post(body)
    assert (response.status_code, response.headers["content-type"]) == (200, "application/json; charset=utf-8")
    answer = response.json()
    assert answer["response"] == {"results": []}
    status = answer["status"]
    assert status.keys() == {"code", "errorcode", "message"}
    return status["code"], status["errorcode"], status["message"]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", (500, 9, "Empty request")),
        (b" \r\n", (500, 9, "Empty request")),
        (b"{", (500, 6, "Syntax error")),
        (b"{}x", (500, 6, "Syntax error")),
        (b"token=1&request=2", (500, 6, "Syntax error")),
        (b'{"token":NaN}', (500, 6, "Syntax error")),
        (b'{"token":1e999}', (500, 6, "Syntax error")),
        (b'{"token":"a\nb"}', (500, 6, "Syntax error")),
        (b'{"token":"\xff"}', (500, 7, "Malformed UTF-8 characters, possibly incorrectly encoded")),
        (rb'{"token":"\ud800"}', (500, 7, "Malformed UTF-8 characters, possibly incorrectly encoded")),
        (b"[" * 70 + b"]" * 70, (500, 4, "Invalid or malformed JSON")),
        (b'{"token":"a","token":"b"}', (500, 4, "Invalid or malformed JSON")),
        (b"[]", (500, 4, "Invalid or malformed JSON")),
        (b"null", (500, 4, "Invalid or malformed JSON")),
        (b"{}", (400, 13, "Missing or invalid element: token")),
        (b'{"token":""}', (400, 13, "Missing or invalid element: token")),
        (b'{"token":"t"}', (500, 14, "Missing or invalid element: request")),
        (b'{"token":"t","request":{}}', (500, 15, "Missing or invalid element: actions")),
    ],
)
def test_a_body_that_cannot_be_read_gets_an_envelope_without_results(
    world: World, client: Client, body: bytes, status: tuple[int, int, str]
) -> None:
    before = world.stored()
    assert outer(client, body) == status
    assert world.stored() == before


@pytest.mark.parametrize(
    ("change", "code", "echoed"),
    [
        ({"actionid": None}, 16, ""),
        ({"actionid": ""}, 17, ""),
        ({"resourceid": []}, 18, None),
        ({"resourcetype": None}, 19, None),
    ],
)
def test_an_action_without_its_attributes_is_answered_in_its_place(
    client: Client, change: Json, code: int, echoed: str | None
) -> None:
    good = client.signed("get", "nonsense", identifier="good")
    answer = client.send(good, {**good, **change}, good)
    results = answer["response"]["results"]
    assert [result["status"]["errorcode"] for result in results] == [25, code, 25]
    if echoed is not None:
        assert results[1]["actionid"] == echoed
    assert all(isinstance(results[1][name], str) for name in ("actionid", "resourceid", "resourcetype", "identifier"))


def test_actions_that_are_no_objects_are_answered_too(client: Client) -> None:
    results = client.send(*[5, None, [], "x", {}])["response"]["results"]  # type: ignore[arg-type] # on purpose
    assert [result["status"]["errorcode"] for result in results] == [16] * 5


def data_of(size_bytes: int, seed: int = 7) -> str:
    return base64.b64encode(bytes([seed]) * size_bytes).decode()


@pytest.mark.parametrize("end", [b"", b"}", b'"', b'"}}]}', b'"}}]}}}', b"\xff", b'","data":"QUJD"}}]}}'])
def test_bytes_that_arrived_in_a_broken_body_are_dropped(world: World, client: Client, end: bytes) -> None:
    action = json.dumps(client.signed("do", "uploadfile", {"data": data_of(100_000)}))
    body = json.dumps(client.body()).replace("[]", "[" + action + "," + action).encode()
    body = body[: body.rindex(b'"}')] + end
    before = world.stored()
    code, errorcode, _ = outer(client, body)
    assert (code, errorcode in {4, 6, 7}) == (500, True)
    assert world.stored() == before
    assert unfinished(world) == 0


def test_data_in_other_calls_is_dropped(world: World, client: Client) -> None:
    before = world.stored()
    assert client.error("get", "nonsense", {"data": data_of(100_000)}) == 25
    assert client.error("get", "file", {"data": data_of(10)}, resourceid="appointment") == 117
    assert world.stored() == before
    assert unfinished(world) == 0


def test_a_thousand_actions_are_carried_out_in_order(world: World, client: Client) -> None:
    """More than fits in memory and more files than may be open at once, so that each is closed before the next."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (256, hard))
    try:
        actions = [
            client.signed("do", "uploadfile", {"data": data_of(place * 20), "file": f"{place}"}, identifier=place)
            for place in range(1, 1_001)
        ]
        answer = client.send(*actions)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    assert answer["status"]["message"] == "OK"
    results = answer["response"]["results"]
    assert [result["identifier"] for result in results] == [str(place) for place in range(1, 1_001)]
    sizes = [result["data"]["records"][0]["elements"]["filesize"] for result in results]
    assert sizes == list(range(20, 20_020, 20))
    assert world.stored()[0] == 1_000


def test_an_answer_holds_so_many_records_and_the_actions_after_that_are_refused(world: World, client: Client) -> None:
    world.file(on=[world.on_appointment()])
    number = world.appointments["single"].number
    action = client.signed("get", "file", {"appointmentid": number}, resourceid="appointment")
    _, orders = request_of(json.dumps(client.body(*[action] * 4, client.action("", ""))).encode())
    caller = Gate(world.services.credentials).caller(client.key.key, arrived_at=world.clock())
    results = Desk(world.services, caller, "http://filebook.test", record_limit=2).results_of(orders, lambda _: None)
    assert [result.status.errorcode for result in results] == [0, 0, 97, 97, 97]


def test_an_action_that_breaks_fails_alone_and_is_logged(world: World, client: Client) -> None:
    def broken(asked: Asked) -> Outcome:
        return Outcome([], 1 // len(asked.resourceid))

    calls = {**CALLS, ("get", "broken"): Row({"*": broken}, cacheable=True)}
    known = client.signed("get", "users")
    actions = (known, client.signed("get", "broken"), known)
    _, orders = request_of(json.dumps(client.body(*actions)).encode())
    caller = Gate(world.services.credentials).caller(client.key.key, arrived_at=world.clock())
    desk = Desk(world.services, caller, "http://filebook.test", calls=calls)
    with capture_logs() as logged:
        results = desk.results_of(orders, lambda _: None)
    assert [result.status.errorcode for result in results] == [0, 97, 0]
    assert [(entry["event"], entry["log_level"]) for entry in logged] == [("action.failed", "error")]


def test_the_stamp_is_judged_by_the_arrival_not_by_the_end_of_the_body(world: World, client: Client) -> None:
    body = json.dumps(client.body(client.signed("do", "uploadfile", {"data": data_of(10)}))).encode()

    async def slow_body(count: int) -> Json:
        if count == 0:
            return {"type": "http.request", "body": body[:50], "more_body": True}
        world.clock.advance(seconds=900)
        return {"type": "http.request", "body": body[50:], "more_body": False}

    answer = asyncio.run(exchange(world, slow_body))
    assert json.loads(answer[1]["body"])["status"]["message"] == "OK"


def test_a_client_that_goes_away_leaves_nothing(world: World, client: Client) -> None:
    body = json.dumps(client.body(client.signed("do", "uploadfile", {"data": data_of(3_000_000)}))).encode()
    before = world.stored()

    async def broken_off(count: int) -> Json:
        if count < 3:
            return {"type": "http.request", "body": body[count * 10**6 : (count + 1) * 10**6], "more_body": True}
        return {"type": "http.disconnect"}

    asyncio.run(exchange(world, broken_off))
    assert world.stored() == before
    assert unfinished(world) == 0


async def exchange(
    world: World, receive: Callable[[int], Any], headers: tuple[tuple[bytes, bytes], ...] = ()
) -> list[Json]:
    """One request to the application as a server makes it; the messages it sent."""
    sent: list[Json] = []
    count = 0

    async def receive_next() -> Any:
        nonlocal count
        count += 1
        return await receive(count - 1)

    async def send(message: Any) -> None:
        sent.append(dict(message))

    scope = {
        "type": "http", "method": "POST", "scheme": "http", "path": API, "raw_path": API.encode(), "query_string": b"",
        "headers": [(b"host", b"filebook.test"), *headers], "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 80),
    }  # fmt: skip
    await world.app(scope, receive_next, send)
    return sent


@pytest.fixture
def small_world(tmp_path: Path) -> Any:
    """An installation that takes files of up to a hundred thousand bytes."""
    made = make_world(tmp_path / "small", file_limit_bytes=100_000)
    yield made
    made.close()


def test_a_file_above_the_limit_fails_its_own_action_alone(small_world: World) -> None:
    client = client_of(small_world)
    answer = client.send(
        client.signed("do", "uploadfile", {"data": data_of(100_001)}),
        client.signed("do", "uploadfile", {"data": data_of(100_000)}),
    )
    codes = [result["status"]["errorcode"] for result in answer["response"]["results"]]
    assert codes == [255, 0]
    assert small_world.stored()[0] == 1
    assert unfinished(small_world) == 0


def limit(world: World, limits: Limits) -> None:
    """Give the business other limits, as its administrator would."""
    limited = replace(world.business, limits=limits)
    world.house.catalogue.write(lambda tables: tables.businesses.update(limited))


def test_blocks_together_cannot_pass_the_limit_either(world: World, client: Client) -> None:
    limit(world, Limits(file_size_bytes=100_000))
    upload = client.first_step(b"x" * 60_000)
    before = world.stored()
    assert client.refused(data=data_of(60_000), tmpUploadId=upload) == 255
    assert world.stored() == before
    assert client.uploadfile(data=data_of(40_000), tmpUploadId=upload)["filesize"] == 100_000


@pytest.mark.parametrize("is_declared", [True, False])
def test_a_body_above_every_limit_is_not_read_to_its_end(
    tmp_path: Path,
    is_declared: bool,
) -> None:
    world = make_world(tmp_path / "tiny", file_limit_bytes=1_000)
    try:
        client = client_of(world)
        body = json.dumps(client.body(client.signed("do", "uploadfile", {"data": data_of(9 * 10**6)}))).encode()
        taken = 0

        async def chunks(count: int) -> Json:
            nonlocal taken
            taken = count + 1
            return {"type": "http.request", "body": body[count * 10**5 : (count + 1) * 10**5], "more_body": True}

        headers = ((b"content-length", b"%d" % len(body)),) if is_declared else ()
        start, answer = asyncio.run(exchange(world, chunks, headers))
        assert start["status"] == 200
        status = json.loads(answer["body"])["status"]
        assert (status["code"], status["errorcode"]) == (500, 8)
        assert taken < len(body) / 10**5
        assert world.stored()[0] == 0
        assert unfinished(world) == 0
    finally:
        world.close()


def test_text_beside_the_data_is_bounded(world: World, client: Client) -> None:
    before = world.stored()
    huge = client.signed("do", "uploadfile", {"data": data_of(50), "freetext": "x" * (1 << 20)})
    assert outer(client, client.body(huge))[:2] == (500, 8)
    assert world.stored() == before
    assert unfinished(world) == 0


def test_a_full_quota_fails_the_action_and_keeps_nothing(world: World, client: Client) -> None:
    limit(world, Limits(total_bytes=10_000))
    before = world.stored()
    result = client.call("do", "uploadfile", {"data": data_of(50_000)})
    assert result["status"] == {"errorcode": 97, "message": "Error in action"}
    assert world.stored() == before
    assert unfinished(world) == 0
    assert client.uploadfile(data=data_of(5_000))["filesize"] == 5_000


def test_links_begin_with_the_name_of_the_host_that_was_asked(world: World, client: Client) -> None:
    world.file(on=[world.on_appointment()])
    number = world.appointments["single"].number
    body = client.body(client.signed("get", "file", {"appointmentid": number}, resourceid="appointment"))
    response = client.http.post(API, json=body, headers={"host": "docs.example:8443"})
    url = response.json()["response"]["results"][0]["data"]["records"][0]["elements"]["url"]
    assert url.startswith("http://docs.example:8443/onoffice/smart/app/smart/AppAnonymousFileDownload.php?params=")
