"""The verb that a word of a sentence belongs to."""

from __future__ import annotations

from collections.abc import Sequence

from servanda.model.marked import Word

VERBAL = frozenset({"VERB", "AUX"})


def verb_above(words: Sequence[Word], at: int) -> int:
    """The nearest verb at or above a word in the tree; the root where there is none."""
    steps = 0
    while words[at].pos not in VERBAL and words[at].head >= 0 and steps < 12:
        at, steps = words[at].head, steps + 1
    return at
