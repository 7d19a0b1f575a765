"""Previews go when nobody asks for them, when they take too much, and with the version that they were made of."""

from collections.abc import Iterator

import pytest

from filebook.core.errors import Unsupported
from filebook.core.previews import Reason
from filebook.services.preview_cache import PreviewBudget, PreviewCache
from tests.pictures import encoded, halves, photograph, shown
from tests.services.conftest import Shop
from tests.services.picture_shop import (
    Watched,
    a_picture,
    blob_count,
    bytes_of,
    large_shop,
    looks_of,
    previews_with,
    rows_of,
    with_version,
)


@pytest.fixture
def shop() -> Iterator[Shop]:
    yield from large_shop()


def test_previews_that_nobody_asks_for_go_after_a_while_and_others_stay(shop: Shop) -> None:
    used, unused = a_picture(shop), a_picture(shop, name="other.jpg")
    for file in (used, unused):
        shop.previews.picture(file, width=40, height=40)
    shop.clock.advance(days=89)
    writes = shop.stored()
    shop.previews.picture(used, width=40, height=40)
    assert shop.stored() == writes
    shop.clock.advance(days=2)
    assert shop.housekeeping.sweep().old_previews == 1
    assert (looks_of(shop, used), looks_of(shop, unused)) == ([(40, 40)], [])
    assert shop.checks.fsck().findings == ()
    assert shown(bytes_of(shop.previews.picture(unused, width=40, height=40))).size == (40, 20)


def test_above_the_budget_those_used_longest_ago_go(shop: Shop) -> None:
    files = [a_picture(shop, name=f"{number}.jpg") for number in range(3)]
    sizes = []
    for file in files:
        sizes.append(shop.previews.picture(file, width=40, height=40).reader.size_bytes)
        shop.clock.advance(days=1)
    shop.previews.picture(files[0], width=40, height=40)
    shop.previews.cache.flush()
    small = PreviewBudget(size_bytes=sizes[0] + sizes[2])
    cache = PreviewCache(shop.catalogue, shop.blobs, now=shop.clock, budget=small)
    assert (cache.prune(), cache.prune()) == (1, 0)
    assert [looks_of(shop, file) for file in files] == [[(40, 40)], [], [(40, 40)]]
    assert shop.checks.fsck().findings == ()


def test_what_took_too_long_is_tried_again_after_a_day_and_what_is_damaged_is_not(shop: Shop) -> None:
    slow, damaged = a_picture(shop), a_picture(shop, photograph(800, 400)[:-2000], name="cut.jpg")

    def time_out() -> None:
        raise Unsupported("preview", Reason.TIMED_OUT)

    for maker, file in ((Watched(before=time_out), slow), (Watched(), damaged)):
        with pytest.raises(Unsupported):
            previews_with(shop, maker).picture(file, width=40, height=40)
    for days, expected in ((0, 0), (2, 1)):
        shop.clock.advance(days=days)
        assert shop.housekeeping.sweep().old_previews == expected
    assert shown(bytes_of(shop.previews.picture(slow, width=40, height=40))).size == (40, 20)
    with pytest.raises(Unsupported):
        shop.previews.picture(damaged, width=40, height=40)


def test_previews_of_a_replaced_version_go_without_another_request(shop: Shop) -> None:
    file = a_picture(shop)
    shop.previews.picture(file, width=40, height=40)
    with_version(shop, file, encoded(halves(40, 80), "PNG"))
    assert shop.housekeeping.sweep().old_previews == 1
    assert (rows_of(shop, file), blob_count(shop)) == ([], 2)
