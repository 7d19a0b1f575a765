"""Telephone numbers compared: by their digits alone."""

import re

_NOT_DIALLED = re.compile(r"\(0\)")
_NO_DIGIT = re.compile(r"[^0-9]")
_ABROAD = "00"
_NUMBER = re.compile(r"[0-9 ()+./\-]*")
_FEWEST_DIGITS = 3


def phone_digits(text: str) -> str:
    """The digits of a number, in whatever way it is written.

    `+` and `00` before the country mean the same and are left out, since a `+` in an address arrives as a blank; so
    is the `(0)` of `+31 (0)6 …`. Nothing is known of countries: `06 …` and `+31 6 …` are two numbers.
    """
    begin = text.strip()
    if begin.startswith(("+", _ABROAD)):
        begin = _NOT_DIALLED.sub("", begin, count=1)
    return _NO_DIGIT.sub("", begin).removeprefix(_ABROAD)


def searched_digits(term: str) -> str:
    """The digits of what is searched for, if it can be part of a telephone number; else ""."""
    digits = phone_digits(term) if _NUMBER.fullmatch(term) else ""
    return digits if len(digits) >= _FEWEST_DIGITS else ""
