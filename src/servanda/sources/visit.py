"""What an address is, and a visit to a source: new stories are delivered as they come, its new state is returned."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from servanda.errors import InputError, SourceError
from servanda.model.story import RawItem
from servanda.sources import feeds, pages, telegram_preview
from servanda.sources.addresses import Refused
from servanda.sources.fetched import Fetched
from servanda.sources.politeness import after_answer, after_failure, retry_after
from servanda.sources.source import Source

Delivered = RawItem | SourceError
BUSY = {429, 503}
"""Answers by which a host asks to be left alone: the visit ends there."""
GONE = 410
FEWEST = 3
"""Links to articles from which a page counts as a section."""
MOST_PAGES = 20
"""Pages of older posts that one visit to a channel asks for, to close the gap to what is known."""


class Web(Protocol):
    """What fetches: `Polite` in earnest, a table of answers in tests."""

    def get(self, address: str, *, etag: str | None = None, last_modified: str | None = None) -> Fetched: ...


@dataclass(frozen=True, slots=True)
class _Lead:
    """An article that a source points at; `item` where the source carries it whole."""

    address: str
    date: str | None = None
    item: RawItem | None = None


class NotThere(SourceError):
    """The page of an article could not be had for a reason that will last; `id` is that of the story.

    It is gone `for_good` (410); or it is not there (404 and the like) or not allowed, which may change.
    """

    def __init__(self, error: SourceError, id: str, *, for_good: bool = False) -> None:
        self.id, self.for_good = id, for_good
        super().__init__(error.what, where=error.where, remedy=error.remedy)


class HostBusy(SourceError):
    """A host asks to be left alone for a while: nothing more is asked of it in this visit."""

    def __init__(self, answer: Fetched) -> None:
        self.answer = answer
        super().__init__(f"answer {answer.status}", where=answer.address, remedy="try again later")


def find(address: str, web: Web) -> Source:
    """What lies at an address, as a source: a Telegram channel, a feed, a page that names a feed, a section page.

    Raises SourceError where it is none of them.
    """
    if preview := telegram_preview.preview_address(address):
        found = telegram_preview.read(_got(web, preview))
        return Source(preview, "telegram", found.name)
    answer = _got(web, address)
    at = answer.moved_to or address
    if feeds.is_feed(answer):
        return Source(at, "feed", feeds.read(answer).title)
    for link in pages.feeds(answer):
        try:
            return Source(link.address, "feed", feeds.read(_got(web, link.address)).title)
        except (SourceError, InputError):
            continue
    if len(pages.articles(answer)) >= FEWEST:
        return Source(at, "section", None)
    raise SourceError(
        "no feed, and no list of articles", where=address, remedy="give a feed, a section page or a channel"
    )


def visit(
    source: Source,
    web: Web,
    known: Callable[[str], bool],
    deliver: Callable[[Delivered], None],
    now: datetime,
) -> Source:
    """Asks a source and what it newly points at; returns it as it stands afterwards.

    `known` tells whether the story of an id is in hand already; ids are addresses without what only tracks readers.
    `deliver` is given each new story, and the error of each page that could not be had. While pages are missing that
    could be had later, the source is asked in full again next time.
    """
    call = Visit(source, web, known, deliver)
    try:
        answer = web.get(source.address, etag=source.etag, last_modified=source.last_modified)
        if answer.ok and source.kind == "telegram":
            call.posts(answer)
        elif answer.ok:
            call.stories(answer)
    except HostBusy as busy:
        wait = retry_after(busy.answer.retry_after, now)
        return after_failure(source, f"answer {busy.answer.status}", now, wait=wait)
    except (SourceError, InputError) as error:
        return after_failure(source, error.what, now)
    after = after_answer(source, answer, call.fresh, now)
    return after if call.whole else replace(after, etag=source.etag, last_modified=source.last_modified)


@dataclass(slots=True)
class Visit:
    """One visit on its way: how many stories it brought, and whether all were had that can be had."""

    source: Source
    web: Web
    known: Callable[[str], bool]
    deliver: Callable[[Delivered], None]
    fresh: int = 0
    whole: bool = True

    def stories(self, answer: Fetched) -> None:
        """Delivers the articles of a feed or a section page that are not in hand."""
        for lead in {lead.address: lead for lead in _leads(self.source, answer)}.values():
            if self.known(lead.address):
                continue
            try:
                self.deliver(lead.item or self.page(lead))
                self.fresh += 1
            except HostBusy:
                raise
            except SourceError as error:
                self.deliver(error)

    def page(self, lead: _Lead) -> RawItem:
        """The page of an article. One that is gone is an error of its own; a host that is busy ends the visit."""
        try:
            answer = self.web.get(lead.address)
        except Refused as error:
            raise NotThere(error, lead.address) from error
        except SourceError:
            self.whole = False
            raise
        if answer.status in BUSY:
            raise HostBusy(answer)
        self.whole = self.whole and answer.status < 500
        try:
            item = pages.item(answer)
        except SourceError as error:
            if answer.status < 500:
                raise NotThere(error, lead.address, for_good=answer.status == GONE) from error
            raise
        return replace(item, id=lead.address, url=lead.address, date=lead.date)

    def posts(self, answer: Fetched) -> None:
        """Delivers a channel's new and edited posts, oldest first, going back until one in hand is met.

        A channel that was never asked before gives its newest page only.
        """
        shown = [telegram_preview.read(answer)]
        while self.source.last_success and len(shown) < MOST_PAGES and shown[-1].older and self.all_new(shown[-1]):
            older = self.web.get(shown[-1].older)
            if older.status in BUSY:
                raise HostBusy(older)
            shown.append(telegram_preview.read(older))
        for post in (post for page in reversed(shown) for post in page.posts):
            item, new = post.item(), not self.known(post.address)
            if item and (new or post.edited):
                self.deliver(item)
                self.fresh += new

    def all_new(self, page: telegram_preview.Preview) -> bool:
        return not any(self.known(post.address) for post in page.posts)


def _got(web: Web, address: str) -> Fetched:
    answer = web.get(address)
    if not answer.ok:
        raise SourceError(f"answer {answer.status}", where=address, remedy="check the address")
    return answer


def _leads(source: Source, answer: Fetched) -> Iterator[_Lead]:
    if source.kind == "section":
        yield from (_Lead(link.address) for link in pages.articles(answer))
        return
    for entry in feeds.read(answer).entries:
        address = pages.canonical(entry.address)
        item = entry.item(None)
        yield _Lead(address, entry.date, replace(item, id=address) if item else None)
