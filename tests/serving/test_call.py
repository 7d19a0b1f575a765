"""What a call tells about its request, and whom it believes."""

from collections.abc import Mapping
from datetime import UTC, datetime
from ipaddress import ip_network

import pytest

from filebook.serving.call import Call, Edge
from filebook.serving.problems import BadRequest
from filebook.serving.threads import Threads

PROXY = "10.0.0.1"
BEHIND_PROXY = Edge(trusted_proxies=(ip_network("10.0.0.0/8"), ip_network("fd00::/8")))


async def receive() -> dict[str, object]:
    return {"type": "http.disconnect"}


def a_call(
    headers: Mapping[str, str] | None = None, *, edge: Edge | None = None, peer: str | None = PROXY, query: bytes = b""
) -> Call:
    scope = {
        "type": "http",
        "method": "GET",
        "scheme": "http",
        "raw_path": b"/x",
        "query_string": query,
        "client": (peer, 1234) if peer else None,
        "headers": [(name.encode(), value.encode("latin-1")) for name, value in (headers or {}).items()],
    }
    at = datetime(2026, 1, 1, tzinfo=UTC)
    return Call(scope, receive, arrived_at=at, request_id="", edge=edge or Edge(), threads=Threads(1))


@pytest.mark.parametrize(
    "peer, forwarded, address",
    [
        (PROXY, "", PROXY),
        (PROXY, "203.0.113.7", "203.0.113.7"),
        (PROXY, "198.51.100.1, 203.0.113.7", "203.0.113.7"),
        (PROXY, "198.51.100.1, 203.0.113.7, 10.0.0.2", "203.0.113.7"),
        (PROXY, "10.0.0.3, 10.0.0.2", "10.0.0.3"),
        ("fd00::1", "2001:db8::7", "2001:db8::7"),
        ("203.0.113.9", "198.51.100.1", "203.0.113.9"),
    ],
)
def test_the_nearest_address_not_our_own_is_the_callers(peer: str, forwarded: str, address: str) -> None:
    headers = {"x-forwarded-for": forwarded} if forwarded else {}
    assert a_call(headers, edge=BEHIND_PROXY, peer=peer).client_address == address
    assert a_call(headers, peer=peer).client_address == peer


def test_a_forwarded_address_that_is_none_is_not_taken_for_one() -> None:
    for forwarded in ("<script>", "203.0.113.7, <script>", "unknown, "):
        assert a_call({"x-forwarded-for": forwarded}, edge=BEHIND_PROXY).client_address == PROXY


def test_without_a_peer_there_is_no_address() -> None:
    assert a_call({"x-forwarded-for": "203.0.113.7"}, edge=BEHIND_PROXY, peer=None).client_address == ""


def test_the_base_url_is_the_configured_one_whatever_the_request_says() -> None:
    edge = Edge("https://files.example.org", BEHIND_PROXY.trusted_proxies)
    said = {"host": "evil.example", "x-forwarded-host": "evil.example"}
    assert a_call(said, edge=edge).base_url == edge.public_base_url


def test_the_base_url_comes_from_the_request_or_a_trusted_proxy() -> None:
    said = {"host": "inner:8000", "x-forwarded-host": "outer.example", "x-forwarded-proto": "https"}
    assert a_call(said, edge=BEHIND_PROXY).base_url == "https://outer.example"
    assert a_call(said, edge=BEHIND_PROXY, peer="203.0.113.9").base_url == "http://inner:8000"
    assert a_call(said).base_url == "http://inner:8000"
    odd = {"host": "inner", "x-forwarded-proto": "javascript"}
    assert a_call(odd, edge=BEHIND_PROXY).base_url == "http://inner"


@pytest.mark.parametrize(
    "host, name",
    [("X.Example", "x.example"), ("x:80", "x"), ("x:", "x"), ("[::1]", "[::1]"), ("[::1]:80", "[::1]"), ("", "")],
)
def test_the_host_name_has_no_port_and_no_capitals(host: str, name: str) -> None:
    assert a_call({"host": host}).host_name == name
    forwarded = {"host": host or "inner", "x-forwarded-host": host}
    assert a_call(forwarded, edge=BEHIND_PROXY).host_name == (name or "inner")
    assert a_call({"host": host, "x-forwarded-host": "outer"}).host_name == name


@pytest.mark.parametrize("host", ["", "a b", "a/b", "a@b", "a?b", 'a"b', "a\rb", "ü"])
def test_a_host_that_is_none_is_refused(host: str) -> None:
    with pytest.raises(BadRequest):
        _ = a_call({"host": host}).base_url


def test_the_door_url_is_the_prefix_or_the_root_of_the_doors_host() -> None:
    call = a_call({"host": "door.example:8000"}, edge=Edge("https://files.example.org"))
    call.prefix = "/door"
    assert call.door_url == "https://files.example.org/door"
    call.prefix, call.by_host_name = "", True
    assert call.door_url == "https://door.example:8000"


def test_query_cookies_and_content_type_are_read_leniently() -> None:
    headers = {"cookie": "one=1; two=2", "content-type": "Application/JSON; charset=utf-8"}
    call = a_call(headers, query=b"a=1&a=2&b=&c=%C3%BC+x")
    assert (call.query.getlist("a"), call.query["b"], call.query["c"]) == (["1", "2"], "", "ü x")
    assert call.cookies == {"one": "1", "two": "2"}
    assert call.content_type == "application/json"
    assert (a_call().content_type, dict(a_call().cookies), dict(a_call().query)) == ("", {}, {})


@pytest.mark.parametrize("text", ["-1", "1.0", "x", "", "1 2", "²"])
def test_a_length_that_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(BadRequest):
        _ = a_call({"content-length": text}).declared_length_bytes


def test_one_header_is_found_without_reading_the_others() -> None:
    call = a_call({"host": "x", "authorization": "Bearer s\xe9cret"})
    assert (call.header(b"authorization"), call.header(b"if-none-match")) == ("Bearer s\xe9cret", "")


def test_a_declared_length_is_told() -> None:
    assert a_call({"content-length": "12"}).declared_length_bytes == 12
    assert a_call().declared_length_bytes is None
