"""ZIP archives at the native door, as Python's own reader opens them."""

import io
import zipfile
from dataclasses import replace
from datetime import datetime

import pytest
from httpx2 import Response

from filebook.core.access import Scope, Visibility
from filebook.core.files import Folder
from filebook.core.ids import Kind, Ref
from filebook.services.booking import NewAppointment
from filebook.services.filing import Hang, NewFile
from filebook.services.folders import NewFolder
from tests.dialects.native.api import Api, problem
from tests.world import World


def folder(world: World, name: str, *, inside: Folder | None = None) -> Folder:
    parent = None if inside is None else Ref(inside.number, inside.uid)
    return world.services.folders.create(world.actor("owner"), NewFolder(name, parent))


def at(place: Folder) -> Ref:
    return Ref(place.number, place.uid)


def opened(answer: Response) -> zipfile.ZipFile:
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/zip")
    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    assert archive.testzip() is None
    return archive


def test_a_folder_is_fetched_with_all_that_is_seen_in_it(api: Api, world: World) -> None:
    root = folder(world, "Angebote: 2026")
    inner = folder(world, "CON", inside=folder(world, "empty", inside=root))
    world.file(b"x" * 2_000_000, name="big.bin", folder=at(root))
    world.file(b"<p>" * 50_000, name="page.html", folder=at(inner))
    world.services.filing.add_link(
        world.actor("owner"), "https://example.org/a?b=c", new=NewFile("Portal", folder=at(inner))
    )
    world.services.filing.trash(world.actor("owner"), world.file(name="trashed", folder=at(root)))
    hidden = replace(world.file(name="hidden", folder=at(root)), visibility=Visibility.RESELLER)
    world.house.catalogue.write(lambda tables: tables.files.update(hidden))
    world.clock.advance(days=1)
    answer = api.get(f"/folders/{root.uid}/zip")
    archive = opened(answer)
    assert archive.namelist() == ["empty/", "empty/CON_/", "big.bin", "empty/CON_/page.html", "empty/CON_/Portal.url"]
    assert archive.read("big.bin") == b"x" * 2_000_000
    assert archive.read("empty/CON_/Portal.url") == b"[InternetShortcut]\r\nURL=https://example.org/a?b=c\r\n"
    assert archive.getinfo("big.bin").date_time == (2026, 3, 30, 9, 0, 0)
    assert archive.getinfo("empty/CON_/page.html").compress_size < 10_000
    assert "filename*=UTF-8''Angebote_%202026.zip" in answer.headers["content-disposition"]
    assert answer.headers["cache-control"] == "private, no-store"


NAMES = ["Ærø – plan.pdf", "a.txt", "A.txt", "a.txt", "nul", "ends.", "q?.txt", "日本語.txt", "x" * 255]


def test_names_of_all_kinds_come_out_safe_and_each_once(api: Api, world: World) -> None:
    files = [world.file(f"{number}".encode(), name=name) for number, name in enumerate(NAMES)]
    answer = api.post("/zip", {"items": [file.uid for file in files]})
    archive = opened(answer)
    expected = ["Ærø – plan.pdf", "a.txt", "A (2).txt", "a (3).txt", "nul_", "ends", "q_.txt", "日本語.txt", "x" * 255]
    assert archive.namelist() == expected
    assert [archive.read(name) for name in expected] == [f"{number}".encode() for number in range(len(NAMES))]
    assert 'filename="files.zip"' in answer.headers["content-disposition"]


def test_a_selection_holds_folders_and_files_and_each_thing_once(api: Api, world: World) -> None:
    root = folder(world, "Root")
    inner = folder(world, "Inner", inside=root)
    deep = world.file(b"deep", name="deep.txt", folder=at(inner))
    loose = world.file(b"loose", name="loose.txt")
    items = [inner.uid, str(root.number), deep.uid, loose.uid, loose.uid]
    archive = opened(api.post("/zip", {"items": items}))
    assert archive.namelist() == ["Root/", "Root/Inner/", "Root/Inner/deep.txt", "loose.txt"]
    alone = api.post("/zip", {"items": [inner.uid]})
    assert opened(alone).namelist() == ["Inner/", "Inner/deep.txt"]
    assert 'filename="Inner.zip"' in alone.headers["content-disposition"]


def test_what_is_not_there_is_told_before_the_first_byte(api: Api, world: World) -> None:
    file, foreign = world.file(), world.file(by="foreign_owner")
    trashed = world.services.filing.trash(world.actor("owner"), world.file(name="trashed"))
    for name in (foreign.uid, trashed.uid, "1", "999999999"):
        assert problem(api.post("/zip", {"items": [file.uid, name]})) == "not-found"
    bodies: list[dict[str, list[str]]] = [{"items": []}, {"items": ["1"] * 1001}, {}]
    for body in bodies:
        assert api.post("/zip", body).status_code == 422
    gone = folder(world, "Gone")
    world.services.folders.trash(world.actor("owner"), gone)
    assert problem(api.get(f"/folders/{gone.uid}/zip")) == "not-found"


def test_more_than_an_archive_holds_is_refused(api: Api, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    root = folder(world, "Root")
    for number in range(3):
        world.file(name=f"{number}", folder=at(root))
    monkeypatch.setattr("filebook.services.bundles.ENTRY_LIMIT", 3)
    assert len(opened(api.get(f"/folders/{root.uid}/zip")).namelist()) == 3
    assert problem(api.post("/zip", {"items": [root.uid]})) == "too-many"


def test_a_dossier_tells_of_the_appointment_and_holds_its_files_in_their_order(api: Api, world: World) -> None:
    owner = world.actor("owner")
    made = world.services.booking.add(
        owner,
        NewAppointment(
            subject="Besichtigung <b>",
            span=world.appointments["single"].span,
            participants=[owner.staff.number],
            place="Ærøgade 1",
            comment="Schlüssel beim Nachbarn\nzweiter Stock",
        ),
    )
    on = Hang(made_kind := world.on_appointment().kind, made.number)
    world.file(b"second", name="b & c.txt", title="Plan", on=(on,))
    world.file(b"page", name="index.html", on=(on,))
    world.file(b"first", name="a.txt", on=(Hang(made_kind, made.number, position=0, role="welcome"),))
    answer = api.get(f"/appointments/{made.uid}/dossier")
    archive = opened(answer)
    assert archive.namelist() == ["index.html", "a.txt", "b & c.txt", "index (2).html"]
    page = archive.read("index.html").decode()
    assert page.startswith('<!DOCTYPE html>\n<html lang="en">')
    for text in (
        "<h1>Besichtigung &lt;b&gt;</h1>",
        "2026-04-07 14:30 – 15:15 (Europe/Amsterdam)",
        "Ærøgade 1",
        "Owner Test",
        "Schlüssel beim Nachbarn\nzweiter Stock",
        '<a href="./a.txt" rel="noopener noreferrer">a.txt</a> <small>welcome</small>',
        '<a href="./b%20%26%20c.txt" rel="noopener noreferrer">b &amp; c.txt</a> <small>Plan</small>',
        '<a href="./index%20%282%29.html"',
    ):
        assert text in page
    assert page.index("a.txt") < page.index("b &amp; c.txt") < page.index("index (2).html")
    assert "<script" not in page
    assert "filename*=UTF-8''2026-04-07%20Besichtigung%20_b_.zip" in answer.headers["content-disposition"]


def test_a_dossier_speaks_the_language_of_its_business(api: Api, world: World) -> None:
    number = world.appointments["recurring"].number
    words = {
        "de": "Es gibt keine Dateien",
        "nl": "Er zijn geen bestanden",
        "da": "Der er ingen filer",
        "fr": "no files",
    }
    for language, expected in words.items():
        business = replace(world.business, language=language)
        world.house.catalogue.write(lambda tables, business=business: tables.businesses.update(business))  # type: ignore[misc] # bound now
        archive = opened(api.get(f"/appointments/{number}/dossier"))
        assert expected in archive.read("index.html").decode()
    assert archive.namelist() == ["index.html"]


def test_a_private_appointment_has_no_dossier_for_others(api: Api, world: World) -> None:
    owner = world.actor("owner")
    start = datetime(2026, 4, 8, 9)
    span = type(world.appointments["single"].span)(start, start.replace(hour=10), "Europe/Amsterdam")
    made = world.services.booking.add(
        owner, NewAppointment("Mine", span, participants=[owner.staff.number], private=True)
    )
    assert api.get(f"/appointments/{made.uid}/dossier").status_code == 200
    assert problem(Api(world, "viewer").get(f"/appointments/{made.uid}/dossier")) == "not-found"


def test_a_token_that_is_not_good_for_files_gets_none_in_an_archive(api: Api, world: World) -> None:
    place = folder(world, "Plans")
    world.file(b"secret", folder=at(place))
    scoped = Api(world, scope=Scope(kinds=frozenset({Kind.FOLDER})))
    assert problem(scoped.get(f"/folders/{place.uid}/zip")) == "outside-scope"
    assert problem(scoped.post("/zip", {"items": [place.uid]})) == "outside-scope"
