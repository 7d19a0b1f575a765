"""Names in exports: what any file system can hold and any program can open, each once in its folder (security C3)."""

import re
import unicodedata
from collections import Counter

from filebook.core.names import NAME_LIMIT_BYTES, comparable, extension_of

_UNSAFE = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f-\x9f]')
"""What Windows refuses in a name, and what no name may hold anyway."""
_RESERVED = re.compile(
    r"(?:CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(?:COM|LPT)[0-9\u00b9\u00b2\u00b3])(?= *(?:\.|$))", re.IGNORECASE
)
"""Names of devices, which Windows also takes with spaces and any extension behind them.

Source: learn.microsoft.com/windows/win32/fileio/naming-a-file, read 2026-11-22.
"""
_NAMELESS = "_"


def export_name(name: str) -> str:
    """A name that every file system takes: nothing that Windows reserves, no dot or space at its end, no text that
    turns around, at most 255 bytes.
    """
    plain = "".join(_shown(char) for char in comparable(name))
    safe = _UNSAFE.sub("_", plain).rstrip(". ")
    device = _RESERVED.match(safe)
    if device is not None:
        safe = f"{device.group()}_{safe[device.end() :]}"
    return _cut(safe, NAME_LIMIT_BYTES) or _NAMELESS


class UniqueNames:
    """The names of one folder: each differs from the others, also where case and composition do not count."""

    def __init__(self) -> None:
        self._given: set[str] = set()
        self._last: Counter[str] = Counter()

    def name(self, wanted: str) -> str:
        """An export name that was not given yet: the wanted one, else with ` (2)`, ` (3)`, … before its extension."""
        name = export_name(wanted)
        while _key(name) in self._given:
            self._last[_key(export_name(wanted))] += 1
            name = _numbered(export_name(wanted), self._last[_key(export_name(wanted))] + 1)
        self._given.add(_key(name))
        return name


def _shown(char: str) -> str:
    """The character; nothing for one that is not shown but changes how others are, such as a mark of direction."""
    return "" if unicodedata.category(char) in {"Cf", "Cs", "Co", "Cn"} and char not in "\u200c\u200d" else char


def _key(name: str) -> str:
    return unicodedata.normalize("NFC", name.casefold())


def _numbered(name: str, number: int) -> str:
    extension = extension_of(name)
    stem, tail = (name[: -len(extension) - 1], name[-len(extension) - 1 :]) if extension else (name, "")
    suffix = f" ({number})"
    if len((suffix + tail).encode()) >= NAME_LIMIT_BYTES:
        stem, tail = name, ""
    room = NAME_LIMIT_BYTES - len((suffix + tail).encode())
    return f"{_cut(stem, room)}{suffix}{tail}"


def _cut(text: str, limit_bytes: int) -> str:
    """As much of the beginning as fits, whole characters, not ending with a dot or space."""
    if len(text.encode()) <= limit_bytes:
        return text
    return text.encode()[:limit_bytes].decode(errors="ignore").rstrip(". ")
