"""The page on which somebody without a login finds an address's files: plain HTML in four languages, no scripts."""

import base64
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from zoneinfo import ZoneInfo

_STYLE = """
body{font:16px/1.5 system-ui,sans-serif;max-width:52rem;margin:2rem auto;padding:0 1rem;color:#1c2733;background:#fff}
table{width:100%;border-collapse:collapse}
th,td{padding:.5rem .75rem .5rem 0;text-align:left;vertical-align:top;border-bottom:1px solid #d5dbe1}
td:first-child{overflow-wrap:anywhere}
td:last-child,th:last-child{text-align:right;white-space:nowrap}
p{color:#55616d}
""".strip()
_UNITS = ("B", "kB", "MB", "GB", "TB")
_STEP = 1000


@dataclass(frozen=True, slots=True)
class _Words:
    title: str
    name: str
    kind: str
    size: str
    nothing: str
    until: str
    more: str
    link: str
    date: str
    """A `strftime` format."""
    decimal: str


_WORDS: Mapping[str, _Words] = {
    "en": _Words(
        "Files for you",
        "Name",
        "Type",
        "Size",
        "There are no files here.",
        "This page works until {}.",
        "Only the first {} files are shown.",
        "Link",
        "%Y-%m-%d",
        ".",
    ),
    "de": _Words(
        "Dateien für Sie",
        "Name",
        "Art",
        "Größe",
        "Hier liegen keine Dateien.",
        "Diese Seite ist bis zum {} erreichbar.",
        "Nur die ersten {} Dateien werden gezeigt.",
        "Link",
        "%d.%m.%Y",
        ",",
    ),
    "nl": _Words(
        "Bestanden voor u",
        "Naam",
        "Soort",
        "Grootte",
        "Hier staan geen bestanden.",
        "Deze pagina werkt tot en met {}.",
        "Alleen de eerste {} bestanden worden getoond.",
        "Link",
        "%d-%m-%Y",
        ",",
    ),
    "da": _Words(
        "Filer til dig",
        "Navn",
        "Type",
        "Størrelse",
        "Her er ingen filer.",
        "Denne side virker til og med {}.",
        "Kun de første {} filer vises.",
        "Link",
        "%d.%m.%Y",
        ",",
    ),
}
LANGUAGES = frozenset(_WORDS)
DEFAULT_LANGUAGE = "en"
_THREE_LETTERS: Mapping[str, str] = {
    "eng": "en",
    "deu": "de",
    "ger": "de",
    "nld": "nl",
    "dut": "nl",
    "dan": "da",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the page. `size_bytes` None: a link to somewhere else."""

    name: str
    title: str
    kind: str
    size_bytes: int | None
    address: str


def language_of(wanted: str, *, fallback: str) -> str:
    """The page's language for one of three letters or two, else that of the business."""
    known = _THREE_LETTERS.get(wanted.lower(), wanted.lower())
    if known in LANGUAGES:
        return known
    return fallback if fallback in LANGUAGES else DEFAULT_LANGUAGE


def policy() -> str:
    """What the page may do: show its own style, follow links, download."""
    style = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode("ascii")
    return (
        f"default-src 'none'; style-src 'sha256-{style}'; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'; sandbox allow-downloads"
    )


def page_of(
    entries: Sequence[Entry], *, language: str, business: str, count: int, expires_at: datetime, zone: str
) -> bytes:
    """The page; whatever somebody else wrote is escaped."""
    words = _WORDS[language]
    until = expires_at.astimezone(ZoneInfo(zone)).strftime(words.date)
    title = f"{words.title} – {business}"
    lines = [
        "<!DOCTYPE html>",
        f'<html lang="{language}"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head>",
        f"<body><h1>{escape(words.title)}</h1><p>{escape(business)}</p>",
        *(_table(entries, words) if entries else [f"<p>{escape(words.nothing)}</p>"]),
    ]
    if count > len(entries):
        lines.append(f"<p>{escape(words.more.format(len(entries)))}</p>")
    lines.append(f"<p>{escape(words.until.format(until))}</p></body></html>")
    return "\n".join(lines).encode("utf-8", "replace")


def _table(entries: Sequence[Entry], words: _Words) -> list[str]:
    heads = "".join(f'<th scope="col">{escape(word)}</th>' for word in (words.name, words.kind, words.size))
    return [
        f"<table><thead><tr>{heads}</tr></thead><tbody>",
        *(_row(one, words) for one in entries),
        "</tbody></table>",
    ]


def _row(entry: Entry, words: _Words) -> str:
    name = f'<a href="{escape(entry.address)}" rel="noopener noreferrer">{escape(entry.name)}</a>'
    title = f"<br>{escape(entry.title)}" if entry.title and entry.title != entry.name else ""
    kind = words.link if entry.size_bytes is None else entry.kind
    size = "" if entry.size_bytes is None else size_text(entry.size_bytes, decimal=words.decimal)
    return f"<tr><td>{name}{title}</td><td>{escape(kind)}</td><td>{size}</td></tr>"


def size_text(size_bytes: int, *, decimal: str = ".") -> str:
    """Such as `168 kB` or `2.5 GB`."""
    size, unit = float(size_bytes), 0
    while size >= _STEP - 0.5 and unit < len(_UNITS) - 1:
        size, unit = size / _STEP, unit + 1
    digits = 1 if unit > 1 else 0
    return f"{size:.{digits}f}".replace(".", decimal) + f" {_UNITS[unit]}"
