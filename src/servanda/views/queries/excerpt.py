"""A text cut for showing: into pieces that each know what is marked there, however the marks overlap."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from servanda.model.span import Span


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a text under a label: the number of an event, the step of a reason."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters over which the same marks lie; `opens` are those that begin with it."""

    text: str
    labels: tuple[str, ...] = ()
    opens: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence shown with what is marked in it. `told`: it is evidence, and no mere context.

    `gap`: something of the text was left out before it.
    """

    pieces: tuple[Piece, ...]
    told: bool = True
    gap: bool = False


def pieces(text: str, marks: Iterable[Mark], start: int = 0, end: int | None = None) -> tuple[Piece, ...]:
    """The characters `start` to `end` of a text, cut wherever a mark begins or ends."""
    end = len(text) if end is None else min(end, len(text))
    inside = [mark for mark in marks if mark.start < end and start < mark.end and mark.start < mark.end]
    edges = {start, end}
    for mark in inside:
        edges |= {max(start, mark.start), min(end, mark.end)}
    cuts = sorted(edges)
    return tuple(_piece(text, inside, left, right) for left, right in pairwise(cuts))


def _piece(text: str, marks: Sequence[Mark], left: int, right: int) -> Piece:
    over = [mark for mark in marks if mark.start <= left and right <= mark.end]
    return Piece(
        text[left:right],
        tuple(dict.fromkeys(mark.label for mark in over)),
        tuple(dict.fromkeys(mark.label for mark in over if mark.start == left)),
    )


def excerpt(text: str, evidence: Sequence[Span], marks: Iterable[Mark], around: int = 1) -> tuple[Passage, ...]:
    """The sentences of the evidence in their places, each with `around` sentences before and after it."""
    marked = list(marks)
    if not evidence or max(span.end for span in evidence) > len(text):
        return ()
    cut = _sentences(text, evidence)
    told = [any(span.overlaps(one) for one in evidence) for span in cut]
    wanted = [at for at in range(len(cut)) if any(told[max(0, at - around) : at + around + 1])]
    return tuple(
        Passage(pieces(text, marked, cut[at].start, cut[at].end), told[at], gap=bool(at) and at - 1 not in wanted)
        for at in wanted
    )


def _sentences(text: str, evidence: Sequence[Span]) -> list[Span]:
    """The sentences of a text, those of the evidence as it has them, so that none is cut in two or joined."""
    from servanda.reading.sentences import sentences

    kept = sorted(set(evidence))
    found: list[Span] = []
    at = 0
    for span in [*kept, Span(len(text), len(text))]:
        if at < span.start:
            found += sentences(text, (Span(at, span.start),))
        if len(span):
            found.append(span)
        at = max(at, span.end)
    return [span for span in found if span.of(text).strip()]
