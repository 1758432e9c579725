"""The small trained models that choose: a log-linear one over named features, and a forest of trees over numbers.

Both are plain arrays, made by `training/` and shipped in `data/models.npz`; NumPy is all that is needed to apply them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import as_file, files
from operator import itemgetter
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from servanda.coding.masks import Masks, masks

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int32]
PARTS = ("roots", "feature", "threshold", "left", "right", "value")
"""The arrays that a forest is made of."""


@dataclass(frozen=True, slots=True)
class Linear:
    """Log-linear model: `weights[i]` belongs to feature `names[i]`, one column a label."""

    labels: tuple[str, ...]
    index: Mapping[str, int]
    weights: Floats
    _joined: dict[str, dict[str, int]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def joined_scores(self, features: Iterable[str], prefix: str) -> Floats:
        """The scores of features of which each stands alone and behind a prefix: «w=визит» and «meeting:w=визит»."""
        if prefix not in self._joined:
            start = f"{prefix}:"
            self._joined[prefix] = {n.removeprefix(start): row for n, row in self.index.items() if n.startswith(start)}
        alone, joined, rows = self.index, self._joined[prefix], []
        for name in set(features):
            if (row := alone.get(name)) is not None:
                rows.append(row)
            if (row := joined.get(name)) is not None:
                rows.append(row)
        return self._sum(rows)

    def scores(self, features: Iterable[str]) -> Floats:
        """Log-odds of each label, float32[labels]."""
        return self._sum([row for name in set(features) if (row := self.index.get(name)) is not None])

    def _sum(self, rows: list[int]) -> Floats:
        """In the order of the rows: the same features add up to the same, whatever order they came in."""
        rows.sort()
        return np.asarray(self.weights[rows].sum(axis=0) if rows else np.zeros(len(self.labels)), np.float32)

    def telling(self, features: Iterable[str], label: str, top: int = 4) -> list[tuple[str, float]]:
        """The features that spoke most for `label`, with their weights: what `explain` shows."""
        column = self.labels.index(label)
        known = {name: float(self.weights[self.index[name], column]) for name in set(features) if name in self.index}
        return sorted(known.items(), key=lambda item: (-item[1], item[0]))[:top]


@dataclass(frozen=True, slots=True)
class Forest:
    """Boosted trees over a row of numbers. Trees lie one behind the other; a leaf has `feature` -1.

    A row goes left where its value is at most `threshold`. `scores` gives log-odds: `base` plus the leaves' values.
    """

    columns: tuple[str, ...]
    roots: Ints
    feature: Ints
    threshold: Floats
    left: Ints
    right: Ints
    value: Floats
    base: float
    _masks: Masks = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_masks", masks(self.feature, self.threshold, self.left, self.right, self.roots))

    def scores(self, rows: Floats) -> Floats:
        """Log-odds of each row of float32[n, columns], float32[n]."""
        if not len(rows):
            return np.zeros(0, np.float32)
        return np.asarray(self.base + self.value.take(self._masks.find(rows)).sum(axis=1), np.float32)

    def rows(self, described: Sequence[Mapping[str, float]]) -> Floats:
        """Named numbers as rows in the order of the model's columns; what is not named is 0."""
        whole = itemgetter(*self.columns) if len(self.columns) > 1 else None
        none = dict.fromkeys(self.columns, 0.0)
        table = np.empty((len(described), len(self.columns)), np.float32)
        for at, numbers in enumerate(described):
            try:
                table[at] = whole(numbers) if whole else numbers[self.columns[0]]
            except KeyError:
                table[at] = whole({**none, **numbers}) if whole else 0.0
        return table

    def chances(self, described: Sequence[Mapping[str, float]]) -> list[float]:
        """What the forest says of each of several things by their named numbers, as probabilities."""
        return list(map(float, chance(self.scores(self.rows(described)))))


def chance(log_odds: Any) -> Any:
    """Log-odds as probabilities."""
    return 1.0 / (1.0 + np.exp(-np.clip(log_odds, -30, 30)))


def softmax(scores: Any) -> Any:
    """Scores of things of which one holds, as probabilities."""
    odds = np.exp(scores - np.max(scores))
    return odds / odds.sum()


@dataclass(frozen=True, slots=True)
class Models:
    """All models of the coder, and the thresholds that go with them."""

    linear: Mapping[str, Linear]
    forests: Mapping[str, Forest]
    limits: Mapping[str, float]


def pack(models: Models) -> dict[str, Any]:
    """The models as named arrays, for `numpy.savez_compressed`."""
    arrays: dict[str, Any] = {}
    for name, model in models.linear.items():
        arrays[f"linear/{name}/labels"] = np.array(model.labels)
        arrays[f"linear/{name}/names"] = np.array("\n".join(model.index).encode())
        arrays[f"linear/{name}/weights"] = model.weights.astype(np.float16)
    for name, forest in models.forests.items():
        arrays[f"forest/{name}/columns"] = np.array(forest.columns)
        for part in PARTS:
            arrays[f"forest/{name}/{part}"] = getattr(forest, part)
        arrays[f"forest/{name}/base"] = np.array(forest.base)
    arrays["limits/names"] = np.array(list(models.limits))
    arrays["limits/values"] = np.array(list(models.limits.values()), np.float64)
    return arrays


def unpack(arrays: Mapping[str, Any]) -> Models:
    """Models out of named arrays."""
    linear, forests = {}, {}
    for key in arrays:
        sort, name, part = [*key.split("/"), ""][:3]
        if sort == "linear" and part == "labels":
            names = bytes(arrays[f"linear/{name}/names"].item()).decode().split("\n")
            linear[name] = Linear(
                tuple(str(label) for label in arrays[key]),
                {feature: at for at, feature in enumerate(names)},
                arrays[f"linear/{name}/weights"].astype(np.float32),
            )
        elif sort == "forest" and part == "columns":
            forests[name] = Forest(
                tuple(str(column) for column in arrays[key]),
                **{part: arrays[f"forest/{name}/{part}"] for part in PARTS},
                base=float(arrays[f"forest/{name}/base"]),
            )
    limits = dict(zip((str(n) for n in arrays["limits/names"]), map(float, arrays["limits/values"]), strict=True))
    return Models(linear, forests, limits)


def load(path: Path) -> Models:
    """The models of a file that holds what `pack` made of them."""
    with np.load(path, allow_pickle=False) as arrays:
        return unpack({key: arrays[key] for key in arrays.files})


def shipped(name: str) -> Models:
    """The models of a file that ships with the package."""
    with as_file(files("servanda.coding") / "data" / f"{name}.npz") as path:
        return load(path)


@cache
def models() -> Models:
    """The coder's models, loaded once."""
    return shipped("models")
