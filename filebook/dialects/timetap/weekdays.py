"""Weekdays in TimeTap's words, and from what clients send; 0 is Monday.

Source: the project's TimeTap reference (section 6), read 2026-11-21; the words are ours.
"""

from collections.abc import Collection, Sequence

from filebook.core.errors import Invalid

FIELD = "daysOfWeek"
WEEKDAYS = ("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN")
_LETTERS = 3


def weekdays_in(said: Sequence[str] | str | None) -> tuple[int, ...]:
    """From a list, or one text with commas; also by their whole English names. Raises: Invalid("daysOfWeek")."""
    entries = said.split(",") if isinstance(said, str) else (said or ())
    words = [entry.strip().upper()[:_LETTERS] for entry in entries if entry.strip()]
    if any(word not in WEEKDAYS for word in words):
        raise Invalid(FIELD, "word")
    return tuple(sorted({WEEKDAYS.index(word) for word in words}))


def weekday_words(days: Collection[int]) -> list[str]:
    """Weekdays in order."""
    return [WEEKDAYS[day] for day in sorted(days)]
