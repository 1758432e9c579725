"""A maker's name that only says what a thing is: «на самолётах Boeing 737-800», «кроссовер Chery Tiggo»."""

from __future__ import annotations

from collections.abc import Sequence

from servanda.knowledge.word_sets import word_set
from servanda.model.marked import Word

_MADE = word_set("makes", "made")
_LIKE = word_set("makes", "like")
"""Words between the thing and its make: «самолёты типа Embraer»."""


def is_make(words: Sequence[Word], at: int) -> bool:
    """Whether a word in Latin letters, and so without a case, is the name of a make: a number of a model stands after
    it, «Airbus A320», or a thing that is made before it."""
    if not words[at].text.isascii():
        return False
    if at + 1 < len(words) and _is_model(words[at + 1].text):
        return True
    before = at - 1
    while before >= 0 and words[before].lemma in _LIKE:
        before -= 1
    return before >= 0 and words[before].lemma in _MADE


def _is_model(text: str) -> bool:
    """A designation that begins with a letter or a digit and holds one: «A320», «737-800», «Е-190»; no day or year."""
    if text.isdigit():
        return len(text) == 3
    return text[:1].isalnum() and any(char.isdigit() for char in text)
