"""From candidates to acts: judge each, join those that tell of one act, decide who takes part and how far it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from servanda.coding import features, merge, pairs, parties, stages
from servanda.coding.context import Context
from servanda.coding.cues import Candidate
from servanda.coding.model import Models, chance
from servanda.coding.pairs import Pair
from servanda.model.event import KINDS, STAGES, Kind

MOST = 40
"""Candidates of one kind in one story that are looked at, the likeliest."""
AHEAD = frozenset({"considered", "proposed", "intended", "agreed"})
GROUND = 0.25
"""Weight of a sentence that says that relations stand, beside one that says what is planned of them."""
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


def judge(context: Context, models: Models) -> dict[Candidate, float]:
    """Chance of each candidate of the story to tell of an act of its kind."""
    model = models.linear["scope"]
    judged = {}
    for candidate in context.candidates:
        scores = model.joined_scores(features.scope_features(context, candidate), candidate.kind)
        judged[candidate] = float(chance(scores[0]))
    return judged


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


def weigh_stages(
    context: Context, group: Sequence[Candidate], models: Models, chances: Sequence[float] | None = None
) -> tuple[float, ...]:
    """Chance of each stage, in the order of `STAGES`: what each candidate alone says, by how sure it is (`chances`).

    Relations that stand are but the ground of what is planned of them: beside a plan, they count little.
    """
    scores = np.stack([models.linear["stage"].scores(stages.features(context, [c])) for c in group])
    odds = np.exp(scores - scores.max(axis=1, keepdims=True))
    weights = np.array(chances if chances else [1.0] * len(group))
    said = [STAGES[at] for at in odds.argmax(axis=1)]
    if group[0].kind == "cooperation" and AHEAD & set(said):
        weights[[stage == "underway" for stage in said]] *= GROUND
    mean = np.average(odds / odds.sum(axis=1, keepdims=True), axis=0, weights=weights)
    return tuple(map(float, mean))


def gather(context: Context, judged: Mapping[Candidate, float], models: Models) -> list[Act]:
    """Join the likely candidates of each kind into acts, one for each set of parties that they join."""
    likely = [c for c, sure in judged.items() if sure >= models.limits["candidate"]]
    alone = {c: weigh_parties(context, [c], models) for c in likely}
    staged = {c: weigh_stages(context, [c], models) for c in likely}
    acts = []
    for kind in KINDS:
        members = sorted((c for c in likely if c.kind == kind), key=lambda c: -judged[c])[:MOST]
        members.sort(key=lambda c: c.sentence)
        for group in join(context, members, alone, staged, models):
            ranked = sorted(group, key=lambda c: (-judged[c], c.sentence))
            acts.extend(with_parties(context, act_of(context, ranked, judged, models), models))
    return acts


def act_of(context: Context, ranked: Sequence[Candidate], judged: Mapping[Candidate, float], models: Models) -> Act:
    """A group of candidates, the surest first, with what the models make of it."""
    weighed = weigh_parties(context, ranked, models)
    chances = tuple(judged[c] for c in ranked)
    return Act(
        tuple(ranked),
        chances,
        weighed,
        weigh_pairs(context, ranked, weighed, models),
        weigh_stages(context, ranked, models, chances),
    )


def with_parties(context: Context, act: Act, models: Models) -> list[Act]:
    """The act once for each set of parties that it joins; with none where none is likely.

    Of several, each is told by the sentences that name what is its own: the date and the stage of one route are not
    those of the next.
    """
    found = pairs.sets(act.pairs, act.kind, models.limits["pair"], models.limits["least pair"])
    if len(found) < 2:
        return [replace(act, chosen=chosen) for chosen in found] or [act]
    others = {chosen: frozenset[str]().union(*(f for f in found if f != chosen)) for chosen in found}
    return [told_by_own(context, act, chosen, others[chosen], models) for chosen in found]


def told_by_own(context: Context, act: Act, chosen: frozenset[str], others: frozenset[str], models: Models) -> Act:
    """One of several acts of a group, with the sentences that name the parties which only it has."""
    own = chosen - others or chosen
    kept = [at for at, c in enumerate(act.group) if context.regions[c.sentence] & own]
    if not kept or len(kept) == len(act.group):
        return replace(act, chosen=chosen)
    group = tuple(act.group[at] for at in kept)
    chances = tuple(act.chances[at] for at in kept)
    stages = weigh_stages(context, group, models, chances)
    return replace(act, group=group, chances=chances, stages=stages, chosen=chosen)


def join(
    context: Context,
    members: Sequence[Candidate],
    alone: Mapping[Candidate, Mapping[str, float]],
    staged: Mapping[Candidate, Sequence[float]],
    models: Models,
) -> Iterable[list[Candidate]]:
    """Groups of candidates of one kind that tell of one act; what was opened one day and stopped another is two."""
    if len(members) < 2:
        return [[c] for c in members]
    forest = models.forests["merge"]
    pairs = list(combinations(range(len(members)), 2))
    rows = [merge.describe_pair(context, members[i], members[j], alone, staged) for i, j in pairs]
    likeness = dict(zip(pairs, map(float, chance(forest.scores(forest.rows(rows)))), strict=True))
    for (i, j), row in zip(pairs, rows, strict=True):
        if row["dates apart"] and np.argmax(staged[members[i]]) != np.argmax(staged[members[j]]):
            likeness[i, j] = NEVER
    return [[members[i] for i in group] for group in merge.groups(len(members), likeness, models.limits["merge"])]


def describe_act(
    context: Context, act: Act, acts: Sequence[Act], judged: Mapping[Candidate, float]
) -> dict[str, float]:
    """Numbers by which an act is judged to count as an event of the codebook."""
    ranked = [*sorted(act.parties.values(), reverse=True), 0.0, 0.0, 0.0]
    sentences = set(act.sentences)
    rivals = [sure for c, sure in judged.items() if c.sentence in sentences and c.kind != act.kind]
    same = [other for other in acts if other.kind == act.kind and other is not act]
    countries = {code.partition("-")[0] for code in act.chosen}
    joined = sorted((p for pair, p in act.pairs.items() if set(pair) <= act.chosen), reverse=True)
    others = max((p for pair, p in act.pairs.items() if not set(pair) <= act.chosen), default=0.0)
    numbers: dict[str, float] = {
        "best": act.chances[0],
        "second": act.chances[1] if len(act.chances) > 1 else 0.0,
        "sum": min(sum(act.chances), 6.0),
        "mean": sum(act.chances) / len(act.chances),
        "size": len(act.group),
        "strong": sum(c.strong for c in act.group),
        "party 1": ranked[0],
        "party 2": ranked[1],
        "party 3": ranked[2],
        "chosen": len(act.chosen),
        "pair": joined[0] if joined else 0.0,
        "least pair": joined[-1] if joined else 0.0,
        "other pair": others,
        "twins": sum(other.group == act.group for other in same),
        "one country": len(countries) == 1,
        "rival": max(rivals, default=0.0),
        "same kind": len(same),
        "better of kind": sum(other.chances[0] > act.chances[0] for other in same),
        "headline": any(context.marked.sentences[at].headline for at in sentences),
        "lead": min(sentences) <= 1,
        "sentences": len(context.marked.sentences),
        "story parties": len(context.main),
        "stage": max(act.stages),
    }
    numbers.update({f"kind {kind}": kind == act.kind for kind in KINDS})
    numbers.update({f"stage {stage}": p for stage, p in zip(STAGES, act.stages, strict=True)})
    return {name: float(number) for name, number in numbers.items()}
