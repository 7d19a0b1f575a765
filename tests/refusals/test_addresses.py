"""Paths and queries that nobody should ask for: refused in the door's own words, or passed over, never a fault."""

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import quote

import pytest

from filebook.core.ids import Door
from tests.refusals.asked import (
    ON_EITHER_STORE,
    Asked,
    examples_on_stores,
    has_query,
    refused,
    routes,
    shared,
)
from tests.refusals.forms import is_refused
from tests.refusals.hostile import ENCODED, NEIGHBOURS, TEXTS, TEXTS_FOR_STORES
from tests.refusals.server import Request, Server

TEXT_OF_NO_MEANING = {
    (Door.ONOFFICE, "{version}"): "any word of letters, digits, dots, dashes and underscores",
    (Door.TIMETAP, "{name}"): "decoration: business and UUID decide",
    (Door.TIMETAP, "{sendStaffEmail}"): "`true` is one of the strange texts and means it; the others are refused",
    (Door.TIMETAP, "{sendClientEmail}"): "`true` is one of the strange texts and means it; the others are refused",
    (Door.TIMETAP, "{status}"): "a filter: nothing has a status that there is not",
    (Door.TIMETAP, "{statusList}"): "a filter: nothing has a status that there is not",
    (Door.TELECOMX, "{name}"): "decoration: the id decides",
    (Door.WEB, "{rest*}"): "a page of the browser application, which judges its paths itself",
}
"""Segments that may hold more or less anything."""

LAST_OF_KEY = "{rest*}"
VERSION_PATH = "server/version"
"""The same for every tenant, one that is none included."""

SEGMENTS = (*ENCODED, *(quote(text, safe="", errors="surrogatepass") for text in TEXTS if text))
VALUES = (*ENCODED, *(quote(text, safe="", errors="surrogatepass") for text in TEXTS))
STRANGE_QUERIES = (
    "?",
    "&&&===&",
    "%ff=%00&%=%",
    "a[]=1&a[0][b]=2",
    "__proto__=1&constructor.prototype=1",
    "&".join(f"a{number}=1" for number in range(500)),
    "=" * 5000,
)


def _parameters(asked: Asked) -> Iterator[tuple[int, str]]:
    """Where in the path a parameter stands, and its name."""
    template = f"/{asked.key[0]}{asked.key[2]}".split("/")
    for index, segment in enumerate(template):
        if segment == LAST_OF_KEY:
            yield from ((index + further, segment) for further in range(2))
        elif segment.startswith("{"):
            yield index, segment


@ON_EITHER_STORE
@pytest.mark.parametrize("asked", routes(where=lambda key, example: "{" in key[2]), ids=str)
def test_a_strange_segment_names_nothing(server: Server, asked: Asked) -> None:
    """The door's part is tried with rows in SQLite; with PostgreSQL, what may come as far as the rows."""
    on_postgresql = bool(server.made.world.house.settings.database_url)
    good = asked.request(server)
    path, mark, query = good.target.partition("?")
    for index, parameter in _parameters(asked):
        segments = path.split("/")

        def altered(segments: list[str] = segments, index: int = index) -> Iterator[Request]:
            for hostile in TEXTS_FOR_STORES if on_postgresql else SEGMENTS:
                target = "/".join([*segments[:index], hostile, *segments[index + 1 :]])
                yield replace(good, target=target + mark + query)

        faults, served = refused(server, asked, shared(asked, altered()))
        assert faults == []
        if (asked.key[0], parameter) not in TEXT_OF_NO_MEANING and VERSION_PATH not in path:
            assert served == []


@examples_on_stores(where=lambda key, example: "{name}" not in key[2], too=has_query)
def test_a_strange_query_is_no_fault(server: Server, asked: Asked) -> None:
    on_postgresql = bool(server.made.world.house.settings.database_url)
    good = asked.request(server)
    path, _, query = good.target.partition("?")
    pairs = [pair.split("=", 1) for pair in query.split("&")] if query else []

    def altered() -> Iterator[Request]:
        values = TEXTS_FOR_STORES if on_postgresql else VALUES
        for number, (name, value) in enumerate(pairs):
            # Neighbours share the values between them; the last gets all.
            for hostile in values if number == len(pairs) - 1 else values[number % NEIGHBOURS :: NEIGHBOURS]:
                changed = [*pairs[:number], [name, hostile], *pairs[number + 1 :]]
                yield replace(good, target=path + "?" + "&".join("=".join(pair) for pair in changed))
            yield replace(good, target=f"{path}?{query}&{name}={value}&{name}=")
        if not asked.example.spends and not on_postgresql:
            for strange in STRANGE_QUERIES:
                yield replace(good, target=f"{path}?{query}&{strange}" if query else f"{path}?{strange}")

    faults, _ = refused(server, asked, altered())
    assert faults == []


def test_no_strange_link_opens_anything(server: Server) -> None:
    path = "/onoffice/smart/app/smart/AppAnonymousFileDownload.php"
    for text in VALUES:
        for query in (f"?params={text}", f"?{text}"):
            request = Request("GET", path + query)
            answer = server.send(request)
            assert is_refused(request, answer), request
            assert answer.status == 404, request


@pytest.mark.parametrize("asked", routes(), ids=str)
def test_another_method_is_not_allowed_and_the_answer_says_which_are(server: Server, asked: Asked) -> None:
    good = asked.request(server)
    for method in ("PUT", "PATCH", "DELETE", "POST", "GET", "PROPFIND", "TRACE"):
        request = Request(method, good.target.partition("?")[0], good.headers)
        before = server.rows()
        answer = server.send(request)
        if answer.status == 405:
            assert is_refused(request, answer)
            assert method not in answer.headers["allow"].split(", ")
            assert asked.key[1] in answer.headers["allow"].split(", ")
            assert server.rows() == before
        else:
            assert method in {"GET", "POST", "DELETE", "PATCH", "PUT"}


@pytest.mark.parametrize("path", ["/nothing", "/onofficex/api/stable/api.php", "/a//", "/%2e%2e/onoffice", "/*"])
def test_what_belongs_to_no_door_is_not_found_without_a_word_of_ours(server: Server, path: str) -> None:
    for method in ("GET", "POST", "DELETE"):
        answer = server.send(Request(method, path))
        plain = ["content-length", "content-type", "date", "server", "x-request-id"]
        assert (answer.status, sorted(answer.headers)) in ((404, plain), (405, ["allow", *plain]))
        assert answer.status == 404 or method != "GET"
        assert answer.text in {"404 Not Found\n", "405 Method Not Allowed\n"}
