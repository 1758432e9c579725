"""A raw item to one clean story: decoded, lines sorted into story and page, letters normalised, language told."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from servanda.decoding import decode
from servanda.errors import EmptyInput, NotRussian, TooLarge
from servanda.model.span import Span
from servanda.model.story import RawItem, Story
from servanda.settings import settings
from servanda.stories import datelines
from servanda.stories.headline import headline
from servanda.stories.imprint import imprint
from servanda.stories.language import language, name
from servanda.stories.letters import normalise
from servanda.stories.lines import Line, body, lines
from servanda.stories.markup import blank
from servanda.stories.terms import terms

HEAD = 4
"""Lines at either end of a text among which its own date line is looked for."""
HALVES = re.compile("[\ud800-\udfff]")
MARKUP = 10
"""How many times longer than its text a page may be."""


def clean(raw: RawItem, *, largest: int | None = None, any_language: bool = False) -> Story:
    """The story in a raw item.

    `largest` is the greatest length of a text in characters (`Settings.largest_story` where None). With
    `any_language` a story in another language is returned too, with its `language`, for keeping it unread.
    Raises EmptyInput, NotText, TooLarge or NotRussian; each names the item's `where`.
    """
    limit = settings().largest_story if largest is None else largest
    _check_size(raw, limit)
    text = decode(raw.content, raw.where) if isinstance(raw.content, bytes) else raw.content.removeprefix("\ufeff")
    page = None
    if raw.kind == "html":
        from servanda.stories.pages import read_page

        page = read_page(text, raw)
        text = page.text
    text = _sound(text)
    if len(text) > limit:
        raise _too_large(raw, len(text), limit)
    letters = normalise(blank(text))
    rows = lines(text, letters)
    _check_words(raw, rows)
    spans = _unbroken(body(rows, letters), text)
    spoken = language(" ".join(span.of(letters) for span in spans[:40]) or letters) or "ru"
    if spoken != "ru" and not any_language:
        raise NotRussian(f"the text is in {name(spoken)}", where=raw.where, remedy="only Russian is read")
    given_title = raw.title or (page.title if page else None)
    head = headline(text, letters, spans, given_title)
    footer = [row.given for row in rows] if page is None else page.lines
    url = raw.url or (page.url if page else None)
    publisher = imprint(footer)
    return Story(
        id=raw.id or url or raw.where,
        text=text,
        clean=letters,
        body=spans,
        headline=head,
        title=given_title or (" ".join(head.of(letters).split()) if head else None),
        date=_date(raw, page.date if page else None, rows),
        source=raw.source or _host(url) or publisher.outlet,
        url=url,
        language=spoken,
        imprint=publisher,
        terms=terms(footer),
    )


def _check_size(raw: RawItem, limit: int) -> None:
    """Refuses what cannot hold a text within the limit before any work is done on it."""
    widest = 4 if isinstance(raw.content, bytes) else 1
    most = limit * widest * (MARKUP if raw.kind == "html" else 1)
    if len(raw.content) > most:
        raise _too_large(raw, len(raw.content), most)


def _too_large(raw: RawItem, length: int, limit: int) -> TooLarge:
    return TooLarge(
        f"text too large ({length:,} of at most {limit:,} characters)",
        where=raw.where,
        remedy="split it, or raise the setting largest_story",
    )


def _check_words(raw: RawItem, rows: list[Line]) -> None:
    if not any(char.isalpha() for row in rows for char in row.clean):
        raise EmptyInput("no text in it", where=raw.where, remedy="nothing was read from it")


def _sound(text: str) -> str:
    """Half a surrogate pair is no character, and no file or database can hold it: U+FFFD stands in its place."""
    return HALVES.sub("\ufffd", text)


def _unbroken(spans: tuple[Span, ...], text: str) -> tuple[Span, ...]:
    """Cuts stretches at NUL, which databases refuse: no evidence holds one."""
    if "\0" not in text:
        return spans
    result = []
    for span in spans:
        start = span.start
        for piece in span.of(text).split("\0"):
            if piece.strip():
                result.append(Span(start, start + len(piece)))
            start += len(piece) + 1
    return tuple(result)


def _date(raw: RawItem, stated: str | None, rows: list[Line]) -> str | None:
    """The day of publication: as the source says, as the page says, or by the text's own date line or dateline."""
    if day := datelines.parse(raw.date) or stated:
        return day
    edges = rows[:HEAD] + rows[HEAD:][-HEAD:]
    own = [row.clean for row in edges if row.kind == "date"]
    own += [row.clean[:length] for row in rows[:HEAD] if (length := datelines.dateline(row.clean))]
    return next((day for line in own if (day := datelines.day_of(line))), None)


def _host(url: str | None) -> str | None:
    if not url:
        return None
    try:
        host = urlsplit(url).hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None
