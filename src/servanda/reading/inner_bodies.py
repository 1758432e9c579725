"""Bodies named inside a longer name that begins in small letters: «МВД» in «пресс-служба МВД», «Рейтер» in «агентство
Рейтер»."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from servanda.knowledge.organisations import known_at
from servanda.model.marked import Mention
from servanda.reading.inflection import phrase_nominative
from servanda.reading.institutions import body, polities_in
from servanda.reading.lines import Line, ranged
from servanda.reading.phrases import head_of


def with_inner_bodies(found: Sequence[Mention], rows: Sequence[Line]) -> list[Mention]:
    """The mentions, with those inside them (form `part`), in the order of the text."""
    held: dict[int, list[Mention]] = {}
    for mention in found:
        held.setdefault(mention.sentence, []).append(mention)
    more = [
        inner
        for line in rows
        if line.number in held
        for start, end, whole in ranged(line, held[line.number])
        if line.words[start].text[:1].islower()
        for inner in _inside(line, max(start, whole.head) + 1, end)
    ]
    return sorted([*found, *more], key=lambda m: (m.span.start, -m.span.end))


def _inside(line: Line, start: int, end: int) -> Iterator[Mention]:
    """Bodies by the network or by the table of names between two words."""
    texts = [word.text for word in line.words]
    k = start
    while k < end:
        stop = _stop(line, texts, k)
        if stop is None or stop > end:
            k += 1
            continue
        yield replace(_named(line, texts, k, _with_polity(line, stop, end)), form="part")
        k = stop


def _stop(line: Line, texts: Sequence[str], k: int) -> int | None:
    """The index after a body's name that begins at a word; None where none does."""
    if not texts[k][:1].isupper():
        return None
    known = known_at(texts, k)
    if known is not None:
        return known[0] if known[1].sort != "none" else None
    if k in line.polities and line.polities[k][0] >= line.organisations.get(k, 0):
        return None
    return line.organisations.get(k)


def _with_polity(line: Line, stop: int, end: int) -> int:
    """On over the polity right behind the name: «МВД Киргизии»."""
    if stop in line.polities and line.polities[stop][0] <= end and line.polities[stop][1].form != "adjective":
        return line.polities[stop][0]
    return stop


def _named(line: Line, texts: Sequence[str], start: int, end: int) -> Mention:
    head = head_of(line.words, start, end)
    known = known_at(texts, start)
    name = phrase_nominative(line.words[start:end], head - start, line.text)
    polities = polities_in(line, start, end)
    if known and known[0] == end:
        name = known[1].shown
        polities = polities or (known[1].polities if known[1].polities != ("*",) else ())
    return body(line, start, end, head, name, polities)
