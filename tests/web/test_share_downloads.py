"""What strangers carry away through a share: how often, in which form, and what is remembered of it."""

import io
import zipfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace

import pytest

from filebook.core.files import Quarantine
from filebook.core.sharing import UseKind
from tests.pictures import SECRET, photograph, shown
from tests.web.sharer import folder, now, ref, share, uses
from tests.world import World

BROKEN = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01" + bytes(100)
"""What begins as a JPEG does, and is none."""
PAGE = b"<!doctype html><script>document.title = 'ran'</script>"


def test_a_file_is_saved_never_shown_and_its_active_types_are_plain_bytes(world: World) -> None:
    file = world.file(PAGE, name="page.html")
    answer = share(world, file.uid)(f"/files/{file.uid}")
    assert answer.content == PAGE
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith('attachment; filename="page.html"')
    assert answer.headers["content-security-policy"] == "sandbox; default-src 'none'"


def test_so_many_downloads_may_be_begun_and_no_more(world: World) -> None:
    file = world.file(b"0123456789")
    stranger = share(world, file.uid, download_count_limit=2)
    path = f"/files/{file.uid}"
    assert "2 more downloads are possible." in stranger().text
    assert stranger(path, "HEAD").status_code == 200
    assert stranger(path).status_code == 200
    assert "One more download is possible." in stranger().text
    assert stranger("/archive").status_code == 200
    for ask in (stranger(path), stranger("/archive"), stranger()):
        assert ask.status_code == 410
        assert "This link has been used up" in ask.text
    assert now(world, stranger.made).download_count == 2
    noted = [(use.kind, use.file_name, use.version) for use in uses(world, stranger.made)]
    assert noted == [(UseKind.SEEN, "", 0), (UseKind.FILE, "note.txt", 1), (UseKind.ARCHIVE, "", 0)]


def test_the_rest_of_a_download_is_not_another_one_but_nobody_else_gets_it(world: World) -> None:
    file, other = world.file(b"0123456789"), world.file(b"abc", name="other.txt")
    stranger = share(world, file.uid, other.uid, download_count_limit=1)
    path = f"/files/{file.uid}"
    assert stranger(path, headers={"Range": "bytes=0-3"}).content == b"0123"
    for _ in range(2):
        assert stranger(path, headers={"Range": "bytes=4-"}).content == b"456789"
    somebody_else = replace(stranger, agent="another browser")
    for refused in (
        stranger(path),
        stranger(path, headers={"Range": "bytes=-10"}),
        stranger(path, headers={"Range": "bytes=5-6,0-1"}),
        stranger(f"/files/{other.uid}", headers={"Range": "bytes=1-"}),
        somebody_else(path, headers={"Range": "bytes=1-"}),
        somebody_else(path, "HEAD"),
    ):
        assert refused.status_code == 410
    world.clock.advance(hours=13)
    assert stranger(path, headers={"Range": "bytes=4-"}).status_code == 410
    assert now(world, stranger.made).download_count == 1


def test_of_many_downloads_at_once_as_many_succeed_as_are_allowed(world: World) -> None:
    file = world.file()
    stranger = share(world, file.uid, download_count_limit=3)
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: stranger(f"/files/{file.uid}").status_code, range(16)))
    assert (answers.count(200), answers.count(410)) == (3, 13)
    assert now(world, stranger.made).download_count == 3


def test_pictures_leave_without_what_they_tell_of_place_and_camera(world: World) -> None:
    original = photograph(orientation=6)
    file = world.file(original, name="house.jpg")
    shared = folder(world, "Pictures")
    world.services.filing.change(world.actor("owner"), file, edit=lambda one: replace(one, folder=ref(shared)))
    stranger = share(world, shared.uid)
    assert f'src="/s/{stranger.made.token}/pictures/{file.uid}"' in stranger().text
    small = stranger(f"/pictures/{file.uid}")
    fetched = stranger(f"/files/{file.uid}")
    with zipfile.ZipFile(io.BytesIO(stranger("/archive").content)) as archive:
        packed = archive.read("house.jpg")
    assert fetched.headers["content-disposition"].startswith('attachment; filename="house.jpg"')
    assert packed == fetched.content
    for data in (small.content, fetched.content):
        assert SECRET.encode() not in data
        assert not shown(data).getexif().get_ifd(0x8825)
    with closing(world.services.library.open(file).reader) as reader:
        assert reader.read(0, reader.size_bytes) == original


def test_a_picture_that_cannot_be_cleaned_is_not_given_out_and_that_is_said(world: World) -> None:
    shared = folder(world, "Pictures")
    bad = world.file(BROKEN, name="broken.jpg", folder=ref(shared))
    world.file(b"good", name="good.txt", folder=ref(shared))
    stranger = share(world, shared.uid)
    refused = stranger(f"/files/{bad.uid}")
    assert refused.status_code == 403
    assert "This picture is not given out" in refused.text
    with zipfile.ZipFile(io.BytesIO(stranger("/archive").content)) as archive:
        assert archive.namelist() == ["good.txt", "Not included.txt"]
        assert "broken.jpg" in archive.read("Not included.txt").decode()
    assert [use.kind for use in uses(world, stranger.made)] == [UseKind.ARCHIVE]


def test_everything_is_fetched_at_once_in_its_folders(world: World) -> None:
    shared = folder(world, "For you")
    inner = folder(world, "Inner", shared)
    world.file(b"1", name="a.txt", folder=ref(shared))
    world.file(b"22", name="b.txt", folder=ref(inner))
    answer = share(world, shared.uid, name="Übergabe <1>")("/archive")
    assert answer.headers["content-disposition"].endswith("filename*=UTF-8''%C3%9Cbergabe%20_1_.zip")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert sorted(archive.namelist()) == ["Inner/", "Inner/b.txt", "a.txt"]
        assert archive.read("Inner/b.txt") == b"22"


@pytest.mark.parametrize("state", [Quarantine.WAITING, Quarantine.INFECTED])
def test_what_is_held_back_as_harmful_is_absent(world: World, state: Quarantine) -> None:
    shared = folder(world, "Shared")
    file = world.file(name="bad.txt", folder=ref(shared))
    world.file(name="good.txt", folder=ref(shared))
    stranger = share(world, shared.uid)
    world.house.catalogue.write(
        lambda tables: tables.files.set_quarantine(file.business, file.number, version=1, quarantine=state)
    )
    assert "bad.txt" not in stranger().text
    assert stranger(f"/files/{file.uid}").status_code == 404
    with zipfile.ZipFile(io.BytesIO(stranger("/archive").content)) as archive:
        assert archive.namelist() == ["good.txt"]
