"""From candidates to acts: join those that tell of one act, decide who takes part, and know an act told again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, product

import numpy as np

from servanda.coding import merge, pairs, parties
from servanda.coding.context import Context
from servanda.coding.cues import Candidate
from servanda.coding.model import Models
from servanda.coding.pairs import Pair
from servanda.coding.settle import Story
from servanda.coding.weigh import say_stages, weigh_pairs, weigh_parties, weigh_stages
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
        return STAGES[self.stages.index(max(self.stages))]

    @property
    def sentences(self) -> tuple[int, ...]:
        return tuple(sorted({candidate.sentence for candidate in self.group}))


def gather(context: Context, judged: Mapping[Candidate, float], models: Models) -> list[Act]:
    """Join the likely candidates of each kind into acts, one for each set of parties that they join, each once."""
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
    return once(story, acts, weighed, models)


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


def once(
    story: Story, acts: Sequence[Act], weighed: Mapping[Candidate, Mapping[str, float]], models: Models
) -> list[Act]:
    """The acts, those of one kind, parties and stage as one where their candidates are not too unlike to be.

    Candidates are first joined before it is known whom they join and how far the act is; acts that agree in all of this
    are mostly one act told again (of 48 such pairs in the texts to learn from, 8 were two).
    """
    kept: list[Act] = []
    for act in sorted(acts, key=lambda act: -act.chances[0]):
        for at, other in enumerate(kept):
            alike = act.chosen and (act.kind, act.chosen, act.stage) == (other.kind, other.chosen, other.stage)
            if alike and likeness_of(story, act, other, weighed, models) >= models.limits["again"]:
                kept[at] = told_again(story, other, act, models)
                break
        else:
            kept.append(act)
    return kept


def likeness_of(
    story: Story, one: Act, other: Act, weighed: Mapping[Candidate, Mapping[str, float]], models: Models
) -> float:
    """Mean chance of their candidates to tell of one act; what is a candidate of both counts for nothing."""
    both = [sorted(pair, key=lambda c: c.sentence) for pair in product(one.group, other.group) if pair[0] != pair[1]]
    rows = [merge.describe_pair(story, first, second, weighed) for first, second in both]
    return float(np.mean(models.forests["merge"].chances(rows))) if rows else 1.0


def told_again(story: Story, act: Act, again: Act, models: Models) -> Act:
    """An act with the candidates that tell of it again."""
    group = tuple(sorted({*act.group, *again.group}, key=lambda c: (-story.judged[c], c.sentence)))
    stages = weigh_stages(story, group, models)
    return replace(act, group=group, chances=tuple(story.judged[c] for c in group), stages=stages)


def join(
    story: Story, members: Sequence[Candidate], weighed: Mapping[Candidate, Mapping[str, float]], models: Models
) -> Iterable[list[Candidate]]:
    """Groups of candidates of one kind that tell of one act; what was opened one day and stopped another is two."""
    if len(members) < 2:
        return [[c] for c in members]
    pairs = list(combinations(range(len(members)), 2))
    rows = [merge.describe_pair(story, members[i], members[j], weighed) for i, j in pairs]
    likeness = dict(zip(pairs, models.forests["merge"].chances(rows), strict=True))
    for (i, j), row in zip(pairs, rows, strict=True):
        if row["dates apart"] and np.argmax(story.said[members[i]]) != np.argmax(story.said[members[j]]):
            likeness[i, j] = NEVER
    return [[members[i] for i in group] for group in merge.groups(len(members), likeness, models.limits["merge"])]
