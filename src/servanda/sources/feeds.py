"""RSS, Atom and JSON Feed to their entries. No document type, no entity of its own: such a feed is refused."""

from __future__ import annotations

import io
import json
import re
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from itertools import islice
from typing import Any
from urllib.parse import urljoin, urlsplit

from servanda.decoding import decode
from servanda.errors import InputError, SourceError
from servanda.model.story import RawItem
from servanda.sources.fetched import Fetched

DECLARED = re.compile(r"^\s*<\?xml[^>]*\?>")
ENTITIES = re.compile(r"<!\s*(?:ENTITY|DOCTYPE[^>]*\[)", re.IGNORECASE)
OPENS = re.compile(r"<(?:\w+:)?(?:rss|feed|RDF)[\s>]")
ENTRY = re.compile(r"<(?:\w+:)?(?:item|entry)[\s>]")
TAG = re.compile(r"<[^<>]*>")
WHOLE = 600
"""Characters of an entry's text from which it is taken for the whole story, and its page is not asked for."""
TEXTS = ("turbo_content", "summary")
"""What feeds call their texts beside `content`; those for aggregators are `full-text` in a name space of each."""
MOST = 1000
"""Entries that are taken from one feed."""
LONGEST_TITLE = 1000


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed; `text` is HTML, None where the feed gives only a teaser."""

    address: str
    title: str | None = None
    date: str | None = None
    """ISO, in the time zone in which the feed gives it."""
    text: str | None = None

    def item(self, source: str | None) -> RawItem | None:
        """The story, where the feed carries the whole of it."""
        if self.text is None:
            return None
        return RawItem(
            self.address, self.text, "html", date=self.date, source=source, url=self.address, title=self.title
        )


@dataclass(frozen=True, slots=True)
class Feed:
    """What a feed says of itself, and its entries, as given."""

    title: str | None
    entries: tuple[Entry, ...]


def is_feed(answer: Fetched) -> bool:
    """Whether an answer is a feed, by its first bytes: types of content are told wrong too often."""
    try:
        start = decode(answer.body[:4000]).lstrip()
    except InputError:
        return False
    if start.startswith("{"):
        return "jsonfeed.org/version" in start
    return start.startswith("<") and OPENS.search(start) is not None


def read(answer: Fetched) -> Feed:
    """The feed in an answer.

    Raises SourceError where it is none, or where it defines entities of its own.
    """
    text = decode(answer.body, answer.address)
    if text.lstrip().startswith("{"):
        return _json(text, answer)
    if ENTITIES.search(text[:20_000]) or "<!ENTITY" in text:
        raise SourceError("a feed that defines entities", where=answer.address, remedy="it was not read")
    if not OPENS.search(text[:20_000]):
        raise SourceError("not a feed", where=answer.address, remedy="give the address of its RSS, Atom or JSON feed")
    return _xml(text, answer)


def _xml(text: str, answer: Fetched) -> Feed:
    import feedparser

    after = next(islice(ENTRY.finditer(text), MOST, None), None)
    text = text[: after.start()] if after else text
    stream = io.BytesIO(DECLARED.sub("", text).encode("utf-8", "replace"))
    headers = {"content-type": "application/xml; charset=utf-8", "content-location": answer.address}
    found = feedparser.parse(stream, response_headers=headers, sanitize_html=False, resolve_relative_uris=False)
    entries = (_entry(row, answer.address) for row in found.entries[:MOST])
    return Feed(_line(found.feed.get("title")), tuple(entry for entry in entries if entry))


def _entry(row: Any, base: str) -> Entry | None:
    address = _address(row.get("link") or row.get("id"), base)
    if address is None:
        return None
    texts = [str(content.get("value") or "") for content in row.get("content", [])]
    texts += [str(row[name] or "") for name in row if name in TEXTS or name.endswith("full-text")]
    return Entry(address, _line(row.get("title")), _date(row.get("published") or row.get("updated")), _whole(texts))


def _json(text: str, answer: Fetched) -> Feed:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise SourceError("a broken JSON feed", where=answer.address, remedy="try again later") from error
    rows = found.get("items") if isinstance(found, dict) else None
    if not isinstance(rows, list) or "jsonfeed" not in str(found.get("version")):
        raise SourceError("not a feed", where=answer.address, remedy="give the address of its RSS, Atom or JSON feed")
    entries = []
    for row in (row for row in rows[:MOST] if isinstance(row, dict)):
        address = _address(row.get("url") or row.get("external_url") or row.get("id"), answer.address)
        texts = [str(row.get(name) or "") for name in ("content_html", "content_text")]
        if address:
            entries.append(Entry(address, _line(row.get("title")), _date(row.get("date_published")), _whole(texts)))
    return Feed(_line(found.get("title")), tuple(entries))


def _whole(texts: list[str]) -> str | None:
    """The longest of an entry's texts, where it is long enough to be the story."""
    best = max(texts, key=len, default="")
    return best if len(TAG.sub("", best)) >= WHOLE else None


def _address(given: object, base: str) -> str | None:
    """An entry's address, absolute; None where it is none of the web."""
    if not isinstance(given, str) or not given.strip():
        return None
    try:
        address = urljoin(base, given.strip())
        parts = urlsplit(address)
    except ValueError:
        return None
    return address if parts.scheme in ("http", "https") and parts.hostname else None


def _line(given: object) -> str | None:
    if not isinstance(given, str):
        return None
    return " ".join(TAG.sub("", given[: 4 * LONGEST_TITLE]).split())[:LONGEST_TITLE] or None


def _date(given: object) -> str | None:
    """A date of RFC 822 or ISO as ISO, its time zone kept."""
    if not isinstance(given, str):
        return None
    given = given.strip()[:60]
    for parse in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            return parse(given).isoformat()
        except (ValueError, TypeError, IndexError):
            continue
    return None
