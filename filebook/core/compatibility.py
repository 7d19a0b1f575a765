"""What is served of the calls of a vendor's API."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from filebook.core.ids import Door


class KnownFrom(StrEnum):
    """From where a call is known."""

    VENDOR = "vendor"
    """The vendor's public documentation."""
    CLIENTS = "clients"
    """Public programs that send it."""
    US = "us"
    """Nowhere: it is served besides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VendorCall:
    """One call, as programs that speak the door's language know it. `subject`: the chapter that it belongs to.

    `strict`: what the profile of that name changes, in words. `known_from` None: nobody has noted it.
    """

    subject: str
    call: str
    served: bool
    about: str
    strict: str = ""
    known_from: KnownFrom | None = None


TellCompatibility = Callable[[Door], Sequence[VendorCall]]
"""The calls of a door, those that are not served too."""
