"""`get`/`downloadFiles`: the page that somebody without a login is given for an address's files."""

import re
from datetime import timedelta
from html.parser import HTMLParser
from urllib.parse import parse_qs, urlsplit

import pytest
from httpx2 import Response

from filebook.core.access import Visibility
from filebook.core.ids import Kind
from filebook.dialects.onoffice.files.page import language_of, size_text
from filebook.services.filing import NewFile
from tests.dialects.onoffice.client import DOWNLOAD, Client, as_user
from tests.dialects.onoffice.files.asking import on
from tests.pictures import SECRET, photograph, shown
from tests.world import World

PAGE = "/onoffice/smart/app/smart/AppAnonymousFileList.php"


class Found(HTMLParser):
    """What a browser would make of a page: its elements, its links, its text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.language = ""
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        said = dict(attrs)
        self.language = said.get("lang") or self.language
        if tag == "a":
            self.links.append(said["href"] or "")

    def handle_data(self, data: str) -> None:
        self.text += data


def link_of(world: World, client: Client, **parameters: object) -> str:
    """The address of the page."""
    said = {"addressid": world.records["contact"].number, **parameters}
    result = client.call("get", "downloadFiles", said, resourceid="address")
    assert result["status"] == {"errorcode": 0, "message": "OK"}, result
    link: str = result["data"]["records"][0]["elements"][0]
    return link


def page_of(world: World, link: str) -> Found:
    """The page, which must be there."""
    response = world.http.get(link)
    assert response.status_code == 200
    return Found(response.text)


def test_the_answer_is_one_record_with_an_address_in_an_array(world: World, client: Client) -> None:
    said = {"addressid": str(world.records["contact"].number), "language": "ENG"}
    result = client.call("get", "downloadFiles", said, resourceid="address")
    link = result["data"]["records"][0]["elements"][0]
    assert re.fullmatch(re.escape(f"http://filebook.test{PAGE}?params=") + r"[\w-]{68}&language=en", link)
    assert result["data"] == {
        "meta": {"cntabsolute": 0},
        "records": [{"id": "downloadUrl", "type": "file", "elements": [link]}],
    }
    assert result["cacheable"] is True


def test_the_page_lists_the_files_and_its_links_give_them(world: World, client: Client) -> None:
    world.file(b"hello", name="Rechnung.pdf", title="März", on=[on(world, "contact")])
    world.file(b"world", name="note.txt", on=[on(world, "contact"), on(world)])
    world.file(name="elsewhere.txt", on=[on(world)])
    found = page_of(world, link_of(world, client))
    assert [world.http.get(link).content for link in found.links] == [b"hello", b"world"]
    assert all(urlsplit(link).path == DOWNLOAD for link in found.links)
    for word in ("Rechnung.pdf", "März", "PDF", "note.txt", "TXT", "5 B", world.business.name):
        assert word in found.text
    assert "elsewhere" not in found.text


def test_a_picture_on_the_page_tells_nobody_where_it_was_taken(world: World, client: Client) -> None:
    world.file(photograph(), name="house.jpg", on=[on(world, "contact")])
    (link,) = page_of(world, link_of(world, client)).links
    told = world.http.get(link)
    assert (told.status_code, SECRET.encode() in told.content) == (200, False)
    assert shown(told.content).tobytes() == shown(photograph()).tobytes()
    world.clock.advance(hours=1)
    assert world.http.get(link).status_code == 403


def test_a_link_among_the_files_leads_where_it_points(world: World, client: Client) -> None:
    new = NewFile("Tour", title="Rundgang")
    world.services.filing.add_link(
        world.actor("owner"), "https://tour.example/?a=1&b='2'\"", new=new, on=[on(world, "contact")]
    )
    found = page_of(world, link_of(world, client))
    assert found.links == ["https://tour.example/?a=1&b='2'\""]


def test_nothing_that_somebody_wrote_becomes_markup(world: World, client: Client) -> None:
    plain = page_of(world, link_of(world, client)).tags
    hostile = "<script>alert(1)<\u2044script>\"'><img src=x onerror=alert(1)>&amp;"
    world.file(name=hostile, title="</title></td><style>*{}</style>", on=[on(world, "contact")])
    response = world.http.get(link_of(world, client))
    found = Found(response.text)
    assert set(found.tags) - set(plain) == {"table", "thead", "tbody", "tr", "th", "td", "a", "br"}
    assert hostile in found.text
    assert "</title></td><style>*{}</style>" in found.text


def test_the_page_runs_nothing_and_is_kept_by_nobody(world: World, client: Client) -> None:
    response = world.http.get(link_of(world, client))
    policy = response.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert "sandbox allow-downloads" in policy
    assert "frame-ancestors 'none'" in policy
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["referrer-policy"] == "no-referrer"
    assert response.headers["cache-control"] == "private, no-store"
    assert "noindex" in response.headers["x-robots-tag"]
    assert "<script" not in response.text
    assert "style=" not in response.text


@pytest.mark.parametrize(
    ("wanted", "language", "title"),
    [
        ("ENG", "en", "Files for you"),
        ("DEU", "de", "Dateien für Sie"),
        ("ger", "de", "Dateien für Sie"),
        ("NLD", "nl", "Bestanden voor u"),
        ("DAN", "da", "Filer til dig"),
        ("FRA", "en", "Files for you"),
        ("", "en", "Files for you"),
        (None, "en", "Files for you"),
    ],
)
def test_the_page_is_in_the_language_asked_for_else_in_the_businesss(
    world: World, client: Client, wanted: str | None, language: str, title: str
) -> None:
    world.file(b"x" * 1_234_567, on=[on(world, "contact")])
    link = link_of(world, client, language=wanted)
    assert parse_qs(urlsplit(link).query)["language"] == [language]
    found = page_of(world, link)
    assert (found.language, title in found.text) == (language, True)
    assert ("1.2 MB" if language == "en" else "1,2 MB") in found.text


def test_a_page_without_files_says_so(world: World, client: Client) -> None:
    assert "There are no files here." in page_of(world, link_of(world, client)).text


def test_the_page_works_for_14_days_and_its_links_no_longer_than_an_hour_and_it(world: World, client: Client) -> None:
    world.file(b"hello", on=[on(world, "contact")])
    link = link_of(world, client)
    (early,) = page_of(world, link).links
    world.clock.advance(seconds=3599)
    assert world.http.get(early).content == b"hello"
    world.clock.advance(seconds=1)
    assert world.http.get(early).status_code == 403
    world.clock.advance(seconds=int(timedelta(days=14).total_seconds()) - 3600 - 10)
    (late,) = page_of(world, link).links
    assert world.http.get(late).content == b"hello"
    world.clock.advance(seconds=10)
    assert (world.http.get(late).status_code, world.http.get(link).status_code) == (403, 403)
    assert world.http.get(link).text == "This link has expired.\n"


def test_the_page_tells_until_when_it_works(world: World, client: Client) -> None:
    until = (world.clock() + timedelta(days=14)).date()
    assert f"This page works until {until.isoformat()}." in page_of(world, link_of(world, client)).text
    assert until.strftime("%d.%m.%Y") in page_of(world, link_of(world, client, language="DEU")).text


def test_the_page_shows_what_is_there_now_and_dies_with_the_address(world: World, client: Client) -> None:
    link = link_of(world, client)
    file = world.file(name="later.txt", on=[on(world, "contact")])
    assert "later.txt" in page_of(world, link).text
    world.services.filing.trash(world.actor("owner"), file)
    assert "later.txt" not in page_of(world, link).text
    world.services.records.trash(world.actor("owner"), world.records["contact"].number, kind=Kind.CONTACT)
    response = world.http.get(link)
    assert (response.status_code, response.text) == (404, "There is no such file.\n")


def test_only_what_is_for_the_whole_business_is_shown(world: World, client: Client) -> None:
    for visibility in (Visibility.ALL, Visibility.CUSTOMER, Visibility.EMPLOYEE):
        world.file(name=f"{visibility}.txt", visibility=visibility, on=[on(world, "contact")])
    text = page_of(world, link_of(world, client)).text
    assert [f"{visibility}.txt" in text for visibility in Visibility] == [True, True, False, False]


def answers_to_altered(world: World, link: str) -> list[Response]:
    token = parse_qs(urlsplit(link).query)["params"][0]
    flipped = [token[:i] + ("A" if token[i] != "A" else "B") + token[i + 1 :] for i in range(len(token))]
    return [world.http.get(f"{PAGE}?params={one}") for one in (*flipped, "", "x", token + "=", token[:-1], "ü")]


def test_an_altered_address_opens_nothing(world: World, client: Client) -> None:
    answers = [*answers_to_altered(world, link_of(world, client)), world.http.get(PAGE)]
    pages = {(answer.status_code, answer.text, answer.headers["content-type"]) for answer in answers}
    assert pages == {(404, "There is no such file.\n", "text/plain; charset=utf-8")}


def test_a_pages_token_is_no_files_token_nor_the_other_way_round(world: World, client: Client) -> None:
    world.file(on=[on(world, "contact")])
    link = link_of(world, client)
    (file_link,) = page_of(world, link).links
    of_page, of_file = (urlsplit(one).query for one in (link, file_link))
    assert world.http.get(f"{DOWNLOAD}?{of_page}").status_code == 404
    assert world.http.get(f"{PAGE}?{of_file}").status_code == 404


@pytest.mark.parametrize(
    ("resourceid", "said", "code"),
    [
        ("address", {}, 96),
        ("address", {"addressid": ""}, 96),
        ("address", {"addressid": "x"}, 255),
        ("address", {"addressid": 987_654}, 292),
        ("address", {"addressid": 1, "language": ["ENG"]}, 255),
        ("estate", {"estateid": 1}, 24),
        ("", {"addressid": 1}, 24),
    ],
)
def test_an_address_that_is_not_named_or_not_there_has_no_page(
    client: Client, resourceid: str, said: dict[str, object], code: int
) -> None:
    assert client.error("get", "downloadFiles", said, resourceid=resourceid) == code


def test_a_record_that_is_no_address_and_a_foreign_one_have_no_page(
    world: World, client: Client, foreign_client: Client
) -> None:
    estate = {"addressid": world.records["estate"].number}
    assert client.error("get", "downloadFiles", estate, resourceid="address") == 292
    ours = {"addressid": world.records["contact"].number}
    assert foreign_client.error("get", "downloadFiles", ours, resourceid="address") == 292
    assert as_user(world, "personal").error("get", "downloadFiles", ours, resourceid="address") == 80


def test_sizes_are_told_in_round_figures() -> None:
    told = {0: "0 B", 999: "999 B", 1000: "1 kB", 168_477: "168 kB", 999_400: "999 kB", 999_600: "1.0 MB"}
    assert {size: size_text(size) for size in told} == told
    assert size_text(2_500_000_000, decimal=",") == "2,5 GB"
    assert size_text(10**15) == "1000.0 TB"


def test_a_language_that_there_is_not_falls_back() -> None:
    assert (language_of("x", fallback="de"), language_of("x", fallback="fr"), language_of("NL", fallback="en")) == (
        "de",
        "en",
        "nl",
    )
