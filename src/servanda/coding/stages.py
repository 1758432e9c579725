"""How far an act has come: operators over the tree (planned, discussed, suspended…), tense, and time against the day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from servanda.coding import frames
from servanda.coding.context import Context
from servanda.coding.cues import Candidate, chain
from servanda.coding.features import tense_of
from servanda.model.marked import Sentence

NEGATION = frozenset({"не", "нет", "ни"})
LOOK = 7
"""Steps up the tree from a cue within which operators are looked for."""


def predicate(sentence: Sentence, at: int) -> str:
    """What a verb says of time: `future`, `past`, `past-imp`, `present`, `infinitive`, `would`; «» for no verb.

    «Будет подписан» and «будут летать» are future, «подписан» past, «подписали бы» would.
    """
    word = sentence.words[at]
    own = [w for w in (word, *sentence.words) if w is word or (w.head == at and w.lemma in {"быть", "бы", "б"})]
    if any(w.lemma in {"бы", "б"} for w in own):
        return "would"
    if any(w.lemma == "быть" and w.text[:3].lower() == "буд" for w in own):
        return "future"
    if word.pos not in {"VERB", "AUX"}:
        return "past" if any(w.feats.get("Tense") == "Past" for w in own) else ""
    feats = word.feats
    if feats.get("VerbForm") == "Inf":
        return "infinitive"
    if feats.get("Tense") == "Fut" or (feats.get("Tense") == "Pres" and feats.get("Aspect") == "Perf"):
        return "future"
    if feats.get("Tense") == "Past":
        return "past-imp" if feats.get("Aspect") == "Imp" else "past"
    return "present" if feats.get("Tense") == "Pres" else ""


BASE = {"future": "intended", "past": "done", "past-imp": "done", "present": "underway", "would": "considered"}


def ladder(context: Context, candidate: Candidate, cue: int) -> list[str]:
    """Stages said by the words from a cue up to the root, the innermost first; verbs of saying say none."""
    sentence = context.marked.sentences[candidate.sentence]
    listed = context.lemmas[candidate.sentence]
    operators = dict(context.operators[candidate.sentence])
    steps = []
    for at in (cue, *chain(sentence, cue, LOOK)):
        if listed[at] in frames.saying():
            continue
        told = predicate(sentence, at)
        label = operators.get(at)
        if label in {"negation", "condition"}:
            label = None
        if label in {None, "done", "underway"} and told in BASE:
            label = BASE[told]
        if label and _negated(sentence, at):
            label = "not-" + label
        if label:
            steps.append(label)
    return steps


def composed(steps: Sequence[str]) -> str:
    """One stage out of a ladder: the outermost operator decides, but what is only considered stays so (codebook)."""
    if not steps:
        return "none"
    weak = {"done", "underway"}
    outer = [step for step in steps if step not in weak]
    if "considered" in outer and outer[-1] in {"considered", "intended", "agreed"}:
        return "considered"
    return outer[-1] if outer else steps[0]


def features(context: Context, group: Sequence[Candidate]) -> Iterator[str]:
    """Features of a group of candidates that tell of one act; the first of the group is its main one."""
    for rank, candidate in enumerate(group):
        mark = "1:" if rank == 0 else ""
        for feature in _of_candidate(context, candidate):
            yield mark + feature
            if mark:
                yield feature
    yield f"size={min(len(group), 4)}"
    votes = Counter(composed(ladder(context, candidate, candidate.words[0])) for candidate in group)
    for stage, count in votes.items():
        yield f"vote={stage}"
        yield f"vote={stage}:{min(count, 3)}"
        yield f"{group[0].kind}:vote={stage}"


def _of_candidate(context: Context, candidate: Candidate) -> Iterator[str]:
    at = candidate.sentence
    sentence, listed = context.marked.sentences[at], context.lemmas[at]
    kind = candidate.kind
    yield f"kind={kind}"
    yield f"headline={sentence.headline}"
    yield f"quoted={context.quoted[at]}"
    operators = dict(context.operators[at])
    for rank, cue in enumerate(candidate.words[:3]):
        first = "cue1" if rank == 0 else "cue"
        yield f"{first}={listed[cue]}"
        yield f"{first}-tense={tense_of(sentence.words[cue])}"
        above = chain(sentence, cue, LOOK)
        steps = ladder(context, candidate, cue)
        yield f"{first}-rule={composed(steps)}"
        yield f"{kind}:{first}-rule={composed(steps)}"
        rungs = "<".join(dict.fromkeys(steps))
        yield f"{first}-ladder={rungs}"
        yield f"{kind}:{first}-ladder={rungs}"
        near = next((told for at_ in (cue, *above) if (told := predicate(sentence, at_))), "none")
        yield f"{first}-told={near}"
        yield f"{kind}:{first}-told={near}"
        yield f"headline-told={sentence.headline}:{near}"
        outermost = ""
        for step, up in enumerate((cue, *above)):
            if up in operators:
                outermost = operators[up]
                yield f"{first}-op{min(step, 3)}={outermost}"
                yield f"op-word={listed[up]}"
                yield f"op-tense={outermost}:{tense_of(sentence.words[up])}"
            if step and step <= 3:
                yield f"{first}-up{step}={listed[up]}"
                yield f"{first}-up-tense={tense_of(sentence.words[up])}"
            if _negated(sentence, up):
                yield f"{first}-negated={min(step, 2)}"
        yield f"{first}-outermost={outermost or 'none'}"
        yield f"{kind}:{first}-outermost={outermost or 'none'}"
        for down, word in enumerate(sentence.words):
            if word.head == cue or (above and word.head == above[0] and down != cue):
                if down in operators:
                    yield f"{first}-down-op={operators[down]}"
                if word.pos in {"ADJ", "VERB", "ADV"}:
                    yield f"{first}-down={listed[down]}"
    for where, stage in context.operators[at]:
        yield f"op={stage}"
        yield f"any={listed[where]}"
        yield f"{kind}:op={stage}"
    root = next((i for i, word in enumerate(sentence.words) if word.head < 0), None)
    if root is not None:
        yield f"root={listed[root]}"
        yield f"root-tense={tense_of(sentence.words[root])}"
        yield f"{kind}:root-tense={tense_of(sentence.words[root])}"
        yield f"root-aux={any(w.head == root and w.lemma == 'быть' for w in sentence.words)}"
    tenses = {tense_of(word) for word in sentence.words if word.pos in {"VERB", "AUX"}}
    for tense in sorted(tenses):
        yield f"has={tense}"
    yield from _time_features(context, at)


def _negated(sentence: Sentence, at: int) -> bool:
    return any(w.head == at and w.lemma.lower() in NEGATION for w in sentence.words)


def _time_features(context: Context, at: int) -> Iterator[str]:
    day = context.marked.story.date
    for time in context.marked.times:
        if time.sentence != at:
            continue
        yield f"time={time.role}"
        reading = time.future or time.past
        if reading and time.future == time.past and day:
            start = reading.replace("../", "").partition("/")[0].rstrip("~")
            yield f"when={'back' if start < day[: len(start)] else 'now' if start == day[: len(start)] else 'ahead'}"
        elif reading and time.future != time.past:
            yield "when=either"
