"""The convolutions of all three networks at once, over one matrix of rows without padding.

Sentences stand under one another with a row of zeros between them, which keeps one sentence from seeing the next. The
first convolution is three products for each word, found in the cache, shifted by a row and added. The others go by
Winograd's short filter F(2, 3): two neighbouring rows of the answer from four products of matrices instead of six.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from servanda.reading.engine.cache import FormCache
from servanda.reading.engine.forms import Forms
from servanda.reading.engine.weights import Array, Weights


class Encoder:
    """From rows of the form cache to what each network makes of each word: float32[rows, networks, 64]."""

    def __init__(self, weights: Weights, capacity: int) -> None:
        networks = [pack.model for pack in (weights.morph, weights.names, weights.syntax)]
        layers = [network["encoder"]["layers"] for network in networks]
        self.forms = Forms(weights.morph.vocabularies["word"], weights.morph.vocabularies["shape"])
        self.cache = FormCache(
            self.forms,
            weights.embedding,
            np.stack([network["emb"]["shape"]["weight"] for network in networks]),
            np.stack([own[0]["conv"]["weight"] for own in layers]),
            capacity,
        )
        self._filters = [[_filters(own[depth]["conv"]["weight"]) for own in layers] for depth in (1, 2)]
        self._bends = [_Bend([own[depth] for own in layers]) for depth in (0, 1, 2)]

    def __call__(self, rows: NDArray[np.intp]) -> Array:
        """`rows` are rows of the form cache with 0 between sentences; so are the rows of the answer."""
        gaps = np.flatnonzero(rows == 0)
        hidden = self._bends[0](_sums(self.cache.products[rows]), gaps)
        for filters, bend in zip(self._filters, self._bends[1:], strict=True):
            hidden = bend(_convolved(hidden, filters), gaps)
        return hidden


class _Bend:
    """What follows a convolution: the bias, the ReLU and the batch norm."""

    def __init__(self, layers: Sequence[Mapping[str, Any]]) -> None:
        norms = [layer["norm"] for layer in layers]
        self._bias = np.stack([layer["conv"]["bias"] for layer in layers])
        self._scale = np.stack([norm["weight"] / norm["std"] for norm in norms])
        self._shift = np.stack([norm["bias"] - norm["mean"] * (norm["weight"] / norm["std"]) for norm in norms])

    def __call__(self, total: Array, gaps: NDArray[np.intp]) -> Array:
        """`total` is float32[rows, networks, channels], and is written over; the rows `gaps` come out as zeros."""
        total += self._bias
        np.maximum(total, 0, out=total)
        total *= self._scale
        total += self._shift
        total[gaps] = 0
        return total


def _sums(products: Array) -> Array:
    """float32[rows, networks, channels] from the products of each word for the three places of the window."""
    total = products[:, :, 1].copy()
    total[1:] += products[:-1, :, 0]
    total[:-1] += products[1:, :, 2]
    return total


def _filters(weight: Array) -> list[Array]:
    """The four matrices [width, filters] of F(2, 3), from a convolution's weights [filters, width, 3]."""
    left, middle, right = weight.transpose(2, 1, 0)
    four = left, (left + middle + right) / 2, (left - middle + right) / 2, right
    return [np.ascontiguousarray(matrix) for matrix in four]


def _convolved(hidden: Array, filters: Sequence[Sequence[Array]]) -> Array:
    count, networks, width = hidden.shape
    pairs = -(-count // 2)
    padded = np.zeros((2 * pairs + 2, networks, width), np.float32)
    padded[1 : count + 1] = hidden
    first, second, third, fourth = padded[:-2:2], padded[1:-2:2], padded[2::2], padded[3::2]
    mixed = first - third, second + third, third - second, second - fourth
    products = np.empty((4, pairs, networks, filters[0][0].shape[1]), np.float32)
    for place, rows in enumerate(mixed):
        for network, own in enumerate(filters):
            np.matmul(rows[:, network], own[place], out=products[place, :, network])
    total = np.empty((2 * pairs, *products.shape[2:]), np.float32)
    np.add(products[0] + products[1], products[2], out=total[::2])
    np.subtract(products[1] - products[2], products[3], out=total[1::2])
    return total[:count]
