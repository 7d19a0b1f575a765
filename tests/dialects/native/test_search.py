"""Search: things are found by their words as soon as they are written, and quoted where the words stand."""

from typing import Any

import pytest

from filebook.core.files import File
from filebook.core.ids import Kind
from filebook.services.filing import Hang
from tests.dialects.native.api import Api, problem
from tests.dialects.native.statements import counting_statements
from tests.world import World


def found(api: Api, words: str, **narrowed: Any) -> list[str]:
    """The labels of what is found."""
    answer = api.get("/search", params={"q": words, **narrowed})
    assert answer.status_code == 200, answer.text
    return [item["label"] for item in answer.json()["items"]]


def put_text(world: World, file: File, text: str) -> None:
    """Give a file a text, as whoever takes it out does."""
    assert world.house.catalogue.write(lambda tables: tables.search.put_text(file.business, file.number, 1, text))


def test_a_file_is_found_from_its_upload_on_under_its_new_name_and_not_in_the_trash(api: Api) -> None:
    made = api.post("/files?name=Mietvertrag%20M%C3%BCller.txt", content=b"hello").json()
    assert found(api, "vertrag mueller") == ["Mietvertrag Müller.txt"]
    api.patch(f"/files/{made['id']}", {"name": "Kündigung.txt", "tags": ["Eilt sehr"]})
    assert found(api, "vertrag") == []
    assert found(api, "kuendig eilt") == ["Kündigung.txt"]
    api.delete(f"/files/{made['id']}")
    assert found(api, "kuendig") == []
    api.patch(f"/files/{made['id']}", {"trashed": False})
    assert found(api, "kuendig") == ["Kündigung.txt"]
    assert api.delete(f"/files/{made['id']}?forever=true").status_code == 204
    assert found(api, "kuendig") == []


def test_names_come_before_content_and_what_was_found_is_told_in_few_words(world: World, api: Api) -> None:
    folder = api.post("/folders", {"name": "Verträge"}).json()
    file = world.file(b"hello", name="scan.txt")
    api.patch(f"/files/{file.uid}", {"folder": folder["id"]})
    put_text(world, file, "Guten Tag,\n\nim Mietvertrag mit Herrn Mu\u0308ller steht es <b>anders</b>. " * 9)
    other = world.file(b"hello", name="Vertrag.txt")
    answer = api.get("/search?q=vertrag&count=true").json()
    assert [item["number"] for item in answer["items"]] == [other.number, folder["number"], file.number]
    assert answer["total"] == 3
    assert answer["total_by_kind"] == {"file": 2, "folder": 1}
    shown = answer["items"][2]
    assert shown["folder"] == folder["id"]
    assert (shown["kind"], shown["media_type"], shown["size_bytes"]) == ("file", "text/plain", 5)
    assert "parent" not in shown
    (excerpt,) = shown["excerpts"]
    assert excerpt["part"] == "content"
    first = excerpt["ranges"][0]
    assert excerpt["text"].startswith("Guten Tag, im Mietvertrag mit Herrn Müller steht es <b>anders</b>.")
    assert excerpt["text"][first["offset"] : first["offset"] + first["length"]] == "Mietvertrag"
    assert answer["items"][1]["parent"] is None


def test_appointments_and_records_are_found_too(world: World, api: Api) -> None:
    contact = api.post("/records/contact", {"label": "Jørgensen, Bo", "fields": {"email": "bo@example.org"}}).json()
    meeting = {
        "subject": "Besichtigung",
        "place": "Ærøgade 3",
        "starts": "2026-04-07T10:00",
        "ends": "2026-04-07T11:00",
    }
    made = api.post("/appointments", {**meeting, "participants": [{"id": contact["id"]}]})
    assert made.status_code == 201, made.text
    answer = api.get("/search?q=besichtigung%20aeroe").json()["items"]
    assert [(item["kind"], item["label"], item["starts"]) for item in answer] == [
        ("appointment", "Besichtigung", "2026-04-07T10:00:00")
    ]
    assert found(api, "joergensen") == ["Jørgensen, Bo"]
    assert found(api, "bo@example.org", kind=["contact", "file"]) == ["Jørgensen, Bo"]
    assert found(api, "besicht", participant=contact["id"]) == ["Besichtigung"]
    assert found(api, "besicht", since="2026-04-08") == []
    assert found(api, "besicht", since="2026-04-07", until="2026-04-07") == ["Besichtigung"]


def test_a_search_is_narrowed_by_what_things_are(world: World, api: Api) -> None:
    folder = api.post("/folders", {"name": "plans"}).json()
    contact = world.records["contact"]
    file = world.file(b"hello", name="plan a.txt", on=(Hang(Kind.CONTACT, contact.number),), tags=("Red",))
    world.file(b"hello world", name="plan b.txt")
    api.patch(f"/files/{file.uid}", {"folder": folder["id"]})
    one = ["plan a.txt"]
    assert found(api, "plan", below=folder["id"]) == one
    assert found(api, "plan", attached_to=str(contact.number)) == one
    assert found(api, "plan", tag="red") == one
    assert found(api, "plan", max_size_bytes=5) == one
    assert found(api, "plan", min_size_bytes=6, media_type="text") == ["plan b.txt"]
    assert found(api, "plan", uploader=str(world.users["viewer"].number)) == []
    assert found(api, "plan", kind="folder") == ["plans"]
    assert found(api, "plan", kind="folder", max_size_bytes=9) == []
    assert found(api, "plan", until="2001-01-01") == []


@pytest.mark.parametrize("words", ['"', "-", "*", "", "AND", "NOT (", "a:b", "^", '"" ""', "{x} : y", "%", "ß" * 400])
def test_nothing_that_is_typed_is_an_error(api: Api, words: str) -> None:
    assert found(api, words) == []


def test_pages_are_the_whole_and_a_cursor_is_good_for_its_search_alone(world: World, api: Api) -> None:
    for index in range(7):
        world.file(name=f"plan {index}.txt" if index % 2 else f"Bauplan {index}.txt")
    whole = found(api, "plan", limit=50)
    assert len(whole) == 7
    pages: list[str] = []
    cursor: str | None = ""
    last: str | None = ""
    while len(pages) < len(whole):
        answer = api.get("/search", params={"q": "plan", "limit": 3, "cursor": cursor}).json()
        pages += [item["label"] for item in answer["items"]]
        cursor, last = answer["next_cursor"], cursor
    assert pages == whole
    assert cursor is None
    assert problem(api.get("/search", params={"q": "bauplan", "limit": 3, "cursor": last})) == "invalid"


@pytest.mark.parametrize(
    "query", ["", "q=a&kind=user", "q=a&name=b", "q=a&since=yesterday", "q=" + "a" * 501, "q=a&min_size_bytes=-1"]
)
def test_what_cannot_be_meant_is_refused(world: World, api: Api, query: str) -> None:
    before = world.stored()
    assert problem(api.get(f"/search?{query}")) == "invalid"
    assert world.stored() == before


def test_a_search_takes_as_many_statements_for_many_things_as_for_few(
    world: World, api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    for index in range(20):
        put_text(world, world.file(name=f"scan {index}.txt"), "Der Mietvertrag")
    assert len(found(api, "vertrag")) == 20
    counted = counting_statements(monkeypatch)
    assert len(found(api, "vertrag", limit=2)) == 2
    few = len(counted)
    assert len(found(api, "vertrag", limit=20)) == 20
    assert len(counted) == 2 * few


def test_members_may_be_chosen(world: World, api: Api) -> None:
    file = world.file(name="plan.txt")
    assert api.get("/search?q=plan&fields=id,starts,size_bytes").json()["items"] == [{"id": file.uid, "size_bytes": 5}]
