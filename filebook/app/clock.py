"""The one place that reads the real clock."""

from datetime import UTC, datetime


def utc_now() -> datetime:
    """The present instant, aware UTC."""
    return datetime.now(UTC)
