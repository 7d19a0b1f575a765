"""What breaks clients, line by line as section 10 of the reference numbers it: none of it happens here."""

import asyncio
import base64
import json
from collections.abc import Callable
from dataclasses import replace
from itertools import product
from typing import Any

import pytest

from filebook.services.credentials import Issued
from filebook.services.filing import Hang
from tests.dialects.onoffice.client import API, Client, Json, client_of, signed, signed_v1
from tests.dialects.onoffice.test_requests import exchange
from tests.world import World

PICTURE = base64.b64decode("R0lGODlhAQABAIAAAAAAAP///ywAAAAAAQABAAACAkQBADs=")
OK = {"errorcode": 0, "message": "OK"}
LISTS = {
    "appointment": ("appointmentid", "appointment"),
    "estate": ("estateid", "estate"),
    "address": ("addressid", "contact"),
}


def list_of(world: World, module: str, **more: Any) -> tuple[str, str, Json]:
    """What asks for the files of a thing: verb, resourcetype and parameters."""
    parameter, what = LISTS[module]
    number = world.appointments["single"].number if what == "appointment" else world.records[what].number
    return "get", "file", {parameter: number, **more}


def hang(world: World, module: str) -> Hang:
    what = LISTS[module][1]
    return (
        world.on_appointment() if what == "appointment" else Hang(world.records[what].kind, world.records[what].number)
    )


def answered(client: Client, *actions: Json) -> Json:
    """The whole answer, which must have one result for each action, in order."""
    response = client.post(client.body(*actions))
    assert response.status_code == 200
    answer: Json = response.json()
    results = answer["response"]["results"]
    assert [(one["actionid"], one["resourcetype"]) for one in results] == [
        (one["actionid"], one["resourcetype"]) for one in actions
    ]
    assert [one["identifier"] for one in results] == [str(one["identifier"]) for one in actions]
    return answer


@pytest.mark.parametrize("failing", ["the token", "the secret", "the time", "every call", "some calls", "nothing"])
def test_1_there_is_a_result_for_each_action_in_order_whatever_fails(
    world: World, client: Client, failing: str
) -> None:
    sender = {
        "the token": replace(client, key=Issued(client.key.uid, "f" * 32, client.key.secret)),
        "the secret": replace(client, key=Issued(client.key.uid, client.key.key, "f" * 64)),
        "the time": replace(client, moment=client.moment.replace(year=2020)),
    }.get(failing, client)
    calls = [("get", "file"), ("do", "uploadfile"), ("read", "nonsense"), ("get", "file"), ("modify", "file")]
    actions = [sender.signed(*call, identifier=place) for place, call in enumerate(calls * 20)]
    if failing == "nothing":
        verb, resourcetype, parameters = list_of(world, "appointment")
        actions = [
            sender.signed(verb, resourcetype, parameters, resourceid="appointment", identifier=place)
            for place in range(100)
        ]
    results = answered(sender, *actions)["response"]["results"]
    codes = {one["status"]["errorcode"] for one in results}
    expected = {"the token": {22}, "the secret": {137}, "the time": {136}, "nothing": {0}}.get(failing)
    assert codes == expected if expected else 0 not in codes


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'{"token":"x"}', b'{"token":"x","request":{"actions":[{}]}}'])
@pytest.mark.parametrize("accepted", ["gzip,deflate,br", "*", "gzip;q=1.0, identity;q=0"])
def test_2_failures_are_http_200_and_no_answer_is_compressed(client: Client, body: bytes, accepted: str) -> None:
    for content in (body, json.dumps(client.body(client.signed("get", "file"))).encode()):
        response = client.http.post(API, content=content, headers={"accept-encoding": accepted})
        assert response.status_code == 200
        assert "content-encoding" not in response.headers
        assert json.loads(response.content)["status"]["code"] in {400, 500}


@pytest.mark.parametrize("method", ["POST", "GET"])
@pytest.mark.parametrize(
    "content_type",
    [None, "", "application/json", "application/x-www-form-urlencoded", "text/plain", "multipart/form-data"],
)
@pytest.mark.parametrize("sign", [signed, signed_v1])
def test_3_neither_method_nor_headers_nor_identifier_nor_an_object_of_parameters_is_required(
    client: Client, method: str, content_type: str | None, sign: Callable[[Json, Issued], Json]
) -> None:
    action = client.action("get", "users")
    bare = {name: value for name, value in action.items() if name not in {"identifier", "resourceid"}}
    wanting: tuple[Json, ...] = ({}, {"identifier": None, "resourceid": None}, {"indentifier": "7"})
    nothing: tuple[Any, ...] = ({}, [], None, "", {"a": None})
    for attributes, parameters in product(wanting, nothing):
        said = sign({**bare, **attributes, "parameters": parameters}, client.key)
        request = client.http.build_request(method, API, content=json.dumps(client.body(said)).encode())
        for header in ("user-agent", "accept", "content-type"):
            request.headers.pop(header, None)
        if content_type is not None:
            request.headers["content-type"] = content_type
        (result,) = client.http.send(request).json()["response"]["results"]
        assert (result["status"], result["identifier"], result["resourceid"]) == (OK, "", "")


@pytest.mark.parametrize("code", [25, 117, 136, 137, 255])
def test_4_a_failed_action_makes_the_outer_code_500(client: Client, code: int) -> None:
    actions = {
        25: client.signed("get", "nonsense"),
        117: client.signed("get", "file", resourceid="appointment"),
        136: client.signed("get", "users", timestamp=1),
        137: {**client.signed("get", "users"), "hmac": "x"},
        255: client.signed("do", "uploadfile", {"data": "!"}),
    }
    for batch in ([actions[code]], [client.signed("get", "users"), actions[code], client.signed("get", "users")]):
        answer = answered(client, *batch)
        assert answer["status"] == {"code": 500, "errorcode": 97, "message": "Error in action"}
        assert code in {one["status"]["errorcode"] for one in answer["response"]["results"]}


@pytest.mark.parametrize("module", LISTS)
@pytest.mark.parametrize("limit", [500, "500", 501, 10**9])
def test_5_a_list_limit_above_the_documented_one_is_not_refused(
    world: World, strict_world: World, module: str, limit: Any
) -> None:
    for where, sender in ((world, client_of(world)), (strict_world, client_of(strict_world))):
        where.file(on=[hang(where, module)])
        verb, resourcetype, parameters = list_of(where, module, listlimit=limit, listoffset=0)
        result = sender.call(verb, resourcetype, parameters, resourceid=module)
        assert result["status"] == OK
        assert result["data"]["meta"]["cntabsolute"] == len(result["data"]["records"]) == 1


def test_6_success_is_ok_to_the_letter_and_codes_are_numbers(world: World, client: Client) -> None:
    upload = client.signed("do", "uploadfile", {"data": "QUJD"})
    answer = answered(client, upload, client.signed("get", "users"))
    assert answer["status"] == {"code": 200, "errorcode": 0, "message": "OK"}
    failed = answered(client, client.signed("get", "nonsense"))
    for status in (
        answer["status"],
        failed["status"],
        *(one["status"] for one in answer["response"]["results"] + failed["response"]["results"]),
    ):
        numbers = [value for name, value in status.items() if name != "message"]
        assert all(type(value) is int for value in numbers)
    assert all(one["status"] == OK for one in answer["response"]["results"])


def test_7_the_elements_of_pictures_are_an_array_and_the_basic_settings_a_record(world: World, client: Client) -> None:
    estate = world.records["estate"].number
    client.upload(PICTURE, module="estate", relatedRecordId=estate, Art="Foto", file="a.gif")
    said = {"estateids": [estate], "categories": ["Foto", "Titelbild"]}
    pictures = client.call("get", "estatepictures", said)["data"]["records"]
    assert [type(one["elements"]) for one in pictures] == [list] * len(pictures)
    wanted = ["logo", "color", "color2", "textcolorMail", "claim"]
    settings = client.call("read", "basicsettings", {"data": {"basicData": {"characteristicsCi": wanted}}})
    (record,) = settings["data"]["records"]
    assert record["elements"]["basicData"]["characteristicsCi"].keys() == set(wanted)


def test_8_the_same_signature_works_again_and_the_time_is_that_of_the_arrival(world: World, client: Client) -> None:
    action = client.signed("do", "uploadfile", {"data": "QUJD"})
    for _ in range(2):
        assert answered(client, action, action)["status"]["code"] == 200
    body = json.dumps(client.body(action)).encode()

    async def slowly(count: int) -> Json:
        world.clock.advance(seconds=600)
        return {"type": "http.request", "body": body[count * 200 : (count + 1) * 200], "more_body": count < 9}

    _, answer = asyncio.run(exchange(world, slowly))
    assert json.loads(answer["body"])["response"]["results"][0]["status"] == OK


def test_9_data_beside_a_module_is_a_first_step_alone(world: World, client: Client) -> None:
    estate = world.records["estate"].number
    second = {"module": "estate", "relatedRecordId": estate, "Art": "Foto", "file": "a.txt", "title": "A"}
    elements = client.uploadfile(data="QUJD", **second)
    assert elements.keys() == {"filesize", "tmpUploadId"}
    assert client.call("get", "file", {"estateid": estate}, resourceid="estate")["data"]["records"] == []
    assert client.uploadfile(tmpUploadId=elements["tmpUploadId"], **second)["success"] == "success"
    assert len(client.call("get", "file", {"estateid": estate}, resourceid="estate")["data"]["records"]) == 1


@pytest.mark.parametrize("module", ["appointment", "estate", "address"])
def test_10_a_size_is_text_on_appointments_and_a_number_elsewhere(world: World, client: Client, module: str) -> None:
    world.file(b"x" * 90_412, on=[hang(world, module)])
    verb, resourcetype, parameters = list_of(world, module)
    (record,) = client.call(verb, resourcetype, parameters, resourceid=module)["data"]["records"]
    expected: Any = "90412" if module == "appointment" else 90_412
    assert record["elements"]["fileSize"] == expected


@pytest.mark.parametrize("module", ["estate", "address"])
def test_11_the_original_name_is_the_file_value_of_the_upload(world: World, client: Client, module: str) -> None:
    name = "Grundriss EG (1) – Übersicht.PDF"
    target = hang(world, module).target
    client.upload(module=module, relatedRecordId=target, file=name, Art="Dokument", title="Anderes")
    verb, resourcetype, parameters = list_of(world, module)
    (record,) = client.call(verb, resourcetype, parameters, resourceid=module)["data"]["records"]
    assert record["elements"]["originalname"] == name
