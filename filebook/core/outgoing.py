"""Requests of ours to addresses that users named: what can be meant, and which networks are out of bounds."""

import re
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_network
from urllib.parse import urlsplit

from filebook.core.errors import Invalid

URL_LENGTH_LIMIT = 2000
_DEFAULT_PORTS = {"http": 80, "https": 443}
_LABEL = r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?"
_HOST_NAME = re.compile(rf"(?=.{{1,253}}$){_LABEL}(\.{_LABEL})*")
_NOT_PUBLIC_V4 = tuple(
    ip_network(network)
    for network in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",  # between a provider and its customers; one cloud's metadata
        "127.0.0.0/8",
        "168.63.129.16/32",  # public by its form, but the inside of one cloud
        "169.254.0.0/16",  # link-local; the metadata of most clouds
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
    )
)
_PUBLIC_V6 = ip_network("2000::/3")
"""All that is given out to the Internet so far; private, link-local, multicast and the like lie outside of it."""
_NOT_PUBLIC_V6 = tuple(
    ip_network(network)
    for network in (
        "2001::/23",  # special purposes, among them tunnels that hold another address
        "2001:db8::/32",
        "2002::/16",  # a tunnel that holds another address
        "3fff::/20",
    )
)
_NAT64 = ip_network("64:ff9b::/96")
_LAST_32_BITS = 2**32 - 1


@dataclass(frozen=True, slots=True)
class Target:
    """A sound URL, taken apart. `authority` is the Host header, `path` what is asked for there, query included."""

    is_tls: bool
    host: str
    port: int
    authority: str
    path: str


def target_of(url: str, *, field: str) -> Target:
    """A URL of http or https without a user name, in plain ASCII. Raises: Invalid(field)."""
    if len(url) > URL_LENGTH_LIMIT or not all("!" <= char <= "~" for char in url) or "\\" in url:
        raise Invalid(field, "characters")
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError:
        raise Invalid(field, "form") from None
    if parts.scheme not in _DEFAULT_PORTS:
        raise Invalid(field, "scheme")
    if "@" in parts.netloc:
        raise Invalid(field, "user_name")
    if not (_is_v6(host) if "[" in parts.netloc else _HOST_NAME.fullmatch(host)) or port == 0:
        raise Invalid(field, "host")
    shown = f"[{host}]" if ":" in host else host
    usual = _DEFAULT_PORTS[parts.scheme]
    authority = shown if port in {None, usual} else f"{shown}:{port}"
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(parts.scheme == "https", host, port or usual, authority, path)


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Whether an address belongs to the Internet at large: not this machine, its network, or a special purpose.

    An IPv4 address within an IPv6 one (mapped, or translated by NAT64) is judged itself.
    """
    if isinstance(address, IPv4Address):
        return not any(address in network for network in _NOT_PUBLIC_V4)
    if address.ipv4_mapped is not None:
        return is_public(address.ipv4_mapped)
    if address in _NAT64:
        return is_public(IPv4Address(int(address) & _LAST_32_BITS))
    return address in _PUBLIC_V6 and not any(address in network for network in _NOT_PUBLIC_V6)


def _is_v6(host: str) -> bool:
    try:
        return IPv6Address(host).scope_id is None
    except ValueError:
        return False
