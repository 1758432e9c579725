"""A maker's name that only says what a thing is: «на самолётах Boeing 737-800», «кроссовер Chery Tiggo»."""

from __future__ import annotations

from collections.abc import Sequence

from servanda.knowledge.word_sets import word_set
from servanda.model.marked import Word

_MADE = word_set("makes", "made")
_LIKE = word_set("makes", "like")
"""Words between the thing and its make: «самолёты типа Embraer»."""


def is_make(words: Sequence[Word], start: int, end: int) -> bool:
    """Whether the name that words `start` to `end` (left out) make is that of a make: a number of a model stands
    after it, «Airbus A320», or a thing that is made before it, and it is in Latin letters and so without a case."""
    if end < len(words) and _is_model(words[end].text):
        return True
    before = start - 1
    while before >= 0 and words[before].lemma in _LIKE:
        before -= 1
    return before >= 0 and words[start].text.isascii() and words[before].lemma in _MADE


def _is_model(text: str) -> bool:
    """A designation that begins with a letter or a digit and holds one: «A320», «737-800», «Е-190»; no day or year."""
    if text.isdigit():
        return len(text) == 3
    return text[:1].isalnum() and any(char.isdigit() for char in text)
