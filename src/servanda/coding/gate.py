"""The gate: texts that hold no word of any frame, or no second party to speak of, need no networks.

Its patterns are derived from the frame lexicon: the beginnings of all its words, found by Aho-Corasick.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from servanda.coding import frames
from servanda.model.story import Story

ENDING = 3
"""Letters of a lemma that inflection may change; what stands before them is looked for."""
SHORTEST = 4


def stem(lemma: str) -> str:
    """What all forms of a word begin with, as far as that can be told from its lemma."""
    return lemma if len(lemma) <= SHORTEST else lemma[: max(SHORTEST, len(lemma) - ENDING)]


@cache
def _automaton() -> Any:
    from ahocorasick_rs import AhoCorasick

    return AhoCorasick(sorted({stem(lemma) for lemma in frames.kinds().entries}))


def worth_reading(story: Story) -> bool:
    """Whether a story can hold an event: a word of a frame stands in its body."""
    automaton = _automaton()
    for span in story.body:
        if automaton.find_matches_as_indexes(frames.plain(span.of(story.clean))):
            return True
    return False
