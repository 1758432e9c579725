"""The mean of several trainings says what they say on average."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("sklearn", reason="training needs the development packages")

from servanda.coding.model import Models
from training import average, fit, learn

ROWS = [{"a": float(i % 7), "b": float(i % 3), "c": float(i % 5)} for i in range(200)]


def test_a_mean_forest_scores_the_mean_over_the_columns_of_all() -> None:
    one = learn.forest([{k: row[k] for k in ("a", "b")} for row in ROWS], [int(row["a"] > 3) for row in ROWS], trees=9)
    other = learn.forest(
        [{k: row[k] for k in ("b", "c")} for row in ROWS], [int(row["c"] > 2) for row in ROWS], trees=5
    )
    mean = average.forest([one, other])
    assert mean.columns == ("a", "b", "c")
    expected = (one.scores(one.rows(ROWS)) + other.scores(other.rows(ROWS))) / 2
    assert np.ptp(expected) > 1
    np.testing.assert_allclose(mean.scores(mean.rows(ROWS)), expected, atol=1e-5)


def test_a_mean_linear_model_counts_an_unknown_feature_as_nothing() -> None:
    texts = [["x", "y"], ["y"], ["x", "z"], ["z"]] * 10
    one = learn.linear(texts, [1, 0, 1, 0] * 10, strength=1.0)
    other = learn.linear([[n for n in row if n != "z"] for row in texts], [1, 0, 1, 1] * 10, strength=1.0)
    assert "z" not in other.index
    mean = average.linear([one, other])
    for row in texts[:4]:
        np.testing.assert_allclose(mean.scores(row), (one.scores(row) + other.scores(row)) / 2, atol=2e-3)


def test_trainings_with_other_limits_are_not_mixed() -> None:
    with pytest.raises(ValueError, match="limits"):
        average.models([Models({}, {}, {"event": 0.2}), Models({}, {}, {"event": 0.3})])


def test_slots_may_be_filled_as_by_other_trainings() -> None:
    one, other = (learn.forest(ROWS, [int(row[name] > 1) for row in ROWS], trees=3) for name in ("a", "b"))
    forests = dict.fromkeys(("event", *fit.SLOTS), one)
    mixed = average.with_slots(Models({}, forests, {}), Models({}, dict.fromkeys(forests, other), {}))
    assert mixed.forests["event"] is one
    assert all(mixed.forests[slot] is other for slot in fit.SLOTS)
