"""How a business looks to people: its colour, its logo, and the links that stand below its pages."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from filebook.core.errors import Invalid
from filebook.core.urls import checked_url

URL_LIMIT = 2000
"""Characters of an address."""
_COLOUR = re.compile(r"#[0-9a-f]{6}")


@dataclass(frozen=True, slots=True)
class Appearance:
    """What is not set is "". `colour`: `#rrggbb` in lower case; `logo_sha256`: of the logo's bytes."""

    colour: str = ""
    imprint_url: str = ""
    privacy_url: str = ""
    logo_sha256: str = ""


@dataclass(frozen=True, slots=True)
class Logo:
    """A logo's bytes, of our own making."""

    media_type: str
    content: bytes


def require_sound_appearance(appearance: Appearance) -> None:
    """Raises: Invalid("colour" | "imprint_url" | "privacy_url")."""
    if appearance.colour and not _COLOUR.fullmatch(appearance.colour):
        raise Invalid("colour", "form")
    for name in ("imprint_url", "privacy_url"):
        if getattr(appearance, name):
            _require_sound_url(getattr(appearance, name), name)


def _require_sound_url(url: str, name: str) -> None:
    if len(url) > URL_LIMIT:
        raise Invalid(name, "length")
    try:
        checked_url(url)
    except Invalid as invalid:
        raise Invalid(name, invalid.reason) from None
    if "@" in urlsplit(url).netloc:
        raise Invalid(name, "user_name")
