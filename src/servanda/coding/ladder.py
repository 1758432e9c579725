"""The rule of stages: words from a cue up to the root of its clause, each of which may say how far the act is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from servanda.coding import frames
from servanda.coding.context import Context
from servanda.coding.cues import Candidate
from servanda.model.marked import Sentence

NEGATION = frozenset({"не", "нет", "ни"})
LOOK = 7
"""Steps up the tree from a cue within which operators are looked for."""
BASE = {"future": "intended", "past": "done", "past-imp": "done", "present": "underway", "would": "considered"}
CLAUSES = frozenset({"acl", "acl:relcl", "advcl", "conj", "parataxis"})
VERBS = frozenset({"VERB", "AUX"})
TALKS = frozenset({"meeting", "gathering"})


@cache
def words(name: str, part: str = "words") -> frozenset[str]:
    """A list of `phases.toml`."""
    return frozenset(frames.plain(word) for word in frames.table("phases")[name][part])


@cache
def classes(name: str) -> dict[str, str]:
    """Lemma to class, out of a table of several lists of `phases.toml`: `phase` or `adverb`."""
    return {frames.plain(word): label for label, listed in frames.table("phases")[name].items() for word in listed}


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
    if word.pos not in VERBS:
        if word.lemma.endswith("ться") and word.text.endswith("тся"):
            return "present"
        return "past" if any(w.feats.get("Tense") == "Past" for w in own) else ""
    feats = word.feats
    if feats.get("VerbForm") == "Inf":
        return "infinitive"
    if feats.get("Tense") == "Fut" or (feats.get("Tense") == "Pres" and feats.get("Aspect") == "Perf"):
        return "future"
    if feats.get("Tense") == "Past":
        return "past-imp" if feats.get("Aspect") == "Imp" else "past"
    return "present" if feats.get("Tense") == "Pres" else ""


def negated(sentence: Sentence, at: int) -> bool:
    """Whether a negation hangs on the word."""
    return any(w.head == at and w.lemma.lower() in NEGATION for w in sentence.words)


@dataclass(frozen=True, slots=True)
class Ladder:
    """What is said of one cue. `path` has the words upward, each with how its clause was left, or «»."""

    path: tuple[tuple[int, str], ...]
    inner: tuple[str, ...]
    """Stages that the cue's own clause says, the innermost first."""
    outer: tuple[str, ...]
    """Stages that the clauses above it say."""
    left: str
    """How the clause was left; `circumstance` where the act only frames what is told: «в ходе визита»."""

    @property
    def stage(self) -> str:
        return composed(self.inner)


def ladder(context: Context, candidate: Candidate, cue: int) -> Ladder:
    """Stages said by the words from a cue up to the root; verbs of saying say none. A cue is asked for many times."""
    kept, key = context.ladders, (candidate.sentence, cue, candidate.kind)
    if key not in kept:
        kept[key] = _climbed(context, candidate, cue)
    return kept[key]


def _climbed(context: Context, candidate: Candidate, cue: int) -> Ladder:
    sentence = context.marked.sentences[candidate.sentence]
    listed = context.lemmas[candidate.sentence]
    operators = dict(context.operators[candidate.sentence])
    path = tuple(climb(sentence, cue))
    aside = circumstance(sentence, listed, path) if candidate.kind in TALKS else None
    inner: list[str] = []
    outer: list[str] = []
    left, framed, written = "", False, False
    for at, crossed in path:
        if listed[at] in frames.saying():
            continue
        label = said(sentence, at, listed[at], None if framed else operators.get(at), candidate.kind, framed)
        if label == "done" and written and candidate.kind != "agreement":
            label = "agreed"
        left = left or crossed
        if label:
            (outer if crossed and inner else inner).append(f"not-{label}" if negated(sentence, at) else label)
        framed = framed or at == aside
        written = written or (at != cue and listed[at] in words("document"))
    return Ladder(path, tuple(inner), tuple(outer), left or ("circumstance" if aside is not None else ""))


def said(sentence: Sentence, at: int, lemma: str, label: str | None, kind: str, framed: bool) -> str | None:
    """The stage that one word says, by its operator or its tense."""
    told = predicate(sentence, at)
    if label in {"negation", "condition"} or (kind in TALKS and lemma in words("talking")):
        label = None
    if label not in {None, "done", "underway"} or told not in BASE:
        return label
    if told == "present" and classes("phase").get(lemma) in {"begin", "go"}:
        return "intended"
    if told == "past" and kind in TALKS and not framed and lemma in words("arrived"):
        return "underway"
    return BASE[told]


def climb(sentence: Sentence, cue: int) -> Iterator[tuple[int, str]]:
    """The words from a cue up to the root, each with the relation by which the cue's clause was first left, or «»."""
    at, crossed = cue, ""
    yield at, crossed
    for _ in range(LOOK):
        word = sentence.words[at]
        if word.head < 0:
            return
        if word.rel in CLAUSES and not crossed and leaves(sentence, at, cue):
            crossed = word.rel
        at = word.head
        yield at, crossed


def leaves(sentence: Sentence, at: int, cue: int) -> bool:
    """Whether a word with a clause's relation heads a clause of its own; «открыть и запустить» is one clause."""
    word = sentence.words[at]
    if word.rel != "conj":
        return at != cue or word.pos in VERBS
    finite = word.pos in VERBS and word.feats.get("VerbForm", "Fin") != "Inf"
    return finite or any(w.head == at and w.rel.startswith("nsubj") for w in sentence.words)


def circumstance(sentence: Sentence, listed: Sequence[str], path: Sequence[tuple[int, str]]) -> int | None:
    """The word up to which an act is only the circumstance of what is told: «в ходе визита», «после встречи»."""
    for step, (at, _) in enumerate(path[:3]):
        word = sentence.words[at]
        if word.pos in VERBS:
            return None
        if listed[at] in words("circumstance", "nouns"):
            return at
        if step == 0 and word.rel in {"obl", "nmod"} and word.feats.get("Case") in {"Gen", "Loc", "Ins"}:
            before = (w.text.lower() for w in sentence.words[max(0, at - 6) : at] if w.head == at and w.rel == "case")
            if any(text in words("circumstance", "prepositions") for text in before):
                return at
    return None


def composed(steps: Sequence[str]) -> str:
    """One stage out of a ladder: the outermost operator decides, but what is only considered stays so (codebook)."""
    if not steps:
        return "none"
    weak = {"done", "underway"}
    outer = [step for step in steps if step not in weak]
    if "considered" in outer and outer[-1] in {"considered", "intended", "agreed"}:
        return "considered"
    return outer[-1] if outer else steps[0]
