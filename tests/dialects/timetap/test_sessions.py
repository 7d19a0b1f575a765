"""Session tokens: how they are had, shown, and lost."""

import re

import pytest
from starlette.testclient import TestClient

from filebook.dialects.timetap import routes
from filebook.serving.application import Application
from filebook.serving.routes import PUBLIC
from tests.dialects.timetap.client import LIVE, Client, log_in, signature_of
from tests.world import World


def _status(world: World, token: str, *, prefix: str = LIVE) -> int:
    return world.http.get(f"{prefix}/files", headers={"Authorization": f"Bearer {token}"}).status_code


@pytest.mark.parametrize("timestamp", ["1795296047", "1795296047.613816", "1795296047613", "0"])
@pytest.mark.parametrize("prefix", ["/timetap/live", "/timetap/test"])
def test_a_login_with_any_form_of_timestamp_gives_a_token(world: World, prefix: str, timestamp: str) -> None:
    token = log_in(world.http, world.timetap, timestamp=timestamp, prefix=prefix)
    kind, digits = token[:11], token[11:]
    assert kind == "st.api.api."
    assert len(digits) == 32
    assert set(digits) <= set("0123456789abcdef")


def test_the_same_token_opens_live_and_test_and_each_path_with_a_slash_at_its_end(world: World) -> None:
    token = log_in(world.http, world.timetap)
    for path in ("/timetap/live/files", "/timetap/test/files", "/timetap/live/files/", "/timetap/test//files"):
        assert world.http.get(path, headers={"Authorization": f"Bearer {token}"}).status_code == 200


def test_a_client_that_logs_in_before_every_call_keeps_all_its_tokens(world: World) -> None:
    tokens = [log_in(world.http, world.timetap, timestamp=f"{1795296047 + n}.613816") for n in range(3)]
    assert len(set(tokens)) == 3
    assert [_status(world, token, prefix="/timetap/test") for token in tokens] == [200] * 3


@pytest.mark.slow
def test_500_logins_give_500_tokens_which_go_when_they_have_ended(world: World) -> None:
    tokens = [log_in(world.http, world.timetap, timestamp=f"{1795296047 + n}.613816") for n in range(500)]
    assert len(set(tokens)) == 500
    world.clock.advance(hours=3)
    used = tokens[::50]
    assert [_status(world, token) for token in used] == [200] * len(used)
    assert world.services.housekeeping.sweep().sessions == 0
    world.clock.advance(hours=2)
    assert world.services.housekeeping.sweep().sessions == 490
    assert [_status(world, token) for token in used] == [200] * len(used)


def test_a_second_private_key_of_a_business_works_beside_the_first_until_it_is_revoked(world: World) -> None:
    second = world.services.credentials.issue_signed_key(world.users["owner"])
    assert second.key == world.timetap.key
    assert _status(world, log_in(world.http, second)) == 200
    world.services.credentials.revoke(second.uid)
    query = f"apiKey={second.key}&timestamp=1&signature={signature_of(second)}"
    assert world.http.get(f"{LIVE}/sessionToken?{query}").status_code == 403
    assert _status(world, log_in(world.http, world.timetap)) == 200


def test_the_signature_is_compared_in_any_case_and_parameters_come_in_any_order(world: World) -> None:
    query = f"signature={signature_of(world.timetap).upper()}&extra=1&timestamp=1&apiKey={world.timetap.key}"
    assert world.http.get(f"{LIVE}/sessionToken?{query}").status_code == 200


@pytest.mark.parametrize("prefix", ["Bearer ", "bearer ", "BEARER   ", ""])
def test_the_header_is_read_with_any_scheme_word_or_none(world: World, prefix: str) -> None:
    header = {"Authorization": prefix + log_in(world.http, world.timetap)}
    assert world.http.get(f"{LIVE}/files", headers=header).status_code == 200


def test_the_token_may_stand_in_the_query_alone_or_beside_a_header_of_another_kind(world: World) -> None:
    path = f"{LIVE}/files?sessionToken={log_in(world.http, world.timetap)}"
    assert world.http.get(path).status_code == 200
    assert world.http.get(path, headers={"Authorization": "Basic dTpw"}).status_code == 200


def test_the_header_wins_over_the_query(world: World) -> None:
    path = f"{LIVE}/files?sessionToken={log_in(world.http, world.timetap)}"
    assert world.http.get(path, headers={"Authorization": "Bearer st.api.api.0"}).status_code == 401


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": ""},
        {"Authorization": "Bearer"},
        {"Authorization": "Bearer "},
        {"Authorization": "Bearer st.api.api." + "0" * 32},
        {"Authorization": "Bearer a b"},
        {"Authorization": "Basic dTpw"},
    ],
)
def test_without_a_live_token_every_call_is_exactly_401(world: World, headers: dict[str, str]) -> None:
    before = world.stored()
    uuid = "0" * 32
    for method, path in (
        ("GET", "/files"),
        ("POST", "/files"),
        ("GET", f"/files/{uuid}"),
        ("GET", f"/files/{uuid}/content"),
        ("DELETE", f"/files/{uuid}"),
        ("POST", "/businessWeb/fileUploadS3.do"),
    ):
        response = world.http.request(method, LIVE + path, headers=headers)
        assert response.status_code == 401, path
        assert response.json() == {"message": "Unauthorized"}
    assert world.stored() == before


def test_no_call_is_answered_without_a_token(world: World) -> None:
    """As the route table has them; clients log in again on exactly this answer."""
    door, before = routes.door(world.services, now=world.clock), world.stored()
    closed = [route for route in door.routes if route.access is not PUBLIC and "{rest*}" not in route.path]
    assert len(closed) > 50
    for route in closed:
        path = door.prefix + re.sub(r"\{\w+\}", "1", route.path)
        response = world.http.request(route.method, path)
        assert response.status_code == 401, route.path
        assert response.content == b'{"message":"Unauthorized"}', route.path
        assert response.headers["content-type"] == "application/json", route.path
        assert response.headers["www-authenticate"] == "Bearer", route.path
    assert world.stored() == before


def test_a_token_lives_four_hours_after_its_last_use(world: World) -> None:
    used, unused = log_in(world.http, world.timetap), log_in(world.http, world.timetap)
    world.clock.advance(hours=3)
    assert _status(world, used) == 200
    world.clock.advance(hours=3)
    assert _status(world, used) == 200
    assert _status(world, unused) == 401
    world.clock.advance(hours=4, seconds=1)
    assert _status(world, used) == 401


def test_a_disabled_user_is_out_at_once(world: World) -> None:
    token = log_in(world.http, world.timetap)
    world.services.accounts.set_enabled(world.users["owner"], enabled=False)
    assert _status(world, token) == 401


def _refused(world: World, query: str) -> tuple[int, object]:
    response = world.http.get(f"{LIVE}/sessionToken?{query}")
    assert "sessionToken" not in (response.json() if isinstance(response.json(), dict) else {})
    return response.status_code, response.json()


def test_a_wrong_signature_and_an_unknown_key_are_refused_alike(world: World) -> None:
    signature = signature_of(world.timetap)
    wrong = _refused(world, f"apiKey={world.timetap.key}&timestamp=1&signature={'0' * 32}")
    unknown = _refused(world, f"apiKey=999999&timestamp=1&signature={signature}")
    others = _refused(world, f"apiKey={world.timetap_other.key}&timestamp=1&signature={signature}")
    assert wrong == unknown == others == (403, {"message": "Forbidden"})


@pytest.mark.parametrize("name", ["apiKey", "timestamp", "signature"])
@pytest.mark.parametrize("value", [None, "", "%20"])
def test_a_missing_parameter_is_a_json_string(world: World, name: str, value: str | None) -> None:
    parameters = {"apiKey": world.timetap.key, "timestamp": "1", "signature": signature_of(world.timetap)}
    parameters |= {name: value} if value is not None else {}
    query = "&".join(f"{key}={text}" for key, text in parameters.items() if key != name or value is not None)
    assert _refused(world, query) == (400, f"{name}: field required")


@pytest.mark.parametrize("timestamp", ["soon", "1e9", "1,5", "0x10", "nan", "1.2.3", "9" * 400])
def test_a_timestamp_that_is_no_number_is_refused(world: World, timestamp: str) -> None:
    query = f"apiKey={world.timetap.key}&timestamp={timestamp}&signature={signature_of(world.timetap)}"
    status, body = _refused(world, query)
    assert status == 400
    assert isinstance(body, str)


def test_a_door_with_a_window_refuses_a_clock_that_is_further_off(world: World) -> None:
    door = routes.door(world.services, now=world.clock, timestamp_window_seconds=120)
    http = TestClient(Application([door], now=world.clock, reads_inline=True), base_url="http://filebook.test")
    now = world.clock().timestamp()
    seconds = {now: 200, now - 119.5: 200, now + 120: 200, now - 121: 403, now + 3600: 403, 0: 403}
    for timestamp, status in seconds.items():
        for form in (f"{timestamp:.6f}", f"{timestamp * 1000:.0f}"):
            query = f"apiKey={world.timetap.key}&timestamp={form}&signature={signature_of(world.timetap)}"
            assert http.get(f"{LIVE}/sessionToken?{query}").status_code == status, form


def test_only_get_and_head_log_in(world: World) -> None:
    for method in ("POST", "PUT", "DELETE"):
        response = world.http.request(method, f"{LIVE}/sessionToken")
        assert response.status_code == 405
        assert response.json() == {"message": "Method Not Allowed"}
        assert "GET" in response.headers["allow"]
    query = f"apiKey={world.timetap.key}&timestamp=1&signature={signature_of(world.timetap)}"
    head = world.http.head(f"{LIVE}/sessionToken?{query}")
    assert (head.status_code, head.content) == (200, b"")


def test_too_many_wrong_signatures_slow_down_whoever_guesses(world: World) -> None:
    statuses = []
    for number in range(40):
        query = f"apiKey={world.timetap.key}&timestamp=1&signature={number:032x}"
        response = world.http.get(f"{LIVE}/sessionToken?{query}")
        statuses.append(response.status_code)
    assert set(statuses) == {403, 429}
    assert statuses[0] == 403
    assert response.json() == {"message": "Too Many Requests"}
    assert int(response.headers["retry-after"]) > 0


def test_tokens_of_other_doors_and_users_do_not_mix(world: World, client: Client, foreign_client: Client) -> None:
    client.folder("Ours")
    assert [thing["fileName"] for thing in foreign_client.files()] == []


@pytest.mark.parametrize("path", ["/files", "/appointments/report", "/appointmentList/reportCount"])
def test_head_says_what_get_would(world: World, client: Client, path: str) -> None:
    head, get = (world.http.request(method, LIVE + path, headers=client.headers) for method in ("HEAD", "GET"))
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-type"] == get.headers["content-type"] == "application/json"
    assert head.headers.get("etag") == get.headers.get("etag")


def test_a_get_with_a_json_content_type_and_no_body_is_answered(world: World, client: Client) -> None:
    headers = {**client.headers, "Content-Type": "application/json"}
    assert world.http.get(f"{LIVE}/files", headers=headers).json() == []
