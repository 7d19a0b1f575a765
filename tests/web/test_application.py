"""The browser application's door: its page under a strict policy, and its files as they were built."""

import gzip
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from filebook.serving.application import Application
from filebook.web.application.routes import door
from tests.in_process import InProcessClient

HTML = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8", "Accept-Encoding": "identity"}
SCRIPT = b"console.log('calm')" * 100
PAGE = '<!doctype html><meta name="nonce" content="FILEBOOK-NONCE"><script type="module" src="/assets/main-5f.js">'


def built(folder: Path) -> Path:
    """A small application as a build leaves it, beside a file that is none of it."""
    (folder / "static" / "assets").mkdir(parents=True)
    (folder / "secret.txt").write_text("not to be served")
    files = {
        "index.html": PAGE.encode(),
        "sw.js": b"self.skipWaiting()",
        "manifest.webmanifest": b'{"name": "Filebook"}',
        "assets/main-5f.js": SCRIPT,
        "assets/main-5f.js.gz": gzip.compress(SCRIPT),
        "assets/main-5f.js.br": b"as brotli would have it",
        "assets/plain-aa.css": b"body{}",
    }
    for name, data in files.items():
        (folder / "static" / name).write_bytes(data)
    return folder / "static"


def served(folder: Path, *, download_base_url: str = "") -> TestClient:
    """A client of the application alone, with the first segments of two other doors' prefixes taken."""
    pages = door(folder, taken={"api", "onoffice"}, download_base_url=download_base_url)
    app = Application([pages], now=lambda: datetime(2026, 11, 22, tzinfo=UTC), reads_inline=True)
    return InProcessClient(app, base_url="http://filebook.test")


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    """A client of the small application."""
    with served(built(tmp_path)) as entered:
        yield entered


@pytest.mark.parametrize("path", ["/", "/calendar/week/2026-11-22", "/library/4d3c?tab=files", "/index.html", "/a//b/"])
def test_the_page_is_one_for_all_its_paths_and_has_a_nonce_of_its_own_each_time(client: TestClient, path: str) -> None:
    nonces = set()
    for _ in range(2):
        answer = client.get(path, headers=HTML)
        assert (answer.status_code, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")
        (nonce,) = re.findall(r'content="([^"]+)"', answer.text)
        assert f"style-src 'self' 'nonce-{nonce}';" in answer.headers["content-security-policy"]
        assert answer.text == PAGE.replace("FILEBOOK-NONCE", nonce)
        nonces.add(nonce)
    assert len(nonces) == 2
    assert not any("FILEBOOK" in nonce for nonce in nonces)


def test_the_page_runs_no_script_but_its_own_files_and_loads_nothing_from_elsewhere(client: TestClient) -> None:
    told = client.get("/", headers=HTML).headers
    policy = dict(part.split(" ", 1) for part in told["content-security-policy"].split("; "))
    assert policy["default-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert policy["script-src"] == policy["connect-src"] == policy["form-action"] == "'self'"
    allowed = {word for sources in policy.values() for word in sources.split() if "nonce-" not in word}
    assert allowed == {"'none'", "'self'", "data:", "blob:"}
    assert told["x-frame-options"] == "DENY"
    assert told["x-content-type-options"] == "nosniff"
    assert told["referrer-policy"] == "same-origin"
    assert told["cross-origin-opener-policy"] == told["cross-origin-resource-policy"] == "same-origin"
    assert "geolocation=()" in told["permissions-policy"]
    assert "no-cache" in told["cache-control"]
    assert "set-cookie" not in told


def test_files_may_be_shown_from_the_host_that_hands_them_out(tmp_path: Path) -> None:
    with served(built(tmp_path), download_base_url="https://files.example.net") as client:
        policy = client.get("/", headers=HTML).headers["content-security-policy"]
    assert "img-src 'self' https://files.example.net data:" in policy
    assert "script-src 'self';" in policy
    assert "connect-src 'self';" in policy


@pytest.mark.parametrize(
    ("accepted", "coding", "body"),
    [
        ("gzip, deflate, br, zstd", "br", b"as brotli would have it"),
        ("gzip;q=0.5, br;q=0", "gzip", SCRIPT),
        ("br;q=0, gzip;q=0", None, SCRIPT),
        ("*", "br", b"as brotli would have it"),
        ("*;q=0, gzip", "gzip", SCRIPT),
        ("identity", None, SCRIPT),
        ("gzip;q=nonsense", None, SCRIPT),
    ],
)
def test_a_file_comes_in_the_best_coding_that_the_browser_takes(
    client: TestClient, accepted: str, coding: str | None, body: bytes
) -> None:
    with client.stream("GET", "/assets/main-5f.js", headers={"Accept-Encoding": accepted}) as answer:
        raw = b"".join(answer.iter_raw())
    assert answer.headers.get("content-encoding") == coding
    assert (gzip.decompress(raw) if coding == "gzip" else raw) == body
    assert answer.headers["content-length"] == str(len(raw))
    assert answer.headers["vary"] == "accept-encoding"
    assert answer.headers["content-type"] == "text/javascript; charset=utf-8"


def test_a_name_with_a_hash_is_kept_for_ever_and_others_are_asked_anew(client: TestClient) -> None:
    hashed = client.get("/assets/plain-aa.css")
    assert hashed.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert "etag" not in hashed.headers
    worker = client.get("/sw.js")
    assert worker.headers["cache-control"] == "no-cache"
    same = client.get("/sw.js", headers={"If-None-Match": worker.headers["etag"]})
    assert (same.status_code, same.content, same.headers["etag"]) == (304, b"", worker.headers["etag"])
    assert client.get("/sw.js", headers={"If-None-Match": '"another"'}).content == worker.content
    assert client.get("/manifest.webmanifest").headers["content-type"] == "application/manifest+json"


def test_head_tells_the_same_without_the_body(client: TestClient) -> None:
    for path in ("/", "/calendar", "/assets/plain-aa.css", "/sw.js"):
        asked, told = (client.request(method, path, headers=HTML) for method in ("GET", "HEAD"))
        assert (told.status_code, told.content) == (200, b"")
        for name in ("content-type", "content-length", "cache-control", "etag"):
            assert told.headers.get(name) == asked.headers.get(name)


@pytest.mark.parametrize(
    "path",
    [
        *("/assets/gone-00.js", "/favicon.gif", "/assets/main-5f.js.gz", "/assets/main-5f.js.br", "/wp-login.php"),
        *("/api/v2/files", "/api", "/onoffice/nothing", "/.env", "/.well-known/nothing", "/.git/config"),
        *("/..%2fsecret.txt", "/%2e%2e/secret.txt", "/assets/..%2f..%2fsecret.txt", "/assets/%2e%2e/%2e%2e/secret.txt"),
        *("/..\\secret.txt", "/assets/%5c..%5c..%5csecret.txt", "//etc/passwd.txt"),
    ],
)
def test_what_is_no_page_and_no_file_is_plainly_not_there(client: TestClient, path: str) -> None:
    answer = client.get(path, headers=HTML)
    assert (answer.status_code, answer.text) == (404, "404 Not Found\n")


def test_a_program_at_a_wrong_address_is_told_so(client: TestClient) -> None:
    for accepted in ("*/*", "application/json", ""):
        assert client.get("/api.php/calendar", headers={"Accept": accepted}).status_code == 404
    assert client.get("/", headers={"Accept": "*/*"}).status_code == 200


@pytest.mark.parametrize(
    ("language", "title"), [("en", "not built"), ("de", "gebaut"), ("nl", "gebouwd"), ("da", "bygget")]
)
def test_where_nothing_was_built_a_page_says_so(tmp_path: Path, language: str, title: str) -> None:
    with served(tmp_path / "none") as client:
        answer = client.get("/", headers={**HTML, "Accept-Language": language})
        assert client.get("/assets/main.js").status_code == 404
        built(tmp_path).rename(tmp_path / "none")
        assert client.get("/", headers=HTML).status_code == 200
    assert (answer.status_code, f'<html lang="{language}">' in answer.text) == (503, True)
    assert title in answer.text
