"""Names: the network's scores, the best way through them (Viterbi), and the spans that the tags cut."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from servanda.reading.engine.weights import Array, Pack


class Names:
    """Tags the words of sentences with B-PER, I-PER, B-LOC… or O."""

    def __init__(self, pack: Pack) -> None:
        head = pack.model["head"]
        self._weight: Array = head["proj"]["weight"]
        self._bias: Array = head["proj"]["bias"]
        self._transitions: Array = head["crf"]["transitions"]
        self.tags = pack.vocabularies["tag"]

    def scores(self, hidden: Array) -> Array:
        """float32[rows, tags]."""
        scores: Array = hidden @ self._weight
        scores += self._bias
        return scores

    def decode(self, scores: Array, lengths: Sequence[int]) -> list[list[str]]:
        """The best tags of sentences whose words' scores stand under one another in `scores`."""
        order = np.argsort(-np.asarray(lengths), kind="stable")
        sizes = np.asarray(lengths)[order]
        starts = (np.cumsum(lengths) - lengths)[order]
        reach = _reach(sizes)
        best: Array = scores[starts]
        back = []
        for place, live in enumerate(reach[1:], 1):
            ways = best[:live, :, None] + self._transitions + scores[starts[:live] + place][:, None, :]
            back.append(ways.argmax(axis=1))
            best[:live] = ways.max(axis=1)
        found: list[list[str]] = [[] for _ in lengths]
        for number, tags in zip(order.tolist(), self._ways(best.argmax(axis=1), back, sizes), strict=True):
            found[number] = tags
        return found

    def _ways(self, last: NDArray[np.intp], back: list[NDArray[np.intp]], sizes: NDArray[np.intp]) -> list[list[str]]:
        paths = np.zeros((len(sizes), int(sizes[0])), np.intp)
        tag = last.copy()
        sentences = np.arange(len(sizes))
        for place, live in reversed(list(enumerate(_reach(sizes)))):
            paths[:live, place] = tag[:live]
            if place:
                tag[:live] = back[place - 1][sentences[:live], tag[:live]]
        return [[self.tags[tag] for tag in path[:size]] for path, size in zip(paths.tolist(), sizes, strict=True)]


def _reach(sizes: NDArray[np.intp]) -> list[int]:
    """For each place how many of the sentences, longest first, reach it."""
    return np.searchsorted(-sizes, -np.arange(int(sizes[0]))).tolist()  # type: ignore[no-any-return]


def spans(tags: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """First word, last word and kind of each name; an I after nothing starts none, whatever its kind it continues."""
    if tags.count("O") == len(tags):
        return
    start, kind = 0, ""
    for place, tag in enumerate([*tags, "O"]):
        part, _, own = tag.partition("-")
        if part == "I":
            continue
        if kind:
            yield start, place - 1, kind
        start, kind = place, own
