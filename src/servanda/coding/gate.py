"""The gate: texts that by their letters hold nothing of the codebook are spared the networks.

First, a sentence with a word of a frame must have two polities in play. What passes is then weighed by what was learnt
from annotated texts (`training/gate.py`): each sentence by its words and the polities in it and around it, the text by
its best sentences. Both steps see letters alone, before any network has run. The bar is so set that of texts which
hold records one in a hundred is lost, tried on texts that the model had not seen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

import numpy as np

from servanda.coding import frames
from servanda.coding.letters import KEPT, Sentence, home, sentences
from servanda.coding.model import Models, chance, shipped
from servanda.model.story import Story

START = 6
"""Letters of a word that the model knows it by."""
NEVER = -8.0
"""Log-odds of a sentence that a text does not have."""


def worth_reading(story: Story) -> bool:
    """Whether a story is likely enough to hold an event or a figure, as far as its letters tell."""
    found, at_home = sentences(story), home(story)
    return in_play(found, at_home) and weigh(found, at_home, gate()) >= gate().limits["text"]


def in_play(found: Sequence[Sentence], at_home: frozenset[str]) -> bool:
    """Whether a sentence has a word of a frame, and two polities in it or beside it, the story's home being one."""
    return any(sentence.framed and len(around(found, at, at_home)) > 1 for at, sentence in enumerate(found))


def around(found: Sequence[Sentence], at: int, at_home: frozenset[str]) -> frozenset[str]:
    """The polities in play at a sentence: its own, its neighbours' and the story's home."""
    return at_home.union(*(sentence.named for sentence in found[max(0, at - 1) : at + 2]))


def weigh(found: Sequence[Sentence], at_home: frozenset[str], models: Models) -> float:
    """Log-odds of a text to hold a record."""
    told = models.linear["sentence"]
    odds = [float(told.scores(describe(found, at, at_home))[0]) for at in range(len(found))]
    forest = models.forests["text"]
    return float(forest.scores(forest.rows([numbers(odds)]))[0])


def describe(found: Sequence[Sentence], at: int, at_home: frozenset[str]) -> Iterator[str]:
    """What the model sees of a sentence: its words and those before it, and how many polities are in play."""
    sentence = found[at]
    yield "bias"
    yield f"own {min(3, len(sentence.named))}"
    yield f"around {min(4, len(around(found, at, at_home)))}"
    yield f"abroad {min(3, sum(not code.startswith('RU') for code in sentence.named))}"
    yield f"regions {min(3, sum(code.startswith('RU-') for code in sentence.named))}"
    yield f"framed {sentence.framed}"
    yield f"place {min(4, at)}"
    for word in sentence.words:
        yield _known_by(word)[0]
    if at:
        for word in found[at - 1].words:
            yield _known_by(word)[1]


def numbers(odds: Sequence[float]) -> dict[str, float]:
    """What the model sees of a text: its best sentences, how many may be expected to tell, and the mean."""
    best = [*sorted(odds, reverse=True), NEVER, NEVER, NEVER]
    expected = float(np.sum(chance(np.array(odds)))) if odds else 0.0
    mean = sum(odds) / len(odds) if odds else NEVER
    return {"first": best[0], "second": best[1], "third": best[2], "expected": expected, "mean": mean}


@lru_cache(maxsize=KEPT)
def _known_by(word: str) -> tuple[str, str]:
    """A word's names in its own sentence and in the next."""
    start = frames.plain(word)[:START]
    return f"w={start}", f"before={start}"


@cache
def gate() -> Models:
    """The gate that ships with the package: `sentence` and `text`, and the bar `text` in log-odds."""
    return shipped("gate")
