"""The links of a page that lead to other sites: by these one sees whether a reprint names its source as it should."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

AROUND = frozenset(("nav", "footer", "header", "aside"))
MOST = 200
LONGEST = 2000
"""Characters of an address."""


def links(page: str, base: str | None) -> tuple[str, ...]:
    """The addresses on other hosts to which a page links outside of its menus, in its order, each once."""
    from selectolax.lexbor import LexborHTMLParser

    own = _host(base)
    found: dict[str, None] = {}
    for link in LexborHTMLParser(page).css("a[href]"):
        address = _absolute(link.attributes.get("href"), base)
        if address and _host(address) != own and not _around(link):
            found.setdefault(address)
        if len(found) == MOST:
            break
    return tuple(found)


def _absolute(given: str | None, base: str | None) -> str | None:
    try:
        address = urljoin(base or "", (given or "").strip())
    except ValueError:
        return None
    return address if len(address) <= LONGEST and address.isprintable() and _host(address) else None


def _host(address: str | None) -> str | None:
    try:
        parts = urlsplit(address or "")
        return (parts.hostname or "").removeprefix("www.") if parts.scheme in ("http", "https") else None
    except ValueError:
        return None


def _around(link: object) -> bool:
    above = getattr(link, "parent", None)
    while above is not None:
        if above.tag in AROUND:
            return True
        above = above.parent
    return False
