"""How far an act is: what each of its sentences says alone, weighed by what else the story says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from servanda.coding import stages
from servanda.coding.context import Context
from servanda.coding.cues import Candidate
from servanda.coding.features import tense_of
from servanda.coding.ladder import ladder
from servanda.model.event import KINDS, STAGES

Floats = npt.NDArray[np.float32]
Numbers = dict[str, float]
TIMES = ("ahead", "back", "today", "now", "none", "undated", "unknown")
TENSES = (
    "Fin-Past-Perf", "Fin-Past-Imp", "Fin-Pres-Imp", "Fin-Fut-Perf", "Fin-Fut-Imp", "Inf", "Part-Past", "Part-Pres",
)  # fmt: skip
ORDER = {name: at for at, name in enumerate(stages.ORDER)}
OTHERS = [[n for n in range(len(STAGES)) if n != at] for at in range(len(STAGES))]
FURTHER = [
    [n for n in others if ORDER.get(STAGES[n], -1) > ORDER.get(STAGES[at], len(STAGES))]
    for at, others in enumerate(OTHERS)
]
"""For each stage the others, and those that are further on."""
BLANK = {f"{word} {stage}": 0.0 for word in ("is", "top", "second") for stage in STAGES}


@dataclass(frozen=True, slots=True)
class Story:
    """A story whose candidates were judged: what acts are made from."""

    context: Context
    judged: Mapping[Candidate, float]
    """How sure each candidate is to tell of an act of its kind."""
    said: Mapping[Candidate, Floats]
    """Chance of each stage by what a likely candidate's sentence alone says, in the order of `STAGES`."""


def describe_all(story: Story, group: Sequence[Candidate]) -> list[Numbers]:
    """A row of numbers for each stage, in the order of `STAGES`: does it fit the group, the surest first?"""
    context, judged, said = story.context, story.judged, story.said
    own = np.stack([said[c] for c in group])
    most, least = own.max(axis=0).tolist(), own.min(axis=0).tolist()
    weights = np.maximum(np.array([judged[c] for c in group]), 1e-3)
    mean = ((own * weights[:, None]).sum(axis=0) / weights.sum()).tolist()
    shared = _shared(context, group)
    alike = _mean([(said[c], judged[c]) for c in said if c.kind == group[0].kind and c not in group])
    others = _mean([(said[c], judged[c]) for c in said if c.kind != group[0].kind])
    here = {c.sentence for c in group}
    there = _mean([(said[c], judged[c]) for c in said if c.kind != group[0].kind and c.sentence in here])
    verdicts = [ladder(context, c, c.words[0]).stage for c in group[: stages.SEEN]]
    by_place = sorted(range(len(group)), key=lambda i: group[i].sentence)
    first, early, late = (own[at].tolist() for at in (0, by_place[0], by_place[-1]))
    top = np.argsort(-np.array(mean))
    likeliest = {f"top {STAGES[top[0]]}": 1.0, f"second {STAGES[top[1]]}": 1.0, "top": mean[top[0]]}
    same = {**BLANK, **shared, **likeliest}
    return [
        {
            **same,
            f"is {stage}": 1.0,
            "mean": mean[at],
            "first": first[at],
            "most": most[at],
            "least": least[at],
            "early": early[at],
            "late": late[at],
            "lead": mean[at] - max(mean[n] for n in OTHERS[at]),
            "further": sum((mean[n] for n in FURTHER[at]), 0.0),
            "further most": max((most[n] for n in FURTHER[at]), default=0.0),
            "said": float(sum(verdict == stage for verdict in verdicts)),
            "said first": float(verdicts[0] == stage),
            "alike": float(alike[at]),
            "others": float(others[at]),
            "there": float(there[at]),
        }
        for at, stage in enumerate(STAGES)
    ]


def _mean(weighed: Sequence[tuple[Floats, float]]) -> Floats:
    if not weighed:
        return np.zeros(len(STAGES), np.float32)
    weights = [max(w, 1e-3) for _, w in weighed]
    return np.asarray(np.average(np.stack([p for p, _ in weighed]), axis=0, weights=weights), np.float32)


def _shared(context: Context, group: Sequence[Candidate]) -> Numbers:
    main = group[0]
    sentence = context.marked.sentences[main.sentence]
    sentences = {c.sentence for c in group}
    told = {time.partition("-")[2] for time in stages.times(context, sentences)}
    near = {time.partition("-")[2] for time in stages.times(context, {main.sentence})}
    cue = tense_of(sentence.words[main.words[0]])
    root = next((tense_of(word) for word in sentence.words if word.head < 0), "")
    numbers: Numbers = {
        "size": float(len(group)),
        "headline": float(sentence.headline),
        "quoted": float(context.quoted[main.sentence]),
        "at": float(main.sentence),
        "strong": float(main.strong),
    }
    numbers.update({f"kind {kind}": float(kind == main.kind) for kind in KINDS})
    for side in TIMES:
        numbers[f"time {side}"] = float(any(side in time for time in told))
        numbers[f"own time {side}"] = float(any(side in time for time in near))
    for tense in TENSES:
        numbers[f"cue {tense}"] = float(cue.startswith(tense))
        numbers[f"root {tense}"] = float(root.startswith(tense))
    return numbers
