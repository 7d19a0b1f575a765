"""Previews at the native door: told with each file, kept by browsers, and refused by name."""

from typing import Any

import pytest

from filebook.core.access import Visibility
from tests.corpus.documents import pdf
from tests.corpus.hostile import encrypted_pdf
from tests.dialects.native.api import Api, problem
from tests.pictures import SECRET, encoded, halves, photograph, shown
from tests.world import World


def shown_file(api: Api, world: World, data: bytes, name: str, **said: Any) -> dict[str, Any]:
    return dict(api.get(f"/files/{world.file(data, name=name, **said).uid}").json())


def test_a_file_tells_where_its_preview_is_if_it_can_have_one(api: Api, world: World) -> None:
    picture = shown_file(api, world, photograph(), "house.jpg")
    assert picture["preview"] == {"path": f"/files/{picture['id']}/preview?version=1"}
    listed = {one["name"]: one["preview"] for one in api.get("/files?fields=name,preview").json()["items"]}
    assert listed["house.jpg"] == picture["preview"]
    assert api.get("/folders/root/children").json()["items"][-1]["preview"] == picture["preview"]
    for data, name in ((b"hello", "note.txt"), (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "plan.svg")):
        assert shown_file(api, world, data, name)["preview"] is None
    small = api.get(picture["preview"]["path"] + "&width=40&height=40")
    assert (small.status_code, shown(small.content).size) == (200, (40, 20))
    assert SECRET.encode() not in small.content


def test_a_browser_keeps_what_an_address_shows_that_names_a_version_and_asks_again_otherwise(
    api: Api, world: World
) -> None:
    file = world.file(photograph(), name="house.jpg")
    pinned = api.get(f"/files/{file.uid}/preview?version=1")
    assert pinned.headers["cache-control"] == "private, max-age=86400"
    plain = api.get(f"/files/{file.uid}/preview")
    assert plain.headers["cache-control"] == "private, no-cache"
    assert plain.headers["vary"] == "Authorization, Cookie"
    assert plain.headers["cross-origin-resource-policy"] == "same-site"
    again = api.get(f"/files/{file.uid}/preview", headers={"If-None-Match": plain.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    head = api("HEAD", f"/files/{file.uid}/preview")
    assert (head.status_code, head.headers["content-length"]) == (200, str(len(plain.content)))
    api.put(f"/files/{file.uid}/content", content=encoded(halves(40, 80), "PNG"))
    assert problem(api.get(f"/files/{file.uid}/preview?version=1")) == "not-found"
    new = api.get(f"/files/{file.uid}/preview?version=2")
    assert (new.headers["content-type"], shown(new.content).size) == ("image/png", (40, 80))


def test_pages_are_told_and_shown_one_by_one(api: Api, world: World) -> None:
    file = world.file(pdf("Contract", pages=3), name="contract.pdf")
    second = api.get(f"/files/{file.uid}/preview?page=2&width=100&height=50&fit=cover&format=webp")
    assert (second.status_code, second.headers["x-page-count"], second.headers["content-type"]) == (
        *(200, "3"),
        "image/webp",
    )
    assert shown(second.content).size == (100, 50)
    assert second.headers["content-disposition"].startswith('inline; filename="contract.webp"')
    assert problem(api.get(f"/files/{file.uid}/preview?page=4")) == "not-found"


@pytest.mark.parametrize(
    "data, name, reason",
    [
        (b"hello", "note.txt", "no_such_type"),
        (encrypted_pdf(), "contract.pdf", "encrypted"),
        (photograph(800, 400)[:-2000], "cut.jpg", "damaged"),
    ],
)
def test_where_there_is_no_preview_the_reason_is_told_and_the_file_stays(
    api: Api, world: World, data: bytes, name: str, reason: str
) -> None:
    file = world.file(data, name=name)
    before = world.stored()
    for _ in range(2):
        answer = api.get(f"/files/{file.uid}/preview")
        assert (answer.status_code, problem(answer), answer.json()["reason"]) == (422, "unsupported", reason)
        assert answer.json()["detail"]
    assert api.get(f"/files/{file.uid}/content").content == data
    assert world.stored() == before


@pytest.mark.parametrize("query", ["width=0", "height=4097", "page=0", "page=101", "fit=fill", "format=avif", "x=1"])
def test_what_cannot_be_meant_is_refused_and_nothing_is_made(api: Api, world: World, query: str) -> None:
    file = world.file(photograph(), name="house.jpg")
    before = world.stored()
    assert api.get(f"/files/{file.uid}/preview?{query}").status_code == 422
    assert world.stored() == before


def test_a_preview_shows_nothing_to_whoever_may_not_see_the_file(api: Api, world: World) -> None:
    hidden = world.file(photograph(), name="house.jpg", visibility=Visibility.EMPLOYEE, on=[world.on_appointment()])
    api.get(f"/files/{hidden.uid}/preview")
    before = world.stored()
    for name, word in (("viewer", "access-denied"), ("foreign_owner", "not-found")):
        assert problem(Api(world, name).get(f"/files/{hidden.uid}/preview")) == word
    api.delete(f"/files/{hidden.uid}")
    assert problem(api.get(f"/files/{hidden.uid}/preview")) == "not-found"
    assert world.stored()[0] == before[0]
