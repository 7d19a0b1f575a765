"""Share: what somebody shows people without a login, by a secret address; and what is remembered of its use.

A share is a promise of its maker: it shows what the maker may see and share at the moment of each use, nothing else.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from ipaddress import IPv6Address, ip_address, ip_network

from filebook.core.access import EVERYTHING, Scope
from filebook.core.errors import Invalid
from filebook.core.ids import BusinessNumber, Kind, Number, Ref, Uid

ITEM_LIMIT = 100
"""So many files and folders one share may name."""
USES_KEPT = 1000
"""Of each share so many uses are remembered, the last ones."""
RESUMED_WITHIN = timedelta(hours=12)
"""For so long whoever began a download may fetch the rest of it, which is not counted again."""
SEEN_AGAIN_AFTER = timedelta(minutes=10)
"""Who looks at a page again sooner is not noted again."""
_AGENT_LIMIT = 40
_IPV4_KEPT, _IPV6_KEPT = 24, 48
_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
"""By what stands in their names for themselves; most also name those below them here."""
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iOS"),
    ("iPad", "iPadOS"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)
_PRODUCT = re.compile(r"[A-Za-z][A-Za-z0-9._-]*")


class ShareState(StrEnum):
    """Whether a share works, and if not, why."""

    WORKS = "works"
    EXPIRED = "expired"
    USED_UP = "used_up"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class Item:
    """A file, a folder with all that lies in it, or an appointment with the files that hang on it."""

    kind: Kind
    ref: Ref


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """One secret address. Of its token only the SHA-256 is kept, of its password only a slow hash; "" for none.

    `maker` and `scope` are a user of the business, and what the token was good for that the share was made with.
    `name`, `message` and `sender` are what its visitors read; "" for nothing said.
    """

    business: BusinessNumber
    number: Number
    uid: Uid
    token_sha256: str
    items: tuple[Item, ...]
    maker: Number
    scope: Scope = EVERYTHING
    name: str = ""
    message: str = ""
    sender: str = ""
    password_hash: str = ""
    expires_at: datetime | None = None
    download_count_limit: int | None = None
    """So many downloads may be begun."""
    download_count: int = 0
    created_at: datetime
    revoked_at: datetime | None = None
    last_used_at: datetime | None = None

    @property
    def is_used_up(self) -> bool:
        """Whether no further download may begin."""
        return self.download_count_limit is not None and self.download_count >= self.download_count_limit

    def state(self, now: datetime) -> ShareState:
        """How it stands, so far as it is not its maker who stands in its way."""
        if self.revoked_at is not None:
            return ShareState.REVOKED
        if self.expires_at is not None and self.expires_at <= now:
            return ShareState.EXPIRED
        return ShareState.USED_UP if self.is_used_up else ShareState.WORKS


class UseKind(StrEnum):
    """What a visitor did."""

    SEEN = "seen"
    """Looked at the page."""
    FILE = "file"
    """Began to download a file."""
    ARCHIVE = "archive"
    """Began to download everything at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """One use of a share. `address` and `agent` are shortened; `visitor` tells one visitor from another without telling
    who it is. `position` counts the uses of one share.
    """

    kind: UseKind
    at: datetime
    visitor: str
    address: str
    agent: str
    file: Ref | None = None
    file_name: str = ""
    version: int = 0
    position: int = 0


def checked_limit(limit: int | None) -> int | None:
    """Raises: Invalid("download_count_limit")."""
    if limit is not None and limit < 1:
        raise Invalid("download_count_limit", "range")
    return limit


def shortened_address(address: str) -> str:
    """The network that an address lies in, without what names one household in it: the first 24 bits of IPv4, the
    first 48 of IPv6; "" for what is no address.
    """
    try:
        parsed = ip_address(address)
    except ValueError:
        return ""
    mapped = parsed.ipv4_mapped if isinstance(parsed, IPv6Address) else None
    plain = mapped or parsed
    kept = _IPV6_KEPT if isinstance(plain, IPv6Address) else _IPV4_KEPT
    return str(ip_network(f"{plain}/{kept}", strict=False))


def shortened_agent(agent: str) -> str:
    """The browser and system that a `User-Agent` names, without versions: `Firefox, Windows`. Of other programs their
    name alone, "" where there is none.
    """
    browser = next((name for mark, name in _BROWSERS if mark in agent), "")
    if not browser:
        product = _PRODUCT.match(agent)
        return product.group()[:_AGENT_LIMIT] if product else ""
    system = next((name for mark, name in _SYSTEMS if mark in agent), "")
    return f"{browser}, {system}" if system else browser
