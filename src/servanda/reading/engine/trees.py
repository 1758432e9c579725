"""Heads that form a tree with one root: the network's own where they do, else the best such tree over its scores.

The best tree is the maximum spanning arborescence (Chu and Liu 1965, Edmonds 1967) with one edge from the root, which
a penalty on all root edges brings about: more than a tree could ever win back, so that one such edge is used.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from servanda.reading.engine.weights import Array

Heads = NDArray[np.intp]
"""Of each word the number of its head, counted from 1; 0 is the root."""


def heads(scores: Sequence[Array]) -> list[Heads]:
    """For each sentence the heads of its words, by `scores` float32[n, 1 + n] (column 0: the root)."""
    found = [own.argmax(axis=1) for own in scores]
    for number in _no_trees(found):
        found[number] = best_tree(scores[number])
    return found


def best_tree(scores: Array) -> Heads:
    """The best tree with one root over `scores` float32[n, 1 + n], n > 0."""
    count = len(scores)
    weights = np.full((count + 1, count + 1), -np.inf)
    weights[1:] = scores
    own = np.arange(1, count + 1)
    weights[own, own] = -np.inf
    weights[1:, 0] -= (1.0 + float(scores.max()) - float(scores.min())) * (count + 1)
    best: Heads = _arborescence(weights)[1:]
    return best


def _no_trees(found: Sequence[Heads]) -> list[int]:
    """Numbers of the sentences whose heads are no tree with one root. All are followed upwards at once, by doubling."""
    if not found:
        return []
    lengths = np.array([len(own) for own in found])
    sentence = np.repeat(np.arange(len(found)), lengths)
    local = np.concatenate(found)
    above = np.where(local > 0, local + np.repeat(np.cumsum(lengths) - lengths, lengths), 0)
    above = np.concatenate((np.zeros(1, np.intp), above))
    for _ in range(int(lengths.max()).bit_length()):
        above = above[above]
    lost = np.bincount(sentence[above[1:] > 0], minlength=len(found)) > 0
    roots = np.bincount(sentence[local == 0], minlength=len(found))
    return np.flatnonzero(lost | (roots != 1)).tolist()


def _arborescence(weights: NDArray[np.float64]) -> Heads:
    """Best heads of nodes 1… by `weights[node, head]`; node 0 is the root and has none. Cycles are made one node."""
    best: Heads = weights.argmax(axis=1)
    best[0] = 0
    cycle = _cycle(best.tolist())
    if not cycle:
        return best
    inside = np.array(cycle)
    outside = np.setdiff1d(np.arange(len(best)), inside)
    entering = weights[np.ix_(inside, outside)] - weights[inside, best[inside]][:, None]
    leaving = weights[np.ix_(outside, inside)]
    entry, exit_ = entering.argmax(axis=0), leaving.argmax(axis=1)
    size = len(outside)
    smaller = np.full((size + 1, size + 1), -np.inf)
    smaller[:size, :size] = weights[np.ix_(outside, outside)]
    smaller[size, :size] = entering.max(axis=0)
    smaller[:size, size] = leaving.max(axis=1)
    inner = _arborescence(smaller)
    from_cycle = inner[:size] == size
    best[outside] = np.where(from_cycle, inside[exit_], outside[np.where(from_cycle, 0, inner[:size])])
    above = int(inner[size])
    best[inside[entry[above]]] = outside[above]
    best[0] = 0
    return best


def _cycle(best: Sequence[int]) -> list[int]:
    """The nodes of one cycle, if there is any."""
    seen = [-1] * len(best)
    seen[0] = 0
    for start in range(1, len(best)):
        node = start
        while seen[node] < 0:
            seen[node] = start
            node = best[node]
        if seen[node] == start and node:
            cycle, other = [node], best[node]
            while other != node:
                cycle.append(other)
                other = best[other]
            return cycle
    return []
