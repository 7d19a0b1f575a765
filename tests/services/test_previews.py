"""A page becomes a picture once and is kept, or fails by name once."""

import shutil
import threading
from collections.abc import Iterator

import pytest

from filebook.backends.media.makers import MediaPrograms
from filebook.core.errors import Damaged, Invalid, NotFound, Unavailable, Unsupported
from filebook.core.links import Disposition
from filebook.core.ports.catalogue import Tables
from filebook.core.previews import Look, Making, Preview, Reason
from filebook.services.filing import NewFile
from filebook.services.previews import CALLERS_AT_ONCE, SIZES_PER_PAGE
from tests.corpus.documents import pdf
from tests.pictures import SECRET, bomb, encoded, halves, photograph, shown
from tests.services.conftest import Shop
from tests.services.picture_shop import (
    HOUR,
    LETTER,
    Watched,
    a_picture,
    blob_count,
    bytes_of,
    delete,
    large_shop,
    looks_of,
    lose_bytes,
    previews_with,
    rows_of,
    stored_bytes,
    together,
    trash_and_wait,
    with_version,
)


@pytest.fixture
def shop() -> Iterator[Shop]:
    yield from large_shop()


def test_a_picture_is_made_once_and_kept(shop: Shop) -> None:
    file = a_picture(shop)
    original_bytes, changes = stored_bytes(shop), shop.stored()[1]
    first = shop.previews.picture(file, width=40, height=40)
    data = bytes_of(first)
    assert (shown(data).size, SECRET.encode() in data) == ((40, 20), False)
    assert first.file.version is not None
    assert first.file.version.content.detected_type == "image/jpeg"
    assert (first.file.name, first.disposition) == ("house.jpg", Disposition.INLINE)
    assert looks_of(shop, file) == [(40, 40)]
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
    "data, reason",
    [
        (photograph(800, 400)[:-2000], Reason.DAMAGED),
        (bomb(), Reason.TOO_LARGE),
        (b"\x89PNG\r\n\x1a\n" + b"?" * 50, Reason.DAMAGED),
    ],
    ids=["cut", "bomb", "front"],
)
def test_what_cannot_be_made_is_not_tried_again(shop: Shop, data: bytes, reason: Reason) -> None:
    file = a_picture(shop, data)
    for width in (40, 30):
        with pytest.raises(Unsupported) as failure:
            shop.previews.picture(file, width=width, height=40)
        assert failure.value.reason == reason
        lose_bytes(shop, file)
    (row,) = rows_of(shop, file)
    assert (row.look, row.segment, row.reason) == (Look(0, 0, 1), None, reason)
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


def test_beyond_so_many_sizes_of_a_page_the_next_larger_or_the_largest_serves(shop: Shop) -> None:
    file = a_picture(shop)
    sizes = {side: bytes_of(shop.previews.picture(file, width=side, height=side)) for side in (10, 30)}

    def fill(tables: Tables) -> None:
        segment = next(row.segment for row in rows_of(shop, file) if row.look.width == 10)
        for width in range(1, SIZES_PER_PAGE - 1):
            row = Preview(file.number, 1, Look(width, 9), "image/jpeg", segment, shop.clock())
            assert tables.previews.add(file.business, row)

    shop.catalogue.write(fill)
    before = shop.stored(), rows_of(shop, file)
    assert len(before[1]) == SIZES_PER_PAGE
    for width, height, instead in ((29, 11, 30), (10, 10, 10), (31, 30, 30)):
        assert bytes_of(shop.previews.picture(file, width=width, height=height)) == sizes[instead]
    assert (shop.stored(), rows_of(shop, file)) == before


def test_previews_go_with_the_file(shop: Shop) -> None:
    for remove in (delete, trash_and_wait):
        file = a_picture(shop)
        shop.previews.picture(file, width=40, height=40).reader.close()
        shop.previews.public_copy(file).reader.close()
        remove(shop, file)
        assert (rows_of(shop, file), blob_count(shop), stored_bytes(shop)) == ([], 0, 0)


def test_a_new_version_has_previews_of_its_own(shop: Shop) -> None:
    file = a_picture(shop, published=True)
    shop.previews.picture(file, width=40, height=40)
    old = shop.published.link(file, width=40, height=40, lifetime=HOUR)
    changed = with_version(shop, file, encoded(halves(40, 80), "PNG"))
    with pytest.raises(NotFound):
        shop.published.follow(old)
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


def test_a_page_fills_what_was_asked_for_in_the_format_that_was_asked_for(shop: Shop) -> None:
    file = a_picture(shop)
    opened = shop.previews.page(file, Look(30, 30, making=Making.COVER, form="image/png")).opened
    assert opened.file.name == "house.png"
    assert (shown(bytes_of(opened)).size, shown(bytes_of(opened)).format) == ((30, 30), "PNG")
    assert shown(bytes_of(shop.previews.page(file, Look(200, 30, making=Making.COVER)).opened)).size == (80, 30)


def test_pages_of_a_pdf_are_pictures_of_their_own_and_there_are_no_others(shop: Shop) -> None:
    file = a_picture(shop, pdf("Contract", pages=2), name="contract.pdf")
    pages = [shop.previews.page(file, Look(200, 200, page)) for page in (1, 2)]
    assert [page.page_count for page in pages] == [2, 2]
    assert [shown(bytes_of(page.opened)).size for page in pages] == [(142, 200), (142, 200)]
    before = shop.stored()
    lose_bytes(shop, file)
    for page in (0, 3, 101):
        with pytest.raises(NotFound):
            shop.previews.page(file, Look(200, 200, page))
    assert shop.stored() == (before[0] - 1, *before[1:])


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_an_office_document_is_converted_once_for_all_its_pages(shop: Shop) -> None:
    file = a_picture(shop, LETTER, name="letter.rtf")
    assert shop.previews.page(file, Look(200, 200)).page_count == 2
    lose_bytes(shop, file)
    assert shown(bytes_of(shop.previews.page(file, Look(300, 300, 2)).opened)).height == 300
    assert shop.previews.can_show(file)


def test_what_no_program_is_there_for_is_not_remembered(shop: Shop) -> None:
    file = a_picture(shop, LETTER, name="letter.rtf")
    without = previews_with(shop, MediaPrograms(office_program=""))
    with pytest.raises(Unsupported) as failure:
        without.page(file, Look(200, 200))
    assert failure.value.reason == Reason.NOT_INSTALLED
    assert (rows_of(shop, file), without.can_show(file)) == ([], False)
