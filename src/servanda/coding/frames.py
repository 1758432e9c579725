"""The frame lexicon: words that can name an act of cooperation, that say how far it is, that put it out of scope.

All of it is data (`data/*.toml`); nothing here knows a word of Russian.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from servanda.model.event import KINDS, Kind


def plain(lemma: str) -> str:
    """A lemma as the tables write it: lower case, ё as е."""
    return lemma.lower().replace("ё", "е")


def table(name: str) -> dict[str, Any]:
    """One table of `data/`, parsed."""
    return tomllib.loads((files("servanda.coding") / "data" / f"{name}.toml").read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a word list: a lemma, and the lemma that must stand in the same sentence for it to count."""

    label: str
    beside: str | None = None
    strong: bool = True


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Lemma to entries; `found` gives the entries that hold in a sentence."""

    entries: Mapping[str, tuple[Entry, ...]]

    def found(self, lemmas: Sequence[str]) -> Iterator[tuple[int, list[Entry]]]:
        """For each of a sentence's lemmas that has any: its place, and its entries whose companion is there."""
        for at, lemma in enumerate(lemmas):
            if listed := self.entries.get(lemma):
                yield at, [entry for entry in listed if entry.beside is None or entry.beside in lemmas]


def lexicon(lists: Iterable[tuple[str, Iterable[str], bool]]) -> Lexicon:
    """Build one from (label, words, strong); a word is `lemma` or `lemma+companion`."""
    made: dict[str, list[Entry]] = {}
    for label, words, strong in lists:
        for word in words:
            lemma, _, beside = plain(word).partition("+")
            entry = Entry(label, beside or None, strong)
            if entry not in (kept := made.setdefault(lemma, [])):
                kept.append(entry)
    return Lexicon({lemma: tuple(entries) for lemma, entries in made.items()})


@cache
def kinds() -> Lexicon:
    """Words that can name an act, by kind; `strong` ones do it alone."""
    data = table("frames")
    return lexicon((kind, data[kind][force], force == "strong") for kind in KINDS for force in ("strong", "weak"))


@cache
def light() -> frozenset[str]:
    """Verbs that take the kind of their object: «открыть», «запустить»."""
    return frozenset(plain(word) for word in table("frames")["light"]["verbs"])


@cache
def operators() -> Lexicon:
    """Words that say how far an act has come, by stage; and `negation` and `condition`."""
    lists = table("operators").items()
    return lexicon((label, part["words"], True) for label, part in lists if label not in {"saying", "goes-on"})


@cache
def saying() -> frozenset[str]:
    """Verbs of saying, which say nothing of how far the act told has come."""
    return frozenset(plain(word) for word in table("operators")["saying"]["words"])


@cache
def going_on() -> frozenset[str]:
    """Verbs with which a sentence only goes on about the act of the one before: «это произойдёт…»."""
    return frozenset(plain(word) for word in table("operators")["goes-on"]["words"])


@cache
def stems(name: str) -> tuple[tuple[str, str], ...]:
    """(stem, label) of a table of stems: `fields` or `scope`."""
    return tuple((plain(stem), label) for label, listed in table(name).items() for stem in listed)


@lru_cache(maxsize=16_384)
def labels(name: str, lemma: str) -> frozenset[str]:
    """What a lemma begins like in a table of stems; most lemmas come again and again, so they are kept."""
    by_stem, sizes = _stems_by_size(name)
    return frozenset().union(*(by_stem.get(lemma[:size], ()) for size in sizes if size <= len(lemma)))


@cache
def _stems_by_size(name: str) -> tuple[Mapping[str, frozenset[str]], tuple[int, ...]]:
    """Labels by stem, and the lengths that stems have."""
    by_stem: dict[str, frozenset[str]] = {}
    for stem, label in stems(name):
        by_stem[stem] = by_stem.get(stem, frozenset()) | {label}
    return by_stem, tuple(sorted({len(stem) for stem in by_stem}))


@cache
def roles() -> Mapping[str, str]:
    """Valency: `preposition+Case` or `rel` of a dependent to its role in the act (who, with, where, from, to…)."""
    return {key: role for role, keys in table("valency").items() for key in keys}


def kind_of(label: str) -> Kind:
    """A label of the lexicon as a kind of the codebook."""
    return next(kind for kind in KINDS if kind == label)
