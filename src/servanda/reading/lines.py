"""A sentence with what is known of its words by their index: names, polities, quotation marks."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from servanda.model.marked import Mention, NameSpan, Sentence, Word
from servanda.model.span import Span
from servanda.model.story import Story

OPENING = frozenset("«„“\"'")


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence. The maps lead from the index of a first word to the index after the last."""

    number: int
    sentence: Sentence
    text: str
    """The clean text of the whole story."""
    persons: Mapping[int, int]
    organisations: Mapping[int, int]
    polities: Mapping[int, tuple[int, Mention]]
    quotes: Mapping[int, int]
    """Opening quotation mark to the closing one (its own index)."""
    inside: Mapping[int, Mention] = field(default_factory=dict)
    """Each word of a polity's mention to that mention."""
    named: frozenset[int] = frozenset()
    """Each word of a person's or an organisation's name."""

    @property
    def words(self) -> tuple[Word, ...]:
        return self.sentence.words

    def span(self, start: int, end: int) -> Span:
        return Span(self.words[start].start, self.words[end - 1].end)

    def polities_in(self, start: int, end: int) -> list[tuple[int, Mention]]:
        """Mentions that begin in the range, with the index of their first word."""
        return [(i, self.polities[i][1]) for i in range(start, end) if i in self.polities]


def lines(
    story: Story, sentences: Sequence[Sentence], names: Sequence[NameSpan], polities: Sequence[Mention]
) -> tuple[Line, ...]:
    """Every sentence with its names, polities and quotation marks; all in the order of the text."""
    made, at, held = [], 0, 0
    for number, sentence in enumerate(sentences):
        people: dict[int, int] = {}
        bodies: dict[int, int] = {}
        while at < len(names) and names[at].span.start < sentence.span.end:
            if names[at].kind in ("PER", "ORG") and names[at].span.start >= sentence.span.start:
                start, end = _without_verb(sentence.words, *_range(sentence, names[at].span), names[at].kind)
                if end > start:
                    (people if names[at].kind == "PER" else bodies)[start] = end
            at += 1
        places: dict[int, tuple[int, Mention]] = {}
        inside: dict[int, Mention] = {}
        while held < len(polities) and polities[held].span.start < sentence.span.end:
            mention = polities[held]
            if mention.span.start >= sentence.span.start:
                start, end = _range(sentence, mention.span)
                if start not in places or places[start][0] < end:
                    places[start] = (end, mention)
                for i in range(start, end):
                    inside.setdefault(i, mention)
            held += 1
        named = frozenset(k for ranges in (people, bodies) for start, end in ranges.items() for k in range(start, end))
        made.append(Line(number, sentence, story.clean, people, bodies, places, quotes(sentence.words), inside, named))
    return tuple(made)


def _range(sentence: Sentence, span: Span) -> tuple[int, int]:
    words = sentence.words
    start = bisect_left(words, span.start, key=lambda w: w.end - 1)
    end = bisect_left(words, span.end, key=lambda w: w.start)
    return start, max(start + 1, end) if start < len(words) else start


def _without_verb(words: Sequence[Word], start: int, end: int, kind: str) -> tuple[int, int]:
    """The network takes a verb that opens the sentence into the name: «Выступил Государственный ансамбль». A first name
    that looks like a verb's form («Серена») stays in a person's."""
    while end - start > 1 and start == 0 and _is_verb(words[start]) and not (kind == "PER" and words[0].pos == "PROPN"):
        start += 1
    return start, end


def _is_verb(word: Word) -> bool:
    return word.pos == "VERB" or word.lemma.endswith(("ть", "ться"))


def quotes(words: Sequence[Word]) -> dict[int, int]:
    """Pairs of quotation marks; where «А «Б» closes once only, the inner pair is closed and the outer stays open."""
    pairs: dict[int, int] = {}
    open_at: list[tuple[int, str]] = []
    for i, word in enumerate(words):
        mark = word.text
        if mark in ("«", "„"):
            open_at.append((i, mark))
        elif mark in ("»", "”") or (mark == "“" and open_at):
            if open_at:
                pairs[open_at.pop()[0]] = i
        elif mark in ('"', "''", "``"):
            if open_at and open_at[-1][1] == mark and not _opens(words, i):
                pairs[open_at.pop()[0]] = i
            else:
                open_at.append((i, mark))
        elif mark == "“":
            open_at.append((i, mark))
    return pairs


def _opens(words: Sequence[Word], i: int) -> bool:
    """A straight mark opens when a space stands before it and none behind."""
    before = i == 0 or words[i - 1].end < words[i].start
    behind = i + 1 < len(words) and words[i].end == words[i + 1].start
    return before and behind


def ranged(line: Line, mentions: Sequence[Mention]) -> list[tuple[int, int, Mention]]:
    """The mentions of this sentence with the indices of their first word and the one after the last."""
    return [(*_range(line.sentence, m.span), m) for m in mentions if m.sentence == line.number]
