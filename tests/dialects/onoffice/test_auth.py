"""Who may: each action is judged on its own, and every refusal leaves nothing behind."""

import base64
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from filebook.services.credentials import Issued
from tests.dialects.onoffice.client import Client, Json, as_user, client_of, signed, signed_v1
from tests.world import World, make_world

DATA = {"data": base64.b64encode(b"hello").decode()}


def statuses(answer: Json) -> tuple[Json, list[int]]:
    return answer["status"], [result["status"]["errorcode"] for result in answer["response"]["results"]]


@pytest.mark.parametrize("token", ["f" * 32, "short", "ü", "0" * 10_000, "' OR 1=1 --"])
def test_an_unknown_token_fails_every_action_and_shows_in_the_outer_status(
    world: World, client: Client, token: str
) -> None:
    before = world.stored()
    stranger = replace(client, key=Issued(client.key.uid, token, "f" * 64))
    action = stranger.signed("do", "uploadfile", DATA, identifier="a")
    status, codes = statuses(stranger.send(action, stranger.signed("get", "file", {}), action))
    assert status == {"code": 400, "errorcode": 22, "message": "Not authenticated"}
    assert codes == [22, 22, 22]
    assert world.stored() == before


def test_a_disabled_user_is_an_unknown_one(world: World, client: Client) -> None:
    world.services.accounts.set_enabled(world.users["owner"], enabled=False)
    before = world.stored()
    status, codes = statuses(client.send(client.signed("do", "uploadfile", DATA)))
    assert (status["code"], status["errorcode"], codes) == (400, 22, [22])
    assert world.stored() == before


def test_a_wrong_secret_fails_the_action_with_the_vendors_words(world: World, client: Client) -> None:
    before = world.stored()
    wrong = signed(client.action("do", "uploadfile", DATA), Issued(client.key.uid, client.key.key, "0" * 64))
    answer = client.send(wrong)
    assert answer["status"] == {"code": 500, "errorcode": 97, "message": "Error in action"}
    result = answer["response"]["results"][0]
    assert result["status"] == {"errorcode": 137, "message": "The HMAC is invalid."}
    assert (result["data"], result["cacheable"]) == ([], False)
    assert world.stored() == before


@pytest.mark.parametrize(
    "change",
    [
        {"hmac": ""},
        {"hmac": None},
        {"hmac": 5},
        {"resourcetype": "file"},
        {"actionid": "urn:onoffice-de-ns:smart:2.5:smartml:action:get"},
        {"hmac_version": 3},
        {"hmac_version": None},
        {"timestamp": "1774854001"},
    ],
)
def test_a_signature_of_something_else_is_invalid(world: World, client: Client, change: Json) -> None:
    before = world.stored()
    _, codes = statuses(client.send({**client.signed("do", "uploadfile", DATA), **change}))
    assert codes == [137]
    assert world.stored() == before


def test_version_2_does_not_cover_the_parameters(client: Client) -> None:
    action = client.signed("do", "uploadfile", {"anything": 1})
    _, codes = statuses(client.send({**action, "parameters": DATA, "identifier": "other"}))
    assert codes == [0]


@pytest.mark.parametrize("seconds", [-120, -119, 0, 120])
def test_a_timestamp_within_two_minutes_is_near_enough(client: Client, seconds: int) -> None:
    shifted = replace(client, moment=client.moment + timedelta(seconds=seconds))
    assert shifted.error("do", "uploadfile", DATA) == 0


@pytest.mark.parametrize("seconds", [-121, 121, 86_400 * 365])
def test_a_timestamp_further_off_is_refused_with_the_skew_measured(world: World, client: Client, seconds: int) -> None:
    before = world.stored()
    shifted = replace(client, moment=client.moment + timedelta(seconds=seconds))
    answer = shifted.send(shifted.signed("do", "uploadfile", DATA))
    assert answer["status"]["errorcode"] == 97
    status = answer["response"]["results"][0]["status"]
    assert status["errorcode"] == 136
    words = "Your timestamp is too old or your server time is wrong."
    assert status["message"] == f"{words} (measured: {seconds:+d} seconds)"
    assert world.stored() == before


@pytest.mark.parametrize("timestamp", [None, "", "now", [], True, "9" * 40, 1e300])
def test_a_timestamp_that_is_none_is_refused_as_wrong(client: Client, timestamp: object) -> None:
    action = {**client.signed("do", "uploadfile", DATA), "timestamp": timestamp}
    _, codes = statuses(client.send(action))
    assert codes == [136]


def test_the_token_is_judged_before_the_time_and_the_time_before_the_signature(client: Client) -> None:
    late = replace(client, moment=client.moment - timedelta(hours=1))
    stranger = replace(late, key=Issued(client.key.uid, "f" * 32, "f" * 64))
    assert stranger.error("do", "uploadfile", DATA) == 22
    assert late.error("do", "uploadfile", DATA) == 136
    assert statuses(late.send({**late.signed("do", "uploadfile", DATA), "hmac": "x"}))[1] == [136]


def test_the_structure_is_judged_before_the_token(client: Client) -> None:
    stranger = replace(client, key=Issued(client.key.uid, "f" * 32, "f" * 64))
    broken = {**stranger.signed("do", "uploadfile", DATA), "actionid": ""}
    status, codes = statuses(stranger.send(broken, stranger.signed("get", "file")))
    assert (status["code"], status["errorcode"], codes) == (400, 22, [17, 22])


def test_an_unknown_call_is_told_only_to_who_is_known(client: Client) -> None:
    stranger = replace(client, key=Issued(client.key.uid, "f" * 32, "f" * 64))
    assert stranger.error("get", "nonsense") == 22
    assert client.error("get", "nonsense") == 25


def test_one_bad_action_does_not_spoil_the_others(world: World, client: Client) -> None:
    good = client.signed("do", "uploadfile", DATA, identifier="good")
    bad = {**client.signed("do", "uploadfile", DATA, identifier="bad"), "hmac": "x"}
    answer = client.send(good, bad, good)
    status, codes = statuses(answer)
    assert (status["code"], status["errorcode"], codes) == (500, 97, [0, 137, 0])
    assert [result["identifier"] for result in answer["response"]["results"]] == ["good", "bad", "good"]
    assert world.stored()[0] == 2


def test_the_same_signature_may_be_sent_again(client: Client) -> None:
    """Honest clients sign once and use it for both steps of an upload."""
    action = client.signed("do", "uploadfile", DATA)
    _, codes = statuses(client.send(action, action))
    assert codes == [0, 0]
    second = {"module": "task", "relatedRecordId": 0, "file": "a.txt", "tmpUploadId": "x"}
    assert statuses(client.send({**action, "parameters": second}))[1] == [129]


def v1(client: Client, parameters: Any, **more: Any) -> tuple[Json, list[int]]:
    said = {**client.action("do", "uploadfile", parameters, identifier="7"), **more}
    return statuses(client.send(signed_v1(said, client.key)))


@pytest.mark.parametrize(
    "parameters",
    [
        DATA,
        {"data": base64.b64encode(bytes(range(256)) * 5000).decode()},
        {"Art": "Foto", "data": "//8=", "file": "a/b.txt", "zzz": None},
        {"data": "data:image/png;base64,//8="},
        {"data": "//8"},
        {"data": "QUJDRA", "extendedclaim": "0815"},
    ],
)
def test_version_1_covers_the_data_that_was_streamed(world: World, client: Client, parameters: Json) -> None:
    assert v1(client, parameters)[1] == [0]
    action = signed_v1(client.action("do", "uploadfile", parameters), client.key)
    before = world.stored()
    start, end = parameters["data"][:-4], parameters["data"][-4:]
    for other in ("QUJE", start + "AAAA", start + "AAAA" + end):
        changed = {**action, "parameters": {**parameters, "data": other}}
        assert statuses(client.send(changed))[1] == [137]
    assert world.stored() == before


def test_version_1_covers_every_parameter(client: Client) -> None:
    action = signed_v1(client.action("do", "uploadfile", {**DATA, "file": "a.txt"}), client.key)
    for parameters in ({**DATA, "file": "b.txt"}, DATA, {**DATA, "file": "a.txt", "more": 1}):
        assert statuses(client.send({**action, "parameters": parameters}))[1] == [137]


def test_version_1_covers_identifier_and_resourceid(client: Client) -> None:
    action = signed_v1(client.action("do", "uploadfile", DATA, identifier="1", resourceid="x"), client.key)
    assert statuses(client.send(action))[1] == [0]
    assert statuses(client.send({**action, "identifier": "2"}))[1] == [137]
    assert statuses(client.send({**action, "resourceid": "y"}))[1] == [137]


@pytest.mark.parametrize("printed", ['{"data":["Id"],"filter":{}}', '{"data":["Id"],"filter":[]}'])
def test_version_1_is_accepted_over_either_print_of_an_empty_object(client: Client, printed: str) -> None:
    action = client.action("get", "nonsense", {"filter": {}, "data": ["Id"]})
    assert statuses(client.send(signed_v1(action, client.key, printed=printed)))[1] == [25]


@pytest.mark.parametrize(("data", "code"), [("", 255), ("!!!!", 255), ("QUJD====", 255), ("Q U\nJD", 137)])
def test_version_1_over_data_that_cannot_be_printed_again_is_refused(
    world: World, client: Client, data: str, code: int
) -> None:
    before = world.stored()
    assert v1(client, {"data": data})[1] == [code]
    assert world.stored() == before


def test_a_viewer_may_read_but_put_nothing(world: World) -> None:
    viewer = as_user(world, "viewer")
    before = world.stored()
    assert viewer.refused(**DATA) == 80
    assert world.stored() == before
    assert viewer.files(world.appointments["single"].number)["records"] == []


def test_a_wider_window_is_a_setting(tmp_path: Any) -> None:

    world = make_world(tmp_path / "wide", onoffice_window_seconds=900)
    try:
        late = client_of(world)
        assert replace(late, moment=late.moment - timedelta(seconds=900)).error("do", "uploadfile", DATA) == 0
        assert replace(late, moment=late.moment - timedelta(seconds=901)).error("do", "uploadfile", DATA) == 136
    finally:
        world.close()


@pytest.mark.parametrize(
    ("parameters", "named"),
    [
        ({"price": 1.5}, "price"),
        ({"a": 1, "filter": {"x": [{"val": 2.5}]}, "z": 3.5}, "filter"),
        ({"10": 1.0, "9": 1e-7}, "9"),
        ({"a": "1.5", "b": 7, "c": [True, None]}, None),
        ([1.5], None),
    ],
)
def test_version_1_over_floats_printed_otherwise_says_what_to_send_as_text(
    client: Client, parameters: Any, named: str | None
) -> None:
    action = signed_v1(client.action("get", "nonsense", parameters), client.key, printed='{"price":1.50}')
    status = client.send(action)["response"]["results"][0]["status"]
    if named is None:
        assert status == {"errorcode": 137, "message": "The HMAC is invalid."}
    else:
        assert status == {"errorcode": 243, "message": f'The HMAC is invalid. "{named}" should be passed as string'}


def test_floats_that_are_printed_as_php_prints_them_are_signed_well(client: Client) -> None:
    action = client.action("get", "nonsense", {"price": 1.50, "size": 3.0})
    assert statuses(client.send(signed_v1(action, client.key, printed='{"price":1.5,"size":3}')))[1] == [25]


def test_floats_are_no_matter_of_version_2(client: Client) -> None:
    wrong = {**client.signed("get", "nonsense", {"price": 1.5}), "hmac": "x"}
    assert statuses(client.send(wrong))[1] == [137]


def test_one_right_signature_lets_no_other_action_through(client: Client) -> None:
    good = client.signed("get", "nonsense")
    late = replace(client, moment=client.moment - timedelta(hours=1)).signed("get", "nonsense")
    other = signed(client.action("get", "nonsense"), Issued(client.key.uid, client.key.key, "0" * 64))
    unsigned = {name: value for name, value in good.items() if name != "hmac"}
    assert statuses(client.send(good, late, other, unsigned, good))[1] == [25, 136, 137, 137, 25]


def test_version_1_can_be_switched_off_for_a_credential(world: World) -> None:
    key = world.services.credentials.issue_signing_secret(world.users["owner"], scope="hmac_v2")
    client = client_of(world, key)
    said = {"appointmentid": world.appointments["single"].number}
    old = signed_v1(client.action("get", "file", said, resourceid="appointment"), key)
    new = client.signed("get", "file", said, resourceid="appointment")
    results = client.send(old, new, old)["response"]["results"]
    assert [result["status"]["errorcode"] for result in results] == [137, 0, 137]
