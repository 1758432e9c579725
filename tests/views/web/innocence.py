"""What no page may have in it, whatever the stories hold: scripts, styles or addresses that are not the site's own."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

ADDRESSES = ("href", "src", "action", "formaction", "srcset", "data", "poster", "xlink:href", "background")
REL = {"noopener", "noreferrer", "nofollow", "ugc"}


def faults(html: str) -> Iterator[str]:
    """What is wrong with a page, a line each."""
    for node in LexborHTMLParser(html).css("*"):
        tag, attributes = node.tag, node.attributes
        if tag == "script" and not (attributes.get("src") or "").startswith("/static/"):
            yield f"a script of its own: {node.html}"
        if tag in ("style", "iframe", "object", "embed", "base", "marquee"):
            yield f"an element that may not be: {node.html}"
        for name, value in attributes.items():
            if name.startswith(("on", "hx-on")) or name in ("style", "srcdoc"):
                yield f"an attribute that may not be: {node.html}"
            if name in ADDRESSES and value is not None:
                yield from _address(tag or "", value, set((attributes.get("rel") or "").split()))


def _address(tag: str, value: str, rel: set[str]) -> Iterator[str]:
    parts = urlsplit(value.strip())
    if parts.scheme not in ("", "http", "https", "webcal"):
        yield f"an address of another scheme: {value}"
    if parts.netloc and parts.scheme in ("http", "https") and (tag != "a" or not rel >= REL):
        yield f"an address elsewhere in <{tag} rel={sorted(rel)}>: {value}"
