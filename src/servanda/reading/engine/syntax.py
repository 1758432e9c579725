"""Syntax: how well each word would do as head of each other (a biaffine form), and its relation to the chosen one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from servanda.reading.engine.weights import Array, Pack


class Syntax:
    """Scores heads and names relations."""

    def __init__(self, pack: Pack) -> None:
        head, rel = pack.model["head"], pack.model["rel"]
        self._head, self._tail = _Layer(head["head"]), _Layer(head["tail"])
        self._kernel: Array = head["kernel"]
        self._root_tail = self._tail(head["root"][None])
        self._rel_head, self._rel_tail = _Layer(rel["head"]), _Layer(rel["tail"])
        self._rel_root = self._rel_head(rel["root"][None])
        width = rel["kernel"].shape[0]
        kernel = rel["kernel"].reshape(width, -1, width).transpose(0, 2, 1)
        self._rel_kernel: Array = np.ascontiguousarray(kernel.reshape(width * width, -1))
        self.relations = pack.vocabularies["rel"]

    def scores(self, hidden: Array, lengths: Sequence[int]) -> list[Array]:
        """For each sentence float32[n, 1 + n]: of each word, how well the root and each word would do as its head."""
        heads = self._head(hidden) @ self._kernel
        tails = self._tail(hidden)
        found: list[Array] = []
        start = 0
        for length in lengths:
            own = np.empty((1 + length, tails.shape[1]), np.float32)
            own[0], own[1:] = self._root_tail, tails[start : start + length]
            found.append(np.matmul(heads[start : start + length], own.T))
            start += length
        return found

    def rels(self, hidden: Array, heads: NDArray[np.intp]) -> NDArray[np.intp]:
        """The number in `relations` for each row; `heads` are rows counted from 1, 0 the root."""
        head = np.concatenate((self._rel_root, self._rel_head(hidden)))[heads]
        pairs = head[:, :, None] * self._rel_tail(hidden)[:, None, :]
        best: NDArray[np.intp] = (pairs.reshape(len(hidden), -1) @ self._rel_kernel).argmax(axis=1)
        return best


class _Layer:
    """A linear layer and a ReLU."""

    def __init__(self, layer: Mapping[str, Any]) -> None:
        self._weight: Array = layer["proj"]["weight"]
        self._bias: Array = layer["proj"]["bias"]

    def __call__(self, rows: Array) -> Array:
        product: Array = rows @ self._weight
        product += self._bias
        np.maximum(product, 0, out=product)
        return product
