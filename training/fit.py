"""What is learnt from aligned examples: first the models of candidates, then those of joined acts and their slots."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from typing import Any

from servanda.coding import beside, counting, fields, fillers, merge, pairs, parties, settle, slots, stages, weigh
from servanda.coding.acts import Act
from servanda.coding.context import region
from servanda.coding.cues import Candidate
from servanda.coding.model import Forest, Linear, Models
from servanda.coding.settle import Story
from servanda.model.event import FIELDS, STAGES
from training import learn
from training.align import Aligned

LIMITS = {
    "candidate": 0.2, "merge": 0.6, "again": 0.25, "pair": 0.4, "least pair": 0.08, "event": 0.28,
    "when": 0.25, "where": 0.25, "within": 0.25, "speaker": 0.3, "actors": 0.4, "fields": 0.3,
}  # fmt: skip
SURE = 0.8
"""How sure the candidates of a gold event are taken to be, where no act matches it."""
SINGLE = ("when", "where", "within", "speaker")
SLOTS = (*SINGLE, "actors")
"""The slots that have a forest each."""
Judged = Mapping[Candidate, float]


def alone(examples: Sequence[Aligned], judged: Mapping[int, Judged]) -> Models:
    """The models that look at one candidate, or one group known to belong together: scope, parties, stage, fields."""
    return Models(
        {
            "scope": scope(examples),
            "stage": stage(examples, judged),
            "fields": about(examples, judged),
        },
        {"parties": partaking(examples, judged)},
        LIMITS,
    )


def scope(examples: Sequence[Aligned]) -> Linear:
    rows, targets, weights = [], [], []
    for example in examples:
        for candidate, told in example.told.items():
            rows.append(weigh.scope_features(example.context, candidate))
            targets.append(int(bool(told)))
            weights.append(example.example.weight)
    return learn.linear(rows, targets, strength=0.1, least=3, weights=weights)


def beside_others(examples: Sequence[Aligned], models: Mapping[int, Models]) -> Forest:
    """The model that judges candidates beside one another; each alone is judged by models that did not see it."""
    rows, targets, weights = [], [], []
    for example in examples:
        odds = weigh.alone(example.context, models[id(example)])
        rows.extend(beside.describe_all(example.context, odds))
        targets.extend(int(bool(example.told[candidate])) for candidate in odds)
        weights.extend(example.example.weight for _ in odds)
    return learn.forest(rows, targets, weights=weights, trees=240, leaves=14, rate=0.035, least=20)


def ranked(group: Sequence[Candidate], judged: Judged) -> list[Candidate]:
    """A group as the program orders it: the surest candidate first."""
    return sorted(group, key=lambda c: (-judged.get(c, 0.0), c.sentence))


def training_groups(example: Aligned, judged: Judged) -> list[tuple[list[Candidate], list[int], float]]:
    """Whole groups, and each likely candidate alone at half the weight, with the gold events they tell of."""
    found = [(ranked(group, judged), events, 1.0) for group, events in example.groups()]
    for candidate, told in example.told.items():
        if told and judged.get(candidate, 1.0) > LIMITS["candidate"]:
            found.append(([candidate], told, 0.5))
    return found


def partaking(examples: Sequence[Aligned], judged: Mapping[int, Judged]) -> Forest:
    rows, targets, weights = [], [], []
    for example in examples:
        for group, events, weight in training_groups(example, judged.get(id(example), {})):
            gold = example.parties(events)
            for code in parties.options(example.context, group):
                rows.append(parties.describe(example.context, group, code))
                targets.append(int(code in gold))
                weights.append(weight * example.example.trust)
    return learn.forest(rows, targets, weights=weights, trees=200, leaves=10)


def stage(examples: Sequence[Aligned], judged: Mapping[int, Judged]) -> Linear:
    rows, targets, weights = [], [], []
    for example in examples:
        for group, events, weight in training_groups(example, judged.get(id(example), {})):
            told = {example.events[at][0]["stage"] for at in events}
            if len(told) == 1:
                rows.append(list(stages.features(example.context, group)))
                targets.append(told.pop())
                weights.append(weight)
    return learn.linear(rows, targets, strength=0.05, labels=STAGES, weights=weights)


def about(examples: Sequence[Aligned], judged: Mapping[int, Judged]) -> Linear:
    rows, targets = [], []
    for example in examples:
        for group, events in example.groups():
            rows.append(list(fields.features(example.context, ranked(group, judged.get(id(example), {})))))
            targets.append(frozenset(example.events[events[0]][0]["fields"]))
    return learn.many(rows, targets, FIELDS, strength=0.2)


def together(
    examples: Sequence[Aligned], models: Mapping[int, Models], stories: Mapping[int, Story]
) -> dict[str, Forest]:
    """The models that look at what others said: which candidates tell of one act, how far it is, whom it joins."""
    return {
        "merge": joining(examples, models, stories),
        "stage": settling(examples, stories),
        "pairs": pairing(examples, models, stories),
    }


def story(example: Aligned, judged: Judged, models: Models) -> Story:
    """A story judged by models that did not see it, with what its candidates say of stages."""
    told = [c for c, events in example.told.items() if events or judged[c] >= LIMITS["candidate"]]
    return Story(example.context, judged, {c: weigh.say_stages(example.context, c, models) for c in told})


def settling(examples: Sequence[Aligned], stories: Mapping[int, Story]) -> Forest:
    """The model of stages that weighs what the sentences of an act say by what the whole story says."""
    rows, targets, weights = [], [], []
    for example in examples:
        told = stories[id(example)]
        for group, events, weight in training_groups(example, told.judged):
            gold = {example.events[at][0]["stage"] for at in events}
            if len(gold) == 1:
                rows.extend(settle.describe_all(told, group))
                targets.extend(int(stage in gold) for stage in STAGES)
                weights.extend(weight * example.example.trust for _ in STAGES)
    return learn.forest(rows, targets, weights=weights, trees=200, leaves=14, rate=0.05)


def pairing(examples: Sequence[Aligned], models: Mapping[int, Models], stories: Mapping[int, Story]) -> Forest:
    """The model of pairs of parties; each alone is weighed by models that did not see the example."""
    rows, targets, weights = [], [], []
    for example in examples:
        for group, events, weight in training_groups(example, stories[id(example)].judged):
            gold = [frozenset(region(code) for code in example.events[at][0]["polities"]) for at in events]
            weighed = weigh.weigh_parties(example.context, group, models[id(example)])
            for pair, row in zip(*pairs.describe_all(example.context, group, weighed), strict=True):
                rows.append(row)
                targets.append(int(any(frozenset(pair) <= parties for parties in gold)))
                weights.append(weight * example.example.trust)
    return learn.forest(rows, targets, weights=weights, trees=250, leaves=12)


def joining(examples: Sequence[Aligned], models: Mapping[int, Models], stories: Mapping[int, Story]) -> Forest:
    """The model of pairs of candidates, all that pass for likely; what they say was worked out unseen."""
    rows, targets, weights = [], [], []
    for example in examples:
        told = stories[id(example)]
        weighed = {c: weigh.weigh_parties(example.context, [c], models[id(example)]) for c in told.said}
        for one, other in combinations(told.said, 2):
            if one.kind == other.kind:
                rows.append(merge.describe_pair(told, one, other, weighed))
                targets.append(int(bool(set(example.told[one]) & set(example.told[other]))))
                weights.append(example.example.weight)
    return learn.forest(rows, targets, trees=80, leaves=6, weights=weights)


def events(examples: Sequence[Aligned], made: Mapping[int, list[Act]], judged: Mapping[int, Judged]) -> Forest:
    """The model that says which acts count as events."""
    rows, targets, weights = [], [], []
    for example in examples:
        listed = made[id(example)]
        matched = example.match(listed)
        rows.extend(counting.describe_all(example.context, listed, judged[id(example)]))
        targets.extend(int(at in matched) for at in range(len(listed)))
        weights.extend(example.example.weight for _ in listed)
    return learn.forest(rows, targets, trees=160, leaves=8, rate=0.05, weights=weights)


def filling(examples: Sequence[Aligned], made: Mapping[int, list[Act]]) -> dict[str, Forest]:
    """The models of the slots, from acts that match a gold event, and from gold events that none matches."""
    rows: dict[str, list[dict[str, float]]] = {slot: [] for slot in SLOTS}
    targets: dict[str, list[int]] = {slot: [] for slot in rows}
    weights: dict[str, list[float]] = {slot: [] for slot in rows}
    for example in examples:
        matched = {at: made[id(example)][own] for own, at in example.match(made[id(example)]).items()}
        for at, act in {**missed(example, matched), **matched}.items():
            gold = example.events[at][0]
            told = with_stage(act, gold["stage"])
            for slot, found in slot_fillers(example, told, gold["speaker"]).items():
                rows[slot].extend(slots.describe(example.context, act, found, slot))
                targets[slot].extend(int(fits(slot, filler.value, gold[slot])) for filler in found)
                weights[slot].extend(example.example.trust for _ in found)
    return {slot: learn.forest(rows[slot], targets[slot], weights=weights[slot], trees=90, leaves=7) for slot in rows}


def missed(example: Aligned, matched: Mapping[int, Act]) -> dict[int, Act]:
    """Gold events that no act matches, as acts."""
    found = {}
    for group, events in example.groups():
        for at in events:
            if at not in matched:
                act = Act(tuple(group), (SURE,) * len(group), {}, {}, (), chosen=example.parties([at]))
                found[at] = with_stage(act, example.events[at][0]["stage"])
    return found


def with_stage(act: Act, name: str) -> Act:
    return replace(act, stages=tuple(float(stage == name) for stage in STAGES))


def slot_fillers(example: Aligned, act: Act, speaker: str | None) -> dict[str, list[fillers.Filler]]:
    context = example.context
    return {
        "when": list(fillers.whens(context, act.group, act.stage)),
        "where": list(fillers.wheres(context, act.group, act.chosen)),
        "within": list(fillers.withins(context, act.group)),
        "speaker": list(fillers.speakers(context, act.group, act.chosen)),
        "actors": list(fillers.actors(context, act.group, act.chosen, speaker)),
    }


def fits(slot: str, value: str, gold: Any) -> bool:
    """Whether a filler is what the annotator wrote: times to the letter, names by the stems of their words."""
    if slot == "when":
        return bool(value == gold)
    if slot == "actors":
        return any(same_name(value, name) for name in gold)
    return gold is not None and same_name(value, gold)


def same_name(one: str, other: str) -> bool:
    left, right = (_stems(text) for text in (one, other))
    return bool(left and right) and (left <= right or right <= left)


def _stems(text: str) -> frozenset[str]:
    plain = "".join(letter.lower() if letter.isalnum() else " " for letter in text)
    return frozenset(word[:5] for word in plain.split() if len(word) > 1)
