"""Bodies that lie about their length, form or end, and requests that are no HTTP: refused, and nothing is kept."""

import gzip
from dataclasses import replace

import pytest

from filebook.core.ids import Door
from tests.isolation.example import Example, Key
from tests.isolation.neighbourhood import CONTENT
from tests.refusals.asked import Asked, reads_body, routes
from tests.refusals.forms import fault_in, is_refused
from tests.refusals.server import Answer, Request, Server

WITH_BODY = routes(where=reads_body)
MIB = 1024 * 1024


def _is_kept_or_not(key: Key, example: Example) -> bool:
    """Whether a body counts whole or not at all: at tus what came of one is an addition, and stays."""
    return reads_body(key, example) and not (key[0] is Door.TUS and key[2] != "/")


def _raw(request: Request, *, body: bytes, **headers: str) -> bytes:
    """A request as bytes, with just these lengths and the like."""
    named = {"host": "filebook.test", **request.headers, **{k.replace("_", "-"): v for k, v in headers.items()}}
    head = "".join(f"{name}: {value}\r\n" for name, value in named.items())
    return f"{request.method} {request.target} HTTP/1.1\r\n{head}\r\n".encode("latin-1") + body


def _chunked(*chunks: bytes) -> bytes:
    return b"".join(b"%x\r\n%s\r\n" % (len(chunk), chunk) for chunk in chunks)


@pytest.mark.parametrize("asked", routes(where=_is_kept_or_not), ids=str)
def test_a_body_that_ends_too_early_is_kept_by_nobody(server: Server, asked: Asked) -> None:
    good, before = asked.request(server), server.rows()
    body = good.body or b"{}"
    for sent, told in (
        (_raw(good, body=body[: len(body) // 2], content_length=str(len(body))), "half"),
        (_raw(good, body=b"", content_length=str(len(body))), "nothing"),
        (_raw(good, body=body, content_length=str(len(body) + 1)), "all but one byte"),
        (_raw(good, body=_chunked(body), transfer_encoding="chunked"), "no last chunk"),
        (_raw(good, body=_chunked(body)[:-5], transfer_encoding="chunked"), "a cut chunk"),
    ):
        answer = server.exchange(sent, ends=True)
        assert answer.closed or answer.status >= 400, told
    assert server.rows() == before


@pytest.mark.parametrize("asked", WITH_BODY, ids=str)
def test_a_body_that_is_too_long_is_refused_as_soon_as_that_is_known(server: Server, asked: Asked) -> None:
    good, before = asked.request(server), server.rows()
    for length in (10**9, 10**18 - 1):
        _assert_too_large(good, server.exchange(_raw(good, body=b"", content_length=str(length)), ends=False))
    answer = _flooded(server, good)
    if not answer.closed:
        _assert_too_large(good, answer)
    assert server.rows() == before


def _assert_too_large(request: Request, answer: Answer) -> None:
    """With 413, but for onOffice, whose envelope tells it."""
    assert answer.status == (200 if request.target.startswith("/onoffice/") else 413), answer
    assert is_refused(request, answer), answer


def _flooded(server: Server, request: Request) -> Answer:
    """A body without end, in chunks, until the server has had enough: blanks before JSON, or a file in a form."""
    start, filler = b" ", b" "
    if request.headers["content-type"].startswith("multipart"):
        start, filler = (request.body or b"").rpartition(CONTENT)[0], b"x"
    flood = _chunked(filler * MIB)
    return server.exchange(
        _raw(request, body=b"", transfer_encoding="chunked"), _chunked(start), *[flood] * 8, ends=True
    )


@pytest.mark.parametrize("asked", WITH_BODY, ids=str)
def test_a_packed_body_is_not_unpacked(server: Server, asked: Asked) -> None:
    good, before = asked.request(server), server.rows()
    packed = gzip.compress(good.body or b"")
    for encoding in ("gzip", "GZIP", "deflate", "br", "zstd", "gzip, gzip", "identity, gzip", "compress", "x"):
        request = replace(good, body=packed, headers={**good.headers, "content-encoding": encoding})
        answer = server.send(request)
        assert (answer.status, fault_in(request, answer)) == (415, ""), encoding
    assert server.rows() == before


PING = b"GET /telecomx/ping HTTP/1.1\r\nHost: a\r\n"
LOGIN = b"POST /telecomx/auth/login HTTP/1.1\r\nHost: a\r\n"
NO_HTTP = {
    "nothing": b"",
    "no request line": b"\r\n\r\n",
    "no version": b"GET /telecomx/ping\r\n\r\n",
    "another version": b"GET /telecomx/ping HTTP/9.9\r\nHost: a\r\n\r\n",
    "an unknown method": b"FOO /telecomx/ping HTTP/1.1\r\nHost: a\r\n\r\n",
    "no host": b"GET /telecomx/ping HTTP/1.1\r\n\r\n",
    "TLS": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(range(256)),
    "binary": bytes(range(256)) * 8,
    "a long line": b"GET /" + b"a" * 200_000 + b" HTTP/1.1\r\n\r\n",
    "a long header": PING + b"X: " + b"a" * 200_000 + b"\r\n\r\n",
    "a folded header": PING + b"X: a\r\n b\r\n\r\n",
    "a header without name": PING + b": b\r\n\r\n",
    "a blank before the colon": PING + b"X : a\r\n\r\n",
    "NUL in a header": PING + b"X: a\0b\r\n\r\n",
    "two hosts": PING + b"Host: b\r\n\r\n",
    "length and chunks": LOGIN + b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "two lengths": LOGIN + b"Content-Length: 2\r\nContent-Length: 4\r\n\r\n{}{}",
    "a length in words": LOGIN + b"Content-Length: abc\r\n\r\n{}",
    "a negative length": LOGIN + b"Content-Length: -1\r\n\r\n{}",
    "a signed length": LOGIN + b"Content-Length: +2\r\n\r\n{}",
    "a bad chunk": LOGIN + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
    "a huge chunk": LOGIN + b"Transfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n",
    "an unknown coding": LOGIN + b"Transfer-Encoding: gzip\r\n\r\n{}",
}


@pytest.mark.parametrize("raw", NO_HTTP.values(), ids=NO_HTTP.keys())
def test_what_is_no_http_is_refused_and_the_connection_closed(server: Server, raw: bytes) -> None:
    before = server.rows()
    answer = server.exchange(raw, ends=True)  # returns only once the server has closed, too
    assert answer.closed or 400 <= answer.status < 500
    assert server.rows() == before


def test_after_all_that_good_requests_are_served(server: Server) -> None:
    kinds = {"ping", "all", "appointment"}

    def is_served(key: Key, example: Example) -> bool:
        return key[1] != "DELETE" and example.what in kinds and example.least_role is not None

    for asked in routes(where=is_served):
        request = asked.request(server)
        assert server.send(request).status == 200
