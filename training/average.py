"""python -m training.average MODELS.npz… [--slots MODELS.npz…]: ship the mean of several trainings.

It varies less than any of them. With --slots, what fills the slots of events is the mean of these trainings instead.

Log-odds are averaged model by model: a log-linear one over the features of all, a forest by setting the trees of all
side by side. The limits are those of the first; the others must have been trained with the same.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from servanda.coding.model import Forest, Linear, Models, load
from training import fit, learn


def linear(models: Sequence[Linear]) -> Linear:
    """The mean of log-linear models with the same labels; a feature that one does not know weighs nothing there."""
    names = sorted({name for model in models for name in model.index})
    index = {name: at for at, name in enumerate(names)}
    weights = np.zeros((len(names), len(models[0].labels)), np.float32)
    for model in models:
        rows = [index[name] for name in model.index]
        weights[rows] += model.weights / len(models)
    return learn.pruned(Linear(models[0].labels, index, weights))


def forest(forests: Sequence[Forest]) -> Forest:
    """One forest whose log-odds are the mean of those of several."""
    columns = tuple(sorted({name for one in forests for name in one.columns}))
    place = {name: at for at, name in enumerate(columns)}
    starts = np.cumsum([0, *(len(one.feature) for one in forests[:-1])])

    def joined(arrays: Sequence[Any]) -> Any:
        return np.concatenate(arrays)

    places = [np.array([place[name] for name in one.columns], np.int32) for one in forests]
    return Forest(
        columns,
        joined([one.roots + start for one, start in zip(forests, starts, strict=True)]).astype(np.int32),
        joined([np.where(f.feature < 0, -1, at[f.feature]) for f, at in zip(forests, places, strict=True)]).astype(
            np.int32
        ),
        joined([one.threshold for one in forests]),
        joined([one.left + start for one, start in zip(forests, starts, strict=True)]).astype(np.int32),
        joined([one.right + start for one, start in zip(forests, starts, strict=True)]).astype(np.int32),
        joined([one.value / np.float32(len(forests)) for one in forests]).astype(np.float32),
        sum(one.base for one in forests) / len(forests),
    )


def models(several: Sequence[Models]) -> Models:
    """The mean of whole trainings. Raises ValueError where their limits differ."""
    if any(one.limits != several[0].limits for one in several):
        raise ValueError("these were trained with other limits than the first")
    return Models(
        {name: linear([one.linear[name] for one in several]) for name in several[0].linear},
        {name: forest([one.forests[name] for one in several]) for name in several[0].forests},
        several[0].limits,
    )


def with_slots(acts: Models, slots: Models) -> Models:
    """Models that know acts as the first, and fill their slots as the second."""
    return replace(acts, forests={**acts.forests, **{name: slots.forests[name] for name in fit.SLOTS}})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("trainings", nargs="+", type=Path)
    parser.add_argument("--slots", nargs="*", type=Path, default=[])
    args = parser.parse_args()
    mean = models([load(path) for path in args.trainings])
    if args.slots:
        mean = with_slots(mean, models([load(path) for path in args.slots]))
    learn.write(mean, learn.SHIPPED)


if __name__ == "__main__":
    main()
