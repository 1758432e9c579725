"""The three networks together: words in, numbers of labels out.

What is multiplied together decides how the last digits are rounded, so the products of matrices are taken piece by
piece, a piece being sentences of one story: a story's labels are the same whatever is read beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from servanda.reading.engine import trees
from servanda.reading.engine.encoder import Encoder
from servanda.reading.engine.morph import Morph
from servanda.reading.engine.names import Names
from servanda.reading.engine.syntax import Syntax
from servanda.reading.engine.weights import Array, Weights

Piece = Sequence[Sequence[str]]
"""Sentences of one story, each its words as written; none is empty."""


@dataclass(frozen=True, slots=True)
class Labels:
    """Of each word of a sentence: number of its tag, name tag, head (from 1; 0: root), number of its relation."""

    tags: list[int]
    names: list[str]
    heads: list[int]
    rels: list[int]


@dataclass(frozen=True, slots=True)
class Scores:
    """What the networks make of a piece, before anything is decided but the tags; words of all sentences in a row."""

    lengths: list[int]
    tags: NDArray[np.intp]
    names: Array
    heads: list[Array]
    hidden: Array
    """float32[words, 64], of the syntax network."""


class Networks:
    """Morphology, names and syntax."""

    def __init__(self, weights: Weights, capacity: int) -> None:
        self.encoder = Encoder(weights, capacity)
        self.morph = Morph(weights.morph)
        self.names = Names(weights.names)
        self.syntax = Syntax(weights.syntax)

    def __call__(self, pieces: Sequence[Piece]) -> list[list[Labels]]:
        """The labels of each sentence of each piece. No more different forms at once than the cache holds."""
        scores = self.scores(pieces)
        lengths = [length for own in scores for length in own.lengths]
        names = iter(self.names.decode(np.concatenate([own.names for own in scores]), lengths))
        heads = iter(trees.heads([matrix for own in scores for matrix in own.heads]))
        return [
            self._labels(own, [next(names) for _ in own.lengths], [next(heads) for _ in own.lengths]) for own in scores
        ]

    def scores(self, pieces: Sequence[Piece]) -> list[Scores]:
        """What the networks make of each piece."""
        rows = self.encoder.cache.rows([word for piece in pieces for sentence in piece for word in sentence])
        found, start = [], 0
        for piece in pieces:
            lengths = [len(sentence) for sentence in piece]
            end = start + sum(lengths)
            found.append(self._scores(rows[start:end], lengths))
            start = end
        return found

    def _scores(self, rows: NDArray[np.intp], lengths: list[int]) -> Scores:
        places = np.arange(len(rows)) + np.repeat(np.arange(len(lengths)), lengths)
        spaced = np.zeros(len(rows) + len(lengths) - 1, np.intp)
        spaced[places] = rows
        hidden = self.encoder(spaced)[places]
        morph, names, syntax = hidden[:, 0], hidden[:, 1], hidden[:, 2]
        return Scores(
            lengths, self.morph(morph), self.names.scores(names), self.syntax.scores(syntax, lengths), syntax
        )

    def _labels(self, own: Scores, names: list[list[str]], heads: list[trees.Heads]) -> list[Labels]:
        rels = self.syntax.rels(own.hidden, stacked(heads, own.lengths)).tolist()
        tags = own.tags.tolist()
        found, start = [], 0
        for length, marks, head in zip(own.lengths, names, heads, strict=True):
            end = start + length
            found.append(Labels(tags[start:end], marks, head.tolist(), rels[start:end]))
            start = end
        return found


def stacked(heads: Sequence[trees.Heads], lengths: Sequence[int]) -> NDArray[np.intp]:
    """Heads of sentences that stand under one another, as rows counted from 1."""
    starts = np.repeat(np.cumsum(lengths) - lengths, lengths)
    local = np.concatenate(heads)
    return np.where(local > 0, local + starts, 0)
