"""What is remembered of visitors: enough to understand a use, too little to find the person."""

from datetime import UTC, datetime, timedelta

import pytest

from filebook.core.errors import Expired, NotFound
from filebook.core.ids import BusinessNumber, Number
from filebook.core.links import LinkKey, LinkKeys, LinkPass, sign_pass, verify_pass
from filebook.core.sharing import shortened_address, shortened_agent

NOW = datetime(2026, 3, 30, 12, 0, tzinfo=UTC)
WINDOWS_EDGE = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36 "
    "Edg/126.0"
)
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 "
    "Mobile/15E148 Safari/604.1"
)
ANDROID = (
    "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Mobile Safari/537.36"
)


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("203.0.113.77", "203.0.113.0/24"),
        ("::ffff:203.0.113.77", "203.0.113.0/24"),
        ("2001:db8:1234:5678:9abc:def0:1234:5678", "2001:db8:1234::/48"),
        ("", ""),
        ("testclient", ""),
    ],
)
def test_of_an_address_the_network_is_kept(address: str, kept: str) -> None:
    assert shortened_address(address) == kept


@pytest.mark.parametrize(
    ("agent", "kept"),
    [
        (WINDOWS_EDGE, "Edge, Windows"),
        (IPHONE, "Safari, iOS"),
        (ANDROID, "Chrome, Android"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox, Linux"),
        ("curl/8.5.0", "curl"),
        ("a" * 500, "a" * 40),
        ("<script>alert(1)</script>", ""),
        ("", ""),
    ],
)
def test_of_a_program_its_name_is_kept(agent: str, kept: str) -> None:
    assert shortened_agent(agent) == kept


def test_a_pass_is_read_back_as_it_was_signed_and_not_once_altered_or_over() -> None:
    keys = LinkKeys(LinkKey(1, b"k" * 32))
    shown = LinkPass(BusinessNumber(2), Number(57), 2**64 - 1, NOW + timedelta(hours=1))
    text = sign_pass(shown, keys)
    assert verify_pass(text, keys, now=NOW) == shown
    for altered in (text[:-1] + ("A" if text[-1] != "A" else "B"), text[:-4], "", text + "AAAA"):
        with pytest.raises(NotFound):
            verify_pass(altered, keys, now=NOW)
    with pytest.raises(NotFound):
        verify_pass(text, LinkKeys(LinkKey(1, b"o" * 32)), now=NOW)
    with pytest.raises(Expired):
        verify_pass(text, keys, now=NOW + timedelta(hours=1))
