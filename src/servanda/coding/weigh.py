"""What the models think of candidates: whether they tell of an act, of whom, and how far it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from servanda.coding import beside, features, pairs, parties, settle, stages
from servanda.coding.context import Context
from servanda.coding.cues import Candidate
from servanda.coding.model import Models, softmax
from servanda.coding.pairs import Pair
from servanda.coding.settle import Floats, Story


def alone(context: Context, models: Models) -> dict[Candidate, float]:
    """Log-odds of each candidate to tell of an act of its kind, by what its own sentence says."""
    model = models.linear["scope"]
    return {
        candidate: float(model.joined_scores(features.scope_features(context, candidate), candidate.kind)[0])
        for candidate in context.candidates
    }


def judge(context: Context, models: Models) -> dict[Candidate, float]:
    """Chance of each candidate of the story to tell of an act of its kind, beside all others of the story."""
    odds = alone(context, models)
    return dict(zip(odds, models.forests["scope"].chances(beside.describe_all(context, odds)), strict=True))


def scope_features(context: Context, candidate: Candidate) -> list[str]:
    """Features for the model of scope: each stands alone and joined with the kind."""
    plain = list(features.scope_features(context, candidate))
    return plain + [f"{candidate.kind}:{name}" for name in plain]


def weigh_parties(context: Context, group: Sequence[Candidate], models: Models) -> dict[str, float]:
    """Chance of each party of the story to take part in the act that a group of candidates tells of."""
    codes = parties.options(context, group)
    if not codes:
        return {}
    rows = [parties.describe(context, group, code) for code in codes]
    return dict(zip(codes, models.forests["parties"].chances(rows), strict=True))


def weigh_pairs(
    context: Context, group: Sequence[Candidate], weighed: Mapping[str, float], models: Models
) -> dict[Pair, float]:
    """Chance of each two parties of the story to be joined by the act that a group of candidates tells of."""
    listed, rows = pairs.describe_all(context, group, weighed)
    if not listed:
        return {}
    return dict(zip(listed, models.forests["pairs"].chances(rows), strict=True))


def say_stages(context: Context, candidate: Candidate, models: Models) -> Floats:
    """Chance of each stage by what the sentence of a candidate alone says, in the order of `STAGES`."""
    return np.asarray(softmax(models.linear["stage"].scores(stages.features(context, [candidate]))), np.float32)


def weigh_stages(story: Story, group: Sequence[Candidate], models: Models) -> tuple[float, ...]:
    """Chance of each stage, in the order of `STAGES`, of the act that a group of candidates tells of."""
    forest = models.forests["stage"]
    rows = settle.describe_all(story, group)
    return tuple(map(float, softmax(forest.scores(forest.rows(rows)))))
