"""Metrics: what Prometheus reads of requests, stores and the process, and who may."""

import pytest

from filebook.core.access import Role
from filebook.core.errors import NotFound, Unavailable
from filebook.serving.answers import bytes_answer
from filebook.serving.call import Call
from filebook.serving.metrics import PATH, Metrics
from filebook.serving.operations import Operations
from filebook.serving.receive import read_whole
from filebook.serving.routes import Answer, Body, Route, credential
from tests.clock import Clock
from tests.in_process import InProcessClient
from tests.serving.served import a_door, an_application

TOKEN = {"Authorization": "Bearer metrics-token"}


def _fails() -> None:
    raise Unavailable


def _shown(call: Call) -> Answer:
    if call.path_params["id"] == "absent":
        raise NotFound("thing")
    return bytes_answer(b"12345", media_type="text/plain")


async def _taken(call: Call) -> Answer:
    return bytes_answer(b"%d" % len(await read_whole(call, limit_bytes=100)), media_type="text/plain")


@pytest.fixture
def client() -> InProcessClient:
    checks = {"rows": lambda: None, "bytes": _fails}
    metrics = Metrics(now=Clock(), token="metrics-token", checks=checks, backlog=lambda: {"jobs": 3})
    door = a_door(
        Route("GET", "/things/{id}", _shown, credential(Role.VIEWER), "Show"),
        Route("POST", "/things", _taken, credential(Role.VIEWER), "Take", body=Body.STREAMED),
    )
    operations = Operations({}, {PATH: metrics.operation()})
    return InProcessClient(an_application(door, operations=operations, watchers=[metrics.watch]))


def test_requests_are_counted_by_route_and_outcome_and_nothing_is_told_of_what_was_asked(
    client: InProcessClient,
) -> None:
    with client:
        for name in ("one", "two", "absent"):
            client.get(f"/door/things/{name}", headers={"X-Role": "viewer"})
        client.post("/door/things", content=b"x" * 60, headers={"X-Role": "viewer"})
        client.request("BREW", "/nowhere/secret")
        text = client.get(PATH, headers=TOKEN).text
    lines = text.splitlines()
    assert 'filebook_requests_total{door="native",route="/things/{id}",method="GET",status="2xx"} 2' in lines
    assert 'filebook_requests_total{door="native",route="/things/{id}",method="GET",status="4xx"} 1' in lines
    assert 'filebook_requests_total{door="",route="",method="",status="4xx"} 1' in lines
    assert 'filebook_request_duration_seconds_bucket{door="native",route="/things",le="+Inf"} 1' in lines
    assert 'filebook_request_duration_seconds_count{door="native",route="/things/{id}"} 3' in lines
    assert 'filebook_received_bytes_total{door="native"} 60' in lines
    assert not any(word in text for word in ("BREW", "secret", "absent", "two"))


def test_stores_and_what_waits_are_told_as_they_are_now(client: InProcessClient) -> None:
    with client:
        lines = client.get(PATH, headers=TOKEN).text.splitlines()
    assert 'filebook_store_up{store="rows"} 1' in lines
    assert 'filebook_store_up{store="bytes"} 0' in lines
    assert 'filebook_waiting{what="jobs"} 3' in lines
    assert any(line.startswith('filebook_build_info{version="') for line in lines)
    assert any(line.startswith("process_resident_memory_bytes ") for line in lines)
    for line in lines:  # each is a comment, or a name with labels and a number
        assert line.startswith("# ") or float(line.rpartition(" ")[2]) >= 0, line


def test_nobody_reads_them_without_the_token(client: InProcessClient) -> None:
    with client:
        for headers in ({}, {"Authorization": "Bearer other"}, {"Authorization": "Basic metrics-token"}):
            refused = client.get(PATH, headers=headers)
            assert (refused.status_code, refused.headers["www-authenticate"]) == (401, "Bearer")
            assert "filebook" not in refused.text
