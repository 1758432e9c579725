"""«форум», «на саммите»: a gathering told before by its name, or one that the story leaves without a name."""

from __future__ import annotations

from collections.abc import Sequence

from servanda.knowledge.gatherings import named, word
from servanda.model.marked import Mention
from servanda.reading.inflection import phrase_nominative
from servanda.reading.lines import Line, ranged
from servanda.reading.phrases import left


def bare_gatherings(rows: Sequence[Line], found: Sequence[Mention]) -> list[Mention]:
    """Mentions of `form` reference. One that a name before it explains has that name and number and is fairly sure;
    one without a name has its own words, no number, and little weight.
    """
    by_line: dict[int, list[Mention]] = {}
    for mention in found:
        by_line.setdefault(mention.sentence, []).append(mention)
    told: dict[str, Mention] = {}
    made = []
    for line in rows:
        held = {k: m for start, end, m in ranged(line, by_line.get(line.number, ())) for k in range(start, end)}
        for i, token in enumerate(line.words):
            if i in held:
                told[_sort(line, held[i])] = _fuller(held[i], told.get(_sort(line, held[i])))
            elif token.pos in ("NOUN", "PROPN") and token.feats.get("Number") != "Plur" and _heads(token.lemma):
                made.append(_reference(line, i, told.get(token.lemma)))
    return made


def _heads(lemma: str) -> bool:
    known = word(lemma)
    return known is not None and known.sort == "head"


def _sort(line: Line, mention: Mention) -> str:
    """What one calls the gathering when its name is known: «форум» for «ПМЭФ»."""
    head = line.words[mention.head]
    return "форум" if named(head.text) and head.text.split("-")[0].endswith("Ф") else head.lemma


def _fuller(one: Mention, other: Mention | None) -> Mention:
    return other if other is not None and other.entity == one.entity and len(other.name) >= len(one.name) else one


def _reference(line: Line, i: int, meant: Mention | None) -> Mention:
    if meant is not None:
        return Mention(
            line.span(i, i + 1),
            line.number,
            i,
            "gathering",
            meant.name,
            meant.polities,
            "reference",
            meant.entity,
            sure=0.8,
        )
    start = left(line, i)
    while start < i and line.words[start].pos in ("DET", "CCONJ", "PUNCT"):
        start += 1
    name = phrase_nominative(line.words[start : i + 1], i - start, line.text)
    return Mention(line.span(start, i + 1), line.number, i, "gathering", name, (), "reference", sure=0.4)
