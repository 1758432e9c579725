"""Places that are in no table: rivers, seas, villages, squares, as the network saw them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from servanda.model.marked import Mention, NameSpan, Sentence, Word
from servanda.model.span import Span
from servanda.model.story import Story
from servanda.reading.inflection import phrase_nominative, readings
from servanda.reading.phrases import head_of


def found_places(
    story: Story, sentences: Sequence[Sentence], names: Sequence[NameSpan], mentions: Sequence[Mention]
) -> tuple[Mention, ...]:
    """Names of the kind LOC that no mention covers, as mentions of kind `place`: the Volga, a square, a village.
    An adjective or a reference inside does not count: «Дальневосточный федеральный округ» is one place.

    They carry no code: what polity a place lies in is not known.
    """
    held: dict[int, list[Mention]] = {}
    for mention in mentions:
        held.setdefault(mention.sentence, []).append(mention)
    found = []
    for number, sentence in enumerate(sentences):
        for name in _within(sentence, names):
            if not any(_taken(name.span, mention) for mention in held.get(number, ())):
                found.append(_place(story, number, sentence, name.span))
    return tuple(place for place in found if place)


def _taken(span: Span, mention: Mention) -> bool:
    loose = mention.kind in ("polity", "gathering") and mention.form in ("adjective", "reference")
    if loose and span.holds(mention.span) and span != mention.span:
        return False
    return span.overlaps(mention.span)


def widened(sentences: Sequence[Sentence], names: Sequence[NameSpan], polities: Sequence[Mention]) -> list[Mention]:
    """The polities, those with a capital adjective before them with it: «Восточный Иерусалим»."""
    starts = {name.span.end: name.span.start for name in names if name.kind == "LOC"}
    made = []
    for mention in polities:
        start = starts.get(mention.span.end)
        if mention.form == "name" and mention.kind == "polity" and start is not None and start < mention.span.start:
            before = [w for w in sentences[mention.sentence].words if start <= w.start < mention.span.start]
            if before and all(w.pos == "ADJ" and w.text[:1].isupper() for w in before):
                mention = replace(mention, span=Span(start, mention.span.end))
        made.append(mention)
    return made


def _within(sentence: Sentence, names: Sequence[NameSpan]) -> list[NameSpan]:
    return [n for n in names if n.kind == "LOC" and sentence.span.start <= n.span.start < sentence.span.end]


def _place(story: Story, number: int, sentence: Sentence, span: Span) -> Mention | None:
    words = sentence.words
    inside = [k for k, word in enumerate(words) if span.start <= word.start and word.end <= span.end]
    while inside and not words[inside[-1]].text[-1].isalnum():
        inside.pop()
    if not inside or not _named(words[inside[0] : inside[-1] + 1]):
        return None
    start, end = inside[0], inside[-1] + 1
    known = readings(words[0].text)
    if end == 1 and any(r.known for r in known) and not any(r.marks & {"Geox", "Name", "Surn"} for r in known):
        return None
    if end == start + 1 and words[start].pos == "ADJ" and end < len(words) and words[end].pos in ("NOUN", "ADJ"):
        return None
    head = head_of(words, start, end)
    name = phrase_nominative(words[start:end], head - start, story.clean)
    return Mention(Span(words[start].start, words[end - 1].end), number, head, "place", name)


def _named(words: Sequence[Word]) -> bool:
    return words[0].text[:1].isupper() and not any(word.pos == "VERB" for word in words)
