"""What the models see of a candidate: named, sparse features that `explain` can show as they are."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.coding.context import CONTENT, Context
from servanda.coding.cues import Candidate, chain, joint
from servanda.model.marked import Sentence, Word


def scope_features(context: Context, candidate: Candidate) -> Iterator[str]:
    """Features by which a candidate is judged to tell of an act of its kind, or not."""
    at = candidate.sentence
    sentence = context.marked.sentences[at]
    yield "bias"
    yield f"strong={candidate.strong}"
    yield f"cues={min(len(candidate.words), 4)}"
    yield f"headline={sentence.headline}"
    yield f"place={min(at, 4)}"
    yield f"quoted={context.quoted[at]}"
    yield from _cue_features(context, candidate, sentence)
    yield from _party_features(context, candidate)
    for label in sorted(context.scope[at]):
        yield f"scope={label}"
    for _, label in context.operators[at]:
        yield f"op={label}"
    for other in context.near[at]:
        if other.sentence == at and other.kind != candidate.kind:
            yield f"also={other.kind}{'!' if other.strong else ''}"
        elif abs(other.sentence - at) == 1 and other.kind == candidate.kind:
            yield f"next={'!' if other.strong else ''}"
    ranked = context.kind_counts.most_common(2)
    yield f"story-kind={ranked[0][0]}"
    yield f"kind-count={min(context.kind_counts[candidate.kind], 8)}"
    yield from context.word_features[at]
    yield from context.opening_features


def _cue_features(context: Context, candidate: Candidate, sentence: Sentence) -> Iterator[str]:
    listed = context.lemmas[candidate.sentence]
    for rank, at in enumerate(candidate.words[:4]):
        first = "1" if rank == 0 else ""
        yield f"cue{first}={listed[at]}"
        yield f"cue-rel{first}={sentence.words[at].rel}"
        yield f"cue-pos={sentence.words[at].pos}"
        above = chain(sentence, at)
        for step, up in enumerate(above[:3]):
            yield f"up{'1' if step == 0 else ''}={listed[up]}"
        if above:
            yield f"cue-up={listed[at]}<{listed[above[0]]}"
        for down, word in enumerate(sentence.words):
            if word.head == at and word.pos in CONTENT:
                yield f"down={listed[down]}"
                yield f"down-role={joint(sentence, down)}"
                if rank == 0:
                    yield f"cue-down={listed[at]}>{listed[down]}"
    yield from (f"tense={tense}" for tense in sorted({tense_of(sentence.words[at]) for at in candidate.words[:3]}))


def tense_of(word: Word) -> str:
    """Tense and aspect of a verb, the part of speech of anything else."""
    if word.pos not in {"VERB", "AUX"}:
        return word.pos
    feats = word.feats
    return f"{feats.get('VerbForm', 'Fin')}-{feats.get('Tense', '')}-{feats.get('Aspect', '')}-{feats.get('Voice', '')}"


def _party_features(context: Context, candidate: Candidate) -> Iterator[str]:
    at = candidate.sentence
    codes = context.regions[at]
    yield f"parties={min(len(codes), 3)}"
    yield f"countries={min(len({code.partition('-')[0] for code in codes}), 3)}"
    yield f"story-parties={min(len(context.counts), 5)}"
    yield f"story-countries={min(len({code.partition('-')[0] for code in context.counts}), 4)}"
    home = {code.partition("/")[0] for code in context.marked.home}
    yield f"abroad={bool(codes - home)}"
    yield f"home={bool(codes & home)}"
    forms = {mention.form for mention in context.parties[at]}
    for form in sorted(forms):
        yield f"form={form}"
    sentence = context.marked.sentences[at]
    below = {index for cue in candidate.words[:2] for index in (cue, *chain(sentence, cue, 2))}
    near: set[str] = set()
    for mention in context.parties[at]:
        path = [mention.head, *chain(sentence, mention.head, 3)]
        if any(step in below for step in path):
            near.update(code.partition("/")[0] for code in mention.polities)
            yield f"party={joint(sentence, mention.head)}"
    yield f"near-parties={min(len(near), 3)}"
    around = frozenset().union(*context.regions[max(0, at - 1) : at + 1])
    yield f"around={min(len(around), 3)}"
    for mention in context.mentions[at]:
        yield f"named={mention.kind}"
        if mention.form == "reference":
            yield "reference"
