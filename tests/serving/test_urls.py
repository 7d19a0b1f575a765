"""Addresses put together."""

from urllib.parse import parse_qsl, unquote, urlsplit

from hypothesis import given
from hypothesis import strategies as st

from filebook.serving.urls import url


def test_segments_and_query_are_encoded() -> None:
    assert url("https://x.example/door") == "https://x.example/door"
    assert url("https://x.example", "a b", "c/d", "ü?#%") == "https://x.example/a%20b/c%2Fd/%C3%BC%3F%23%25"
    assert url("https://x.example", "x", query={"a": "1&2", "b": "ü"}) == "https://x.example/x?a=1%262&b=%C3%BC"
    assert url("https://x.example", query=[("a", "1"), ("a", "2")]) == "https://x.example?a=1&a=2"


TEXT = st.text(st.characters(codec="utf-8"), max_size=30)


@given(st.lists(TEXT, max_size=4), st.lists(st.tuples(TEXT, TEXT), max_size=4))
def test_what_goes_in_comes_out(segments: list[str], query: list[tuple[str, str]]) -> None:
    parts = urlsplit(url("https://x.example", *segments, query=query))
    assert [unquote(segment) for segment in parts.path.split("/")[1:]] == segments
    assert parse_qsl(parts.query, keep_blank_values=True) == query
