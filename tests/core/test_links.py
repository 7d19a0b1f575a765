"""Signed links: what was signed is read back, and nothing else is."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filebook.core.errors import Expired, NotFound
from filebook.core.ids import NUMBER_LIMIT, BusinessNumber, Number
from filebook.core.links import Disposition, Link, LinkKey, LinkKeys, sign, verify

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
