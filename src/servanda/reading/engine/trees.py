"""Heads that form a tree with one root: the network's own where they do, else the best such tree over its scores.

The best tree is the maximum spanning arborescence (Chu and Liu 1965, Edmonds 1967) with one edge from the root.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from servanda.reading.engine.weights import Array

TIE = 1e-5
"""Scores that differ by less are as good as each other: so far apart can rounding put them."""
Heads = NDArray[np.intp]
"""Of each word the number of its head, counted from 1; 0 is the root."""


def heads(scores: Sequence[Array]) -> list[Heads]:
    """For each sentence the heads of its words, by `scores` float32[n, 1 + n] (column 0: the root)."""
    found = [first_best(own) for own in scores]
    for number in _no_trees(found):
        found[number] = best_tree(scores[number])
    return found


def first_best(scores: Array) -> Heads:
    """The first of the best heads of each word: where neighbours are alike, scores differ by no more than rounding."""
    found: Heads = (scores >= scores.max(axis=1, keepdims=True) - TIE).argmax(axis=1)
    return found


def best_tree(scores: Array) -> Heads:
    """The best tree with one root over `scores` float32[n, 1 + n], n > 0.

    A penalty on all root edges decides how many of them the best arborescence uses. One that lets a single word gain
    by being the root mostly does; if not, one that no tree can win back does. With a single such edge, the tree is the
    best of its kind under any penalty.
    """
    count = len(scores)
    weights = np.round(scores.astype(np.float64) / TIE) * TIE
    own = np.arange(count)
    weights[own, own + 1] = -np.inf
    root = weights[:, 0].copy()
    spread = float(scores.max()) - float(scores.min()) + 1
    found = np.zeros(count, np.intp)
    if count > 1:
        gains = np.partition(root - weights[:, 1:].max(axis=1), -2)[-2:]
        for penalty in (gains.mean(), spread * (count + 1)):
            weights[:, 0] = root - penalty
            found = _Arborescence(weights).heads()
            if np.count_nonzero(found == 0) == 1:
                break
    return found


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


class _Arborescence:
    """Best heads by `weights[word, head]`, head 0 the root, word i being node i + 1; cycles become nodes of their own.

    Only what does not yet reach the root is looked at; a node of a cycle keeps, for each head outside, the best gain
    over the edges of the cycle, and the word in it that would be attached.
    """

    def __init__(self, weights: NDArray[np.float64]) -> None:
        count = len(weights)
        best = weights.argmax(axis=1)
        self._rows: list[NDArray[np.float64]] = [weights[0], *weights]
        self._words: list[NDArray[np.intp]] = [np.full(count + 1, node) for node in range(count + 1)]
        self._heads: list[int] = [0, *best.tolist()]
        self._gains: list[float] = [0.0, *weights[np.arange(count), best].tolist()]
        self._attached = list(range(count + 1))
        self._inside: list[list[int]] = [[] for _ in range(count + 1)]
        self._holder = [0] * (count + 1)
        self._count = count

    def heads(self) -> Heads:
        """The head of each word."""
        done = {0}
        for start in range(1, self._count + 1):
            path: list[int] = []
            node = self._outermost(start)
            while node not in done:
                if node in path:
                    at = path.index(node)
                    node = self._contract(path[at:])
                    del path[at:]
                else:
                    path.append(node)
                    node = self._outermost(self._heads[node])
            done.update(path)
        return self._expanded()

    def _outermost(self, node: int) -> int:
        while self._holder[node]:
            node = self._holder[node]
        return node

    def _contract(self, cycle: list[int]) -> int:
        gains = np.stack([self._rows[node] for node in cycle])
        gains -= np.array([self._gains[node] for node in cycle])[:, None]
        best, columns = gains.argmax(axis=0), np.arange(self._count + 1)
        row = gains[best, columns]
        row[self._leaves(cycle)] = -np.inf
        words = np.stack([self._words[node] for node in cycle])[best, columns]
        head, made = int(row.argmax()), len(self._rows)
        self._rows.append(row)
        self._words.append(words)
        self._heads.append(head)
        self._gains.append(float(row[head]))
        self._attached.append(int(words[head]))
        self._inside.append(cycle)
        self._holder.append(0)
        for node in cycle:
            self._holder[node] = made
        return made

    def _leaves(self, cycle: list[int]) -> list[int]:
        found, open_ = [], list(cycle)
        while open_:
            node = open_.pop()
            if self._inside[node]:
                open_.extend(self._inside[node])
            else:
                found.append(node)
        return found

    def _expanded(self) -> Heads:
        found = np.zeros(self._count + 1, np.intp)
        open_ = [node for node in range(1, len(self._rows)) if not self._holder[node]]
        while open_:
            outer = open_.pop()
            node = self._attached[outer]
            found[node] = self._heads[outer]
            while node != outer:
                holder = self._holder[node]
                open_.extend(other for other in self._inside[holder] if other != node)
                node = holder
        return found[1:]
