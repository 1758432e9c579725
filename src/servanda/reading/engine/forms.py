"""From a word as written to the two numbers that the networks know it by: the word's and its shape's."""

from __future__ import annotations

import re
from collections.abc import Sequence

PUNCTUATION = "!#$%&()[]\\/*+,.:;<=>?@^_{|}~-‐−‒⁃–—―`\"'«»„“ʼʻ”№…"
"""The signs that have a shape of their own, in the order of the networks' list."""
_START = re.compile(
    rf"(?P<RU>[а-яё]+)|(?P<EN>[a-z]+)|(?P<NUM>[+-]?\d+)|(?P<PUNCT>[{re.escape(PUNCTUATION)}]+)", re.IGNORECASE
)
UNKNOWN = "<unk>"
SHAPES = 128
"""More than there are shapes."""


def shape(word: str) -> str:
    """Script and capitals of a word («Уфа» is RU_Xx, «СИЗО-6» RU_XX, «2023» NUM), as the networks were taught them."""
    match = _START.match(word)
    script = match.lastgroup if match else "OTHER"
    if script in ("RU", "EN"):
        return f"{script}_{_outline(word)}"
    if script == "PUNCT":
        return f"PUNCT_{word}" if len(word) == 1 else "PUNCT_OTHER"
    return str(script)


def _outline(word: str) -> str:
    if len(word) == 1:
        return "X" if word.isupper() else "x"
    if word.isupper():
        return "XX"
    if word.islower():
        return "xx"
    if _title(word):
        return "Xx"
    left, dash, right = word.partition("-")
    return "Xx-Xx" if dash and _title(left) and _title(right) else "OTHER"


def _title(word: str) -> bool:
    return len(word) > 1 and word[0].isupper() and word[1:].islower()


class Forms:
    """Numbers words and shapes; what is unknown takes the number of `<unk>`."""

    def __init__(self, words: Sequence[str], shapes: Sequence[str]) -> None:
        self._words = {word: number for number, word in enumerate(words)}
        self._shapes = {item: number for number, item in enumerate(shapes)}
        self.unknown = self._words[UNKNOWN]

    def word(self, text: str) -> int:
        """The number of a word, in any case."""
        return self._words.get(text.lower(), self.unknown)

    def number(self, text: str) -> int:
        """One number for the word and its shape: that of the word times `SHAPES`, and that of the shape."""
        return self.word(text) * SHAPES + self._shapes[shape(text)]
