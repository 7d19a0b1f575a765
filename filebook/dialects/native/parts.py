"""What every area of the native door is built from."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from filebook.core.access import Actor
from filebook.core.compatibility import TellCompatibility
from filebook.core.ids import Door
from filebook.core.spelling import SpellFile
from filebook.dialects.native.once import Once
from filebook.services.bundle import Services
from filebook.services.outbox import Outbox


@dataclass(frozen=True, slots=True)
class Place:
    """Where a door is served: below a prefix and, where `host` is told, at the root of a host name of its own."""

    door: Door
    prefix: str
    host: str = ""


@dataclass(frozen=True, slots=True)
class BrowserSessions:
    """How long a browser's session lasts: without use, and at most."""

    idle_seconds: int
    longest_seconds: int


@dataclass(frozen=True, slots=True)
class Parts:
    """The services, the wrapper of routes that make something, the clock, and what sends to webhooks; how long sessions
    of browsers last, where the other doors are, and how they show a file; what puts content to try things with into the
    business of an actor; what vendors' doors serve.
    """

    services: Services
    once: Once
    now: Callable[[], datetime]
    outbox: Outbox
    browser: BrowserSessions
    places: tuple[Place, ...]
    spellings: Mapping[Door, SpellFile]
    fill_demo: Callable[[Actor], None]
    compatibility: TellCompatibility
