"""Links show published pictures as long as they may; what leaves tells nothing beside what is seen."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from PIL import ImageChops

from filebook.core.errors import Expired, NoSpace, NotFound, Unavailable, Unsupported
from filebook.core.files import File, Quarantine
from filebook.core.previews import COPY
from tests.pictures import SECRET, photograph, shown
from tests.services.conftest import Shop
from tests.services.picture_shop import (
    HOUR,
    SVG,
    Watched,
    a_picture,
    blob_count,
    bytes_of,
    delete,
    large_shop,
    lose_bytes,
    published_with,
    rows_of,
    stored_bytes,
    trash_and_wait,
    withdraw,
)


@pytest.fixture
def shop() -> Iterator[Shop]:
    yield from large_shop()


def test_a_drawing_in_svg_has_no_preview_and_leaves_as_it_is(shop: Shop) -> None:
    file = a_picture(shop, SVG, name="plan.svg")
    with pytest.raises(Unsupported):
        shop.previews.picture(file, width=40, height=40)
    assert bytes_of(shop.previews.public_copy(file)) == SVG
    assert (rows_of(shop, file), blob_count(shop)) == ([], 1)


def test_a_published_picture_is_shown_until_it_is_withdrawn(shop: Shop) -> None:
    file = a_picture(shop, published=True)
    small = shop.published.link(file, width=40, height=40, lifetime=HOUR)
    original = shop.published.link(file, lifetime=HOUR)
    assert shop.published.link(file, lifetime=HOUR) == original
    shop.clock.advance(days=400)
    assert shown(bytes_of(shop.published.follow(small))).size == (40, 20)
    assert shown(bytes_of(shop.published.follow(small, size=(20, 20)))).size == (20, 10)
    assert_clean(bytes_of(shop.published.follow(original)))
    withdraw(shop, file)
    for token in (small, original):
        with pytest.raises(NotFound):
            shop.published.follow(token)


@pytest.mark.parametrize("remove", [delete, trash_and_wait])
@pytest.mark.parametrize("published", [True, False])
def test_a_link_dies_with_its_picture(shop: Shop, remove: Callable[[Shop, File], None], published: bool) -> None:
    file = a_picture(shop, published=published)
    token = shop.published.link(file, width=40, height=40, lifetime=timedelta(days=99))
    shop.published.follow(token).reader.close()
    remove(shop, file)
    with pytest.raises(NotFound):
        shop.published.follow(token)


def test_a_picture_that_is_not_published_is_shown_for_a_while(shop: Shop) -> None:
    token = shop.published.link(a_picture(shop), width=40, height=40, lifetime=HOUR)
    shop.clock.advance(seconds=3599)
    assert shown(bytes_of(shop.published.follow(token))).size == (40, 20)
    shop.clock.advance(seconds=1)
    with pytest.raises(Expired):
        shop.published.follow(token)


def assert_clean(data: bytes) -> None:
    """The photograph, pixel by pixel, without a word of what only its metadata tell."""
    assert ImageChops.difference(shown(data), shown(photograph())).getbbox() is None
    assert (SECRET.encode() in data, dict(shown(data).getexif())) == (False, {})


def test_where_no_smaller_one_can_be_had_a_link_shows_the_whole_without_its_metadata(shop: Shop) -> None:
    cut = photograph(800, 400)[:-2000]
    for data, name in ((SVG, "plan.svg"), (b"a letter", "letter.txt"), (cut, "cut.jpg")):
        file = a_picture(shop, data, name=name, published=True)
        told = bytes_of(shop.published.follow(shop.published.link(file, width=40, height=40, lifetime=HOUR)))
        assert SECRET.encode() not in told
        assert (told == data) is (name != "cut.jpg")
    file = a_picture(shop, published=True)
    token = shop.published.link(file, width=40, height=40, lifetime=HOUR)

    def fill() -> None:
        raise NoSpace

    assert_clean(bytes_of(published_with(shop, Watched(before=fill)).follow(token)))
    assert [row.look for row in rows_of(shop, file)] == [COPY]
    assert shown(bytes_of(shop.published.follow(token))).size == (40, 20)


def test_a_public_copy_is_made_once_and_the_original_stays(shop: Shop) -> None:
    file = a_picture(shop)
    first = shop.previews.public_copy(file)
    assert_clean(bytes_of(first))
    assert first.file.name == file.name
    assert first.file.version != file.version
    assert bytes_of(shop.library.open(file)) == photograph()
    lose_bytes(shop, file)
    again = shop.previews.public_copy(file)
    assert again.file == first.file
    assert_clean(bytes_of(again))


@pytest.mark.parametrize("data, name", [(b"\xff\xd8\xff\xe0\0\1", "cut.jpg"), (b"8BPS\0\1", "logo.psd")])
def test_a_picture_that_cannot_be_cleaned_does_not_leave(shop: Shop, data: bytes, name: str) -> None:
    file = a_picture(shop, data, name=name, published=True)
    with pytest.raises(Unsupported):
        shop.previews.public_copy(file)
    with pytest.raises(NotFound):
        shop.published.follow(shop.published.link(file, lifetime=HOUR))
    assert (blob_count(shop), stored_bytes(shop)) == (1, len(data))


def test_what_turns_out_to_be_infected_is_not_shown_from_what_was_kept(shop: Shop) -> None:
    file = a_picture(shop)
    shop.previews.picture(file, width=40, height=40).reader.close()
    shop.previews.public_copy(file).reader.close()
    assert file.version is not None
    for quarantine, failure in ((Quarantine.INFECTED, NotFound), (Quarantine.WAITING, Unavailable)):
        content = replace(file.version.content, quarantine=quarantine)
        held = replace(file, version=replace(file.version, content=content))
        with pytest.raises(failure):
            shop.previews.picture(held, width=40, height=40)
        with pytest.raises(failure):
            shop.previews.public_copy(held)
