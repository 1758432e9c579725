"""Sentences of a text: razdel's rules, and ours where news break them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from razdel import sentenize

from servanda.model.span import Span

_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")


def sentences(clean: str, body: Sequence[Span], headline: Span | None = None) -> list[Span]:
    """The sentences of the `body` stretches, in order, counted in `clean`; the headline is one of its own."""
    found: list[Span] = []
    for stretch in body:
        for part in _parts(stretch, headline):
            for line in _LINE.finditer(clean, part.start, part.end):
                found.extend(_line(line.group(), line.start()))
    return found


def _parts(stretch: Span, headline: Span | None) -> Iterator[Span]:
    if headline is None or not stretch.overlaps(headline):
        yield stretch
        return
    cuts = sorted({stretch.start, *(c for c in (headline.start, headline.end) if stretch.start < c < stretch.end)})
    for start, end in zip(cuts, [*cuts[1:], stretch.end], strict=True):
        yield Span(start, end)


def _line(text: str, start: int) -> Iterator[Span]:
    for sentence in sentenize(text):
        if sentence.text:
            yield Span(start + sentence.start, start + sentence.stop)
