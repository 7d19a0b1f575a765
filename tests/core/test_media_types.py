"""Media types as programs tell them."""

import pytest

from filebook.core.media_types import told_type


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("application/pdf", "application/pdf"),
        ("Text/Plain; charset=utf-8", "text/plain"),
        ("application/octet-stream", ""),
        ("", ""),
        ("pdf", ""),
        ("text/plain\r\nx: y", ""),
        ("a/" + "b" * 200, ""),
    ],
)
def test_a_media_type_that_says_nothing_is_as_none(sent: str, kept: str) -> None:
    assert told_type(sent) == kept
