"""Which addresses the program may connect to: those of the public internet, however they are spelt."""

from __future__ import annotations

import ipaddress
from urllib.parse import SplitResult, urlsplit

from servanda.errors import SourceError

SCHEMES = {"http": 80, "https": 443}
LONGEST = 2000
"""Characters of an address; longer ones are no address of a story."""
CARRIERS = tuple(
    ipaddress.ip_network(net) for net in ("64:ff9b::/96", "64:ff9b:1::/48", "::/96", "::ffff:0:0:0/96", "::ffff:0:0/96")
)
"""IPv6 networks whose last four bytes are an IPv4 address: NAT64 (RFC 6052, 8215), compatible, translated, mapped."""
SITE_LOCAL = ipaddress.ip_network("fec0::/10")


class Refused(SourceError):
    """An address that the program does not ask on principle; trying again later will not help."""


Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def checked(address: str) -> SplitResult:
    """The parts of an address of the web.

    Raises Refused for another scheme, a user name in it, a port of another service, or what is no address.
    """
    shown = "".join(char if char.isprintable() else "?" for char in address[:200])
    if len(address) > LONGEST or any(char.isspace() or not char.isprintable() or char == "\\" for char in address):
        raise Refused("not an address of the web", where=shown, remedy="give it as https://host/path")
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise Refused("not an address of the web", where=shown, remedy="give it as https://host/path") from error
    if parts.scheme not in SCHEMES:
        raise Refused(f"scheme “{parts.scheme[:20]}” is not read", where=shown, remedy="only http and https are")
    if not host or "%" in host:
        raise Refused("an address without a host", where=shown, remedy="give it as https://host/path")
    if parts.username is not None or parts.password is not None:
        raise Refused("an address with a user name in it", where=shown, remedy="give it without")
    if port is not None and (port == 0 or (port < 1024 and port not in SCHEMES.values())):
        raise Refused(f"port {port} is not one of the web", where=shown, remedy="80, 443 and those from 1024 are")
    return parts


def is_public(address: Address) -> bool:
    """Whether a packet to this address leaves for the public internet, also where it carries another inside."""
    inner = _carried(address)
    if inner is not None:
        return is_public(inner)
    if isinstance(address, ipaddress.IPv6Address) and (address in SITE_LOCAL or address.scope_id):
        return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def _carried(address: Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address to which an IPv6 address leads."""
    if isinstance(address, ipaddress.IPv4Address):
        return None
    if address.sixtofour:
        return address.sixtofour
    if address.teredo:
        server, client = address.teredo
        return client if is_public(server) else server
    if int(address) > 1 and any(address in network for network in CARRIERS):
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return None
