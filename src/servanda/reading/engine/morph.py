"""Parts of speech and features: the best of the network's 753 tags for each word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from servanda.reading.engine.weights import Array, Pack


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag as the network writes it («NOUN|Case=Gen|Number=Sing») and taken apart."""

    text: str
    pos: str
    feats: Mapping[str, str]


class Morph:
    """Tags words."""

    def __init__(self, pack: Pack) -> None:
        head = pack.model["head"]["proj"]
        self._weight: Array = head["weight"]
        self._bias: Array = head["bias"]
        self.tags = tuple(_tag(text) for text in pack.vocabularies["tag"])

    def __call__(self, hidden: Array) -> NDArray[np.intp]:
        """The number in `tags` of the best tag of each row."""
        scores = hidden @ self._weight
        scores += self._bias
        best: NDArray[np.intp] = scores.argmax(axis=1)
        return best


def _tag(text: str) -> Tag:
    pos, *pairs = text.split("|")
    return Tag(text, pos, dict(pair.split("=", 1) for pair in pairs))
