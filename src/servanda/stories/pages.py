"""An HTML page to the text of its article, with title, date and address as the page states them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from servanda.errors import EmptyInput
from servanda.model.story import RawItem
from servanda.stories import datelines
from servanda.stories.article import EXTRACTED, article
from servanda.stories.skeleton import Skeleton, skeleton

DATES = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "mediator_published_time",
    "pubdate",
    "publish_date",
    "publication_date",
    "dc.date.issued",
    "dcterms.created",
    "dc.date",
    "date",
)
"""Names under which pages state the day of publication, the most trustworthy first."""
SUFFIX = re.compile(r"\s+[|–—•·:/-]\s+[^|–—•·]{2,60}$")
DROPPED = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
DATED = 80
"""Characters up to which a line beside the title is looked at for the date."""
NEAR = 6
"""Lines on either side of the title among which a page shows its date."""


@dataclass(frozen=True, slots=True)
class Page:
    """The article of a page: `text` opens with its title and a blank line; `lines` are all that the page shows."""

    text: str
    title: str | None
    date: str | None
    url: str | None
    site: str | None
    lines: list[str]
    tame: str
    """The page without scripts, of bounded depth."""

    def guessed_date(self) -> str | None:
        """The day of publication by the hints that htmldate knows: addresses, classes, copyright lines."""
        if not self.tame or len(self.tame) > EXTRACTED:
            return None
        from htmldate import find_date

        try:
            return datelines.parse(find_date(self.tame, original_date=True))
        except Exception:  # whatever a broken page does to htmldate, it has no date then
            return None


def read_page(page: str, raw: RawItem) -> Page:
    """The article in a page.

    Raises EmptyInput where no text of an article is found.
    """
    parts = skeleton(page)
    title = raw.title or _title(parts)
    found = [line for row in article(parts, title) if (line := _text(row))]
    if not found:
        raise EmptyInput("no article text found", where=raw.where, remedy="give the page of one story, or its text")
    paragraphs = [line for line in found if not _same(line, title)]
    text = "\n".join(paragraphs)
    return Page(
        text=f"{title}\n\n{text}" if title else text,
        title=title,
        date=next(filter(None, map(datelines.parse, _dates(parts, title))), None),
        url=_address(parts, raw.url),
        site=_text(parts.meta.get("og:site_name")),
        lines=[line.text for line in parts.lines],
        tame=parts.tame,
    )


def _text(row: str | None) -> str | None:
    return " ".join(DROPPED.sub("", row).split()) or None if row else None


def _title(parts: Skeleton) -> str | None:
    """The heading of the page where its own title repeats it, else what the page states without the site's name."""
    stated = _text(parts.meta.get("og:title")) or _text(parts.title)
    headings = [line.text for line in parts.lines if line.tag == "h1"]
    for heading in headings:
        if not stated or heading.lower()[:40] in stated.lower() or stated.lower()[:40] in heading.lower():
            return _text(heading)
    headlines = (statement.get("headline") for statement in parts.statements)
    named = next((_text(line) for line in headlines if isinstance(line, str)), None)
    if named:
        return named[:400]
    if stated:
        return (_text(SUFFIX.sub("", stated)) or stated)[:400]
    return _text(headings[0]) if headings else None


def _same(line: str, title: str | None) -> bool:
    return title is not None and line.strip(" .").lower() == title.strip(" .").lower()


def _dates(parts: Skeleton, title: str | None) -> Iterator[str | None]:
    """What the page states of its day, and what it shows beside its title, the most trustworthy first."""
    for statement in parts.statements:
        yield str(statement.get("datePublished") or "")
    for name in DATES:
        yield parts.meta.get(name)
    yield from parts.times[:1]
    rows = [line.text for line in parts.lines]
    at = next((at for at, row in enumerate(rows) if _same(row, title)), None)
    if at is not None:
        near = sorted(range(max(0, at - NEAR), min(len(rows), at + NEAR + 1)), key=lambda row: abs(row - at))
        yield from (rows[row] for row in near if len(rows[row]) <= DATED)


def _address(parts: Skeleton, given: str | None) -> str | None:
    """The canonical address of the page, if it is one of the web; the one it was asked by is kept beside it."""
    for stated in (parts.canonical, parts.meta.get("og:url")):
        try:
            address = urljoin(given or "", (stated or "").strip())
            if stated and urlsplit(address).scheme in ("http", "https") and urlsplit(address).hostname:
                return address
        except ValueError:
            continue
    return None
