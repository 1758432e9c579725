"""Names of the table of polities in a sentence: the longest forms that stand there, with all that they could mean."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from servanda.knowledge.polities import Sense, Table
from servanda.knowledge.polity_rows import key
from servanda.model.marked import Word
from servanda.model.span import Span

DASHES = ("-", "—", "–")
SHOUTED = 6
"""Letters from which on a word in capitals is a name cried out in a headline, and no abbreviation («МГУ», «УФА»)."""
PLACED = ("name", "airport", "body", "government")


@dataclass(frozen=True, slots=True)
class Hit:
    """Words `first` to `last` are a form with these senses; `span` is narrower where it is half of a word."""

    first: int
    last: int
    span: Span
    senses: tuple[Sense, ...]
    compound: bool = False
    """An adjective of several polities, «российско-казахстанский»: one sense for each, in their order."""


def hits(words: Sequence[Word], table: Table) -> Iterator[Hit]:
    """The hits of a sentence in order, none within another; of forms that overlap, the longer from the left."""
    lows = [key(word.text) for word in words]
    index = 0
    while index < len(words):
        hit = longest(words, lows, index, table)
        if hit is None and any(dash in lows[index] for dash in DASHES) and len(lows[index]) > 4:
            halves = tuple(broken(words[index], index, table))
            yield from halves
            index += 1
        elif hit is None:
            index += 1
        else:
            yield hit
            index = hit.last + 1


def longest(words: Sequence[Word], lows: Sequence[str], index: int, table: Table) -> Hit | None:
    size = table.longest.get(lows[index], 0)
    for length in range(min(size, len(words) - index), 0, -1):
        form = lows[index] if length == 1 else " ".join(lows[index : index + length])
        senses = table.senses.get(form)
        if senses is None:
            continue
        texts = [word.text for word in words[index : index + length]]
        fitting = tuple(sense for sense in senses if written(sense, texts))
        if fitting:
            last = index + length - 1
            return Hit(index, last, Span(words[index].start, words[last].end), fitting)
    return None


def written(sense: Sense, texts: Sequence[str]) -> bool:
    """Whether the letters are large where the name has large ones; abbreviations are wholly so."""
    if sense.form not in PLACED:
        return True
    if sense.name.isupper():
        return all(text.isupper() or not text.isalpha() for text in texts)
    if sense.name[:1].islower() and len(texts) == 1:
        return True
    if len(texts) == 1 and texts[0].isupper() and len(texts[0]) < SHOUTED:
        return key(texts[0]) == key(sense.name)
    return any(text[:1].isupper() for text in texts)


def broken(word: Word, index: int, table: Table) -> Iterator[Hit]:
    """Hits within one word with hyphens: «германо-российский» is one, «Уфа–Ташкент» are two."""
    parts = parted(word.text)
    if len(parts) < 2:
        return
    last = [s for s in table.senses.get(key(parts[-1][1]), ()) if s.form == "adjective"]
    heads = [half(key(text), table) for _, text in parts[:-1]]
    if last and all(heads):
        senses = tuple(sense for sense in [*heads, last[0]] if sense is not None)
        yield Hit(index, index, Span(word.start, word.end), senses, compound=True)
        return
    found = [(text, table.senses.get(key(text), ())) for _, text in parts]
    named = [tuple(s for s in senses if s.form == "name" and written(s, [text])) for text, senses in found]
    if all(named):
        for (offset, text), senses in zip(parts, named, strict=True):
            start = word.start + offset
            yield Hit(index, index, Span(start, start + len(text)), senses)


def parted(text: str) -> list[tuple[int, str]]:
    """The parts of a word between its hyphens, with where they begin."""
    parts: list[tuple[int, str]] = []
    start = 0
    for position, letter in enumerate(text + "-"):
        if letter in DASHES:
            if position > start:
                parts.append((start, text[start:position]))
            start = position + 1
    return parts


def half(text: str, table: Table) -> Sense | None:
    """What the first half of a compound adjective means: «германо», «казахстанско»."""
    if text in table.halves:
        code = table.halves[text]
        return Sense(code, "adjective", table.polities[code].name)
    if not text.endswith("о"):
        return None
    for ending in ("ий", "ый"):
        for sense in table.senses.get(text[:-1] + ending, ()):
            if sense.form == "adjective":
                return sense
    return None
