"""The convolutions of all three networks at once, over one matrix of rows without padding.

Sentences stand under one another with a row of zeros between them. A convolution of width 3 is then three products of
matrices shifted by a row and added, and the zero rows keep one sentence from seeing the next.
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
            np.stack([np.ascontiguousarray(_kernel(own[0]).T) for own in layers]),
            capacity,
        )
        self._kernels = [[_kernel(own[depth]) for own in layers] for depth in (1, 2)]
        self._bends = [_Bend([own[depth] for own in layers]) for depth in (0, 1, 2)]

    def __call__(self, rows: NDArray[np.intp]) -> Array:
        """`rows` are rows of the form cache with 0 between sentences; so are the rows of the answer."""
        gaps = np.flatnonzero(rows == 0)
        hidden = self._bends[0](self.cache.products[rows], gaps)
        for kernels, bend in zip(self._kernels, self._bends[1:], strict=True):
            hidden = bend(_products(hidden, kernels), gaps)
        return hidden


class _Bend:
    """What follows the products of a convolution: their sum over the window, the bias, the ReLU and the batch norm."""

    def __init__(self, layers: Sequence[Mapping[str, Any]]) -> None:
        norms = [layer["norm"] for layer in layers]
        self._bias = np.stack([layer["conv"]["bias"] for layer in layers])
        self._scale = np.stack([norm["weight"] / norm["std"] for norm in norms])
        self._shift = np.stack([norm["bias"] - norm["mean"] * (norm["weight"] / norm["std"]) for norm in norms])

    def __call__(self, products: Array, gaps: NDArray[np.intp]) -> Array:
        """`products` is float32[rows, networks, 3, channels]; the rows `gaps` come out as zeros."""
        total: Array = products[:, :, 1] + self._bias
        total[1:] += products[:-1, :, 0]
        total[:-1] += products[1:, :, 2]
        np.maximum(total, 0, out=total)
        total *= self._scale
        total += self._shift
        total[gaps] = 0
        return total


def _kernel(layer: Mapping[str, Any]) -> Array:
    """A convolution's weights [filters, width, 3] as one matrix [width, 3 * filters], the window's places in order."""
    weight: Array = layer["conv"]["weight"]
    return np.ascontiguousarray(weight.transpose(1, 2, 0).reshape(weight.shape[1], -1))


def _products(hidden: Array, kernels: Sequence[Array]) -> Array:
    count, networks, _ = hidden.shape
    products = np.empty((count, networks, kernels[0].shape[1]), np.float32)
    for network, kernel in enumerate(kernels):
        np.matmul(hidden[:, network], kernel, out=products[:, network])
    return products.reshape(count, networks, 3, -1)
