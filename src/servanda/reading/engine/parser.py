"""The engine: stories in, sentences with words, trees and names out."""

from __future__ import annotations

import contextlib
import functools
import gc
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from servanda.model.marked import NameSpan, Parsed, Sentence, Word
from servanda.model.span import Span
from servanda.model.story import Story
from servanda.reading.engine import names, weights
from servanda.reading.engine.lemmas import Lemmas
from servanda.reading.engine.networks import Labels, Networks
from servanda.reading.engine.repair import repair
from servanda.reading.engine.weights import Array, Weights
from servanda.reading.sentences import sentences
from servanda.reading.words import Token, tokens

CAPACITY = 12_288
"""Word forms kept with their products, 9 KB each."""
LONGEST = 200
"""Tokens of a sentence; a longer one is cut into pieces, since the cost of syntax grows with the square."""
PIECE = 512
"""Words that go through the networks in one product of matrices, about: they stay in the processor's cache."""
GROUP = 8_192
"""Words whose forms are looked up together, about; with a piece, less than `CAPACITY`."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Sentences of one story, as tokens."""

    story: int
    sentences: list[list[Token]]

    @property
    def size(self) -> int:
        return sum(len(sentence) for sentence in self.sentences)

    @property
    def words(self) -> list[list[str]]:
        return [[text for _, _, text in sentence] for sentence in self.sentences]


class Engine:
    """Reads stories. One engine serves many threads, one at a time; no story's result hangs on what is read with it."""

    def __init__(self, loaded: Weights, capacity: int = CAPACITY) -> None:
        self.networks = Networks(loaded, capacity)
        self._embedding = loaded.embedding
        self._lemmas = Lemmas(self.networks.morph.tags)
        self._lock = threading.Lock()

    @classmethod
    def load(cls) -> Engine:
        """An engine on the weights of the installed distribution; `EngineError` where they are missing or others."""
        return cls(weights.load())

    def vectors(self, words: Sequence[str]) -> Array:
        """The word vectors float32[n, 300], in any case of letters; zeros for a word that has none."""
        forms = self.networks.encoder.forms
        ids = np.array([forms.word(word) for word in words], np.intp)
        found: Array = self._embedding(ids)
        found[ids == forms.unknown] = 0
        return found

    def parse(self, stories: Sequence[Story]) -> list[Parsed]:
        """The sentences and names of each story's `body`, spans counted in its text."""
        found: list[tuple[list[Sentence], list[NameSpan]]] = [([], []) for _ in stories]
        with self._lock, _no_collection():
            for group in _groups(_pieces(stories)):
                for piece, labels in zip(group, self.networks([piece.words for piece in group]), strict=True):
                    headline = stories[piece.story].headline
                    own_sentences, own_names = found[piece.story]
                    for sentence, own in zip(piece.sentences, labels, strict=True):
                        own_sentences.append(self._sentence(sentence, own, headline))
                        own_names.extend(_names(sentence, own.names))
        return [Parsed(tuple(own_sentences), tuple(own_names)) for own_sentences, own_names in found]

    def _sentence(self, own: Sequence[Token], labels: Labels, headline: Span | None) -> Sentence:
        tags, relations, lemma = self.networks.morph.tags, self.networks.syntax.relations, self._lemmas
        own_tags = [tags[number] for number in labels.tags]
        rels = repair(own, own_tags, labels.heads, [relations[rel] for rel in labels.rels])
        words = [
            Word(start, end, text, lemma(text, number), tag.pos, tag.feats, head - 1, rel)
            for (start, end, text), number, tag, head, rel in zip(
                own, labels.tags, own_tags, labels.heads, rels, strict=True
            )
        ]
        span = Span(own[0][0], own[-1][1])
        return Sentence(span, tuple(words), headline is not None and headline.holds(span))


@contextlib.contextmanager
def _no_collection() -> Iterator[None]:
    """Keeps the collector from walking through all words read so far time and again; nothing here makes cycles."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


@functools.cache
def engine() -> Engine:
    """The engine of this process, loaded when first asked for."""
    return Engine.load()


def _pieces(stories: Sequence[Story]) -> Iterator[Piece]:
    for number, story in enumerate(stories):
        piece = Piece(number, [])
        size = 0
        for sentence in _sentences(story):
            piece.sentences.append(sentence)
            size += len(sentence)
            if size >= PIECE:
                yield piece
                piece, size = Piece(number, []), 0
        if piece.sentences:
            yield piece


def _sentences(story: Story) -> Iterator[list[Token]]:
    for span in sentences(story.clean, story.body, story.headline):
        own = tokens(span.of(story.clean), span.start)
        for start in range(0, len(own), LONGEST):
            yield own[start : start + LONGEST]


def _groups(pieces: Iterator[Piece]) -> Iterator[list[Piece]]:
    group: list[Piece] = []
    size = 0
    for piece in pieces:
        group.append(piece)
        size += piece.size
        if size >= GROUP:
            yield group
            group, size = [], 0
    if group:
        yield group


def _names(own: Sequence[Token], tags: Sequence[str]) -> Iterator[NameSpan]:
    for first, last, kind in names.spans(tags):
        yield NameSpan(Span(own[first][0], own[last][1]), kind)
