"""Passwords of links for people without a login.

They are judged as slowly and as seldom as those of logins, and remembered for a while by a signed text that a browser
keeps.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from filebook.core import links
from filebook.core.errors import AccessDenied, Expired, NotFound, Unauthenticated
from filebook.core.ids import BusinessNumber, Number
from filebook.core.links import LinkKeys, LinkPass
from filebook.core.ports.secrets import PasswordHasher
from filebook.services.login_limits import LoginLimits

PASS_LIFETIME = timedelta(hours=2)
"""How long a password need not be given again."""
PASSWORD = "password"


@dataclass(frozen=True, slots=True)
class Guarded:
    """A link and the hash of its password; "" for none."""

    business: BusinessNumber
    number: Number
    password_hash: str


class LinkPasswords:
    """One for all kinds of links: their numbers are unique in the business."""

    def __init__(self, passwords: PasswordHasher, *, link_keys: LinkKeys, now: Callable[[], datetime]) -> None:
        self._passwords = passwords
        self._link_keys = link_keys
        self._now = now
        self._limits = LoginLimits(now=now)

    def hashed(self, password: str) -> str:
        """What is kept of a password; nothing of an empty one. Takes about a fifth of a second."""
        return self._passwords.hash(password) if password else ""

    def open(self, guarded: Guarded, password: str, *, address: str) -> str:
        """The signed text by which whoever gave the password is known from now on.

        Raises: AccessDenied("password") for a wrong one, Throttled.
        """
        subject = f"link {guarded.business} {guarded.number}"
        self._limits.check(subject, address)
        if guarded.password_hash and not self._passwords.verify(guarded.password_hash, password):
            self._limits.note_failure(subject, address)
            raise AccessDenied(PASSWORD)
        shown = LinkPass(guarded.business, guarded.number, _mark(guarded), self._now() + PASS_LIFETIME)
        return links.sign_pass(shown, self._link_keys)

    def require(self, guarded: Guarded, signed: str) -> None:
        """Raises: Unauthenticated("password") unless the link has no password, or the text says that it was given; one
        that was given before the link got another password no longer counts.
        """
        if not guarded.password_hash:
            return
        try:
            shown = links.verify_pass(signed, self._link_keys, now=self._now())
        except (NotFound, Expired):
            raise Unauthenticated(PASSWORD) from None
        if (shown.business, shown.link, shown.mark) != (guarded.business, guarded.number, _mark(guarded)):
            raise Unauthenticated(PASSWORD)


def _mark(guarded: Guarded) -> int:
    """Tells one password of a link from the next; says nothing of either, their hashes being salted."""
    return int.from_bytes(hashlib.sha256(guarded.password_hash.encode()).digest()[:8])
