"""In which language a text is written: Russian is read, others are recognised by name."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

LETTERS = re.compile(r"[^\W\d_]+")
RUSSIAN = frozenset("абвгдеёжзийклмнопрстуфхцчшщъыьэюя")
WORD = re.compile(r"[\u0400-\u052f]+")
SAMPLE = 4000
ENOUGH_WORDS = 50
"""Words from which a text is long enough for a guess by statistics."""
FOREIGN_WORDS = 0.2
"""Share of words with letters that Russian lacks from which a text is in another language: names stay below."""


@cache
def alphabets() -> tuple[tuple[str, str, frozenset[str], frozenset[str]], ...]:
    """Code, name, letters that Russian lacks, and those of them that mark the language among its neighbours."""
    lines = resources.files("servanda.stories").joinpath("data/alphabets.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return tuple((code, name, frozenset(letters), frozenset(marks)) for code, name, letters, marks in rows)


@cache
def common_words() -> frozenset[str]:
    """Words that make up a good part of any Russian text and few texts of its neighbours."""
    text = resources.files("servanda.stories").joinpath("data/common_words.txt").read_text("utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())


@cache
def names() -> dict[str, str]:
    """Names of languages by their ISO 639 code, for messages."""
    lines = resources.files("servanda.stories").joinpath("data/languages.tsv").read_text("utf-8").splitlines()
    return dict(line.split("\t") for line in lines if line and not line.startswith("#"))


def name(code: str) -> str:
    """The English name of a language, its code where that is all we have."""
    return names().get(code, f"language “{code}”")


def language(text: str) -> str | None:
    """ISO 639 code of the language of a text; None where there are no words in it.

    A text in Cyrillic without letters foreign to Russian counts as Russian unless it is long and lacks the commonest
    words of Russian: a line of news is too short for a statistical guess.
    """
    sample = text[:SAMPLE] if len(text) <= SAMPLE else text[: SAMPLE // 2] + text[len(text) // 2 :][: SAMPLE // 2]
    letters = "".join(LETTERS.findall(sample))
    if len(letters) < 2:
        return None
    words = [word.lower() for word in WORD.findall(sample)]
    if sum(map(len, words)) * 10 < len(letters) * 4:
        return _guess(sample)
    return _by_letters(words) or _by_words(words, sample)


def _by_letters(words: list[str]) -> str | None:
    """The language whose letters many of the words hold; of two alike, the one with fewer letters of its own."""
    best, weight = None, (0, 0)
    cyrillic = "".join(words)
    if RUSSIAN.issuperset(cyrillic):
        return None
    for code, _, letters, marks in alphabets():
        if sum(1 for word in words if not letters.isdisjoint(word)) < len(words) * FOREIGN_WORDS:
            continue
        known = sum(cyrillic.count(letter) for letter in letters) + sum(cyrillic.count(letter) for letter in marks)
        if (known, -len(letters)) > weight:
            best, weight = code, (known, -len(letters))
    return best


def _by_words(words: list[str], sample: str) -> str:
    """Russian, unless the text is long and lacks its commonest words, or «ы» and «э», which Bulgarian lacks."""
    known = sum(1 for word in words if word in common_words())
    usual = known * 40 > len(words) and any("ы" in word or "э" in word for word in words)
    if len(words) < ENOUGH_WORDS or usual:
        return "ru"
    guess = _guess(sample)
    return guess if guess in names() else "ru"


def _guess(sample: str) -> str:
    import py3langid

    return str(py3langid.classify(sample)[0])
