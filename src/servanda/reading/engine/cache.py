"""The first convolution's product, kept for each word form: the embedding is fixed, so the product is too.

A form of the cache costs 9 KB (three networks, three places of the window, 256 channels, float32), so their number is
bounded; forms that were seen once go first, and of them those not seen for longest.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from servanda.reading.engine.forms import SHAPES, Forms
from servanda.reading.engine.weights import Array, Embedding

CHUNK = 16
"""Forms in each product of matrices, always as many. In a larger product BLAS rounds the last digit differently by a
form's place in it; so few, as columns, come out the same wherever they stand: no result hangs on what else is read."""
LATELY = 60
"""Calls after which it no longer counts that a form was seen more than once."""
LONGEST = 64
"""Forms with more characters are looked up each time and never kept as keys."""


class FormCache:
    """Rows of products by word form. Row 0 is all zeros: what stands between sentences."""

    def __init__(self, forms: Forms, embedding: Embedding, shapes: Array, kernel: Array, capacity: int) -> None:
        """`shapes` is float32[networks, shapes, 30]; `kernel` float32[networks, 256, 330, 3], word before shape."""
        self._forms = forms
        self._embedding = embedding
        networks, filters, width, _ = kernel.shape
        for_words, for_shapes = np.split(kernel.transpose(0, 3, 1, 2), [width - shapes.shape[2]], axis=3)
        self._kernel = np.ascontiguousarray(for_words.reshape(networks * 3 * filters, -1))
        self._shapes: Array = np.einsum("nkfw,nsw->snkf", for_shapes, shapes)
        self._capacity = capacity
        self.products = np.zeros((capacity + 1, networks, 3, filters), np.float32)
        """float32[forms, network, place in the window, channel]."""
        self._used = np.zeros(capacity + 1, np.int64)
        self._uses = np.zeros(capacity + 1, np.int64)
        self._clock = 0
        self._by_text: dict[str, int] = {}
        self._by_number: dict[int, int] = {}
        self._free = list(range(capacity, 0, -1))

    def __len__(self) -> int:
        return len(self._by_number)

    def rows(self, texts: Sequence[str]) -> NDArray[np.intp]:
        """The row of each form; what is not there is computed. No more different forms at once than the capacity."""
        self._clock += 1
        get = self._by_text.get
        rows = np.fromiter((get(text, 0) for text in texts), np.intp, len(texts))
        self._mark(rows)
        unseen = np.flatnonzero(rows == 0).tolist()
        if unseen:
            entered = self._entered(dict.fromkeys(texts[i] for i in unseen))
            rows[unseen] = [entered[texts[i]] for i in unseen]
        return rows

    def _entered(self, texts: Iterable[str]) -> dict[str, int]:
        keys = {text: self._forms.number(text) for text in texts}
        known = [self._by_number[key] for key in keys.values() if key in self._by_number]
        self._mark(known)
        fresh = [key for key in dict.fromkeys(keys.values()) if key not in self._by_number]
        if fresh:
            self._compute(fresh)
        rows = {text: self._by_number[key] for text, key in keys.items()}
        if len(self._by_text) > 4 * self._capacity:
            self._by_text.clear()
        self._by_text.update((text, row) for text, row in rows.items() if len(text) <= LONGEST)
        return rows

    def _compute(self, keys: Sequence[int]) -> None:
        if len(keys) > len(self._free):
            self._forget(max(len(keys), self._capacity // 4))
        rows = [self._free.pop() for _ in keys]
        words, shapes = np.divmod(np.array(keys, np.intp), SHAPES)
        products = _product(self._embedding(words), self._kernel).reshape(len(rows), *self.products.shape[1:])
        products += self._shapes[shapes]
        self.products[rows] = products
        self._uses[rows] = 0
        self._mark(rows)
        self._by_number.update(zip(keys, rows, strict=True))

    def _mark(self, rows: Sequence[int] | NDArray[np.intp]) -> None:
        self._used[rows] = self._clock
        self._uses[rows] += 1

    def _forget(self, count: int) -> None:
        """Lets so many forms go, and none that the present call needs."""
        rows = np.fromiter(self._by_number.values(), np.intp)
        rows = rows[self._used[rows] < self._clock]
        lately = self._clock - self._used[rows] < LATELY
        order = np.lexsort((self._used[rows], np.where(lately, np.minimum(self._uses[rows], 3), 0)))
        old = set(rows[order[:count]].tolist())
        self._by_text = {text: row for text, row in self._by_text.items() if row not in old}
        self._by_number = {key: row for key, row in self._by_number.items() if row not in old}
        self._free.extend(old)


def _product(forms: Array, kernel: Array) -> Array:
    """`forms @ kernel.T`, `CHUNK` forms at a time."""
    count, width = forms.shape
    whole = -(-count // CHUNK) * CHUNK
    padded = np.zeros((whole, width), np.float32)
    padded[:count] = forms
    columns = padded.reshape(-1, CHUNK, width).transpose(0, 2, 1)
    product: Array = (kernel @ columns).transpose(0, 2, 1).reshape(whole, -1)
    return product[:count]
