"""Headers that nobody should send: refused in the door's own words, or passed over, never a fault."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from filebook.core.ids import Door
from tests.isolation.example import Example, Key
from tests.refusals.asked import Asked, refused, routes, shared, shared_within_door
from tests.refusals.forms import fault_in, is_refused
from tests.refusals.server import Request, Server

STRANGE: dict[str, tuple[str, ...]] = {
    "authorization": (
        "",
        " ",
        "Bearer",
        "Bearer ",
        "Bearer a b c",
        "bearer\ttoken",
        "Basic b3duZXI6b3duZXI=",
        "Digest username=owner",
        "xelion",
        "xelion  ",
        "xelion a b",
        "x" * 5000,
        "Bearer " + "x" * 5000,
        "Bearer \xff\xfe",
        "Bearer é",
        "Bearer null",
        "\xa0Bearer\xa0x",
    ),
    "cookie": ("token", "token=", 'token="', "=;=;=", ";" * 1000, "token=\xff", "; ".join(["token=a"] * 200)),
    "range": ("bytes=", "bytes=a-b", "bytes=-", "bytes=5-1", "bytes=-0", "bytes=0-0,1-1," * 20, "bytes=" + "9" * 400),
    "if-none-match": ("", '"', "W/", '"\xff"', "*", ",,,,", '"a", "b' * 200),
    "if-range": ("", "Thu, 99 Foo 0000 99:99:99 GMT", '"'),
    "if-modified-since": ("", "0", "yesterday", "Thu, 01 Jan 99999 00:00:00 GMT", "Thu, 01 Jan 1970 00:00:00 +9999"),
    "x-forwarded-for": ("127.0.0.1, " * 300, "' OR 1=1", "::ffff:127.0.0.1"),
    "x-forwarded-host": ("evil.example", "a b", "\xff"),
    "x-forwarded-proto": ("javascript", "https"),
    "x-http-method-override": ("DELETE",),
    "content-type": (
        "",
        "/",
        ";;;",
        "application/json; charset=utf-7",
        "text/html",
        "multipart/form-data",
        "\xff/\xff",
    ),
    "accept": ("", "text/html", "*/*;q=\xff", "application/xml"),
    "accept-encoding": ("", "gzip;q=abc", "br, zstd, *;q=0", "identity;q=0", "gzip," * 500),
    "expect": ("200-ok",),
    "origin": ("null", "https://evil.example"),
    "host": (
        "a b",
        "evil.example/path",
        "user@evil.example",
        "[::1",
        "evil.example:99999",
        "\xff",
        "<script>",
        "..",
        "a" * 300,
    ),
}


@pytest.mark.parametrize("asked", routes(where=lambda key, example: not example.spends), ids=str)
def test_a_strange_header_is_no_fault(server: Server, asked: Asked) -> None:
    good = asked.request(server)

    def altered() -> Iterator[Request]:
        for name, values in STRANGE.items():
            for value in values:
                yield replace(good, headers={**good.headers, name: value})

    faults, _ = refused(server, asked, shared_within_door(asked, altered()))
    assert faults == []


def _shows_a_header(key: Key, example: Example) -> bool:
    """Whether the credential stands in the Authorization header, and is needed."""
    a_browsers = key[0] is Door.NATIVE and key[2].startswith("/session")
    elsewhere = key[0] is Door.ONOFFICE or key[2].endswith(("login", "sessionToken", "validateToken")) or a_browsers
    return not elsewhere and not example.anybody and example.least_role is not None


@pytest.mark.parametrize("asked", routes(where=_shows_a_header), ids=str)
def test_no_strange_credential_lets_anybody_in(server: Server, asked: Asked) -> None:
    good = asked.request(server)
    assert "authorization" in good.headers

    def altered() -> Iterator[Request]:
        for value in STRANGE["authorization"]:
            yield replace(good, headers={**good.headers, "authorization": value})
        for wrong in (good.headers["authorization"][:-1], good.headers["authorization"] + "0", ""):
            yield replace(good, headers={**good.headers, "authorization": wrong})

    assert refused(server, asked, shared(asked, altered())) == ([], [])


@pytest.mark.parametrize("asked", routes(), ids=str)
def test_headers_and_addresses_beyond_all_measure_are_refused(server: Server, asked: Asked) -> None:
    good = asked.request(server)
    many = {f"x-{number}": "y" * 60 for number in range(600)}
    path = good.target.partition("?")[0]
    bombs = ({"x-bomb": "x" * 40_000}, {"cookie": "a=b; " * 8_000}, {"authorization": "Bearer " + "x" * 40_000}, many)
    before = server.rows()
    for headers in bombs:
        request = replace(good, headers={**good.headers, **headers})
        answer = server.send(request)
        assert (answer.status, fault_in(request, answer)) == (431, "")
    for target in (f"{path}?{'x' * 9_000}", path + "/" + "x" * 9_000):
        request = replace(good, target=target)
        answer = server.send(request)
        assert (answer.status, fault_in(request, answer)) == (414, "")
    assert server.rows() == before


def test_no_link_or_address_is_made_from_a_host_that_is_none(server: Server) -> None:
    for asked in routes(where=lambda key, example: "get file" in example.what):
        good = asked.request(server)
        for host in ("evil.example/x", "a b", "<script>", 'x"onload="', "user@evil.example"):
            request = replace(good, headers={**good.headers, "host": host})
            answer = server.send(request)
            assert is_refused(request, answer), host
            assert host not in answer.text


def test_a_forwarded_host_is_believed_from_nobody(server: Server) -> None:
    for asked in routes(where=lambda key, example: not example.spends):
        good = asked.request(server)
        answer = server.send(replace(good, headers={**good.headers, "x-forwarded-host": "evil.example"}))
        assert "evil.example" not in answer.body.decode("latin-1")
