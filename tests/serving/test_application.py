"""What every request goes through, whatever its door."""

import gzip
import json
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from ipaddress import ip_network
from pathlib import Path

import httpx2
import pytest
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from filebook.core import ids
from filebook.core.access import Role
from filebook.core.errors import Conflict, NotFound, TooLarge, Unavailable
from filebook.serving.answers import bytes_answer, empty_answer, json_answer
from filebook.serving.application import Application
from filebook.serving.call import Call, Edge
from filebook.serving.limits import HttpLimits
from filebook.serving.operations import Operation, Operations
from filebook.serving.problems import InternalFault
from filebook.serving.receive import read_whole
from filebook.serving.routes import INSIDE, PUBLIC, Answer, Body, Route, credential
from tests.serving.served import a_door, an_application, under_granian, under_uvicorn

Visit = Callable[[Application], httpx2.Client]


def echo(call: Call) -> Answer:
    return json_answer({"method": call.method, "params": call.path_params, "body": call.body.decode("latin-1")})


def who(call: Call) -> Answer:
    return json_answer(call.actor.role.value)


def test_a_route_answers_with_its_parameters_decoded(visit: Visit) -> None:
    client = visit(an_application(a_door(Route("GET", "/file/{id}/{name}", echo, PUBLIC, "", inline=True))))
    answer = client.get("/door/file/7/a%2Fb%20%C3%BC")
    assert answer.json()["params"] == {"id": "7", "name": "a/b ü"}


def test_every_answer_carries_an_id_of_its_own(visit: Visit) -> None:
    client = visit(an_application(a_door(Route("GET", "/x", echo, PUBLIC, ""))))
    numbers = [client.get(path).headers["x-request-id"] for path in ("/door/x", "/door/x", "/door/none", "/none")]
    assert len(set(numbers)) == 4
    assert all(len(number) == 32 for number in numbers)


@pytest.mark.parametrize("inline", [True, False])
def test_a_caller_below_the_minimum_role_does_not_reach_the_handler(visit: Visit, *, inline: bool) -> None:
    reached = []

    def handler(call: Call) -> Answer:
        reached.append(call.actor.role)
        return empty_answer()

    client = visit(an_application(a_door(Route("GET", "/x", handler, credential(Role.EDITOR), "", inline=inline))))
    assert client.get("/door/x").json() == {"problem": "Unauthenticated", "reason": "missing"}
    assert client.get("/door/x", headers={"x-role": "viewer"}).json()["problem"] == "AccessDenied"
    assert reached == []
    assert client.get("/door/x", headers={"x-role": "owner"}).status_code == 204
    assert reached == [Role.OWNER]


@pytest.mark.parametrize("inline", [True, False])
def test_a_streamed_body_is_not_read_before_the_caller_is_known(visit: Visit, *, inline: bool) -> None:
    read = []

    async def handler(call: Call) -> Answer:
        read.append(await read_whole(call, limit_bytes=100))
        return json_answer(call.actor.role.value)

    route = Route("POST", "/x", handler, credential(Role.EDITOR), "", body=Body.STREAMED, inline=inline)
    client = visit(an_application(a_door(route)))
    assert client.post("/door/x", content=b"bytes").json()["problem"] == "Unauthenticated"
    assert read == []
    assert client.post("/door/x", content=b"bytes", headers={"x-role": "owner"}).json() == "owner"
    assert read == [b"bytes"]


def test_asking_for_the_actor_of_a_route_without_credential_is_an_internal_fault(visit: Visit, log: BytesIO) -> None:
    client = visit(an_application(a_door(Route("GET", "/x", who, INSIDE, ""))))
    assert client.get("/door/x", headers={"x-role": "owner"}).json() == {"problem": "InternalFault"}
    assert b"no actor" in log.getvalue()


def test_a_business_failure_is_told_in_the_doors_form(visit: Visit) -> None:
    def handler(call: Call) -> Answer:
        raise NotFound("file", 7)

    client = visit(an_application(a_door(Route("GET", "/x", handler, PUBLIC, ""))))
    assert client.get("/door/x").json() == {"problem": "NotFound", "what": "file", "key": 7}


@pytest.mark.parametrize("inline", [True, False])
def test_an_unexpected_error_is_logged_under_the_requests_id_and_told_to_nobody(
    visit: Visit, log: BytesIO, *, inline: bool
) -> None:
    def handler(call: Call) -> Answer:
        raise KeyError("inner\nworkings")

    client = visit(an_application(a_door(Route("GET", "/x/{id}", handler, PUBLIC, "", inline=inline))))
    answer = client.get("/door/x/segment-secret?token=query-secret")
    assert (answer.status_code, answer.json()) == (500, {"problem": "InternalFault"})
    assert "inner" not in answer.text
    (event,) = [json.loads(line) for line in log.getvalue().splitlines() if b"request.failed" in line]
    assert event["request_id"] == answer.headers["x-request-id"]
    assert (event["door"], event["route"]) == ("native", "/x/{id}")
    assert "KeyError" in event["exception"]
    assert b"secret" not in log.getvalue()


def test_a_door_that_cannot_word_a_failure_still_gives_an_answer(visit: Visit, log: BytesIO) -> None:
    def render(problem: object, call: Call) -> Answer:
        raise ZeroDivisionError("while wording")

    door = a_door(Route("GET", "/x", echo, PUBLIC, ""))
    client = visit(an_application(replace(door, render=render)))
    assert (client.get("/door/none").status_code, client.get("/door/none").json()["error"]) == (404, "Not Found")
    assert b"while wording" in log.getvalue()


def test_a_failure_before_the_first_byte_of_an_answer_is_still_told(visit: Visit) -> None:
    class Answering:
        status_code = 200

        def __init__(self) -> None:
            self.raw_headers: list[tuple[bytes, bytes]] = []

        async def __call__(self, scope: object, receive: object, send: object) -> None:
            raise Unavailable(3)

    client = visit(an_application(a_door(Route("GET", "/x", lambda call: Answering(), PUBLIC, ""))))
    assert client.get("/door/x").json() == {"problem": "Unavailable", "retry_after_seconds": 3}


def test_an_unknown_method_is_refused_with_those_that_are_known(visit: Visit) -> None:
    routes = [Route("GET", "/x", echo, PUBLIC, ""), Route("DELETE", "/x", echo, PUBLIC, "")]
    client = visit(an_application(a_door(*routes)))
    answer = client.put("/door/x")
    assert (answer.status_code, answer.headers["allow"]) == (405, "DELETE, GET, HEAD, OPTIONS")
    answer = client.options("/door/x")
    assert (answer.status_code, answer.headers["allow"], answer.content) == (204, "DELETE, GET, HEAD, OPTIONS", b"")


def test_a_head_request_gets_the_headers_of_a_get_and_no_body(visit: Visit) -> None:
    client = visit(an_application(a_door(Route("GET", "/x", echo, PUBLIC, ""))))
    answer = client.head("/door/x")
    assert (answer.status_code, answer.content) == (200, b"")
    assert int(answer.headers["content-length"]) == len(client.get("/door/x").content) + len("HEAD") - len("GET")


def test_a_buffered_body_is_there_when_the_handler_runs(visit: Visit) -> None:
    client = visit(an_application(a_door(Route("POST", "/x", echo, PUBLIC, "", body=Body.BUFFERED))))
    assert client.post("/door/x", content=b"hello").json()["body"] == "hello"
    assert client.post("/door/x", content=iter([b"he", b"llo"])).json()["body"] == "hello"


def test_a_buffered_body_above_its_limit_is_refused_declared_or_not(visit: Visit) -> None:
    reached: list[Call] = []

    def handler(call: Call) -> Answer:
        reached.append(call)
        return empty_answer()

    route = Route("POST", "/x", handler, PUBLIC, "", body=Body.BUFFERED, body_limit_bytes=1000)
    client = visit(an_application(a_door(route)))
    for content in (b"x" * 1001, iter([b"x" * 600, b"x" * 600])):
        answer = client.post("/door/x", content=content)
        assert answer.json() == {"problem": "TooLarge", "limit_bytes": 1000}
    assert reached == []
    assert client.post("/door/x", content=b"x" * 1000).status_code == 204


def test_a_packed_body_is_refused_unread(visit: Visit) -> None:
    client = visit(an_application(a_door(Route("POST", "/x", echo, PUBLIC, "", body=Body.BUFFERED))))
    packed = client.post("/door/x", content=gzip.compress(b"x" * 10**6), headers={"content-encoding": "gzip"})
    assert (packed.status_code, packed.json()["problem"]) == (415, "UnsupportedMediaType")
    assert client.post("/door/x", content=b"x", headers={"content-encoding": "identity"}).status_code == 200


@pytest.mark.parametrize("inline", [True, False])
def test_a_door_that_compresses_packs_what_is_worth_it_for_those_who_ask(visit: Visit, *, inline: bool) -> None:
    def handler(call: Call) -> Answer:
        return json_answer("x" * int(call.path_params["size"]))

    door = replace(a_door(Route("GET", "/x/{size}", handler, PUBLIC, "", inline=inline)), compresses=True)
    client = visit(an_application(door))
    asking, not_asking = {"accept-encoding": "gzip"}, {"accept-encoding": "identity"}
    packed = client.get("/door/x/5000", headers=asking)
    assert (packed.headers["content-encoding"], packed.json()) == ("gzip", "x" * 5000)
    assert int(packed.headers["content-length"]) < 200
    assert "content-encoding" not in client.get("/door/x/5000", headers=not_asking).headers
    assert "content-encoding" not in client.get("/door/x/5", headers=asking).headers


def test_a_target_or_headers_beyond_the_limits_are_refused(visit: Visit) -> None:
    edge = Edge(limits=HttpLimits(target_bytes=100, header_bytes=2000))
    client = visit(an_application(a_door(Route("GET", "/x", echo, PUBLIC, "")), edge=edge))
    assert client.get("/door/x?" + "a" * 100).status_code == 414
    assert client.get("/door/x", headers={"x-long": "a" * 2000}).status_code == 431
    assert client.get("/door/x", headers={"x-long": "a" * 1000}).status_code == 200


def test_a_path_of_no_door_is_told_plainly(visit: Visit) -> None:
    client = visit(an_application(a_door(Route("GET", "/x", echo, PUBLIC, ""))))
    answer = client.get("/elsewhere/x")
    assert (answer.status_code, answer.json()["error"]) == (404, "Not Found")


def test_a_door_answers_alone_at_the_root_of_its_host_name(visit: Visit) -> None:
    def where(call: Call) -> Answer:
        return bytes_answer(call.door_url.encode(), media_type="text/plain")

    own = a_door(Route("GET", "/x", where, PUBLIC, ""), prefix="/own", name=ids.Door.XELION)
    other = a_door(Route("GET", "/y", where, PUBLIC, ""), prefix="/other")
    client = visit(an_application(own, other, hosts={"own.example": ids.Door.XELION}))
    at_own = {"host": "own.example:8000"}
    assert client.get("/x", headers=at_own).text == "http://own.example:8000"
    assert client.get("/own/x", headers={"host": "filebook.example"}).text == "http://filebook.example/own"
    assert client.get("/other/y", headers={"host": "filebook.example"}).text == "http://filebook.example/other"
    assert client.get("/other/y", headers=at_own).status_code == 404


def test_a_trusted_proxy_may_name_the_host() -> None:
    def where(call: Call) -> Answer:
        return json_answer(call.door_url)

    own = a_door(Route("GET", "/x", where, PUBLIC, ""), prefix="/own", name=ids.Door.XELION)
    headers = {"host": "inner", "x-forwarded-host": "own.example", "x-forwarded-proto": "https"}
    hosts = {"own.example": ids.Door.XELION}
    trusting = TestClient(
        an_application(own, hosts=hosts, edge=Edge(trusted_proxies=(ip_network("10.0.0.0/8"),))), client=("10.0.0.1", 1)
    )
    assert trusting.get("/x", headers=headers).json() == "https://own.example"
    assert TestClient(an_application(own, hosts=hosts)).get("/x", headers=headers).status_code == 404


def test_a_websocket_is_refused() -> None:
    client = TestClient(an_application(a_door(Route("GET", "/x", echo, PUBLIC, ""))))
    with pytest.raises(WebSocketDisconnect), client.websocket_connect("/door/x"):
        pass


def test_liveness_and_readiness_are_told_without_a_credential_and_without_data(visit: Visit) -> None:
    down = [False]

    def check() -> None:
        if down[0]:
            raise Unavailable

    operations = Operations({"rows": check, "bytes": lambda: None}, {"/more": Operation(echo)})
    client = visit(an_application(operations=operations))
    assert (client.get("/healthz").status_code, client.get("/healthz").text) == (200, "ok\n")
    assert client.get("/readyz").json() == {"status": "ready"}
    down[0] = True
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (503, {"status": "unavailable", "failed": ["rows"]})
    assert client.get("/more").json()["method"] == "GET"
    assert client.post("/healthz").status_code == 405


def test_hooks_run_before_the_first_request_and_after_the_last(tmp_path: Path) -> None:
    ran: list[str] = []

    def hook(what: str) -> Callable[[], None]:
        return lambda: ran.append(what)

    for server in (under_uvicorn, lambda application: under_granian(application, tmp_path)):
        ran.clear()
        application = an_application(on_start=[hook("first"), hook("second")], on_stop=[hook("stopped")])
        with server(application) as served, served.client() as client:
            assert client.get("/healthz").text == "ok\n"
            assert ran == ["first", "second"]
        assert ran == ["first", "second", "stopped"]


def test_errors_have_fields_and_no_status() -> None:
    assert not hasattr(Conflict("x"), "status")
    assert not hasattr(TooLarge(1), "status")
    assert InternalFault.status == 500
