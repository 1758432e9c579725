"""When, where, within what, who, and who says so: what stands around an act is weighed as its filler for each slot."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from servanda.coding import frames, speaking, standing
from servanda.coding.acts import Act
from servanda.coding.context import Context
from servanda.coding.cues import Candidate, joint, role
from servanda.coding.fillers import Filler
from servanda.coding.parties import FAR, tree_path
from servanda.coding.verbs import VERBAL, verb_above
from servanda.model.event import STAGES

FAR_OFF = 6
"""Sentences beyond which a distance counts no more."""
JOINTS = (
    "в+Loc", "на+Loc", "в+Acc", "на+Acc", "из+Gen", "с+Ins", "с+Gen", "по+Dat", "до+Gen", "к+Dat", "между+Ins",
    "от+Gen", "для+Gen", "nmod+Gen", "obl+Ins", "obl+Gen", "nsubj", "nsubj:pass", "obj", "amod", "root", "parataxis",
)  # fmt: skip
"""How fillers hang on their heads, as far as it is told apart."""


def describe(context: Context, act: Act, fillers: Sequence[Filler], slot: str) -> list[dict[str, float]]:
    """Numbers about each filler of a slot: its own, how it hangs on the act's cues, how it stands among the others."""
    rows = [_one(context, act, filler) for filler in fillers]
    said = speaking.shared(context, act) if slot == "speaker" and fillers else {}
    for row, filler in zip(rows, fillers, strict=True):
        if slot == "speaker":
            row.update(said)
            row.update(speaking.of_speaker(context, act, filler))
        elif slot != "actors":
            row.update(standing.beside(context, act, filler))
            row.update(standing.within_sentence(context, act, filler))
        row.update(_around(context, act, filler))
        row.update(_rivals(context, act.group, filler))
        row.update(_verb(context, act.group, filler))
    _compare(act, fillers, rows)
    return [{name: float(number) for name, number in row.items()} for row in rows]


def _compare(act: Act, fillers: Sequence[Filler], rows: Sequence[dict[str, float]]) -> None:
    """Add to each row how its filler stands among the others."""
    times = Counter(filler.value for filler in fillers)
    here = Counter(filler.sentence for filler in fillers)
    tree = min((row["tree"] for row in rows), default=0.0)
    linear = min((row["linear"] for row in rows), default=0.0)
    best_linear = {
        at: min(row["linear"] for row, filler in zip(rows, fillers, strict=True) if filler.sentence == at)
        for at in here
    }
    first: dict[str, int] = {}
    of_value: dict[str, list[dict[str, float]]] = {}
    for at, (row, filler) in enumerate(zip(rows, fillers, strict=True)):
        first.setdefault(filler.value, at)
        of_value.setdefault(filler.value, []).append(row)
    for at, (row, filler) in enumerate(zip(rows, fillers, strict=True)):
        row["values"] = len(times)
        row["repeats"] = times[filler.value]
        row["in sentence"] = here[filler.sentence]
        row["nearest in tree"] = row["tree"] <= tree
        row["nearest in line"] = row["linear"] <= linear
        row["nearest here"] = row["linear"] <= best_linear[filler.sentence]
        alike = of_value[filler.value]
        row["nearest of value"] = min(other["tree"] for other in alike)
        row["value only says"] = min(other["verb says"] for other in alike)
        row["value of cue"] = max(other["verb of cue"] for other in alike)
        row["surest of value"] = max(other["sure here"] for other in alike)
        row["first of value"] = first[filler.value] == at
        row["order"] = min(at, 9)


def _one(context: Context, act: Act, filler: Filler) -> dict[str, float]:
    """The plain numbers: a filler's own, and how it hangs on the act's cue words."""
    sentence = context.marked.sentences[filler.sentence]
    numbers = dict(filler.numbers)
    numbers["size"] = len(act.group)
    numbers["first"] = filler.sentence == act.group[0].sentence
    numbers["sentence"] = min(filler.sentence, 6)
    numbers["headline"] = sentence.headline
    numbers["tree"], numbers["linear"], numbers["below"], numbers["after"] = FAR, FAR * 2, 0.0, 0.0
    for candidate in act.group:
        if candidate.sentence == filler.sentence:
            for cue in candidate.words[:3]:
                distance, below, _ = tree_path(sentence.words, filler.head, cue)
                numbers["tree"] = min(numbers["tree"], distance)
                numbers["linear"] = min(numbers["linear"], abs(filler.head - cue))
                numbers["below"] = max(numbers["below"], below)
                numbers["after"] = max(numbers["after"], filler.head > cue)
    numbers[f"as {role(sentence, filler.head)}"] = 1.0
    numbers[f"kind {act.kind}"] = 1.0
    for stage, p in zip(STAGES, act.stages, strict=True):
        numbers[f"stage {stage}"] = p
    return {name: float(number) for name, number in numbers.items()}


def _around(context: Context, act: Act, filler: Filler) -> dict[str, float]:
    """How far the filler's sentence speaks of the act: by its candidate, its parties, its place in the story."""
    sure = [p for c, p in zip(act.group, act.chances, strict=True) if c.sentence == filler.sentence]
    regions = context.regions[filler.sentence]
    numbers = {
        "sure here": max(sure, default=0.0),
        "sure": act.chances[0],
        "parties here": len(regions & act.chosen) / max(len(act.chosen), 1),
        "other parties here": len(regions - act.chosen),
        "from first": max(-FAR_OFF, min(filler.sentence - act.group[0].sentence, FAR_OFF)),
        "sentences": min(len(context.marked.sentences), 30),
    }
    if (how := joint(context.marked.sentences[filler.sentence], filler.head)) in JOINTS:
        numbers[f"joint {how}"] = 1.0
    return numbers


def _rivals(context: Context, group: Sequence[Candidate], filler: Filler) -> dict[str, float]:
    """Cues of other acts in the filler's sentence: of other kinds, and of the act's own kind."""
    own = [c for c in group if c.sentence == filler.sentence]
    others = standing.others(context, group, filler.sentence)
    nearest = min((abs(filler.head - cue) for c in others for cue in c.words[:3]), default=24)
    mine = min((abs(filler.head - cue) for c in own for cue in c.words[:3]), default=24)
    return {
        "other kinds": float(len(others)),
        "other cue": float(min(nearest, 24)),
        "other nearer": float(nearest < mine),
        "same kind here": float(any(c.kind == group[0].kind for c in others)),
    }


def _verb(context: Context, group: Sequence[Candidate], filler: Filler) -> dict[str, float]:
    """The verb that a filler hangs on: its tense, whether it is one of saying, whether a cue hangs on it too."""
    words = context.marked.sentences[filler.sentence].words
    at = verb_above(words, filler.head)
    word, head = words[at], words[words[filler.head].head] if words[filler.head].head >= 0 else words[filler.head]
    cues = [cue for c in group if c.sentence == filler.sentence for cue in c.words[:3]]
    return {
        "verb says": float(context.lemmas[filler.sentence][at] in frames.saying()),
        "verb past": float(word.feats.get("Tense") == "Past"),
        "verb present": float(word.feats.get("Tense") == "Pres"),
        "verb future": float(word.feats.get("Tense") == "Fut" or word.feats.get("VerbForm") == "Inf"),
        "verb perfect": float(word.feats.get("Aspect") == "Perf"),
        "verb of cue": float(any(verb_above(words, cue) == at for cue in cues)),
        "verb over cue": float(any(tree_path(words, cue, at)[1] for cue in cues)),
        "head is cue": float(words[filler.head].head in cues),
        "head is noun": float(head.pos in {"NOUN", "PROPN"}),
        "head is verb": float(head.pos in VERBAL),
    }


def framed(context: Context, sentence: int, head: int) -> str:
    """How a filler hangs on its head, for reasons: `в+Loc`."""
    return joint(context.marked.sentences[sentence], head)
