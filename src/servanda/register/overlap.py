"""What two texts have word for word in common, and which of many texts have much in common with one.

A MinHash sees whole texts that are alike; a few paragraphs in a longer text it does not see. Here the runs of words
themselves are compared, and names that were put in other words part a run without ending it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

SHINGLE = 3
"""Words in a run by which texts are compared: short, so that something is left between two changed names."""
GAP = 4
"""Words of another wording that a passage may have in it at one place: names, but no numbers.

Where numbers differ, two reports were filled into one form: the weather, the rates of a day.
"""
PASSAGE = 9
"""Words from which a passage counts: shorter ones are turns of phrase that all use."""
DENSE = 0.5
"""Share of a passage's words that must be common, the changed names among them not."""
SAMPLED = 2
"""One of so many runs is looked up."""
HITS = 4
"""Common runs, of those looked up, from which two texts are compared word for word."""
COMMON = 60
"""Texts in which a run may stand; one in more is a turn of phrase or an imprint, and not looked up."""
ADDRESS = re.compile(r"https?://[^\s<>()\[\]«»\"']+", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_Numbers = np.ndarray[Any, np.dtype[np.uint64]]


@dataclass(frozen=True, slots=True)
class Overlap:
    """Words in common passages: how many, the longest passage, and their share of one text and of the other."""

    words: int
    longest: int
    of_one: float
    of_other: float


@dataclass(frozen=True, slots=True)
class Runs:
    """A text as runs of `SHINGLE` words: a number for each, in order, equal ones for equal runs."""

    values: _Numbers
    figures: np.ndarray[Any, np.dtype[np.int64]]
    """How many words with digits stand before each word; one more value than words."""

    @property
    def words(self) -> int:
        return len(self.figures) - 1


class Vocabulary:
    """Words as numbers, and texts as runs of them; case, punctuation, ё and addresses do not matter."""

    def __init__(self) -> None:
        self.known: dict[str, int] = {}

    def runs(self, text: str) -> Runs:
        """The runs of a text. Only runs of one vocabulary can be compared."""
        known = self.known
        read = _WORD.findall(ADDRESS.sub(" ", text).lower().replace("ё", "е"))
        words = np.array([known.setdefault(word, len(known) + 1) for word in read], dtype=np.uint64)
        figures = np.cumsum([0, *(any(map(str.isdigit, word)) for word in read)], dtype=np.int64)
        made = words[: max(0, len(words) - SHINGLE + 1)].copy()
        for at in range(1, SHINGLE):
            made *= np.uint64(0x9E3779B97F4A7C15)
            made ^= made >> np.uint64(29)
            made += words[at : at + len(made)]
        return Runs(made, figures)


def overlap(one: Runs, other: Runs) -> Overlap:
    """What two texts have in common."""
    mine, theirs = _passages(one, other), _passages(other, one)
    longest = min(max(mine, default=0), max(theirs, default=0))
    shares = sum(mine) / max(1, one.words), sum(theirs) / max(1, other.words)
    return Overlap(min(sum(mine), sum(theirs)), longest, *shares)


def _passages(text: Runs, other: Runs) -> list[int]:
    """Lengths in words of the passages of a text that runs common with another make up, small gaps closed."""
    common = np.isin(text.values, other.values)
    at = np.flatnonzero(common)
    if not len(at):
        return []
    ends = np.minimum(at[:-1] + SHINGLE, at[1:])
    numbers = text.figures[at[1:]] - text.figures[ends]
    breaks = np.flatnonzero((np.diff(at) > SHINGLE + GAP) | (numbers > 0))
    firsts, lasts = at[np.append(0, breaks + 1)], at[np.append(breaks, len(at) - 1)]
    found = []
    for first, last in zip(firsts.tolist(), lasts.tolist(), strict=True):
        length = last - first + SHINGLE
        covered = np.zeros(length, dtype=bool)
        for shift in range(SHINGLE):
            covered[shift : shift + last - first + 1] |= common[first : last + 1]
        if length >= PASSAGE and covered.sum() >= DENSE * length:
            found.append(length)
    return found


class Texts:
    """Many texts, of which those are found that have runs in common with another one."""

    def __init__(self, texts: Iterable[str], vocabulary: Vocabulary | None = None) -> None:
        self.vocabulary = vocabulary or Vocabulary()
        looked_up = [_sampled(self.vocabulary.runs(text).values) for text in texts]
        owners = np.repeat(np.arange(len(looked_up), dtype=np.int32), [len(runs) for runs in looked_up])
        runs = np.concatenate([*looked_up, np.zeros(0, dtype=np.uint64)])
        order = np.argsort(runs, kind="stable")
        self.owners = owners[order]
        self.runs, self.starts, counts = np.unique(runs[order], return_index=True, return_counts=True)
        self.counts = np.where(counts > COMMON, 0, counts)

    def near(self, text: Runs) -> Sequence[int]:
        """Places of the texts that may have a passage in common with this one."""
        if not len(self.runs):
            return []
        wanted = _sampled(text.values)
        at = np.minimum(np.searchsorted(self.runs, wanted), len(self.runs) - 1)
        at = at[self.runs[at] == wanted]
        starts, counts = self.starts[at], self.counts[at]
        total = int(counts.sum())
        if total < HITS:
            return []
        places = np.repeat(starts - np.append(0, np.cumsum(counts)[:-1]), counts) + np.arange(total)
        owners, hits = np.unique(self.owners[places], return_counts=True)
        found: list[int] = owners[hits >= HITS].tolist()
        return found


def _sampled(runs: _Numbers) -> _Numbers:
    """One of `SAMPLED` runs, the same of all texts, each once."""
    return np.unique(runs[(runs >> np.uint64(11)) % np.uint64(SAMPLED) == 0])
