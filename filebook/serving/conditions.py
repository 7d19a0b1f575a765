"""Conditional requests and ranges, as HTTP defines them (RFC 9110, sections 13 and 14)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import NamedTuple

MAX_RANGES = 16
_HUGE = 10**18

CONDITION_HEADERS = frozenset(
    {b"range", b"if-range", b"if-match", b"if-none-match", b"if-modified-since", b"if-unmodified-since"}
)
"""The request headers looked at here."""


class Span(NamedTuple):
    """Bytes from `start` up to, not including, `end`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Validators:
    """What tells one state of a thing from another. `etag` is strong and in its quotes."""

    etag: str
    modified_at: datetime | None = None


def precondition(conditions: Mapping[bytes, bytes], validators: Validators, *, is_read: bool) -> HTTPStatus | None:
    """412, or 304 for a GET or HEAD, where the conditions say so; None to go on."""
    if_match = conditions.get(b"if-match")
    if if_match is not None:
        if not matches(if_match, validators.etag, weak=False):
            return HTTPStatus.PRECONDITION_FAILED
    elif _modified_after(conditions.get(b"if-unmodified-since"), validators) is True:
        return HTTPStatus.PRECONDITION_FAILED
    if_none_match = conditions.get(b"if-none-match")
    if if_none_match is not None:
        if matches(if_none_match, validators.etag, weak=True):
            return HTTPStatus.NOT_MODIFIED if is_read else HTTPStatus.PRECONDITION_FAILED
    elif is_read and _modified_after(conditions.get(b"if-modified-since"), validators) is False:
        return HTTPStatus.NOT_MODIFIED
    return None


def matches(header: bytes, etag: str, *, weak: bool) -> bool:
    """Whether a list of entity tags, or `*`, names this one. The weak comparison looks past `W/`."""
    text = header.decode("latin-1").strip()
    if text == "*":
        return True
    for part in text.split(","):
        tag = part.strip()
        if weak:
            tag = tag.removeprefix("W/")
        if tag == etag:
            return True
    return False


def ranges(
    conditions: Mapping[bytes, bytes], validators: Validators, *, size_bytes: int, now: datetime
) -> list[Span] | None:
    """What part of the bytes is asked for: None for all of them, an empty list if none of it exists.

    A header that cannot be read, more than 16 ranges, and ranges that add up to more than the whole mean all.
    """
    header = conditions.get(b"range")
    if header is None or not _if_range_holds(conditions.get(b"if-range"), validators, now):
        return None
    unit, equals, text = header.decode("latin-1").partition("=")
    if not equals or unit.strip().lower() != "bytes" or text.count(",") >= MAX_RANGES:
        return None
    asked = [_bounds(part.strip(), size_bytes) for part in text.split(",") if part.strip()]
    if not asked or None in asked:
        return None
    spans = [span for span in asked if span is not None and span.start < span.end]
    return None if sum(span.end - span.start for span in spans) > size_bytes else spans


def _bounds(text: str, size_bytes: int) -> Span | None:
    """One range; empty if it lies outside the bytes; None if it is none."""
    first, dash, last = text.partition("-")
    first, last = first.strip(), last.strip()
    if not dash or not all(_is_number(number) for number in (first, last) if number) or not (first or last):
        return None
    if not first:
        return Span(max(0, size_bytes - _number(last)), size_bytes)
    start = _number(first)
    end = _number(last) + 1 if last else _HUGE
    return Span(start, max(start, min(end, size_bytes))) if start < end else None


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _number(text: str) -> int:
    """A number of any length; beyond a billion gigabytes they are all alike."""
    return int(text) if len(text) <= len(str(_HUGE)) else _HUGE


def _if_range_holds(header: bytes | None, validators: Validators, now: datetime) -> bool:
    """An entity tag must be the same and strong; a date must be exact, and old enough to tell two changes apart."""
    if header is None:
        return True
    text = header.decode("latin-1").strip()
    if text.startswith(('"', "W/")):
        return text == validators.etag
    modified_at = validators.modified_at
    if modified_at is None or now - modified_at < timedelta(seconds=1):
        return False
    return _parsed_date(header) == modified_at.replace(microsecond=0)


def _modified_after(header: bytes | None, validators: Validators) -> bool | None:
    """Whether the thing changed after the date in a header; None if there is no such date."""
    if header is None or validators.modified_at is None:
        return None
    date = _parsed_date(header)
    return None if date is None else validators.modified_at.replace(microsecond=0) > date


def _parsed_date(header: bytes) -> datetime | None:
    try:
        date = parsedate_to_datetime(header.decode("latin-1"))
        return date.replace(tzinfo=UTC) if date.tzinfo is None else date.astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
