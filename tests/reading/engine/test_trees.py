"""Heads form a tree with one root, the best that there is."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.reading.engine import trees
from servanda.reading.engine.weights import Array


def is_tree(heads: list[int]) -> bool:
    for node in range(1, len(heads) + 1):
        steps = 0
        while node and steps <= len(heads):
            node, steps = heads[node - 1], steps + 1
        if node:
            return False
    return heads.count(0) == 1


@st.composite
def matrices(draw: st.DrawFn, largest: int) -> Array:
    count = draw(st.integers(1, largest))
    values = st.floats(-8, 8, width=32) if draw(st.booleans()) else st.sampled_from([-1.0, 0.0, 2.0])
    size = count * (count + 1)
    scores = np.array(draw(st.lists(values, min_size=size, max_size=size)), np.float32).reshape(count, count + 1)
    scores[:, 0] += draw(st.sampled_from([-9, 0, 9]))
    return scores


def worth(scores: Array, heads: list[int]) -> float:
    return float(sum(scores[word, head] for word, head in enumerate(heads)))


@given(matrices(4))
def test_best_of_all_trees(scores: Array) -> None:
    count = len(scores)
    best = max(worth(scores, list(heads)) for heads in product(range(count + 1), repeat=count) if is_tree(list(heads)))
    found = trees.best_tree(scores).tolist()
    assert is_tree(found)
    assert worth(scores, found) == pytest.approx(best, abs=1e-3)


@given(matrices(30))
def test_always_a_tree(scores: Array) -> None:
    assert is_tree(trees.best_tree(scores).tolist())


@given(st.lists(matrices(6), max_size=5))
def test_heads_that_form_a_tree_are_kept(matrices_: list[Array]) -> None:
    for scores, heads in zip(matrices_, trees.heads(matrices_), strict=True):
        own = trees.first_best(scores).tolist()
        assert is_tree(heads.tolist())
        assert heads.tolist() == own or not is_tree(own)


def test_all_alike_and_long() -> None:
    assert is_tree(trees.best_tree(np.ones((200, 201), np.float32)).tolist())
