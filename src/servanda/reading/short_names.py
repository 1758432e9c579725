"""Short names that a story introduces in brackets: «Союз координационных советов (СКС)», and «СКС» after that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from servanda.model.marked import Mention
from servanda.reading.institutions import body
from servanda.reading.lines import Line


@dataclass(frozen=True, slots=True)
class _Short:
    """A name in brackets: words `start` up to `end` of a line, and the body that stands before it."""

    line: Line
    start: int
    end: int
    whole: Mention


def with_short_names(found: Sequence[Mention], rows: Sequence[Line]) -> list[Mention]:
    """The mentions, with those of short names that were overlooked.

    The one in brackets repeats the name beside it (form `part`); those after it are names like any other.
    """
    by_number = {line.number: line for line in rows}
    shorts = [short for whole in found if (short := _introduced(by_number[whole.sentence], whole))]
    if not shorts:
        return list(found)
    held: dict[int, list[Mention]] = {}
    for mention in found:
        held.setdefault(mention.sentence, []).append(mention)
    more: list[Mention] = []
    for short in shorts:
        span = short.line.span(short.start, short.end)
        if not any(span.overlaps(m.span) for m in held.get(short.line.number, ())):
            more.append(_part(short))
        name = short.line.text[span.start : span.end]
        if short.end == short.start + 1 and name.isupper() and name.isalpha():
            more += _again(name, short.whole, span.end, rows, held)
    return sorted([*found, *more], key=lambda m: m.span)


def _introduced(line: Line, whole: Mention) -> _Short | None:
    """What stands in brackets right after the name, where it is an abbreviation or a foreign name."""
    words = line.words
    opened = next((k for k in range(whole.head + 1, len(words)) if words[k].start >= whole.span.end), len(words))
    if opened >= len(words) or words[opened].text != "(":
        return None
    closed = next((k for k in range(opened + 1, min(opened + 9, len(words))) if words[k].text == ")"), None)
    if closed is None or closed == opened + 1:
        return None
    inner = [word.text for word in words[opened + 1 : closed]]
    abbreviation = len(inner) == 1 and inner[0].isupper() and 1 < len(inner[0]) < 9 and inner[0].isalpha()
    foreign = inner[0][:1].isupper() and all(text.isascii() for text in inner) and any(t.isalpha() for t in inner)
    taken = opened + 1 in line.polities or opened + 1 in line.persons
    return _Short(line, opened + 1, closed, whole) if (abbreviation or foreign) and not taken else None


def _part(short: _Short) -> Mention:
    span = short.line.span(short.start, short.end)
    return Mention(span, short.line.number, short.start, "organisation", short.whole.name, short.whole.polities, "part")


def _again(
    name: str, whole: Mention, after: int, rows: Sequence[Line], held: dict[int, list[Mention]]
) -> list[Mention]:
    """Later mentions by the abbreviation, with the full name."""
    found = []
    for line in rows:
        for k, word in enumerate(line.words):
            if word.text == name and word.start > after and k not in line.inside:
                span = line.span(k, k + 1)
                if not any(span.overlaps(m.span) for m in held.get(line.number, ())):
                    found.append(body(line, k, k + 1, k, whole.name, whole.polities))
    return found
