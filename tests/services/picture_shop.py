"""What tests of previews share: pictures in the shop, and programs that are watched."""

import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

from filebook.backends.media.makers import MediaPrograms
from filebook.backends.sql.sqlite import SqliteCatalogue
from filebook.core.files import File, Version
from filebook.core.ids import new_uid
from filebook.core.links import LinkKey, LinkKeys
from filebook.core.ports.catalogue import Tables
from filebook.core.ports.media import Made, Source
from filebook.core.previews import Look, Preview
from filebook.services.library import Opened
from filebook.services.preview_cache import PreviewBudget, PreviewCache
from filebook.services.previews import Previews
from filebook.services.published import Published
from tests.pictures import photograph
from tests.services.conftest import Shop

HOUR = timedelta(hours=1)
LETTER = rb"{\rtf1\ansi One page\page and another}"
SVG = b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><script>alert(1)</script></svg>"


def large_shop() -> Iterator[Shop]:
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


class Watched(MediaPrograms):
    """Makes pictures, with something happening before and after each."""

    def __init__(self, *, before: Callable[[], object] = bool, after: Callable[[], object] = bool) -> None:
        super().__init__()
        self._before = before
        self._after = after

    def picture(self, source: Source, look: Look, *, sink: Callable[[bytes], None]) -> Made:
        self._before()
        made = super().picture(source, look, sink=sink)
        self._after()
        return made


def previews_with(shop: Shop, maker: MediaPrograms) -> Previews:
    """The service as another process has it."""
    cache = PreviewCache(shop.catalogue, shop.blobs, now=shop.clock, budget=PreviewBudget())
    return Previews(cache, shop.blobs, maker=maker, now=shop.clock)


def published_with(shop: Shop, maker: MediaPrograms) -> Published:
    keys = LinkKeys(LinkKey(1, b"k" * 32))
    return Published(shop.catalogue, previews=previews_with(shop, maker), link_keys=keys, now=shop.clock)


def looks_of(shop: Shop, file: File) -> list[tuple[int, int]]:
    return [(row.look.width, row.look.height) for row in rows_of(shop, file)]


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
