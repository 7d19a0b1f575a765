"""Names that people give: what is refused, and how two are compared (security C2)."""

import re
import unicodedata

from filebook.core.errors import Invalid

NAME_LIMIT_BYTES = 255
_SEPARATORS = re.compile(r"[/\\]")
_BIDI_CONTROLS = frozenset(map(chr, [*range(0x202A, 0x202F), *range(0x2066, 0x206A)]))


def checked_name(name: str, field: str) -> str:
    """The name as given, if it can be one.

    Refused: empty, `.`, `..`, more than 255 bytes of UTF-8, slash or backslash, NUL, C0 and C1 controls,
    bidirectional controls, lone surrogates.

    Raises: Invalid(field, "name").
    """
    try:
        size = len(name.encode())
    except UnicodeEncodeError:
        raise Invalid(field, "name") from None
    if not name.strip() or name in {".", ".."} or size > NAME_LIMIT_BYTES:
        raise Invalid(field, "name")
    if any(char in "/\\" or unicodedata.category(char) == "Cc" or char in _BIDI_CONTROLS for char in name):
        raise Invalid(field, "name")
    return name


def last_part(path: str) -> str:
    """What a program calls a file that it sends: what follows the last slash or backslash, without control characters,
    in NFC. It may be a name or not; see `checked_name`.
    """
    last = _SEPARATORS.split(path)[-1]
    return comparable("".join(char for char in last if unicodedata.category(char) != "Cc"))


def comparable(name: str) -> str:
    """The form in which names are compared: NFC, case kept."""
    return unicodedata.normalize("NFC", name)


def extension_of(name: str) -> str:
    """What follows the last dot, lower case; "" where nothing or no stem does."""
    stem, dot, extension = name.rpartition(".")
    return extension.lower() if dot and stem and extension else ""


def stem_of(name: str) -> str:
    """The name without its extension."""
    return name[: -len(extension_of(name)) - 1] if extension_of(name) else name
