"""Trying a source before it is kept: what it is, what it would bring now, and where its outlet may state its terms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from servanda.errors import InputError, SourceError
from servanda.sources import feeds, pages, telegram_preview
from servanda.sources.fetched import Fetched
from servanda.sources.source import Source
from servanda.sources.visit import Web, find

SHOWN = 3
"""Titles that tell people what a source brings."""


@dataclass(frozen=True, slots=True)
class Trial:
    """A source found at an address, how many stories it shows now, and the titles of the first of them."""

    source: Source
    count: int
    titles: tuple[str, ...]
    outlet: str
    """The host by which stories of it name their source."""
    home: str
    """The address of the page at the root of that host."""
    page: str | None = None
    """That page, HTML, where the imprint of the outlet may stand."""


def trial(address: str, web: Web) -> Trial:
    """Find out what an address is, and try it. An address without a scheme is one of https.

    Raises SourceError where it is no source.
    """
    remembering = _Remembering(web)
    source = find(_whole(address), remembering)
    titles = list(_titles(source, remembering.get(source.address)))
    parts = urlsplit(source.address)
    host, home = (parts.hostname or "").removeprefix("www."), f"{parts.scheme}://{parts.netloc}/"
    page = None if source.kind == "telegram" else _page(home, remembering)
    shown = tuple(title for title in titles if title)[:SHOWN]
    return Trial(source, len(titles), shown, host, home, page)


class _Remembering:
    """A web that is asked for each address once."""

    def __init__(self, web: Web) -> None:
        self.web = web
        self.answers: dict[str, Fetched] = {}

    def get(self, address: str, *, etag: str | None = None, last_modified: str | None = None) -> Fetched:
        if address not in self.answers:
            answer = self.web.get(address)
            self.answers |= {address: answer, answer.address: answer}
        return self.answers[address]


def _whole(address: str) -> str:
    if "://" in address or address.startswith("@") or telegram_preview.preview_address(address):
        return address
    return f"https://{address}"


def _titles(source: Source, answer: Fetched) -> Iterator[str | None]:
    if source.kind == "telegram":
        for post in telegram_preview.read(answer).posts:
            yield post.title or post.text.partition("\n")[0][:100]
    elif source.kind == "section":
        yield from (link.title for link in pages.articles(answer))
    else:
        yield from (entry.title for entry in feeds.read(answer).entries)


def _page(address: str, web: Web) -> str | None:
    """The page at an address; None where there is none."""
    from servanda.decoding import decode

    try:
        answer = web.get(address)
        return decode(answer.body, answer.address) if answer.ok else None
    except (SourceError, InputError):
        return None

