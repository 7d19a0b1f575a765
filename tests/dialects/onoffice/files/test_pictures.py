"""`get`/`estatepictures`, and the addresses at which websites find pictures in the size they want."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from PIL import ImageChops

from filebook.core.access import Role
from filebook.core.files import File
from filebook.core.ids import Kind
from filebook.services.filing import Hang
from tests.dialects.onoffice.client import Client, Json, as_user
from tests.pictures import SECRET, encoded, halves, photograph, shown
from tests.world import World

WIDE = photograph(800, 400)
SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"


def a_picture(world: World, data: bytes = WIDE, *, on: str = "estate", published: bool = True, **said: Any) -> File:
    """A picture that hangs on a known record, published or not."""
    record = world.records[on]
    said = {"name": "house.jpg", "category": "Foto", **said}
    file = world.file(data, on=[Hang(record.kind, record.number, said.pop("position", None))], **said)
    return publish(world, file, published=published)


def publish(world: World, file: File, *, published: bool) -> File:
    return world.services.filing.change(
        world.actor("owner"), file, edit=lambda current: replace(current, published=published)
    )


def pictures(client: Client, *estates: object, **said: Any) -> list[Json]:
    """The records of the answer."""
    asked = {"estateids": list(estates), "categories": ["Foto", "Titelbild"], **said}
    result = client.call("get", "estatepictures", asked)
    assert result["status"] == {"errorcode": 0, "message": "OK"}, result
    assert result["cacheable"] is True
    records: list[Json] = result["data"]["records"]
    assert result["data"]["meta"] == {"cntabsolute": len(records)}
    return records


def url_of(world: World, client: Client, **said: Any) -> str:
    """The address of the one picture on the estate."""
    (record,) = pictures(client, world.records["estate"].number, **said)
    address: str = record["elements"][0]["url"]
    return address


def image_url(world: World, client: Client, size: str) -> str:
    """The address that the list of the estate's files tells."""
    asked = {"estateid": world.records["estate"].number, "includeImageUrl": size}
    result = client.call("get", "file", asked, resourceid="estate")
    address: str = result["data"]["records"][0]["elements"]["imageUrl"]
    return address


def blob_count(world: World) -> int:
    return world.stored()[0]


def test_a_published_picture_is_told_as_documented(world: World, client: Client) -> None:
    estate = world.records["estate"].number
    file = a_picture(world, title="Front", free_text="From the street")
    (record,) = pictures(client, estate)
    (elements,) = record["elements"]
    address = elements.pop("url")
    assert record == {"id": file.number, "type": "files", "elements": [elements]}
    assert elements == {
        "estateid": str(estate),
        "type": "Foto",
        "title": "Front",
        "text": "From the street",
        "originalname": "house.jpg",
        "modified": int(world.clock().timestamp()),
        "estateMainId": str(estate),
    }
    base = re.escape("http://filebook.test/onoffice/smart/pictures/")
    assert re.fullmatch(base + r"[\w-]{80}/" + f"{file.number}.jpg", address)


def test_pictures_of_several_estates_come_by_estate_and_position(world: World, client: Client) -> None:
    owner = world.actor("owner")
    second = world.services.records.add(owner, Kind.ESTATE, label="Another")
    world.records["second"] = second
    names = [("c", "second", None), ("b", "estate", 1), ("a", "estate", 0)]
    for name, on, position in names:
        a_picture(world, name=name + ".jpg", on=on, position=position)
    title = a_picture(world, name="t.jpg", on="second", category="Titelbild")
    first = world.records["estate"].number
    found = pictures(client, str(second.number), first, 999_999, language="DEU", publicationSetting="any")
    told = [(one["elements"][0]["estateid"], one["elements"][0]["originalname"]) for one in found]
    assert told == [
        (str(first), "a.jpg"),
        (str(first), "b.jpg"),
        (str(second.number), "c.jpg"),
        (str(second.number), "t.jpg"),
    ]
    assert [one["id"] for one in pictures(client, second.number, categories="titelbild")] == [title.number]
    assert [one["id"] for one in pictures(client, second.number, categories=["Lageplan", "Nonsense"])] == []


def test_only_published_pictures_of_the_asked_types_are_told(world: World, client: Client) -> None:
    estate = world.records["estate"].number
    shown_one = a_picture(world)
    plain = a_picture(world, category="")
    a_picture(world, published=False)
    a_picture(world, category="Grundriss")
    a_picture(world, b"a letter", name="letter.jpg")
    a_picture(world, on="contact")
    trashed = a_picture(world)
    world.services.filing.trash(world.actor("owner"), trashed)
    found = pictures(client, estate)
    assert [record["id"] for record in found] == [shown_one.number, plain.number]
    assert [record["elements"][0]["type"] for record in found] == ["Foto", "Foto"]
    assert [record["id"] for record in pictures(client, world.records["contact"].number)] == []


def test_pictures_of_estates_that_are_not_there_are_none(world: World, client: Client, foreign_client: Client) -> None:
    a_picture(world)
    estate = world.records["estate"].number
    assert pictures(foreign_client, estate) == pictures(client, 999_999, 0, -3, 2**40) == []
    world.services.records.trash(world.actor("owner"), estate, kind=Kind.ESTATE)
    assert pictures(client, estate) == []


@pytest.mark.parametrize("name", ["estateids", "categories"])
@pytest.mark.parametrize("nothing", [None, "", [], [None], [""]])
def test_estates_and_categories_are_mandatory(world: World, client: Client, name: str, nothing: object) -> None:
    asked: Json = {"estateids": [world.records["estate"].number], "categories": ["Foto"], name: nothing}
    assert client.error("get", "estatepictures", asked) == 139
    del asked[name]
    result = client.call("get", "estatepictures", asked)
    assert result["status"] == {"errorcode": 139, "message": 'Missing params "picture categories" or "estateids"'}


@pytest.mark.parametrize(
    "wrong",
    [
        {"estateids": ["abc"]},
        {"estateids": [[1]]},
        {"estateids": list(range(1, 502))},
        {"categories": [{"a": "b"}]},
        {"size": "500"},
        {"size": "0x5"},
        {"size": "500x500x500"},
        {"size": [5]},
        {"size": "500x-1"},
    ],
)
def test_parameters_that_cannot_be_meant_are_refused(world: World, client: Client, wrong: Json) -> None:
    before = world.stored()
    asked = {"estateids": [world.records["estate"].number], "categories": ["Foto"], **wrong}
    assert client.error("get", "estatepictures", asked) == 255
    assert world.stored() == before


def test_who_may_not_read_is_told_of_no_picture(world: World) -> None:
    a_picture(world)
    asked = {"estateids": [world.records["estate"].number], "categories": ["Foto"]}
    assert as_user(world, "viewer").error("get", "estatepictures", asked) == 0
    world.users["nobody"] = world.services.accounts.create_user(world.business.number, "nobody", role=Role.NONE)
    assert as_user(world, "nobody").error("get", "estatepictures", asked) == 80


def test_a_website_shows_the_picture_without_a_credential(world: World, client: Client) -> None:
    a_picture(world)
    address = url_of(world, client, size="500x500")
    response = world.http.get(address)
    assert (response.status_code, shown(response.content).size) == (200, (500, 250))
    assert SECRET.encode() not in response.content
    assert response.headers["content-type"] == "image/jpeg"
    assert response.headers["content-disposition"].startswith('inline; filename="house.jpg"')
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["content-security-policy"] == "sandbox; default-src 'none'"
    assert response.headers["cross-origin-resource-policy"] == "cross-origin"
    assert response.headers["cache-control"] == "public, max-age=300, must-revalidate"
    again = world.http.get(address, headers={"if-none-match": response.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    head = world.http.head(address)
    assert (head.status_code, head.headers["content-length"]) == (200, str(len(response.content)))


@pytest.mark.parametrize("size", [None, "", "original", "ORIGINAL"])
def test_the_whole_picture_is_shown_unless_a_size_is_asked_for_but_not_where_it_was_taken(
    world: World, client: Client, size: str | None
) -> None:
    file = a_picture(world)
    told = world.http.get(url_of(world, client, size=size)).content
    assert ImageChops.difference(shown(told), shown(WIDE)).getbbox() is None
    assert (SECRET.encode() in told, dict(shown(told).getexif())) == (False, {})
    kept = world.services.library.open(file).reader
    assert kept.read(0, kept.size_bytes) == WIDE


@pytest.mark.parametrize(
    "suffix, size",
    [
        ("@300x200", (300, 150)),
        ("@100x20", (40, 20)),
        ("@300x", (300, 150)),
        ("@x100", (200, 100)),
        ("@300x0", (300, 150)),
        ("@382.5x300", (382, 191)),
        ("@x", (500, 250)),
        ("@9999x9999", (800, 400)),
        ("%40300x200", (300, 150)),
    ],
)
def test_a_size_appended_to_the_address_is_the_one_that_is_shown(
    world: World, client: Client, suffix: str, size: tuple[int, int]
) -> None:
    a_picture(world)
    response = world.http.get(url_of(world, client, size="500x500") + suffix)
    assert (response.status_code, shown(response.content).size) == (200, size)


def test_a_size_is_made_once_whoever_asks_for_it(world: World, client: Client) -> None:
    file = a_picture(world)
    address, changes = url_of(world, client, size="original"), world.stored()[1]
    blobs = blob_count(world)
    first = world.http.get(address + "@300x200")
    assert blob_count(world) == blobs + 1
    assert file.version is not None
    for segment in file.version.content.segments:
        world.house.blobs.delete(segment.key)  # whatever is shown from now on was kept
    second = world.http.get(url_of(world, client, size="300x200"))
    assert (second.content, second.headers["etag"]) == (first.content, first.headers["etag"])
    assert world.stored() == (blobs, changes)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda url: url + "@",
        lambda url: url + "@300",
        lambda url: url + "@300x200x100",
        lambda url: url + "@300x200@300x200",
        lambda url: url + "@-300x200",
        lambda url: url + "@３００x200",
        lambda url: url + "@300000x200",
        lambda url: url + "@300x200%0a",
        lambda url: url + "@abcxdef",
        lambda url: url + "/more",
        lambda url: url.rpartition("/")[0],
        lambda url: url.replace("/pictures/", "/pictures/A"),
        lambda url: url.replace("/pictures/", "/pictures/%20"),
        lambda url: re.sub(r"/pictures/.{10}", "/pictures/AAAAAAAAAA", url),
        lambda url: re.sub(r"/pictures/[^/]+", "/pictures/x", url),
    ],
)
def test_an_altered_address_shows_nothing(world: World, client: Client, spoil: Callable[[str], str]) -> None:
    a_picture(world)
    address = url_of(world, client)
    before = world.stored()
    response = world.http.get(spoil(address))
    assert (response.status_code, response.headers["content-type"]) == (404, "text/plain; charset=utf-8")
    assert response.headers["cache-control"] == "private, no-store"
    assert world.stored() == before


def test_the_address_lasts_until_the_picture_is_withdrawn(world: World, client: Client) -> None:
    file = a_picture(world)
    address = url_of(world, client, size="500x500")
    world.clock.advance(days=400)
    assert world.http.get(address).status_code == 200
    publish(world, file, published=False)
    for suffix in ("", "@300x200"):
        withdrawn = world.http.get(address + suffix)
        assert (withdrawn.status_code, withdrawn.text) == (404, "There is no such file.\n")
    publish(world, file, published=True)
    assert world.http.get(address).status_code == 200
    world.services.filing.delete_forever(world.actor("owner"), file)
    assert world.http.get(address).text == withdrawn.text


@pytest.mark.parametrize("size, width", [("small", 120), ("medium", 200), ("original", 800)])
def test_the_list_of_files_tells_pictures_in_the_documented_sizes(
    world: World, client: Client, size: str, width: int
) -> None:
    a_picture(world)
    assert shown(world.http.get(image_url(world, client, size)).content).size == (width, width // 2)


def test_a_picture_that_is_not_published_can_be_looked_at_for_an_hour(world: World, client: Client) -> None:
    a_picture(world, published=False)
    address = image_url(world, client, "small")
    world.clock.advance(seconds=3599)
    response = world.http.get(address)
    assert (response.status_code, shown(response.content).size) == (200, (120, 60))
    assert response.headers["cache-control"] == "private, no-store"
    world.clock.advance(seconds=1)
    expired = world.http.get(address)
    assert (expired.status_code, expired.text) == (403, "This link has expired.\n")


def test_a_photograph_that_browsers_do_not_know_is_shown_as_one_they_do(world: World, client: Client) -> None:
    a_picture(world, encoded(halves(800, 400), "HEIF"), name="IMG_1.heic")
    response = world.http.get(url_of(world, client, size="200x200"))
    assert (response.headers["content-type"], shown(response.content).size) == ("image/jpeg", (200, 100))
    assert response.headers["content-disposition"].startswith('inline; filename="IMG_1.jpg"')


def test_a_drawing_in_svg_is_told_but_never_shown_in_place(world: World, client: Client) -> None:
    a_picture(world, SVG, name="plan.svg")
    response = world.http.get(url_of(world, client, size="200x200"))
    assert (response.status_code, response.content) == (200, SVG)
    assert response.headers["content-type"] == "application/octet-stream"
    assert response.headers["content-disposition"].startswith("attachment")
    assert response.headers["content-security-policy"] == "sandbox; default-src 'none'"


def test_a_damaged_picture_is_sent_as_far_as_it_goes_but_not_where_it_was_taken(world: World, client: Client) -> None:
    a_picture(world, WIDE[:-2000])
    told = [world.http.get(url_of(world, client) + suffix) for suffix in ("@300x200", "@200x300")]
    assert [one.status_code for one in told] == [200, 200]
    assert told[0].content == told[1].content
    assert SECRET.encode() not in told[0].content
    assert told[0].content[-2000:-2] == WIDE[:-2000][-1998:]
