"""Where a text may tell of an act: sentences with words of a frame, one candidate for each kind in each sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from servanda.coding import frames
from servanda.model.event import Kind
from servanda.model.marked import Marked, Sentence


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may tell of an act of `kind`; `words` are the indices of its cue words, the weightiest first."""

    sentence: int
    kind: Kind
    words: tuple[int, ...]
    strong: bool


def lemmas(sentence: Sentence) -> tuple[str, ...]:
    """The sentence's lemmas as the tables write them."""
    return tuple(frames.plain(word.lemma) for word in sentence.words)


def candidates(marked: Marked, lemmas: Sequence[Sequence[str]]) -> Iterator[Candidate]:
    """All candidates of a story, in order of the text, by the lemmas of each sentence."""
    for index, (sentence, listed) in enumerate(zip(marked.sentences, lemmas, strict=True)):
        yield from of_sentence(index, sentence, listed)


def of_sentence(index: int, sentence: Sentence, listed: Sequence[str]) -> Iterator[Candidate]:
    """Candidates of one sentence, one a kind."""
    found: dict[str, list[tuple[bool, int, int]]] = {}
    for at, entries in frames.kinds().found(listed):
        for entry in entries:
            found.setdefault(entry.label, []).append((not entry.strong, depth(sentence, at), at))
    for label, cues in found.items():
        ranked = sorted(set(cues))
        words = tuple(dict.fromkeys(at for _, _, at in ranked))
        yield Candidate(index, frames.kind_of(label), words, not ranked[0][0])


def depth(sentence: Sentence, at: int) -> int:
    """Steps from a word up to the root of its sentence."""
    steps = 0
    while (at := sentence.words[at].head) >= 0 and steps < len(sentence.words):
        steps += 1
    return steps


def chain(sentence: Sentence, at: int, limit: int = 4) -> list[int]:
    """The words above `at` in the tree, nearest first, `limit` at most."""
    above: list[int] = []
    while (at := sentence.words[at].head) >= 0 and len(above) < limit:
        above.append(at)
    return above


def role(sentence: Sentence, at: int) -> str:
    """The role of a word in the act that its head names, by the table of valency; «» where the table has none."""
    return frames.roles().get(joint(sentence, at), frames.roles().get(sentence.words[at].rel, ""))


def joint(sentence: Sentence, at: int) -> str:
    """How a word hangs on its head: `с+Ins`, `nmod+Gen`, `nsubj`; a conjunct hangs as its first one does."""
    words = sentence.words
    steps = 0
    while words[at].rel in {"conj", "appos", "flat", "flat:name", "flat:foreign"} and words[at].head >= 0 and steps < 9:
        at, steps = words[at].head, steps + 1
    word = words[at]
    case = word.feats.get("Case", "")
    for other in words[max(0, at - 6) : at]:
        if other.head == at and other.rel == "case":
            return f"{frames.plain(other.text)}+{case}"
    return f"{word.rel}+{case}" if word.rel in {"nmod", "obl", "obj"} and case else word.rel
