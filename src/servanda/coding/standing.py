"""How the sentence and the phrase of a filler stand to an act: is it still the act that is told of there?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from servanda.coding import frames
from servanda.coding.acts import Act
from servanda.coding.context import Context
from servanda.coding.cues import Candidate, joint
from servanda.coding.fillers import PLACED, Filler

AGAIN = frozenset({"напомнить", "ранее"})
"""What opens a sentence about something told before."""
BREAKS = frozenset({",", ";", ":", "—", "–"})


def beside(context: Context, act: Act, filler: Filler) -> Iterator[tuple[str, float]]:
    """The filler's sentence beside those of the act: how far off, of what else it tells, what both name."""
    at = filler.sentence
    own = act.sentences
    nearest = min(own, key=lambda s: (abs(s - at), s))
    cands = [c for c in context.near[at] if c.sentence == at]
    listed, main = context.content[at], context.content[act.group[0].sentence]
    told = frozenset[str]().union(*(context.content[s] for s in own))
    names = frozenset[str]().union(*(context.names[s] for s in own))
    words, lemmas = context.marked.sentences[at].words, context.lemmas[at]
    yield "gap", at - nearest
    yield "own", at in own
    yield "cues here", len(cands)
    yield "kinds here", len({c.kind for c in cands})
    yield "strong other", any(c.strong and c.kind != act.kind for c in cands)
    yield "own kind here", any(c.kind == act.kind for c in cands)
    yield "of kind elsewhere", sum(c.kind == act.kind and c.sentence not in own for c in context.candidates)
    yield "like main", len(listed & main) / (1 + min(len(listed), len(main)))
    yield "like act", len(listed & told) / (1 + len(listed))
    yield "names shared", len(context.names[at] & names)
    yield "names other", len(context.names[at] - names)
    yield "opens with pronoun", words[0].pos in {"PRON", "DET"}
    yield "opens again", lemmas[0] in AGAIN
    yield "length", len(words)
    yield "goes on here", any(lemma in frames.going_on() for lemma in lemmas)
    yield "cue lemma", any(context.lemmas[c.sentence][w] in lemmas for c in act.group for w in c.words[:2])
    yield "quoted", context.quoted[at]


def within_sentence(context: Context, act: Act, filler: Filler) -> Iterator[tuple[str, float]]:
    """The filler in its sentence: what it hangs on, where it stands, what lies between it and the act's cues."""
    sentence = context.marked.sentences[filler.sentence]
    words, lemmas = sentence.words, context.lemmas[filler.sentence]
    head = words[filler.head].head
    cues = [cue for c in act.group if c.sentence == filler.sentence for cue in c.words[:3]]
    yield "head goes on", head >= 0 and lemmas[head] in frames.going_on()
    yield "head says", head >= 0 and lemmas[head] in frames.saying()
    yield "head is participle", head >= 0 and words[head].feats.get("VerbForm") == "Part"
    yield "head is other cue", any(head in c.words for c in others(context, act.group, filler.sentence))
    yield "breaks", min((_breaks(context, filler, cue) for cue in cues), default=9)
    yield "opens", filler.head < 4
    yield "at", filler.head / len(words)
    yield "placed", joint(sentence, filler.head) in PLACED
    yield "subject", words[filler.head].rel.startswith("nsubj")


def _breaks(context: Context, filler: Filler, cue: int) -> int:
    first, last = sorted((filler.head, cue))
    return sum(word.text in BREAKS for word in context.marked.sentences[filler.sentence].words[first:last])


def others(context: Context, group: Sequence[Candidate], at: int) -> list[Candidate]:
    """Candidates of a sentence that are none of a group's."""
    return [c for c in context.near[at] if c.sentence == at and c not in group]
