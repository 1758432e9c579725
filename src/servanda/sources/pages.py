"""Web pages as sources: the feeds that a page names, and the articles that a section page links to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urldefrag, urlencode, urljoin, urlsplit, urlunsplit

from servanda.decoding import decode
from servanda.errors import InputError, SourceError
from servanda.model.story import RawItem
from servanda.sources.fetched import Fetched

if TYPE_CHECKING:
    from lxml.html import HtmlElement

FEEDS = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/json")
TRACKS = re.compile(r"^(?:utm_\w+|yclid|gclid|fbclid|from|erid|_openstat|ysclid)$")
"""Parameters of an address that tell where a reader came from, and not what is read."""
ARTICLE = re.compile(r"\d{3,}|(?:[^/-]+-){3,}|(?:[^/_]+_){3,}|/\d{4}/\d\d?/|\.s?html?$")
"""What the path of an article has: a number, a date, a title."""
OTHER = re.compile(
    r"/(?:tags?|author|authors|rubrics?|category|categories|search|login|auth|about|contacts?|page|video|photo|gallery|"
    r"podcasts?|rss|archive|themes?|projects?|advert\w*|vacancy|privacy|terms)(?:/|$)",
    re.IGNORECASE,
)
FILES = re.compile(r"\.(?:jpe?g|png|gif|webp|svg|pdf|docx?|xlsx?|zip|rar|mp[34]|avi|css|js|xml)$", re.IGNORECASE)
WORDS = 3
"""Words of a link's text from which it is a headline and no button."""
AROUND = frozenset(("nav", "footer"))


@dataclass(frozen=True, slots=True)
class Link:
    """A link as a page shows it."""

    address: str
    title: str


def item(answer: Fetched) -> RawItem:
    """The page in an answer as a raw item.

    Raises SourceError where the answer is no page.
    """
    if not answer.ok:
        raise SourceError(f"answer {answer.status}", where=answer.address, remedy="check the address")
    return RawItem(answer.address, answer.body, _kind(answer), url=answer.address)


def _kind(answer: Fetched) -> str:
    return "text" if answer.content_type.split(";")[0].strip() == "text/plain" else "html"


def feeds(answer: Fetched) -> tuple[Link, ...]:
    """The feeds that a page names in its head."""
    page = _parsed(answer)
    if page is None:
        return ()
    found: dict[str, Link] = {}
    for link in page.iter("link"):
        named = "alternate" in (link.get("rel") or "").lower() and (link.get("type") or "").lower() in FEEDS
        if named and (address := _address(link.get("href"), answer.address)):
            found.setdefault(address, Link(address, " ".join((link.get("title") or "").split())[:200]))
    return tuple(found.values())


def articles(answer: Fetched) -> tuple[Link, ...]:
    """The articles that a section page links to, in its order: links to the same site whose path and text are those of
    an article, outside of menus and footers.
    """
    page = _parsed(answer)
    if page is None:
        return ()
    found: dict[str, Link] = {}
    for link in page.iter("a"):
        address = _address(link.get("href"), answer.address)
        if address is None or not _same_site(address, answer.address) or not _is_article(address, answer.address):
            continue
        title = " ".join(str(link.text_content()).split())[:400]
        if len(title.split()) < WORDS or any(above.tag in AROUND for above in link.iterancestors()):
            continue
        found.setdefault(address, Link(address, title))
    return tuple(found.values())


def canonical(address: str) -> str:
    """An address without its fragment and without what only tells where the reader came from."""
    parts = urlsplit(urldefrag(address).url)
    query = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if not TRACKS.match(name)]
    kept = parts.query if len(query) == len(parts.query.split("&")) else urlencode(query)
    return urlunsplit((parts.scheme, parts.netloc.lower(), parts.path or "/", kept if query else "", ""))


def _parsed(answer: Fetched) -> HtmlElement | None:
    from lxml import etree, html

    try:
        text = decode(answer.body, answer.address)
        content = text.replace("\0", "").encode("utf-8", "replace")
        return html.document_fromstring(content, parser=html.HTMLParser(encoding="utf-8"))
    except (InputError, etree.LxmlError, ValueError):
        return None


def _address(given: str | None, base: str) -> str | None:
    if not given or given.startswith("#"):
        return None
    try:
        address = canonical(urljoin(base, given.strip()))
        parts = urlsplit(address)
        return address if parts.scheme in ("http", "https") and parts.hostname else None
    except ValueError:
        return None


def _same_site(address: str, base: str) -> bool:
    """Whether two addresses lie on one host, or on a host and its subdomain."""
    one, other = (_host(given) for given in (address, base))
    return one == other or one.endswith(f".{other}") or other.endswith(f".{one}")


def _host(address: str) -> str:
    return (urlsplit(address).hostname or "").removeprefix("www.")


def _is_article(address: str, base: str) -> bool:
    path = urlsplit(address).path
    if address == canonical(base) or OTHER.search(path) or FILES.search(path):
        return False
    return ARTICLE.search(path) is not None or bool(re.search(r"\bid=\d+", urlsplit(address).query))
