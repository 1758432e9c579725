"""An address on the command line: a page, a document, a feed or a channel, read once."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace

from servanda.errors import InputError, SourceError
from servanda.model.story import RawItem
from servanda.sources import feeds, pages, telegram_preview
from servanda.sources.fetched import Fetched
from servanda.sources.formats import SNIFFED, by_content
from servanda.sources.formats.base import Given
from servanda.sources.source import Source
from servanda.sources.visit import Delivered, Visit, Web


def read(address: str, web: Web, limit: int) -> Iterator[RawItem | InputError | SourceError]:
    """What lies at an address, a story or several; an error where it cannot be had. `limit` is in bytes a story."""
    preview = telegram_preview.preview_address(address)
    answer = web.get(preview or address)
    if not answer.ok:
        raise SourceError(f"answer {answer.status}", where=address, remedy="check the address")
    if preview:
        yield from (item for post in telegram_preview.read(answer).posts if (item := post.item()))
    elif feeds.is_feed(answer):
        found: list[Delivered] = []
        Visit(Source(answer.address, "feed"), web, lambda _: False, found.append).stories(answer)
        yield from found
    else:
        yield from _document(answer, limit)


def _document(answer: Fetched, limit: int) -> Iterator[RawItem | InputError]:
    at = pages.canonical(answer.address)
    reader = by_content(answer.body[:SNIFFED])
    for item in reader(io.BytesIO(answer.body), Given(at, at, limit)):
        yield replace(item, url=at) if isinstance(item, RawItem) else item
