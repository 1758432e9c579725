"""The engine: stories in, sentences with words, trees and names out."""

from __future__ import annotations

import functools
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from servanda.model.marked import NameSpan, Parsed, Sentence, Word
from servanda.model.span import Span
from servanda.model.story import Story
from servanda.reading.engine import names, trees, weights
from servanda.reading.engine.encoder import Encoder
from servanda.reading.engine.lemmas import Lemmas
from servanda.reading.engine.morph import Morph
from servanda.reading.engine.syntax import Syntax
from servanda.reading.engine.weights import Array, Weights
from servanda.reading.sentences import sentences
from servanda.reading.words import Token, tokens

CAPACITY = 16_384
"""Word forms kept with their products, 9 KB each."""
LONGEST = 200
"""Tokens of a sentence; a longer one is cut into pieces, since the cost of syntax grows with the square."""
GROUP = 4_096
"""Tokens that are read together, about; at most half of `CAPACITY`."""
BLOCK = 512
"""Rows that go through the convolutions together, about: they stay in the processor's cache."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A sentence's tokens before they are read, and the story that it is of."""

    story: int
    tokens: Sequence[Token]


class Engine:
    """Reads stories. One engine serves many threads, one at a time; results never hang on what is read together."""

    def __init__(self, loaded: Weights, capacity: int = CAPACITY) -> None:
        self._encoder = Encoder(loaded, capacity)
        self._embedding = loaded.embedding
        self._morph = Morph(loaded.morph)
        self._names = names.Names(loaded.names)
        self._syntax = Syntax(loaded.syntax)
        self._lemmas = Lemmas(self._morph.tags)
        self._lock = threading.Lock()

    @classmethod
    def load(cls) -> Engine:
        """An engine on the weights of the installed distribution; `EngineError` where they are missing or others."""
        return cls(weights.load())

    def vectors(self, words: Sequence[str]) -> Array:
        """The word vectors float32[n, 300], in any case of letters; zeros for a word that has none."""
        ids = np.array([self._encoder.forms.word(word) for word in words], np.intp)
        found: Array = self._embedding(ids).astype(np.float32)
        found[ids == self._encoder.forms.unknown] = 0
        return found

    def parse(self, stories: Sequence[Story]) -> list[Parsed]:
        """The sentences and names of each story's `body`, spans counted in its text."""
        found: list[tuple[list[Sentence], list[NameSpan]]] = [([], []) for _ in stories]
        with self._lock:
            for group in _groups(_cuts(stories)):
                for cut, (words, spans) in zip(group, self._read(group), strict=True):
                    own_sentences, own_names = found[cut.story]
                    own_sentences.append(_sentence(words, stories[cut.story].headline))
                    own_names.extend(spans)
        return [Parsed(tuple(own_sentences), tuple(own_names)) for own_sentences, own_names in found]

    def _read(self, group: Sequence[Cut]) -> list[tuple[tuple[Word, ...], list[NameSpan]]]:
        lengths = [len(cut.tokens) for cut in group]
        hidden = self._encode([[token[2] for token in cut.tokens] for cut in group])
        tags = self._morph(hidden[:, 0]).tolist()
        marks = self._names.decode(self._names.scores(hidden[:, 1]), lengths)
        heads = trees.heads(self._syntax.scores(hidden[:, 2], lengths))
        rels = self._syntax.rels(hidden[:, 2], _stacked(heads, lengths)).tolist()
        found, start = [], 0
        for cut, mark, head in zip(group, marks, heads, strict=True):
            end = start + len(cut.tokens)
            words = self._words(cut.tokens, tags[start:end], head, rels[start:end])
            found.append((words, _names(words, mark)))
            start = end
        return found

    def _encode(self, texts: Sequence[Sequence[str]]) -> Array:
        """float32[words, networks, 64], sentence after sentence."""
        rows = self._encoder.cache.rows([text for sentence in texts for text in sentence])
        parts, start, block = [], 0, []
        size = 0
        for number, sentence in enumerate(texts, 1):
            block.append(rows[start : start + len(sentence)])
            start += len(sentence)
            size += len(sentence) + 1
            if size >= BLOCK or number == len(texts):
                parts.append(self._block(block))
                block, size = [], 0
        return np.concatenate(parts)

    def _block(self, block: Sequence[NDArray[np.intp]]) -> Array:
        zero = np.zeros(1, np.intp)
        rows = np.concatenate([part for own in block for part in (own, zero)])
        return self._encoder(rows)[rows > 0]

    def _words(
        self, own: Sequence[Token], tags: Sequence[int], heads: trees.Heads, rels: Sequence[int]
    ) -> tuple[Word, ...]:
        found = []
        for (start, end, text), number, head, rel in zip(own, tags, heads.tolist(), rels, strict=True):
            tag = self._morph.tags[number]
            lemma = self._lemmas(text, number)
            relation = self._syntax.relations[rel]
            found.append(Word(start, end, text, lemma, tag.pos, tag.feats, head - 1, relation))
        return tuple(found)


@functools.cache
def engine() -> Engine:
    """The engine of this process, loaded when first asked for."""
    return Engine.load()


def _cuts(stories: Sequence[Story]) -> Iterator[Cut]:
    for number, story in enumerate(stories):
        for span in sentences(story.clean, story.body, story.headline):
            own = list(tokens(span.of(story.clean), span.start))
            for start in range(0, len(own), LONGEST):
                yield Cut(number, own[start : start + LONGEST])


def _groups(cuts: Iterator[Cut]) -> Iterator[list[Cut]]:
    group: list[Cut] = []
    size = 0
    for cut in cuts:
        group.append(cut)
        size += len(cut.tokens)
        if size >= GROUP:
            yield group
            group, size = [], 0
    if group:
        yield group


def _stacked(heads: Sequence[trees.Heads], lengths: Sequence[int]) -> NDArray[np.intp]:
    """Heads of sentences that stand under one another, as rows counted from 1."""
    starts = np.repeat(np.cumsum(lengths) - lengths, lengths)
    local = np.concatenate(heads)
    return np.where(local > 0, local + starts, 0)


def _sentence(words: tuple[Word, ...], headline: Span | None) -> Sentence:
    span = Span(words[0].start, words[-1].end)
    return Sentence(span, words, headline is not None and headline.holds(span))


def _names(words: Sequence[Word], tags: Sequence[str]) -> list[NameSpan]:
    return [NameSpan(Span(words[a].start, words[b].end), kind) for a, b, kind in names.spans(tags)]
