"""Words as the register compares and searches them: dictionary forms, lower case, ё as е; and their roles."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

ROLES = ("same", "form", "bare", "order", "built", "enough", "again", "partly")
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_ROMAN = re.compile(r"(?=[IVXL])(XL|L?X{0,3})(IX|IV|V?I{0,3})")
_LOOK_ALIKE = str.maketrans("ІХСМ", "IXCM")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50}
_NUMERAL = re.compile(r"(\d{1,3})(?:-?(?:й|ый|ой|ий|я|ая|е|ое|го|ого|м|ом|му))?")


@dataclass(frozen=True, slots=True)
class Roles:
    """The table `data/words.tsv`, by role."""

    same: Mapping[str, str]
    forms: Mapping[str, Mapping[str, str]]
    """By kind of event: word to sort of thing."""
    bare: frozenset[str]
    orders: Mapping[str, int]
    built: frozenset[str]
    """`connection:bridge`: sorts of which `underway` means that they are being made."""
    enough: frozenset[str]
    """`project:office`: sorts that the parties alone tell apart."""
    again: frozenset[str]
    partly: frozenset[str]


@cache
def roles() -> Roles:
    """The table of words, read once."""
    table: dict[str, dict[str, str]] = {role: {} for role in ROLES}
    lines = (files("servanda.register") / "data" / "words.tsv").read_text("utf-8").splitlines()
    rows = csv.reader((line for line in lines if line and not line.startswith("#")), delimiter="\t")
    next(rows)
    forms: dict[str, dict[str, str]] = {}
    for word, role, value in rows:
        table[role][word] = value
        if role == "form":
            kind, _, sort = value.partition(":")
            forms.setdefault(kind, {})[word] = sort
    orders = {word: int(value) for word, value in table["order"].items()}
    sets = {role: frozenset(table[role]) for role in ("bare", "built", "enough", "again", "partly")}
    return Roles(same=table["same"], forms=forms, orders=orders, **sets)


@cache
def _analyzer() -> Any:
    from pymorphy3 import MorphAnalyzer

    return MorphAnalyzer(lang="ru")


@lru_cache(maxsize=200_000)
def lemma(word: str) -> str:
    """The dictionary form of one word, lower case, ё as е: «Ташкенте» gives «ташкент»."""
    form = word.lower()
    if any("а" <= letter <= "я" or letter == "ё" for letter in form):
        form = str(_analyzer().parse(form)[0].normal_form)
    return form.replace("ё", "е")


def lemmas(text: str) -> list[str]:
    """Dictionary forms of all words of `text`, in order."""
    return [lemma(word) for word in _WORD.findall(text)]


def tokens(text: str) -> list[str]:
    """The words of `text` as they are written."""
    return _WORD.findall(text)


def plain(word: str) -> str:
    """A lemma as the table of words has it: lower case, ё as е, synonyms as one."""
    form = word.lower().replace("ё", "е")
    return roles().same.get(form, form)


def sort_of(kind: str, what: str | None) -> str | None:
    """The sort of thing that `what` names: `air` of a connection, `memorandum` of an agreement.

    What is built stands before what uses it: a railway bridge is a bridge.
    """
    found = list(sorts_in(kind, what or ""))
    return next((sort for sort in found if f"{kind}:{sort}" in roles().built), found[0] if found else None)


def sorts_in(kind: str, text: str) -> Iterator[str]:
    """All sorts of thing that words of `text` name, in its order."""
    forms = roles().forms.get(kind, {})
    return (forms[word] for word in map(plain, lemmas(text)) if word in forms)


def number(text: str | None) -> int | None:
    """The number of a gathering in its name: «XIX форум», «19-й форум», «девятнадцатый форум» give 19."""
    if not text:
        return None
    words = _WORD.findall(text)
    for at, word in enumerate(words):
        roman = word.translate(_LOOK_ALIKE)
        if _ROMAN.fullmatch(roman) and (len(roman) > 1 or at == 0):
            return _roman(roman)
        digits = _NUMERAL.fullmatch(word)
        if digits and (word != digits[1] or at == 0):
            return int(digits[1])
    return _ordinal(lemma(word) for word in words)


def _ordinal(words: Iterable[str]) -> int | None:
    orders, total = roles().orders, 0
    for word in words:
        total += orders.get(word, 0)
        if word in orders and orders[word] < 20:
            break
    return total or None


def _roman(text: str) -> int:
    values = [_ROMAN_VALUES[letter] for letter in text]
    return sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))
