"""Signing on through a provider of identities that people log in at already (OpenID Connect)."""

import re
from dataclasses import dataclass
from datetime import datetime

from filebook.core.access import Role

NEWCOMER_ROLES = (Role.PERSONAL, Role.VIEWER, Role.EDITOR)
"""What somebody may become whom the provider alone knows: nobody who administers."""
HOME = "/"
_PLACE = re.compile(r"/(?![/\\])[!-\[\]-~]{0,500}")
"""A path on this server: one slash at its beginning, no backslash, nothing that cannot be seen."""


@dataclass(frozen=True, slots=True)
class Newcomers:
    """Those whom the provider knows and nobody here: they become users of this business in this role."""

    tenant: str
    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Journey:
    """One sign-on under way, as the browser that began it carries it, sealed: nobody else can end it.

    `verifier`: what shows the provider that whoever began asks for the answer (PKCE). `back_to`: a path here.
    `again`: whether the person shall show anew who it is, for sensitive changes.
    """

    state: str
    nonce: str
    verifier: str
    back_to: str
    again: bool
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Whom the provider vouches for, by an e-mail address that it has verified. `authenticated_at`: when that person
    last showed who it is, if told.
    """

    email: str
    first_name: str = ""
    last_name: str = ""
    authenticated_at: datetime | None = None


def place_here(text: str) -> str:
    """Where a page may be sent after a sign-on: a path of this server as told, otherwise the beginning."""
    return text if _PLACE.fullmatch(text) else HOME


def is_same_address(one: str, other: str) -> bool:
    """Whether two e-mail addresses are the same, whatever the case of ASCII letters.

    No other letters are folded: two that look alike, or become alike, may be two people's.
    """
    return one == other or (one.isascii() and other.isascii() and one.lower() == other.lower())
