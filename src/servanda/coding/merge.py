"""Which candidates tell of one act: pairs are weighed, then joined, the likest first."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from servanda.coding.context import Context
from servanda.coding.cues import Candidate
from servanda.coding.settle import Story
from servanda.model.event import KINDS, STAGES
from servanda.model.when import bounds


def describe_pair(
    story: Story, one: Candidate, other: Candidate, parties: Mapping[Candidate, Mapping[str, float]]
) -> dict[str, float]:
    """Numbers about two candidates of one kind. `parties` are the chances worked out for each alone."""
    context, judged, stages = story.context, story.judged, story.said
    left, right = parties[one], parties[other]
    codes = set(left) | set(right)
    low = sum(min(left.get(c, 0.0), right.get(c, 0.0)) for c in codes)
    high = sum(max(left.get(c, 0.0), right.get(c, 0.0)) for c in codes)
    sure_left, sure_right = ({c for c, p in side.items() if p > 0.5} for side in (left, right))
    words_left, words_right = context.content[one.sentence], context.content[other.sentence]
    cities_left, cities_right = context.cities[one.sentence], context.cities[other.sentence]
    shared = words_left & words_right
    lemma_left, lemma_right = (context.lemmas[c.sentence][c.words[0]] for c in (one, other))
    numbers: dict[str, float] = {
        "surer": max(judged[one], judged[other]),
        "less sure": min(judged[one], judged[other]),
        "party likeness": low / high if high else 0.0,
        "same parties": sure_left == sure_right and bool(sure_left),
        "no parties": not (sure_left and sure_right),
        "only left": len(sure_left - sure_right),
        "only right": len(sure_right - sure_left),
        "in common": len(sure_left & sure_right),
        "distance": other.sentence - one.sentence,
        "neighbours": other.sentence - one.sentence == 1,
        "first is headline": context.marked.sentences[one.sentence].headline,
        "first is lead": one.sentence <= 1,
        "shared words": len(shared),
        "shared share": len(shared) / max(min(len(words_left), len(words_right)), 1),
        "same cue": lemma_left == lemma_right,
        "both strong": one.strong and other.strong,
        "one strong": one.strong != other.strong,
        "stage likeness": sum(min(p, q) for p, q in zip(stages[one], stages[other], strict=True)),
        "same cities": len(cities_left & cities_right),
        "other cities": len(cities_left ^ cities_right),
        "names shared": len(context.names[one.sentence] & context.names[other.sentence]),
        "dates apart": _dates_apart(context, one.sentence, other.sentence),
        "dates alike": bool(context.dates[one.sentence] & context.dates[other.sentence]),
        "of kind": context.of_kind[one.kind],
        "story parties": len(context.main),
    }
    for stage, p, q in zip(STAGES, stages[one], stages[other], strict=True):
        numbers[f"turn {stage}"] = q - p
    for kind in KINDS:
        numbers[f"kind {kind}"] = one.kind == kind
    return {name: float(number) for name, number in numbers.items()}


def _dates_apart(context: Context, one: int, other: int) -> bool:
    """Whether both sentences tell times, and none of one overlaps one of the other."""
    left, right = ([bounds(time) for time in sorted(context.dates[at])] for at in (one, other))
    return bool(left and right) and not any(
        (a[0] or date.min) <= (b[1] or date.max) and (b[0] or date.min) <= (a[1] or date.max)
        for a in left
        for b in right
    )


def groups(size: int, likeness: Mapping[tuple[int, int], float], limit: float) -> list[list[int]]:
    """Join items 0 to size-1 while the mean likeness between two groups is over `limit`; the likest pair first."""
    held = [[item] for item in range(size)]
    while len(held) > 1:
        best, pair = limit, None
        for i in range(len(held)):
            for j in range(i + 1, len(held)):
                links = [likeness[min(a, b), max(a, b)] for a in held[i] for b in held[j]]
                mean = sum(links) / len(links)
                if mean > best:
                    best, pair = mean, (i, j)
        if pair is None:
            break
        held[pair[0]] = sorted(held[pair[0]] + held.pop(pair[1]))
    return sorted(held)
