"""The title with which a text opens, where it opens with one."""

from __future__ import annotations

import re

from servanda.model.span import Span

LONGEST = 300
FINAL = (".", ";", ":", ",")
MARKED = re.compile(r"^[^\w\n]*(?:\*\*(?P<bold>[^*\n]+)\*\*|__(?P<slant>[^_\n]+)__|#{1,6} (?P<head>[^\n]+))\W*$")
"""A line that is bold, slanted or a Markdown heading as a whole."""


def headline(text: str, clean: str, body: tuple[Span, ...], title: str | None = None) -> Span | None:
    """The first stretch of the body, where it is a title: it is the given title, or set apart from what follows.

    Set apart is a line without a final full stop with a blank line after it, a line that is bold as a whole, or a line
    much shorter than the paragraph below. A text of one paragraph has no headline.
    """
    if not body:
        return None
    first = body[0]
    shown = first.of(clean).strip()
    if title and _same(shown, title):
        return first
    if len(body) < 2 or len(shown) > LONGEST:
        return None
    line_start = text.rfind("\n", 0, first.start) + 1
    line_end = text.find("\n", first.end)
    if MARKED.match(text[line_start : line_end if line_end >= 0 else len(text)]):
        return first
    if shown.endswith(FINAL):
        return None
    between = clean[first.end : body[1].start]
    if _blank_line(between):
        return first
    below = body[1].of(clean)
    return first if len(shown) <= 200 and (len(below) > len(shown) or below.endswith(".")) else None


def _blank_line(between: str) -> bool:
    return len(re.findall(r"\n", between)) >= 2


def _same(shown: str, title: str) -> bool:
    plain = re.compile(r"\W+")
    return plain.sub(" ", shown.lower()).strip() == plain.sub(" ", title.lower()).strip()
