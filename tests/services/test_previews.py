"""A picture is made smaller once and kept; its links show it as long as they may."""

import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pytest

from filebook.backends.media.pictures import PictureLimits, PictureProgram
from filebook.backends.sql.sqlite import SqliteCatalogue
from filebook.core.errors import Damaged, Expired, Invalid, NoSpace, NotFound, Unavailable, Unsupported
from filebook.core.files import File, Version
from filebook.core.ids import new_uid
from filebook.core.links import Disposition, LinkKey, LinkKeys
from filebook.core.ports.catalogue import Tables
from filebook.core.ports.media import PictureSource
from filebook.core.previews import Preview, no_preview
from filebook.services.filing import NewFile
from filebook.services.library import Opened
from filebook.services.previews import CALLERS_AT_ONCE, SIZES_PER_VERSION, Previews
from tests.pictures import SECRET, bomb, encoded, halves, photograph, shown
from tests.services.conftest import Shop

HOUR = timedelta(hours=1)
SVG = b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><script>alert(1)</script></svg>"


@pytest.fixture
def shop() -> Iterator[Shop]:
    """An installation that takes pictures of any usual size."""
    catalogue = SqliteCatalogue.in_memory()
    yield Shop(catalogue, file_limit_bytes=10_000_000)
    catalogue.close()


def a_picture(shop: Shop, data: bytes | None = None, *, name: str = "house.jpg", published: bool = False) -> File:
    file = shop.file(data or photograph(), name=name)
    return shop.filing.change(shop.actor(), file, edit=lambda current: replace(current, published=published))


def bytes_of(opened: Opened) -> bytes:
    with closing(opened.reader) as reader:
        return reader.read(0, reader.size_bytes)


def rows_of(shop: Shop, file: File) -> list[Preview]:
    with shop.catalogue.read() as tables:
        versions = [version.number for version in tables.files.versions(file.business, file.number)] or [1]
        return [
            row
            for version in versions
            for row in tables.previews.of_version(file.business, file.number, version=version)
        ]


def stored_bytes(shop: Shop) -> int:
    with shop.catalogue.read() as tables:
        return tables.blobs_in_use.stored_bytes(shop.business.number)


def blob_count(shop: Shop) -> int:
    return sum(1 for _ in shop.blobs.blobs())


def lose_bytes(shop: Shop, file: File) -> None:
    """Take the original's bytes away: what is shown from now on was kept."""
    assert file.version is not None
    for segment in file.version.content.segments:
        shop.blobs.delete(segment.key)


def with_version(shop: Shop, file: File, data: bytes) -> File:
    """The file with new bytes."""
    content = shop.uploads.content(shop.received(data), name=file.name)
    version = Version(2, new_uid(), content, shop.clock())

    def unit(tables: Tables) -> File:
        tables.blobs_in_use.keep(file.business, content.segments)
        tables.files.set_version(file.business, file.number, version)
        return replace(file, version=version)

    return shop.catalogue.write(unit)


class Watched(PictureProgram):
    """Makes pictures, with something happening before and after each."""

    def __init__(self, *, before: Callable[[], object] = bool, after: Callable[[], object] = bool) -> None:
        super().__init__(PictureLimits(at_once=4))
        self._before = before
        self._after = after

    def make_smaller(self, source: PictureSource, *, width: int, height: int, sink: Callable[[bytes], None]) -> str:
        self._before()
        media_type = super().make_smaller(source, width=width, height=height, sink=sink)
        self._after()
        return media_type


def previews_with(shop: Shop, maker: PictureProgram) -> Previews:
    """The service as another process has it."""
    keys = LinkKeys(LinkKey(1, b"k" * 32))
    return Previews(shop.catalogue, shop.blobs, maker=maker, link_keys=keys, now=shop.clock)


def together(*work: Callable[[], object]) -> None:
    """Do all of it at once."""
    threads = [threading.Thread(target=one) for one in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def delete(shop: Shop, file: File) -> None:
    shop.filing.delete_forever(shop.actor(), file)


def trash_and_wait(shop: Shop, file: File) -> None:
    shop.filing.trash(shop.actor(), file)
    shop.clock.advance(days=31)
    shop.housekeeping.sweep()


def withdraw(shop: Shop, file: File) -> None:
    shop.filing.change(shop.actor(), file, edit=lambda current: replace(current, published=False))


def test_a_picture_is_made_once_and_kept(shop: Shop) -> None:
    file = a_picture(shop)
    original_bytes, changes = stored_bytes(shop), shop.stored()[1]
    first = shop.previews.picture(file, width=40, height=40)
    data = bytes_of(first)
    assert (shown(data).size, SECRET.encode() in data) == ((40, 20), False)
    assert first.file.version is not None
    assert first.file.version.content.detected_type == "image/jpeg"
    assert (first.file.name, first.disposition) == ("house.jpg", Disposition.INLINE)
    assert [(row.width, row.height) for row in rows_of(shop, file)] == [(40, 40)]
    assert (blob_count(shop), stored_bytes(shop)) == (2, original_bytes + len(data))
    assert shop.stored()[1] == changes
    assert shop.checks.fsck().findings == ()
    lose_bytes(shop, file)
    again = shop.previews.picture(file, width=40, height=40)
    assert (bytes_of(again), again.file.version) == (data, first.file.version)
    assert blob_count(shop) == 1


def test_each_size_is_a_picture_of_its_own(shop: Shop) -> None:
    file = a_picture(shop)
    opened = [shop.previews.picture(file, width=width, height=40) for width in (40, 20)]
    assert [shown(bytes_of(one)).size for one in opened] == [(40, 20), (20, 10)]
    uids = {one.file.version.uid for one in opened if one.file.version}
    assert len(uids | {file.version.uid if file.version else ""}) == 3
    assert len(rows_of(shop, file)) == 2


def test_many_at_once_make_one_picture(shop: Shop) -> None:
    file = a_picture(shop)
    found: list[bytes] = []
    start = threading.Barrier(8)

    def ask() -> None:
        start.wait(10)
        found.append(bytes_of(shop.previews.picture(file, width=40, height=40)))

    together(*[ask] * 8)
    assert (len(found), len(set(found))) == (8, 1)
    assert (len(rows_of(shop, file)), blob_count(shop)) == (1, 2)


def test_of_two_processes_one_keeps_its_picture_and_both_show_it(shop: Shop) -> None:
    file = a_picture(shop)
    meeting = threading.Barrier(2)

    found: list[bytes] = []

    def ask() -> None:
        process = previews_with(shop, Watched(before=lambda: meeting.wait(10)))
        found.append(bytes_of(process.picture(file, width=40, height=40)))

    together(ask, ask)
    assert (len(found), len(set(found))) == (2, 1)
    assert (len(rows_of(shop, file)), blob_count(shop)) == (1, 2)
    assert shop.checks.fsck().findings == ()


@pytest.mark.parametrize(
    "data", [photograph(800, 400)[:-2000], bomb(), b"\x89PNG\r\n\x1a\n" + b"?" * 50], ids=["cut", "bomb", "front"]
)
def test_what_cannot_be_made_is_not_tried_again(shop: Shop, data: bytes) -> None:
    file = a_picture(shop, data)
    for width in (40, 30):
        with pytest.raises(Unsupported):
            shop.previews.picture(file, width=width, height=40)
        lose_bytes(shop, file)
    assert rows_of(shop, file) == [no_preview(file.number, 1)]
    assert (blob_count(shop), stored_bytes(shop)) == (0, len(data))


def test_what_is_no_picture_is_refused_without_a_trace(shop: Shop) -> None:
    file = a_picture(shop, b"a letter", name="letter.jpg")
    with pytest.raises(Unsupported):
        shop.previews.picture(file, width=40, height=40)
    assert (rows_of(shop, file), blob_count(shop)) == ([], 1)
    link = shop.filing.add_link(shop.actor(), "https://example.org/", new=NewFile("link"))
    with pytest.raises(NotFound):
        shop.previews.picture(link, width=40, height=40)


@pytest.mark.parametrize("width, height", [(0, 9), (9, 0), (-1, 9), (4097, 9), (9, 4097)])
def test_sizes_out_of_range_are_refused(shop: Shop, width: int, height: int) -> None:
    file = a_picture(shop)
    with pytest.raises(Invalid):
        shop.previews.picture(file, width=width, height=height)
    assert (rows_of(shop, file), blob_count(shop)) == ([], 1)


def test_a_drawing_in_svg_is_given_as_it_is(shop: Shop) -> None:
    file = a_picture(shop, SVG, name="plan.svg")
    assert bytes_of(shop.previews.picture(file, width=40, height=40)) == SVG
    assert (rows_of(shop, file), blob_count(shop)) == ([], 1)


def test_beyond_so_many_sizes_the_next_larger_or_the_original_serves(shop: Shop) -> None:
    file = a_picture(shop)
    sizes = {side: bytes_of(shop.previews.picture(file, width=side, height=side)) for side in (10, 30)}

    def fill(tables: Tables) -> None:
        segment = next(row.segment for row in rows_of(shop, file) if row.width == 10)
        for width in range(1, SIZES_PER_VERSION - 1):
            assert tables.previews.add(file.business, Preview(file.number, 1, width, 9, "image/jpeg", segment))

    shop.catalogue.write(fill)
    before = shop.stored(), rows_of(shop, file)
    assert len(before[1]) == SIZES_PER_VERSION
    assert bytes_of(shop.previews.picture(file, width=29, height=11)) == sizes[30]
    assert bytes_of(shop.previews.picture(file, width=10, height=10)) == sizes[10]
    assert bytes_of(shop.previews.picture(file, width=31, height=30)) == photograph()
    assert (shop.stored(), rows_of(shop, file)) == before


def test_previews_go_with_the_file(shop: Shop) -> None:
    for remove in (delete, trash_and_wait):
        file = a_picture(shop)
        shop.previews.picture(file, width=40, height=40)
        remove(shop, file)
        assert (rows_of(shop, file), blob_count(shop), stored_bytes(shop)) == ([], 0, 0)


def test_a_new_version_has_previews_of_its_own(shop: Shop) -> None:
    file = a_picture(shop, published=True)
    shop.previews.picture(file, width=40, height=40)
    old = shop.previews.link(file, width=40, height=40, lifetime=HOUR)
    changed = with_version(shop, file, encoded(halves(40, 80), "PNG"))
    with pytest.raises(NotFound):
        shop.previews.follow_picture(old)
    assert shown(bytes_of(shop.previews.picture(changed, width=40, height=40))).size == (20, 40)
    assert [row.version for row in rows_of(shop, file)] == [2]
    assert blob_count(shop) == 3
    assert shop.checks.fsck().findings == ()
    with pytest.raises(NotFound):
        shop.previews.picture(file, width=30, height=30)
    assert (blob_count(shop), len(rows_of(shop, file))) == (3, 1)


def test_a_file_that_goes_meanwhile_leaves_nothing_behind(shop: Shop) -> None:
    file = a_picture(shop)

    late = previews_with(shop, Watched(after=lambda: delete(shop, file)))
    with pytest.raises(NotFound):
        late.picture(file, width=40, height=40)
    assert (blob_count(shop), stored_bytes(shop)) == (0, 0)


def test_damaged_bytes_are_not_taken_for_a_damaged_picture(shop: Shop) -> None:
    data = encoded(halves(900, 900), "BMP")
    file = a_picture(shop, data)
    assert file.version is not None
    (segment,) = file.version.content.segments
    kept = shop.blobs._blobs[segment.key]  # noqa: SLF001 - nothing but a fault of the store damages a blob
    shop.blobs._blobs[segment.key] = (b"BM" + bytes(len(data) - 2), kept[1])  # noqa: SLF001 - the same
    with pytest.raises(Damaged):
        shop.previews.picture(file, width=40, height=40)
    shop.blobs._blobs[segment.key] = kept  # noqa: SLF001 - repaired
    assert shown(bytes_of(shop.previews.picture(file, width=40, height=40))).size == (40, 40)


def test_only_so_many_wait_for_pictures(shop: Shop) -> None:
    file = a_picture(shop)
    arrived, may_end = threading.Semaphore(0), threading.Event()

    def stay() -> None:
        arrived.release()
        may_end.wait(10)

    previews = previews_with(shop, Watched(before=stay))
    threads = [
        threading.Thread(target=previews.picture, args=(file,), kwargs={"width": width, "height": 9})
        for width in range(1, CALLERS_AT_ONCE + 1)
    ]
    for thread in threads:
        thread.start()
    for _ in threads:
        assert arrived.acquire(timeout=10)
    with pytest.raises(Unavailable):
        previews.picture(file, width=30, height=30)
    may_end.set()
    for thread in threads:
        thread.join()
    assert len(rows_of(shop, file)) == CALLERS_AT_ONCE
    assert shown(bytes_of(previews.picture(file, width=30, height=30))).size == (30, 15)


def test_a_published_picture_is_shown_until_it_is_withdrawn(shop: Shop) -> None:
    file = a_picture(shop, published=True)
    small = shop.previews.link(file, width=40, height=40, lifetime=HOUR)
    original = shop.previews.link(file, lifetime=HOUR)
    assert shop.previews.link(file, lifetime=HOUR) == original
    shop.clock.advance(days=400)
    assert shown(bytes_of(shop.previews.follow_picture(small))).size == (40, 20)
    assert shown(bytes_of(shop.previews.follow_picture(small, size=(20, 20)))).size == (20, 10)
    assert bytes_of(shop.previews.follow_picture(original)) == photograph()
    withdraw(shop, file)
    for token in (small, original):
        with pytest.raises(NotFound):
            shop.previews.follow_picture(token)


@pytest.mark.parametrize("remove", [delete, trash_and_wait])
@pytest.mark.parametrize("published", [True, False])
def test_a_link_dies_with_its_picture(shop: Shop, remove: Callable[[Shop, File], None], published: bool) -> None:
    file = a_picture(shop, published=published)
    token = shop.previews.link(file, width=40, height=40, lifetime=timedelta(days=99))
    shop.previews.follow_picture(token).reader.close()
    remove(shop, file)
    with pytest.raises(NotFound):
        shop.previews.follow_picture(token)


def test_a_picture_that_is_not_published_is_shown_for_a_while(shop: Shop) -> None:
    token = shop.previews.link(a_picture(shop), width=40, height=40, lifetime=HOUR)
    shop.clock.advance(seconds=3599)
    assert shown(bytes_of(shop.previews.follow_picture(token))).size == (40, 20)
    shop.clock.advance(seconds=1)
    with pytest.raises(Expired):
        shop.previews.follow_picture(token)


def test_where_no_smaller_one_can_be_had_a_link_shows_the_original(shop: Shop) -> None:
    damaged = photograph(800, 400)[:-2000]
    for data, name in ((damaged, "cut.jpg"), (SVG, "plan.svg"), (b"a letter", "letter.jpg")):
        file = a_picture(shop, data, name=name, published=True)
        token = shop.previews.link(file, width=40, height=40, lifetime=HOUR)
        assert bytes_of(shop.previews.follow_picture(token)) == data
    file = a_picture(shop, published=True)
    token = shop.previews.link(file, width=40, height=40, lifetime=HOUR)

    def fill() -> None:
        raise NoSpace

    full = previews_with(shop, Watched(before=fill))
    assert bytes_of(full.follow_picture(token)) == photograph()
    assert rows_of(shop, file) == []
    assert shown(bytes_of(shop.previews.follow_picture(token))).size == (40, 20)
