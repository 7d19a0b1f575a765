"""OPTIONS: what the door can do, told to anybody; every answer names the protocol's version."""

from pathlib import Path

import pytest

from tests.dialects.tus.client import Tus
from tests.world import World, make_world

PAGE = "https://upload.example.org"


@pytest.mark.parametrize("path", ["/uploads", "/uploads/", "/uploads/any"])
def test_anybody_is_told_what_is_offered_whatever_version_is_asked_for(world: World, path: str) -> None:
    for headers in ({}, {"tus-resumable": "0.2.2"}):
        answer = world.http.options(path, headers=headers)
        assert (answer.status_code, answer.content) == (204, b"")
        assert answer.headers["tus-resumable"] == answer.headers["tus-version"] == "1.0.0"
        assert set(answer.headers["tus-extension"].split(",")) == {
            "creation",
            "creation-with-upload",
            "creation-defer-length",
            "checksum",
            "expiration",
            "termination",
            "concatenation",
        }
        assert set(answer.headers["tus-checksum-algorithm"].split(",")) >= {"sha1", "sha256", "md5"}
        assert " " not in answer.headers["tus-extension"] + answer.headers["tus-checksum-algorithm"]


def test_the_largest_size_told_is_the_installations(memory_folder: Path) -> None:
    world = make_world(memory_folder / "data", file_limit_bytes=1000)
    tus = Tus(world)
    assert world.http.options("/uploads").headers["tus-max-size"] == "1000"
    assert tus.ask("POST", "/uploads", Upload_Length="1001").status_code == 413
    assert tus.create(1000)
    world.close()


@pytest.mark.parametrize("version", [None, "", "1.0", "1.0.1", "0.2.2", "2.0.0", "abc"])
@pytest.mark.parametrize("method", ["POST", "HEAD", "PATCH", "DELETE"])
def test_another_version_is_refused_and_nothing_is_done(tus: Tus, method: str, version: str | None) -> None:
    address = "/uploads" if method == "POST" else tus.create(5)
    before = tus.held()
    answer = tus.ask(
        method,
        address,
        b"hello" if method in {"POST", "PATCH"} else b"",
        Tus_Resumable=version,
        Upload_Length="5",
        Upload_Offset="0",
        Content_Type="application/offset+octet-stream",
    )
    assert answer.status_code == 412
    assert answer.headers["tus-version"] == answer.headers["tus-resumable"] == "1.0.0"
    assert tus.held() == before


def test_every_answer_names_the_version_failures_too(tus: Tus, world: World) -> None:
    address = tus.create(5)
    answers = [
        tus.head(address),
        tus.head("/uploads/absent"),
        tus.patch(address, b"hello", 3),
        tus.patch(address, b"hello", 0),
        tus.ask("GET", address),
        tus.ask("PUT", "/uploads"),
        tus.ask("POST", "/uploads/a/b/c"),
        world.http.head(address),
        world.http.post("/uploads", headers={"authorization": "Bearer guessed", "tus-resumable": "1.0.0"}),
        tus.ask("DELETE", address),
    ]
    assert [answer.status_code for answer in answers] == [200, 404, 409, 204, 405, 405, 404, 401, 401, 204]
    assert {answer.headers.get("tus-resumable") for answer in answers} == {"1.0.0"}


def test_failures_are_one_line_of_text(tus: Tus) -> None:
    for answer in (tus.patch("/uploads/absent", b"x", 0), tus.ask("POST", "/uploads"), tus.ask("GET", "/uploads/x")):
        assert answer.headers["content-type"] == "text/plain; charset=utf-8"
        assert answer.text.endswith(".\n")
        assert answer.text.count("\n") == 1


@pytest.fixture
def with_pages(memory_folder: Path) -> Tus:
    """An installation that lets the pages of one origin in."""
    return Tus(make_world(memory_folder / "pages", allowed_origins=PAGE))


def test_a_page_of_an_allowed_origin_may_send_and_read_all_that_the_protocol_needs(with_pages: Tus) -> None:
    asked = {"origin": PAGE, "access-control-request-method": "PATCH"}
    answer = with_pages.world.http.options("/uploads/any", headers=asked)
    sent = {name.strip().lower() for name in answer.headers["access-control-allow-headers"].split(",")}
    assert sent >= {
        "authorization",
        "content-type",
        "tus-resumable",
        "upload-checksum",
        "upload-concat",
        "upload-defer-length",
        "upload-length",
        "upload-metadata",
        "upload-offset",
        "x-http-method-override",
        "x-requested-with",
    }
    assert {"PATCH", "HEAD", "DELETE", "POST"} <= set(answer.headers["access-control-allow-methods"].split(", "))
    answer = with_pages.ask("POST", "/uploads", Upload_Length="5", Origin=PAGE)
    assert answer.headers["access-control-allow-origin"] == PAGE
    told = {name.strip().lower() for name in answer.headers["access-control-expose-headers"].split(",")}
    assert told >= {"location", "upload-offset", "upload-length", "upload-metadata", "upload-expires"}
    assert told >= {name for name in answer.headers if name.startswith(("tus-", "upload-"))}
    with_pages.world.close()


def test_a_page_of_another_origin_is_told_nothing(with_pages: Tus) -> None:
    asked = {"origin": "https://evil.example", "access-control-request-method": "PATCH"}
    answer = with_pages.world.http.options("/uploads", headers=asked)
    assert not [name for name in answer.headers if name.startswith("access-control-")]
    with_pages.world.close()
