"""An HTML page to the text of its article, with title, date and address as the page states them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from servanda.errors import EmptyInput
from servanda.model.story import RawItem
from servanda.stories import datelines
from servanda.stories.skeleton import PageLine, Skeleton, skeleton

EXTRACTED = 3_000_000
"""Characters of a page up to which trafilatura, whose work grows faster than the page, is asked."""
ENOUGH = 80
"""Characters below which an extracted text is likely a teaser or a menu."""
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
WIDE_CELL = 200
"""Characters of a table's row from which the table was used to lay out the page, with the article in one cell."""
SUFFIX = re.compile(r"\s+[|–—•·:/-]\s+[^|–—•·]{2,60}$")
DROPPED = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
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
            return datelines.parse(find_date(self.tame, original_date=True, extensive_search=False))
        except Exception:  # whatever a broken page does to htmldate, it has no date then
            return None


def read_page(page: str, raw: RawItem) -> Page:
    """The article in a page.

    Raises EmptyInput where no text of an article is found.
    """
    parts = skeleton(page)
    title = raw.title or _title(parts)
    found = _article(parts, title)
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


def _article(parts: Skeleton, title: str | None) -> list[str]:
    """The paragraphs of the article: by trafilatura, or by the page's own marks where that finds too little."""
    ours = _marked(parts.lines)
    theirs = _as_shown(_extracted(parts.tame), parts.lines)
    if any(row.startswith("|") and len(row) > WIDE_CELL for row in theirs):
        theirs = []
    best = theirs if _length(theirs) >= ENOUGH or _length(theirs) >= _length(ours) else ours
    if _length(best) < ENOUGH and (stated := _stated(parts)):
        best = stated if _length(stated) > _length(best) else best
    return [line for row in best if (line := _text(row))]


def _extracted(page: str) -> list[str]:
    if not page or len(page) > EXTRACTED:
        return []
    import logging

    from trafilatura import extract

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        text = extract(page, include_comments=False, include_tables=True, include_formatting=False)
    except Exception:  # whatever a broken page does to the extractor, the page's own marks are still there
        return []
    return [line.strip().removeprefix("- ") for line in (text or "").split("\n") if line.strip()]


def _as_shown(extracted: list[str], shown: list[PageLine]) -> list[str]:
    """The extracted lines; one that the extractor ran together out of several is parted as the page shows it."""
    whole = {line.text for line in shown}
    rows: list[str] = []
    for row in extracted:
        pieces = [] if row in whole else [line.text for line in shown if not line.around and line.text in row]
        pieces = list(dict.fromkeys(pieces))
        rows += pieces if len(pieces) > 1 and _length(pieces) >= 0.9 * len(row) else [row]
    return rows


def _marked(lines: list[PageLine]) -> list[str]:
    """Lines inside the element marked as the article, else those that are long and no links."""
    inside = [line.text for line in lines if line.in_article and not line.around and line.linked < 0.8]
    if _length(inside) >= ENOUGH:
        return inside
    return [
        line.text
        for line in lines
        if not line.around and line.linked < 0.5 and (len(line.text) > 60 or line.tag == "p")
    ]


def _stated(parts: Skeleton) -> list[str]:
    bodies = (statement.get("articleBody") for statement in parts.statements)
    return next((body.split("\n") for body in bodies if isinstance(body, str) and body.strip()), [])


def _length(rows: list[str]) -> int:
    return sum(map(len, rows))


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
        yield from (rows[row] for row in near if datelines.is_date_line(rows[row]))


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
