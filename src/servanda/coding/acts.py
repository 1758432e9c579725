"""From candidates to acts: judge each, join those that tell of one act, decide who takes part and how far it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from servanda.coding import beside, features, merge, pairs, parties, settle, stages
from servanda.coding.context import Context
from servanda.coding.cues import Candidate
from servanda.coding.model import Models, chance, softmax
from servanda.coding.pairs import Pair
from servanda.coding.settle import Floats, Story
from servanda.model.event import KINDS, STAGES, Kind

MOST = 40
"""Candidates of one kind in one story that are looked at, the likeliest."""
NEVER = -40.0
"""Likeness of what cannot be one act, however like the rest of two groups is."""


@dataclass(frozen=True, slots=True)
class Act:
    """Candidates taken for one act, the surest first, with what the models think of it."""

    group: tuple[Candidate, ...]
    chances: tuple[float, ...]
    """How sure each candidate is that its sentence tells of an act of the kind."""
    parties: Mapping[str, float]
    """Chance of each region or country to take part."""
    pairs: Mapping[Pair, float]
    """Chance of each two of them to be joined by the act."""
    stages: tuple[float, ...]
    """Chance of each stage, in the order of `STAGES`."""
    sure: float = 0.0
    chosen: frozenset[str] = frozenset()
    """The parties that are taken to take part."""

    @property
    def kind(self) -> Kind:
        return self.group[0].kind

    @property
    def stage(self) -> str:
        return STAGES[int(np.argmax(self.stages))]

    @property
    def sentences(self) -> tuple[int, ...]:
        return tuple(sorted({candidate.sentence for candidate in self.group}))


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
    forest = models.forests["scope"]
    judged = chance(forest.scores(forest.rows(beside.describe_all(context, odds))))
    return dict(zip(odds, map(float, judged), strict=True))


def scope_features(context: Context, candidate: Candidate) -> list[str]:
    """Features for the model of scope: each stands alone and joined with the kind."""
    plain = list(features.scope_features(context, candidate))
    return plain + [f"{candidate.kind}:{name}" for name in plain]


def weigh_parties(context: Context, group: Sequence[Candidate], models: Models) -> dict[str, float]:
    """Chance of each party of the story to take part in the act that a group of candidates tells of."""
    codes = parties.options(context, group)
    if not codes:
        return {}
    forest = models.forests["parties"]
    scores = forest.scores(forest.rows([parties.describe(context, group, code) for code in codes]))
    return dict(zip(codes, map(float, chance(scores)), strict=True))


def weigh_pairs(
    context: Context, group: Sequence[Candidate], weighed: Mapping[str, float], models: Models
) -> dict[Pair, float]:
    """Chance of each two parties of the story to be joined by the act that a group of candidates tells of."""
    listed, rows = pairs.describe_all(context, group, weighed)
    if not listed:
        return {}
    forest = models.forests["pairs"]
    return dict(zip(listed, map(float, chance(forest.scores(forest.rows(rows)))), strict=True))


def say_stages(context: Context, candidate: Candidate, models: Models) -> Floats:
    """Chance of each stage by what the sentence of a candidate alone says, in the order of `STAGES`."""
    return np.asarray(softmax(models.linear["stage"].scores(stages.features(context, [candidate]))), np.float32)


def weigh_stages(story: Story, group: Sequence[Candidate], models: Models) -> tuple[float, ...]:
    """Chance of each stage, in the order of `STAGES`, of the act that a group of candidates tells of."""
    forest = models.forests["stage"]
    rows = settle.describe_all(story, group)
    return tuple(map(float, softmax(forest.scores(forest.rows(rows)))))


def gather(context: Context, judged: Mapping[Candidate, float], models: Models) -> list[Act]:
    """Join the likely candidates of each kind into acts, one for each set of parties that they join."""
    likely = [c for c, sure in judged.items() if sure >= models.limits["candidate"]]
    weighed = {c: weigh_parties(context, [c], models) for c in likely}
    story = Story(context, judged, {c: say_stages(context, c, models) for c in likely})
    acts = []
    for kind in KINDS:
        members = sorted((c for c in likely if c.kind == kind), key=lambda c: -judged[c])[:MOST]
        members.sort(key=lambda c: c.sentence)
        for group in join(story, members, weighed, models):
            ranked = sorted(group, key=lambda c: (-judged[c], c.sentence))
            alone = weighed[ranked[0]] if len(ranked) == 1 else weigh_parties(context, ranked, models)
            acts.extend(with_parties(story, act_of(story, ranked, alone, models), models))
    return acts


def act_of(story: Story, ranked: Sequence[Candidate], weighed: Mapping[str, float], models: Models) -> Act:
    """A group of candidates, the surest first, with what the models make of it."""
    return Act(
        tuple(ranked),
        tuple(story.judged[c] for c in ranked),
        weighed,
        weigh_pairs(story.context, ranked, weighed, models),
        weigh_stages(story, ranked, models),
    )


def with_parties(story: Story, act: Act, models: Models) -> list[Act]:
    """The act once for each set of parties that it joins; with none where none is likely.

    Of several, each is told by the sentences that name what is its own: the date and the stage of one route are not
    those of the next.
    """
    if named := parties.of_gathering(story.context, act.group):
        return [replace(act, chosen=named)]
    found = pairs.sets(act.pairs, act.kind, models.limits["pair"], models.limits["least pair"])
    if len(found) < 2:
        return [replace(act, chosen=chosen) for chosen in found] or [act]
    others = {chosen: frozenset[str]().union(*(f for f in found if f != chosen)) for chosen in found}
    return [told_by_own(story, act, chosen, others[chosen], models) for chosen in found]


def told_by_own(story: Story, act: Act, chosen: frozenset[str], others: frozenset[str], models: Models) -> Act:
    """One of several acts of a group, with the sentences that name the parties which only it has."""
    own = chosen - others or chosen
    kept = [at for at, c in enumerate(act.group) if story.context.regions[c.sentence] & own]
    if not kept or len(kept) == len(act.group):
        return replace(act, chosen=chosen)
    group = tuple(act.group[at] for at in kept)
    chances = tuple(act.chances[at] for at in kept)
    return replace(act, group=group, chances=chances, stages=weigh_stages(story, group, models), chosen=chosen)


def join(
    story: Story, members: Sequence[Candidate], weighed: Mapping[Candidate, Mapping[str, float]], models: Models
) -> Iterable[list[Candidate]]:
    """Groups of candidates of one kind that tell of one act; what was opened one day and stopped another is two."""
    if len(members) < 2:
        return [[c] for c in members]
    forest = models.forests["merge"]
    pairs = list(combinations(range(len(members)), 2))
    rows = [merge.describe_pair(story, members[i], members[j], weighed) for i, j in pairs]
    likeness = dict(zip(pairs, map(float, chance(forest.scores(forest.rows(rows)))), strict=True))
    for (i, j), row in zip(pairs, rows, strict=True):
        if row["dates apart"] and np.argmax(story.said[members[i]]) != np.argmax(story.said[members[j]]):
            likeness[i, j] = NEVER
    return [[members[i] for i in group] for group in merge.groups(len(members), likeness, models.limits["merge"])]
