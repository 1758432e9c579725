"""Addresses from outside, made safe to follow: http and https to a named host, and nothing else."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit, urlunsplit

UNSAFE = re.compile(r"[\x00-\x20\x7f\\]")
HOST = re.compile(r"[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?(?::\d{1,5})?")
KEPT = "%/:=&?~+!$,;@()*'[]-._"
LONGEST = 2000


def link(address: str | None) -> str | None:
    """`address` as an active link in ASCII, or None where it is no http or https address that one may follow.

    Refused are other schemes (`javascript:`, `data:`, `file:`), control characters and backslashes, a name or
    password before the host, and addresses over 2,000 characters.
    """
    if not address or len(address) > LONGEST or UNSAFE.search(address.strip()):
        return None
    try:
        parts = urlsplit(address.strip())
        named = parts.netloc.lower()
        host = named if named.isascii() else named.encode("idna").decode("ascii")
    except (ValueError, UnicodeError):
        return None
    if parts.scheme.lower() not in ("http", "https") or not HOST.fullmatch(host):
        return None
    path, query, fragment = (quote(part, safe=KEPT) for part in (parts.path, parts.query, parts.fragment))
    return urlunsplit((parts.scheme.lower(), host, path, query, fragment))


def host(address: str | None) -> str | None:
    """The host of an address as people read it, `bashinform.ru`; None where there is no safe address."""
    safe = link(address)
    return urlsplit(safe).netloc.removeprefix("www.") if safe else None
