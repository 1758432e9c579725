"""Which lines of a page are its article: trafilatura's choice, mended by what the page itself shows and marks."""

from __future__ import annotations

import logging

from servanda.stories.skeleton import PageLine, Skeleton

EXTRACTED = 3_000_000
"""Characters of a page up to which trafilatura, whose work grows faster than the page, is asked."""
ENOUGH = 80
"""Characters below which an extracted text is likely a teaser or a menu."""
WIDE_CELL = 200
"""Characters of a table's row from which the table was used to lay out the page, with the article in one cell."""
PARAGRAPH = 40
"""Characters from which a line that ends a sentence is a paragraph."""


def article(parts: Skeleton, title: str | None) -> list[str]:
    """The paragraphs of the article, in order; empty where the page has none."""
    ours, theirs = _marked(parts.lines), _extracted(parts.tame)
    if any(row.startswith("|") and len(row) > WIDE_CELL for row in theirs):
        theirs = []
    theirs = _with_lead(_without_links(_as_shown(theirs, parts.lines), parts.lines), parts.lines, title)
    best = theirs if _length(theirs) >= ENOUGH or _length(theirs) >= _length(ours) else ours
    if _length(best) < ENOUGH and _length(stated := _stated(parts)) > _length(best):
        best = stated
    return best


def _extracted(page: str) -> list[str]:
    if not page or len(page) > EXTRACTED:
        return []
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
        if len(pieces) > 1 and _length(pieces) >= 0.9 * len(row.replace("|", "")):
            rows += pieces
        else:
            rows.append(row.strip("| ") if row.startswith("|") else row)
    return rows


def _without_links(rows: list[str], shown: list[PageLine]) -> list[str]:
    """Drops lines that are nothing but a link to another page: titles of other stories amid this one."""
    links = {line.text for line in shown if line.linked > 0.9 and line.tag not in ("h1", "h2")}
    return [row for row in rows if row.endswith(".") or not (row in links or _within(row, links))]


def _within(row: str, links: set[str]) -> bool:
    """Whether a short row is one of the links of a menu that stands on one line."""
    return len(row) < PARAGRAPH and any(row in line for line in links)


def _with_lead(rows: list[str], shown: list[PageLine], title: str | None) -> list[str]:
    """Adds the paragraphs between the title and the first line: leads that stand apart from the body of the text."""
    texts = [line.text for line in shown]
    if not rows or rows[0] not in texts:
        return rows
    first = texts.index(rows[0])
    heading = max((at for at, text in enumerate(texts[:first]) if title and _begins(text, title)), default=None)
    if heading is None:
        return rows
    return [line.text for line in shown[heading + 1 : first] if _is_paragraph(line) and line.text not in rows] + rows


def _begins(text: str, title: str) -> bool:
    return text.strip(" .").lower() == title.strip(" .").lower()


def _is_paragraph(line: PageLine) -> bool:
    ended = line.text.rstrip('»"”) ').endswith((".", "!", "?", "…"))
    return len(line.text) >= PARAGRAPH and ended and line.linked < 0.5 and not line.around


def _marked(lines: list[PageLine]) -> list[str]:
    """Lines inside the element marked as the article, else those that are paragraphs and no links."""
    inside = [line.text for line in lines if line.in_article and not line.around and line.linked < 0.8]
    if _length(inside) >= ENOUGH:
        return inside
    return [
        line.text
        for line in lines
        if _is_paragraph(line) or (line.tag == "p" and not line.around and line.linked < 0.5)
    ]


def _stated(parts: Skeleton) -> list[str]:
    """The text that the page's own JSON-LD gives."""
    bodies = (statement.get("articleBody") for statement in parts.statements)
    return next((body.split("\n") for body in bodies if isinstance(body, str) and body.strip()), [])


def _length(rows: list[str]) -> int:
    return sum(map(len, rows))
