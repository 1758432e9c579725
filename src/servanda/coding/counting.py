"""Which of the acts that a story may tell of count as events: each is described by itself and beside its like."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from servanda.coding.acts import Act
from servanda.coding.context import Context
from servanda.coding.cues import Candidate
from servanda.model.event import KINDS, STAGES

Numbers = dict[str, float]


def describe_all(context: Context, acts: Sequence[Act], judged: Mapping[Candidate, float]) -> list[Numbers]:
    """Numbers about each act, by which it is judged to count as an event of the codebook."""
    return [
        {
            **_own(context, act),
            **_rivals(act, judged),
            **_alike(act, [other for other in acts if other.kind == act.kind and other is not act]),
            **_around(act, [other for other in acts if other.kind != act.kind]),
        }
        for act in acts
    ]


def _own(context: Context, act: Act) -> Numbers:
    sentences = set(act.sentences)
    ranked = [*sorted(act.parties.values(), reverse=True), 0.0, 0.0, 0.0]
    joined = sorted((p for pair, p in act.pairs.items() if set(pair) <= act.chosen), reverse=True)
    others = max((p for pair, p in act.pairs.items() if not set(pair) <= act.chosen), default=0.0)
    countries = {code.partition("-")[0] for code in act.chosen}
    home = {code.partition("/")[0] for code in context.marked.home}
    here = frozenset[str]().union(*(context.regions[at] for at in sentences))
    near = home.union(*(context.regions[at] for last in sentences for at in (last - 1, last) if at >= 0))
    numbers: Numbers = {
        "best": act.chances[0],
        "second": act.chances[1] if len(act.chances) > 1 else 0.0,
        "sum": min(sum(act.chances), 6.0),
        "mean": sum(act.chances) / len(act.chances),
        "least": min(act.chances),
        "size": len(act.group),
        "strong": sum(c.strong for c in act.group),
        "party 1": ranked[0],
        "party 2": ranked[1],
        "party 3": ranked[2],
        "chosen": len(act.chosen),
        "chosen least": min((act.parties.get(code, 0.0) for code in act.chosen), default=0.0),
        "chosen here": len(act.chosen & here),
        "chosen home": len(act.chosen & home),
        "unnamed": len(act.chosen - here),
        "unnamed near": len(act.chosen - near),
        "pair": joined[0] if joined else 0.0,
        "least pair": joined[-1] if joined else 0.0,
        "other pair": others,
        "one country": len(countries) == 1,
        "headline": any(context.marked.sentences[at].headline for at in sentences),
        "lead": min(sentences) <= 1,
        "first": min(sentences),
        "spread": max(sentences) - min(sentences),
        "quoted": context.quoted[act.group[0].sentence],
        "scope": len(context.scope[act.group[0].sentence]),
        "sentences": len(context.marked.sentences),
        "story parties": len(context.main),
        "stage": max(act.stages),
    }
    numbers.update({f"kind {kind}": kind == act.kind for kind in KINDS})
    numbers.update({f"stage {stage}": p for stage, p in zip(STAGES, act.stages, strict=True)})
    return {name: float(number) for name, number in numbers.items()}


def _rivals(act: Act, judged: Mapping[Candidate, float]) -> Numbers:
    """Candidates of other kinds on its sentences."""
    sentences = set(act.sentences)
    numbers = {f"rival {kind}": 0.0 for kind in KINDS}
    for candidate, sure in judged.items():
        if candidate.sentence in sentences and candidate.kind != act.kind:
            numbers[f"rival {candidate.kind}"] = max(numbers[f"rival {candidate.kind}"], sure)
    best = act.group[0].sentence
    numbers["rival"] = max(numbers.values())
    there = (p for c, p in judged.items() if c.sentence == best and c.kind != act.kind)
    numbers["rival there"] = max(there, default=0.0)
    return numbers


def _alike(act: Act, alike: Sequence[Act]) -> Numbers:
    """Other acts of its kind: those that are surer, that share its sentences, its parties, its stage."""
    sentences = set(act.sentences)
    sharing = [other for other in alike if sentences & set(other.sentences)]
    partners = [other for other in alike if act.chosen == other.chosen]
    stage = act.stage
    return {
        "alike": float(len(alike)),
        "better": float(sum(_surer(other, act) for other in alike)),
        "best alike": max((other.chances[0] for other in alike), default=0.0),
        "twins": float(sum(other.group == act.group for other in alike)),
        "sharing": float(len(sharing)),
        "sharing better": float(sum(_surer(other, act) for other in sharing)),
        "best sharing": max((other.chances[0] for other in sharing), default=0.0),
        "partners": float(len(partners)),
        "partners better": float(sum(_surer(other, act) for other in partners)),
        "best partner": max((other.chances[0] for other in partners), default=0.0),
        "best partner, same stage": max((other.chances[0] for other in partners if other.stage == stage), default=0.0),
        "partner near": min((_distance(act, other) for other in partners), default=20.0),
        "holds": float(max((len(act.chosen & o.chosen) for o in alike if o.chosen < act.chosen), default=0)),
        "held": float(max((len(act.chosen & o.chosen) for o in alike if act.chosen < o.chosen), default=0)),
    }


def _around(act: Act, others: Sequence[Act]) -> Numbers:
    """Acts of other kinds that are told on its sentences, or of its parties."""
    sentences = set(act.sentences)
    there = [other for other in others if sentences & set(other.sentences)]
    return {
        "there": float(len(there)),
        "best there": max((other.chances[0] for other in there), default=0.0),
        "best there, same parties": max((o.chances[0] for o in there if o.chosen == act.chosen), default=0.0),
        "same parties": max((o.chances[0] for o in others if o.chosen == act.chosen), default=0.0),
        "acts": float(len(others)),
    }


def _surer(one: Act, other: Act) -> bool:
    return one.chances[0] > other.chances[0]


def _distance(one: Act, other: Act) -> float:
    return float(min(abs(i - j) for i in one.sentences for j in other.sentences))
