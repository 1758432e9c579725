"""What a cooperation is about: the fields of the codebook, from the words around an act."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from servanda.coding import frames
from servanda.coding.context import CONTENT, Context
from servanda.coding.cues import Candidate
from servanda.coding.parties import tree_path

NEAR = 4
"""Steps in the tree within which a word is near to an act."""


def features(context: Context, group: Sequence[Candidate]) -> Iterator[str]:
    """Features of the group of candidates that tells of one act."""
    yield "bias"
    yield f"kind={group[0].kind}"
    for rank, candidate in enumerate(group[:4]):
        words = context.marked.sentences[candidate.sentence].words
        listed = context.lemmas[candidate.sentence]
        for at, (lemma, word) in enumerate(zip(listed, words, strict=True)):
            if word.pos not in CONTENT or len(lemma) < 3:
                continue
            near = rank == 0 and any(tree_path(words, at, cue)[0] <= NEAR for cue in candidate.words[:2])
            for label in frames.labels("fields", lemma):
                yield f"stem={label}"
                yield f"stem={label}:{group[0].kind}"
                if near:
                    yield f"near={label}"
            if rank == 0:
                yield f"w={lemma}"
                if near:
                    yield f"n={lemma}"
        for cue in candidate.words[:2]:
            yield f"cue={listed[cue]}"
    for lemma in context.opening:
        for label in frames.labels("fields", lemma):
            yield f"opening={label}"


def added(context: Context, group: Sequence[Candidate]) -> frozenset[str]:
    """Fields named by sentences that only say more of an act: «прежде всего, это касается культуры и спорта»."""
    more = [candidate.sentence for candidate in group if candidate not in context.candidates]
    return frozenset(label for at in more for lemma in context.lemmas[at] for label in frames.labels("fields", lemma))
