"""A restriction to network addresses lets in whoever it names, and without one everybody."""

import pytest

from filebook.core.addresses import is_allowed


@pytest.mark.parametrize(
    ("restriction", "address"),
    [
        (None, "192.0.2.7"),
        ("", "anything"),
        (" , ", "anything"),
        ([], ""),
        ("192.0.2.7", "192.0.2.7"),
        ("198.51.100.1, 192.0.2.0/24", "192.0.2.7"),
        ("198.51.100.1;192.0.2.9/24", "192.0.2.7"),
        (["198.51.100.1", "2001:db8::/32"], "2001:db8::7"),
        ("192.0.2.7", "::ffff:192.0.2.7"),
        ("nonsense 192.0.2.7", "192.0.2.7"),
    ],
)
def test_who_may(restriction: object, address: str) -> None:
    assert is_allowed(restriction, address)


@pytest.mark.parametrize(
    ("restriction", "address"),
    [
        ("192.0.2.7", "192.0.2.8"),
        ("192.0.2.0/24", "192.0.3.7"),
        ("192.0.2.7", "2001:db8::7"),
        ("192.0.2.7", ""),
        ("192.0.2.7", "unix"),
        ("nonsense", "192.0.2.7"),
        (["192.0.2.0/24"], "198.51.100.1"),
        (True, "192.0.2.7"),
    ],
)
def test_who_may_not(restriction: object, address: str) -> None:
    assert not is_allowed(restriction, address)
