"""What every area of the native door is built from."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from filebook.dialects.native.once import Once
from filebook.services.bundle import Services


@dataclass(frozen=True, slots=True)
class Parts:
    """The services, the wrapper of routes that make something, and the clock."""

    services: Services
    once: Once
    now: Callable[[], datetime]
