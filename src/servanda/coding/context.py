"""What candidates of one story share, worked out once: lemmas, parties by sentence, operators, the story's profile."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from servanda.coding import cues, frames
from servanda.coding.cues import Candidate
from servanda.model.marked import Marked, Mention

if TYPE_CHECKING:
    from servanda.coding.ladder import Ladder

CONTENT = frozenset({"NOUN", "VERB", "ADJ", "PROPN", "ADV"})
NAMED_KINDS = frozenset({"person", "organisation", "gathering"})
PARTY_KINDS = frozenset({"polity", "person", "organisation", "office"})


def region(code: str) -> str:
    """The code without its city: parties are compared by region."""
    return code.partition("/")[0]


def named_in(part: Mention, mentions: Iterable[Mention]) -> bool:
    """Whether a name inside a longer one stands in that of a gathering, and of nobody else."""
    around = {m.kind for m in mentions if m is not part and m.span.holds(part.span)}
    return "gathering" in around and not around & {"organisation", "person", "office"}


@dataclass(frozen=True)
class Context:
    """A marked story with the tables that coding looks things up in."""

    marked: Marked

    @cached_property
    def lemmas(self) -> tuple[tuple[str, ...], ...]:
        return tuple(cues.lemmas(sentence) for sentence in self.marked.sentences)

    @cached_property
    def candidates(self) -> tuple[Candidate, ...]:
        return tuple(cues.candidates(self.marked, self.lemmas))

    @cached_property
    def near(self) -> tuple[tuple[Candidate, ...], ...]:
        """For each sentence the candidates of it and of its neighbours, in order of the text."""
        listed: list[list[Candidate]] = [[] for _ in self.marked.sentences]
        for candidate in self.candidates:
            for at in range(max(0, candidate.sentence - 1), min(len(listed), candidate.sentence + 2)):
                listed[at].append(candidate)
        return tuple(tuple(candidates) for candidates in listed)

    @cached_property
    def mentions(self) -> tuple[tuple[Mention, ...], ...]:
        """Mentions of each sentence, in order."""
        listed: list[list[Mention]] = [[] for _ in self.marked.sentences]
        for mention in self.marked.mentions:
            listed[mention.sentence].append(mention)
        return tuple(tuple(mentions) for mentions in listed)

    @cached_property
    def parties(self) -> tuple[tuple[Mention, ...], ...]:
        """Mentions of each sentence that stand for a polity; a name inside a longer one speaks through that.

        But a gathering speaks for nobody, so the parties in its name speak for themselves.
        """
        return tuple(
            tuple(
                m
                for m in mentions
                if m.polities and m.kind in PARTY_KINDS and (m.form != "part" or named_in(m, mentions))
            )
            for mentions in self.mentions
        )

    @cached_property
    def regions(self) -> tuple[frozenset[str], ...]:
        """Codes of each sentence's parties, cities as their regions."""
        return tuple(frozenset(region(c) for m in mentions for c in m.polities) for mentions in self.parties)

    @cached_property
    def counts(self) -> Counter[str]:
        """In how many sentences of the story each region or country is a party."""
        return Counter(code for codes in self.regions for code in codes)

    @cached_property
    def dates(self) -> tuple[frozenset[str], ...]:
        """Times that each sentence tells in so many words: the same whichever way one looks from the day."""
        told: list[set[str]] = [set() for _ in self.marked.sentences]
        for time in self.marked.times:
            if time.future and time.future == time.past and time.role == "point":
                told[time.sentence].add(time.future)
        return tuple(map(frozenset, told))

    @cached_property
    def main(self) -> tuple[str, ...]:
        """The story's parties, the most often named first."""
        return tuple(code for code, _ in sorted(self.counts.items(), key=lambda item: (-item[1], item[0])))

    @cached_property
    def operators(self) -> tuple[tuple[tuple[int, str], ...], ...]:
        """(word, stage) of each sentence's operators."""
        table = frames.operators()
        return tuple(
            tuple((at, entry.label) for at, entries in table.found(listed) for entry in entries)
            for listed in self.lemmas
        )

    @cached_property
    def scope(self) -> tuple[frozenset[str], ...]:
        """Labels of what is out of scope (crime, court…) that each sentence has words of."""
        return tuple(frozenset().union(*(frames.labels("scope", lemma) for lemma in listed)) for listed in self.lemmas)

    @cached_property
    def content(self) -> tuple[frozenset[str], ...]:
        """Lemmas of the content words of each sentence, those of over three letters."""
        return tuple(
            frozenset(
                lemma
                for lemma, word in zip(listed, sentence.words, strict=True)
                if word.pos in CONTENT and len(lemma) > 3
            )
            for listed, sentence in zip(self.lemmas, self.marked.sentences, strict=True)
        )

    @cached_property
    def cities(self) -> tuple[frozenset[str], ...]:
        """Codes of the cities among each sentence's parties."""
        return tuple(frozenset(c for m in listed for c in m.polities if "/" in c) for listed in self.parties)

    @cached_property
    def names(self) -> tuple[frozenset[str], ...]:
        """Names of the people, organisations and gatherings of each sentence."""
        return tuple(frozenset(m.name for m in listed if m.kind in NAMED_KINDS) for listed in self.mentions)

    @cached_property
    def of_kind(self) -> Counter[str]:
        """Candidates of each kind in the story."""
        return Counter(candidate.kind for candidate in self.candidates)

    @cached_property
    def opening(self) -> frozenset[str]:
        """Lemmas of the headline and the first sentence."""
        return frozenset(lemma for listed in self.lemmas[:2] for lemma in listed if len(lemma) > 2)

    @cached_property
    def word_features(self) -> tuple[tuple[str, ...], ...]:
        """For each sentence the features of its content words, see `features`."""
        return tuple(
            tuple(
                f"w={lemma}"
                for lemma, word in zip(listed, sentence.words, strict=True)
                if word.pos in CONTENT and len(lemma) > 2
            )
            for listed, sentence in zip(self.lemmas, self.marked.sentences, strict=True)
        )

    @cached_property
    def opening_features(self) -> tuple[str, ...]:
        """The features of the words that the story opens with."""
        return tuple(f"T={lemma}" for lemma in self.opening)

    @cached_property
    def of_story(self) -> dict[str, Mapping[str, float]]:
        """What the story as a whole says of a party, worked out before, see `parties`."""
        return {}

    @cached_property
    def ladders(self) -> dict[tuple[int, int, str], Ladder]:
        """Ladders from a word of a sentence, for a kind, that were climbed before, see `ladder`."""
        return {}

    @cached_property
    def described(self) -> dict[tuple[Candidate, str], tuple[float, ...]]:
        """Numbers about a candidate and a party that were worked out before, see `parties`."""
        return {}

    @cached_property
    def grouped(self) -> dict[tuple[tuple[Candidate, ...], str], dict[str, float]]:
        """The same of groups of candidates."""
        return {}

    @cached_property
    def quoted(self) -> tuple[bool, ...]:
        """Whether each sentence lies inside a direct quotation."""
        quotes = [quote.span for quote in self.marked.quotes if quote.direct]
        return tuple(any(q.overlaps(sentence.span) for q in quotes) for sentence in self.marked.sentences)

    @cached_property
    def kind_counts(self) -> Counter[str]:
        """Candidates of each kind in the story, strong ones counted twice."""
        total: Counter[str] = Counter()
        for candidate in self.candidates:
            total[candidate.kind] += 1 + candidate.strong
        return total
