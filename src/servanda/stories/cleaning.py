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
from servanda.stories.links import links
from servanda.stories.markup import blank
from servanda.stories.pages import Page, read_page
from servanda.stories.terms import terms

HEAD = 4
"""Lines at either end of a text among which its own date line is looked for."""
AROUND = ("imprint", "terms", "mark", "credit", "legal", "advert")
"""Kinds of lines among which a text's imprint and terms are looked for."""
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
    given = decode(raw.content, raw.where) if isinstance(raw.content, bytes) else raw.content.removeprefix("\ufeff")
    page = read_page(given, raw) if raw.kind == "html" else None
    text = _sound(page.text if page else given)
    if len(text) > limit:
        raise _too_large(raw, len(text), limit)
    letters = normalise(blank(text))
    rows = lines(text, letters)
    spans = _unbroken(body(rows, letters), text, letters)
    spoken = _language(raw, rows, spans, letters)
    if spoken != "ru" and not any_language:
        raise NotRussian(f"the text is in {name(spoken)}", where=raw.where, remedy="only Russian is read")
    title = raw.title or (page.title if page else None)
    head = headline(text, letters, spans, title)
    around = page.lines if page else [row.given for row in rows if row.kind in AROUND]
    publisher = imprint(around)
    url = _address(raw, page)
    return Story(
        id=raw.id or url or raw.where,
        text=text,
        clean=letters,
        body=spans,
        headline=head,
        title=title or (" ".join(head.of(letters).split()) if head else None),
        date=_date(raw, page, rows),
        source=raw.source or _host(url) or publisher.outlet,
        url=url,
        language=spoken,
        imprint=publisher,
        terms=terms(around),
        links=raw.links or (links(page.tame, url) if page else ()),
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


def _language(raw: RawItem, rows: list[Line], spans: tuple[Span, ...], letters: str) -> str:
    """The language of the story's first lines, of its page where it has none.

    Raises EmptyInput where there is no word in either.
    """
    if not any(char.isalpha() for row in rows for char in row.clean):
        raise EmptyInput("no text in it", where=raw.where, remedy="nothing was read from it")
    return language(" ".join(span.of(letters) for span in spans[:40])) or language(letters) or "ru"


def _sound(text: str) -> str:
    """Half a surrogate pair is no character, and no file or database can hold it: U+FFFD stands in its place."""
    return HALVES.sub("\ufffd", text)


def _unbroken(spans: tuple[Span, ...], text: str, clean: str) -> tuple[Span, ...]:
    """Cuts stretches at NUL, which databases refuse: no evidence holds one, and none is blank when cleaned."""
    if "\0" not in text:
        return spans
    result = []
    for span in spans:
        start = span.start
        for piece in span.of(text).split("\0"):
            if clean[start : start + len(piece)].strip():
                result.append(Span(start, start + len(piece)))
            start += len(piece) + 1
    return tuple(result)


def _date(raw: RawItem, page: Page | None, rows: list[Line]) -> str | None:
    """The day of publication: as the page states it, as the source says, by the text's own date line or a guess."""
    if day := (page.date if page else None) or datelines.parse(raw.date):
        return day
    edges = rows[:HEAD] + rows[HEAD:][-HEAD:]
    own = [row.clean for row in edges if row.kind == "date"]
    own += [row.clean[:length] for row in rows[:HEAD] if (length := datelines.dateline(row.clean))]
    found = next((day for line in own if (day := datelines.day_of(line))), None)
    return found or (page.guessed_date() if page else None)


def _address(raw: RawItem, page: Page | None) -> str | None:
    """The address that a page gives as its own, unless it was got from another host; else the one it was got from."""
    stated = page.url if page else None
    if stated and (not raw.url or _host(stated) == _host(raw.url)):
        return stated
    return raw.url


def _host(url: str | None) -> str | None:
    if not url:
        return None
    try:
        host = urlsplit(url).hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None
