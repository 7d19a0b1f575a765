"""Ranges against a reference: every byte asked for, and no other."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from filebook.serving.conditions import Validators, precondition, ranges

NOW = datetime(2026, 1, 1, tzinfo=UTC)
VALIDATORS = Validators('"v1"')

NUMBERS = st.integers(0, 120)
RANGES = st.one_of(
    st.tuples(NUMBERS, NUMBERS).map(lambda pair: f"{min(pair)}-{max(pair)}"),
    NUMBERS.map(lambda number: f"{number}-"),
    NUMBERS.map(lambda number: f"-{number}"),
)


def bytes_named(text: str, size_bytes: int) -> set[int]:
    first, _, last = text.partition("-")
    if not first:
        return set(range(size_bytes)[-int(last) :] if int(last) else ())
    return {number for number in range(size_bytes) if int(first) <= number <= (int(last) if last else size_bytes)}


@given(st.lists(RANGES, min_size=1, max_size=16), st.integers(0, 100))
def test_ranges_name_the_bytes_they_should(texts: list[str], size_bytes: int) -> None:
    spans = ranges({b"range": f"bytes={','.join(texts)}".encode()}, VALIDATORS, size_bytes=size_bytes, now=NOW)
    wanted = [named for text in texts if (named := bytes_named(text, size_bytes))]
    if sum(map(len, wanted)) > size_bytes:
        assert spans is None
    else:
        assert spans is not None
        assert [set(range(span.start, span.end)) for span in spans] == wanted


@given(st.binary(max_size=60), st.binary(max_size=30))
def test_no_header_is_too_strange(header: bytes, date: bytes) -> None:
    conditions = {b"range": header, b"if-range": date, b"if-modified-since": date, b"if-none-match": header}
    spans = ranges(conditions, Validators('"v1"', NOW), size_bytes=10, now=NOW)
    assert spans is None or all(0 <= span.start < span.end <= 10 for span in spans)
    assert precondition(conditions, Validators('"v1"', NOW), is_read=True) in {None, 304}


def test_a_write_is_refused_where_a_read_would_be_told_not_modified() -> None:
    assert precondition({b"if-none-match": b"*"}, VALIDATORS, is_read=False) == 412
    assert precondition({b"if-match": b"*"}, VALIDATORS, is_read=False) is None
    assert precondition({b"if-modified-since": b"Thu, 01 Jan 2026 00:00:00 GMT"}, VALIDATORS, is_read=False) is None
