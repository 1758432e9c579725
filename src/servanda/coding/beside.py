"""What else the story tells around a candidate: its rivals on the sentence, its like elsewhere, who is named nearby.

A candidate is first judged by the words of its own sentence; here those judgements look at one another.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from servanda.coding.context import Context
from servanda.coding.cues import Candidate, chain, depth
from servanda.coding.model import chance
from servanda.coding.parties import FAR, tree_path
from servanda.model.event import KINDS

NONE = -8.0
"""Log-odds where there is no candidate to compare with."""
NAMED = ("person", "organisation", "gathering", "office")
Odds = Mapping[Candidate, float]


def describe_all(context: Context, odds: Odds) -> list[dict[str, float]]:
    """Numbers about each candidate of a story, in the order of `odds`: what each alone says, in log-odds."""
    by_sentence: dict[int, list[Candidate]] = defaultdict(list)
    by_kind: dict[str, list[Candidate]] = defaultdict(list)
    for candidate in odds:
        by_sentence[candidate.sentence].append(candidate)
        by_kind[candidate.kind].append(candidate)
    story = _story_numbers(odds, by_kind)
    around = {at: _sentence_numbers(context, at) for at in by_sentence}
    return [
        {
            **story,
            **around[c.sentence],
            **_own_numbers(context, c, odds[c]),
            **_rivals(context, c, odds, [o for o in by_sentence[c.sentence] if o is not c]),
            **_alike(c, odds, [o for o in by_kind[c.kind] if o is not c]),
            "any before": _best(odds, by_sentence.get(c.sentence - 1, ())),
            "any after": _best(odds, by_sentence.get(c.sentence + 1, ())),
        }
        for c in odds
    ]


def _best(odds: Odds, candidates: Iterable[Candidate]) -> float:
    return max((odds[c] for c in candidates), default=NONE)


def _story_numbers(odds: Odds, by_kind: Mapping[str, Sequence[Candidate]]) -> dict[str, float]:
    chances = [float(chance(value)) for value in odds.values()]
    numbers = {
        "story best": max(odds.values(), default=NONE),
        "story mean": sum(chances) / max(len(chances), 1),
        "story sum": sum(chances),
    }
    numbers.update({f"story {kind}": _best(odds, by_kind.get(kind, ())) for kind in KINDS})
    return numbers


def _sentence_numbers(context: Context, at: int) -> dict[str, float]:
    sentence, codes = context.marked.sentences[at], context.regions[at]
    home = {code.partition("/")[0] for code in context.marked.home}
    numbers = {
        "headline": sentence.headline,
        "at": at,
        "place": at / len(context.marked.sentences),
        "sentences": len(context.marked.sentences),
        "quoted": context.quoted[at],
        "words": len(sentence.words),
        "parties": len(codes),
        "countries": len({code.partition("-")[0] for code in codes}),
        "story parties": len(context.counts),
        "parties abroad": len(context.counts.keys() - home),
        "around": len(frozenset().union(*context.regions[max(0, at - 1) : at + 2])),
        "two before": len(frozenset().union(*context.regions[max(0, at - 2) : at + 1])),
        "scope": len(context.scope[at]),
        "operators": len(context.operators[at]),
        "abroad": bool(codes - home),
        "home": bool(codes & home),
    }
    for kind in NAMED:
        numbers[f"named {kind}"] = sum(mention.kind == kind for mention in context.mentions[at])
    return {name: float(number) for name, number in numbers.items()}


def _own_numbers(context: Context, candidate: Candidate, odds: float) -> dict[str, float]:
    sentence, cue = context.marked.sentences[candidate.sentence], candidate.words[0]
    heads = [mention.head for mention in context.parties[candidate.sentence]]
    paths = sorted(tree_path(sentence.words, head, cue)[:2] for head in heads)
    numbers = {
        "odds": odds,
        "strong": candidate.strong,
        "cues": len(candidate.words),
        "depth": depth(sentence, cue),
        "tree": paths[0][0] if paths else FAR * 2,
        "second tree": paths[1][0] if len(paths) > 1 else FAR * 2,
        "below": sum(below for _, below in paths),
        "apart": min((abs(head - cue) for head in heads), default=FAR * 4),
    }
    numbers.update({f"kind {kind}": kind == candidate.kind for kind in KINDS})
    return {name: float(number) for name, number in numbers.items()}


def _rivals(context: Context, candidate: Candidate, odds: Odds, rivals: Sequence[Candidate]) -> dict[str, float]:
    """Candidates of other kinds on the same sentence, and which of them stand above and below it in the tree."""
    sentence, cue = context.marked.sentences[candidate.sentence], candidate.words[0]
    up = set(chain(sentence, cue, 6))
    best = _best(odds, rivals)
    numbers = {
        "rivals": float(len(rivals)),
        "best rival": best,
        "over rival": odds[candidate] - best,
        "rival above": _best(odds, (o for o in rivals if o.words[0] in up)),
        "rival below": _best(odds, (o for o in rivals if cue in chain(sentence, o.words[0], 6))),
    }
    numbers.update({f"rival {kind}": NONE for kind in KINDS})
    numbers.update({f"rival {rival.kind}": odds[rival] for rival in rivals})
    return numbers


def _alike(candidate: Candidate, odds: Odds, alike: Sequence[Candidate]) -> dict[str, float]:
    """Candidates of the same kind in other sentences."""
    at = candidate.sentence
    return {
        "alike": float(len(alike)),
        "best alike": _best(odds, alike),
        "alike before": _best(odds, (o for o in alike if o.sentence == at - 1)),
        "alike after": _best(odds, (o for o in alike if o.sentence == at + 1)),
        "alike above": _best(odds, (o for o in alike if o.sentence < at)),
    }
