"""From which network addresses somebody may log in."""

import re
from contextlib import suppress
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

_SEPARATORS = re.compile(r"[\s,;]+")


def is_allowed(restriction: object, address: str) -> bool:
    """Whether an address is among those of a restriction: a text or list of addresses and networks (`192.0.2.0/24`).

    Without a restriction every address is. What cannot be read as a network holds no address.
    """
    texts = restriction if isinstance(restriction, list | tuple) else [restriction]
    wanted = [word for text in texts if text is not None for word in _SEPARATORS.split(str(text)) if word]
    if not wanted:
        return True
    with suppress(ValueError):
        caller = _plain(ip_address(address))
        return any(_holds(network, caller) for network in wanted)
    return False


def _holds(network: str, address: IPv4Address | IPv6Address) -> bool:
    with suppress(ValueError):
        return address in ip_network(network, strict=False)
    return False


def _plain(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """An IPv4 address that came in IPv6 clothes, as a server on both shows it, in its own."""
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address
