"""A forest's leaves found by masks are those that one comes to by going down."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.coding.masks import masks
from servanda.coding.model import Forest

COLUMNS = 3


def grown(draw: st.DrawFn, leaves: int, nodes: list[list[float]]) -> int:
    """A tree of so many leaves at the end of `nodes` (feature, threshold, left, right, value); gives its root."""
    own = len(nodes)
    nodes.append([-1, 0.0, -1, -1, float(own)])
    if leaves > 1:
        at_left = draw(st.integers(1, leaves - 1))
        test = [draw(st.integers(0, COLUMNS - 1)), float(draw(st.integers(-3, 3)))]
        nodes[own] = [*test, grown(draw, at_left, nodes), grown(draw, leaves - at_left, nodes), 0.0]
    return own


@st.composite
def forests(draw: st.DrawFn, most: int = 40) -> Forest:
    nodes: list[list[float]] = []
    roots = [grown(draw, draw(st.integers(1, most)), nodes) for _ in range(draw(st.integers(1, 4)))]
    feature, threshold, left, right, value = np.array(nodes).T
    whole = (column.astype(np.int32) for column in (feature, left, right))
    feature, left, right = whole
    names = tuple("abc"[:COLUMNS])
    return Forest(
        names, np.array(roots, np.int32), feature, threshold.astype(np.float32), left, right,
        value.astype(np.float32), 0.5,
    )  # fmt: skip


def gone_down(forest: Forest, root: int, row: list[float]) -> int:
    at = root
    while forest.feature[at] >= 0:
        at = int((forest.left if row[forest.feature[at]] <= forest.threshold[at] else forest.right)[at])
    return at


@given(forests(), st.lists(st.lists(st.integers(-4, 4).map(float), min_size=COLUMNS, max_size=COLUMNS), max_size=40))
def test_the_leaves_of_going_down(forest: Forest, rows: list[list[float]]) -> None:
    table = np.array(rows, np.float32).reshape(-1, COLUMNS)
    told = [sum(float(forest.value[gone_down(forest, int(root), row)]) for root in forest.roots) for row in rows]
    assert forest.scores(table).tolist() == [forest.base + value for value in told]


def test_a_tree_of_too_many_leaves() -> None:
    """A chain of 65 leaves: no integer holds a bit for each."""
    tests = 64
    feature = np.array([0] * tests + [-1] * (tests + 1), np.int32)
    left = np.array([tests + at for at in range(tests)] + [-1] * (tests + 1), np.int32)
    right = np.array([*range(1, tests), 2 * tests] + [-1] * (tests + 1), np.int32)
    with pytest.raises(ValueError, match="65 leaves"):
        masks(feature, np.zeros(len(feature), np.float32), left, right, np.zeros(1, np.int32))
