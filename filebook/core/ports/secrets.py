"""The ports for secrets: sealing what must be readable again, hashing what must not."""

from typing import Protocol


class Vault(Protocol):
    """Seals secrets that must sign (onOffice) with a key kept outside the database."""

    def seal(self, secret: str) -> str:
        """The secret as text fit for the database."""

    def open(self, sealed: str) -> str:
        """The secret again.

        Raises: Damaged("secret") where it was altered or sealed with another key.
        """


class PasswordHasher(Protocol):
    """Slow, salted password hashes. Calls take about a fifth of a second: never on the event loop."""

    def hash(self, password: str) -> str:
        """A new hash."""

    def verify(self, hashed: str, password: str) -> bool:
        """Whether the password fits."""
