"""From rows to models: scikit-learn learns, what it learnt is taken out as plain arrays."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression

from servanda.coding.model import Forest, Linear, Models, pack

SEED = 7
SHIPPED = Path("src/servanda/coding/data/models.npz")


def write(models: Models, path: Path) -> None:
    """Keep what was learnt, and say how large it is."""
    np.savez_compressed(path, **pack(models))
    print(f"written: {path}, {path.stat().st_size / 1e6:.2f} MB")


def linear(
    rows: Sequence[Iterable[str]],
    targets: Sequence[Any],
    *,
    strength: float,
    least: int = 2,
    labels: Sequence[str] | None = None,
    weights: Sequence[float] | None = None,
) -> Linear:
    """A log-linear model: two-way where `labels` is None (targets 0 and 1), else one label of many.

    `strength` is scikit-learn's C; features seen in fewer than `least` rows are left out.
    """
    named = [set(row) for row in rows]
    counts = Counter(name for row in named for name in row)
    index = {name: at for at, name in enumerate(sorted(n for n, c in counts.items() if c >= least))}
    matrix = _matrix(named, index)
    model = LogisticRegression(C=strength, max_iter=400, tol=1e-3, fit_intercept=False)
    model.fit(matrix, np.asarray(targets), sample_weight=None if weights is None else np.asarray(weights))
    if labels is None:
        return pruned(Linear(("yes",), index, model.coef_.T.astype(np.float32)))
    full = np.full((len(index), len(labels)), 0.0, np.float32)
    missing = np.ones(len(labels), bool)
    for row, label in enumerate(model.classes_):
        full[:, list(labels).index(label)] = model.coef_[row]
        missing[list(labels).index(label)] = False
    if "bias" in index:
        full[index["bias"], missing] = -20.0
    return pruned(Linear(tuple(labels), index, full))


def many(
    rows: Sequence[Iterable[str]], targets: Sequence[frozenset[str]], labels: Sequence[str], strength: float
) -> Linear:
    """A log-linear model of independent labels: any number of them may hold."""
    named = [set(row) for row in rows]
    counts = Counter(name for row in named for name in row)
    index = {name: at for at, name in enumerate(sorted(n for n, c in counts.items() if c >= 2))}
    matrix = _matrix(named, index)
    columns = []
    for label in labels:
        hits = np.array([label in target for target in targets])
        if hits.sum() < 3:
            column = np.zeros(len(index))
            column[index["bias"]] = -10.0
        else:
            column = LogisticRegression(C=strength, max_iter=300, fit_intercept=False).fit(matrix, hits).coef_[0]
        columns.append(column)
    return pruned(Linear(tuple(labels), index, np.stack(columns, axis=1).astype(np.float32)))


def _matrix(named: Sequence[set[str]], index: Mapping[str, int]) -> csr_matrix:
    indices, starts = [], [0]
    for row in named:
        indices.extend(sorted(index[name] for name in row if name in index))
        starts.append(len(indices))
    return csr_matrix((np.ones(len(indices), np.float32), indices, starts), shape=(len(named), len(index)))


def pruned(model: Linear, least: float = 0.02) -> Linear:
    """Without features whose weights say next to nothing, and rounded as they are stored."""
    weights = model.weights.astype(np.float16).astype(np.float32)
    keep = np.abs(weights).max(axis=1) >= least
    names = [name for name, kept in zip(model.index, keep, strict=True) if kept]
    return Linear(model.labels, {name: at for at, name in enumerate(names)}, weights[keep])


def forest(
    rows: Sequence[Mapping[str, float]],
    targets: Sequence[int],
    *,
    trees: int = 120,
    leaves: int = 8,
    rate: float = 0.07,
    least: int = 15,
    weights: Sequence[float] | None = None,
) -> Forest:
    """Boosted trees over named numbers; targets are 0 and 1."""
    columns = tuple(sorted({name for row in rows for name in row}))
    place = {name: at for at, name in enumerate(columns)}
    table = np.zeros((len(rows), len(columns)), np.float32)
    for at, row in enumerate(rows):
        for name, number in row.items():
            table[at, place[name]] = number
    model = HistGradientBoostingClassifier(
        max_iter=trees,
        max_leaf_nodes=leaves,
        learning_rate=rate,
        min_samples_leaf=least,
        l2_regularization=1.0,
        early_stopping=False,
        random_state=SEED,
    )
    model.fit(table.astype(np.float64), np.asarray(targets), sample_weight=weights)
    return _taken_out(model, columns)


def _taken_out(model: Any, columns: tuple[str, ...]) -> Forest:
    roots, feature, threshold, left, right, value = [], [], [], [], [], []
    for (tree,) in model._predictors:
        start = len(feature)
        roots.append(start)
        for node in tree.nodes:
            leaf = bool(node["is_leaf"])
            feature.append(-1 if leaf else int(node["feature_idx"]))
            threshold.append(0.0 if leaf else float(node["num_threshold"]))
            left.append(0 if leaf else start + int(node["left"]))
            right.append(0 if leaf else start + int(node["right"]))
            value.append(float(node["value"]) if leaf else 0.0)
    return Forest(
        columns,
        np.array(roots, np.int32),
        np.array(feature, np.int32),
        np.array(threshold, np.float32),
        np.array(left, np.int32),
        np.array(right, np.int32),
        np.array(value, np.float32),
        float(np.asarray(model._baseline_prediction).ravel()[0]),
    )
