"""A forest's trees laid out so that all tests of all trees are made at once, not a level after the other.

Of each tree the leaves are numbered from left to right; a test that sends a row to the right rules out the leaves at
its left, and the first leaf that no test ruled out is the row's (QuickScorer: Lucchese et al., SIGIR 2015).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int32]
MOST = 64
"""Leaves of a tree at most."""
ROWS = 32
"""Rows looked at together, so that their tests take little room."""


@dataclass(frozen=True, slots=True)
class Masks:
    """The tests of a forest, a column a tree, as many rows as the largest tree has tests."""

    feature: npt.NDArray[np.intp]
    """intp[tests, trees]."""
    threshold: Floats
    """float32[tests, trees]; infinite where a tree has fewer tests."""
    out: npt.NDArray[Any]
    """Which of a tree's leaves, a bit each, a test rules out that sends a row to the right; uint[tests, trees]."""
    leaves: npt.NDArray[np.intp]
    """The node of leaf j of tree i at `first[i]` + j."""
    first: npt.NDArray[np.intp]

    def find(self, rows: Floats) -> npt.NDArray[np.intp]:
        """The leaf (its node) of each row of float32[n, columns] in each tree, intp[n, trees]."""
        pieces = [self._find(rows[start : start + ROWS]) for start in range(0, len(rows), ROWS)]
        return pieces[0] if len(pieces) == 1 else np.concatenate(pieces)

    def _find(self, rows: Floats) -> npt.NDArray[np.intp]:
        right = rows.take(self.feature, axis=1) > self.threshold
        out = np.bitwise_or.reduce(self.out * right, axis=1)
        lowest = (~out & (out + out.dtype.type(1))).astype(np.float64)
        return np.asarray(self.leaves.take(self.first + np.frexp(lowest)[1] - 1))


def masks(feature: Ints, threshold: Floats, left: Ints, right: Ints, roots: Ints) -> Masks:
    """The layout of a forest's arrays. Raises ValueError where a tree has over 64 leaves."""
    trees = [list(_walk(int(root), feature, left, right)) for root in roots]
    leaves = [[node for node, ends in tree if not ends] for tree in trees]
    tests = [[(node, ends) for node, ends in tree if ends] for tree in trees]
    most = max(map(len, leaves), default=1)
    if most > MOST:
        raise ValueError(f"a tree has {most} leaves; {MOST} are the most")
    kind = next(kind for kind in (np.uint16, np.uint32, np.uint64) if most <= np.iinfo(kind).bits)
    shape = max(max(map(len, tests), default=0), 1), len(roots)
    features, thresholds = np.zeros(shape, np.intp), np.full(shape, np.inf, np.float32)
    out = np.zeros(shape, kind)
    for at, listed in enumerate(tests):
        for row, (node, (start, end)) in enumerate(listed):
            features[row, at], thresholds[row, at] = feature[node], threshold[node]
            out[row, at] = (1 << end) - (1 << start)
    first = np.cumsum([0, *map(len, leaves)])[:-1].astype(np.intp)
    return Masks(features, thresholds, out, np.array([node for own in leaves for node in own], np.intp), first)


def _walk(root: int, feature: Ints, left: Ints, right: Ints) -> Iterator[tuple[int, tuple[int, int] | None]]:
    """The nodes of a tree: leaves from left to right with None, tests with the leaves at their left (start, end)."""
    seen, starts, count = [(root, False)], dict[int, int](), 0
    while seen:
        node, beside = seen.pop()
        if feature[node] < 0:
            yield node, None
            count += 1
        elif beside:
            yield node, (starts[node], count)
            seen.append((int(right[node]), False))
        else:
            starts[node] = count
            seen += [(node, True), (int(left[node]), False)]
