"""Signed links: what was signed is read back, and nothing else is."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filebook.core.errors import Expired, NotFound
from filebook.core.ids import NUMBER_LIMIT, BusinessNumber, Number, Uid, new_uid
from filebook.core.links import (
    Disposition,
    Link,
    LinkKey,
    LinkKeys,
    MakersLink,
    PageLink,
    PictureLink,
    sign,
    sign_makers,
    sign_page,
    sign_picture,
    verify,
    verify_makers,
    verify_page,
    verify_picture,
)

NOW = datetime(2026, 3, 30, 12, 0, tzinfo=UTC)
OLD, NEW, NEWER = (LinkKey(number, bytes([number]) * 32) for number in (7, 8, 9))
LINK = Link(BusinessNumber(2), Number(57), 1, NOW + timedelta(hours=1))


@given(
    st.integers(1, NUMBER_LIMIT),
    st.integers(1, NUMBER_LIMIT),
    st.integers(1, 1000),
    st.sampled_from(Disposition),
)
def test_a_link_is_read_back_as_it_was_signed(business: int, file: int, version: int, disposition: Disposition) -> None:
    link = Link(BusinessNumber(business), Number(file), version, NOW + timedelta(days=1), disposition)
    assert verify(sign(link, LinkKeys(NEW)), LinkKeys(NEW), now=NOW) == link


def test_a_link_ends_at_its_second() -> None:
    token = sign(LINK, LinkKeys(NEW))
    assert verify(token, LinkKeys(NEW), now=LINK.expires_at - timedelta(seconds=1)) == LINK
    with pytest.raises(Expired):
        verify(token, LinkKeys(NEW), now=LINK.expires_at)


def test_any_changed_character_is_refused() -> None:
    token = sign(LINK, LinkKeys(NEW))
    for place, char in enumerate(token):
        changed = token[:place] + ("A" if char != "A" else "B") + token[place + 1 :]
        with pytest.raises(NotFound):
            verify(changed, LinkKeys(NEW), now=NOW)


@given(st.text(max_size=120))
def test_any_other_text_is_refused(text: str) -> None:
    with pytest.raises(NotFound):
        verify(text, LinkKeys(NEW), now=NOW)


@pytest.mark.parametrize("altered", ["{}=", "{}\n", " {}", "{}A", "{}=="])
def test_text_that_does_not_encode_to_itself_is_refused(altered: str) -> None:
    with pytest.raises(NotFound):
        verify(altered.format(sign(LINK, LinkKeys(NEW))), LinkKeys(NEW), now=NOW)


def test_keys_rotate_once_without_breaking_links() -> None:
    token = sign(LINK, LinkKeys(OLD))
    assert verify(token, LinkKeys(NEW, previous=OLD), now=NOW) == LINK
    with pytest.raises(NotFound):
        verify(token, LinkKeys(NEWER, previous=NEW), now=NOW)


def test_the_key_id_alone_proves_nothing() -> None:
    token = sign(LINK, LinkKeys(LinkKey(NEW.id, b"x" * 32)))
    with pytest.raises(NotFound):
        verify(token, LinkKeys(NEW), now=NOW)


PICTURE = PictureLink(BusinessNumber(2), Number(57), 1, 120, 120)
UNPUBLISHED = replace(PICTURE, expires_at=NOW + timedelta(hours=1))
PICTURES = st.builds(
    PictureLink,
    business=st.integers(1, NUMBER_LIMIT).map(BusinessNumber),
    file=st.integers(1, NUMBER_LIMIT).map(Number),
    version=st.integers(1, 1000),
    width=st.integers(0, 4096),
    height=st.integers(0, 4096),
    expires_at=st.sampled_from([None, NOW + timedelta(seconds=1), NOW + timedelta(hours=1)]),
)


@given(PICTURES)
def test_a_picture_link_is_read_back_as_it_was_signed(link: PictureLink) -> None:
    assert verify_picture(sign_picture(link, LinkKeys(NEW)), LinkKeys(NEW), now=NOW) == link


def test_a_picture_link_ends_at_its_second_or_never() -> None:
    token = sign_picture(UNPUBLISHED, LinkKeys(NEW))
    assert verify_picture(token, LinkKeys(NEW), now=NOW + timedelta(minutes=59, seconds=59)) == UNPUBLISHED
    with pytest.raises(Expired):
        verify_picture(token, LinkKeys(NEW), now=NOW + timedelta(hours=1))
    lasting = sign_picture(PICTURE, LinkKeys(NEW))
    assert verify_picture(lasting, LinkKeys(NEW), now=NOW + timedelta(days=36_500)) == PICTURE


@pytest.mark.parametrize("link", [PICTURE, UNPUBLISHED])
def test_any_changed_character_of_a_picture_link_is_refused(link: PictureLink) -> None:
    token = sign_picture(link, LinkKeys(NEW))
    for place, char in enumerate(token):
        changed = token[:place] + ("A" if char != "A" else "B") + token[place + 1 :]
        with pytest.raises(NotFound):
            verify_picture(changed, LinkKeys(NEW), now=NOW)
    for altered in ("{}=", "{}\n", " {}", "{}A", "{}AAAA", "{}=="):
        with pytest.raises(NotFound):
            verify_picture(altered.format(token), LinkKeys(NEW), now=NOW)


@given(st.text(max_size=120))
def test_any_other_text_is_no_picture_link(text: str) -> None:
    with pytest.raises(NotFound):
        verify_picture(text, LinkKeys(NEW), now=NOW)


def test_a_link_to_a_file_shows_no_picture_and_the_other_way_round() -> None:
    keys = LinkKeys(NEW)
    with pytest.raises(NotFound):
        verify_picture(sign(LINK, keys), keys, now=NOW)
    with pytest.raises(NotFound):
        verify(sign_picture(PICTURE, keys), keys, now=NOW)


def test_picture_links_outlive_one_rotation_of_keys() -> None:
    token = sign_picture(PICTURE, LinkKeys(OLD))
    assert verify_picture(token, LinkKeys(NEW, previous=OLD), now=NOW) == PICTURE
    with pytest.raises(NotFound):
        verify_picture(token, LinkKeys(NEWER, previous=NEW), now=NOW)


PAGE = PageLink(BusinessNumber(2), Number(57), NOW + timedelta(days=14))


@given(st.integers(1, NUMBER_LIMIT), st.integers(1, NUMBER_LIMIT))
def test_a_page_link_is_read_back_as_it_was_signed(business: int, target: int) -> None:
    link = PageLink(BusinessNumber(business), Number(target), NOW + timedelta(days=14))
    assert verify_page(sign_page(link, LinkKeys(NEW)), LinkKeys(NEW), now=NOW) == link


def test_a_page_link_ends_at_its_second_and_outlives_one_rotation_of_keys() -> None:
    token = sign_page(PAGE, LinkKeys(OLD))
    assert verify_page(token, LinkKeys(NEW, previous=OLD), now=PAGE.expires_at - timedelta(seconds=1)) == PAGE
    with pytest.raises(Expired):
        verify_page(token, LinkKeys(OLD), now=PAGE.expires_at)
    with pytest.raises(NotFound):
        verify_page(token, LinkKeys(NEWER, previous=NEW), now=NOW)


def test_any_changed_character_of_a_page_link_is_refused() -> None:
    token = sign_page(PAGE, LinkKeys(NEW))
    for place, char in enumerate(token):
        changed = token[:place] + ("A" if char != "A" else "B") + token[place + 1 :]
        with pytest.raises(NotFound):
            verify_page(changed, LinkKeys(NEW), now=NOW)
    for altered in ("{}=", "{}\n", " {}", "{}A", "{}AAAA", "{}=="):
        with pytest.raises(NotFound):
            verify_page(altered.format(token), LinkKeys(NEW), now=NOW)


def test_no_kind_of_link_can_be_used_as_another() -> None:
    keys = LinkKeys(NEW)
    reads = (verify, verify_picture, verify_page, verify_makers)
    made = (sign(LINK, keys), sign_picture(PICTURE, keys), sign_page(PAGE, keys), sign_makers(MAKERS, keys))
    for place, read in enumerate(reads):
        for other in (*made[:place], *made[place + 1 :]):
            with pytest.raises(NotFound):
                read(other, keys, now=NOW)


MAKERS = MakersLink(LINK, Number(9), new_uid())


@given(st.integers(1, NUMBER_LIMIT), st.integers(1, NUMBER_LIMIT), st.sampled_from([None, MAKERS.credential]))
def test_a_makers_link_is_read_back_as_it_was_signed(file: int, maker: int, credential: Uid | None) -> None:
    link = MakersLink(replace(LINK, file=Number(file)), Number(maker), credential)
    assert verify_makers(sign_makers(link, LinkKeys(NEW)), LinkKeys(NEW), now=NOW) == link


def test_a_makers_link_ends_at_its_second_and_any_changed_character_of_it_is_refused() -> None:
    token = sign_makers(MAKERS, LinkKeys(OLD))
    assert verify_makers(token, LinkKeys(NEW, previous=OLD), now=LINK.expires_at - timedelta(seconds=1)) == MAKERS
    with pytest.raises(Expired):
        verify_makers(token, LinkKeys(OLD), now=LINK.expires_at)
    for place, char in enumerate(token):
        changed = token[:place] + ("A" if char != "A" else "B") + token[place + 1 :]
        with pytest.raises(NotFound):
            verify_makers(changed, LinkKeys(OLD), now=NOW)
