"""Comparing the parties of two events: a city stands for its region, a region may be meant by its country."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from servanda.knowledge.polities import capital, known, table


@lru_cache(maxsize=100_000)
def above(code: str) -> tuple[str, ...]:
    """The polities that hold this one, nearest first: `RU-BA/Уфа` gives `RU-BA`, `RU`."""
    region, _, city = code.partition("/")
    country, _, part = region.partition("-")
    return ((region,) if city else ()) + ((country,) if part else ())


def top(code: str) -> str:
    """The country, or the union of states itself."""
    return code.partition("/")[0].partition("-")[0]


def finest(codes: Iterable[str]) -> frozenset[str]:
    """The codes without those that only hold another of them: `RU`, `RU-BA`, `KZ` gives `RU-BA`, `KZ`."""
    given = frozenset(codes)
    return given - {holder for code in given for holder in above(code)}


@dataclass(frozen=True, slots=True)
class Fit:
    """How well two sets of parties go together.

    `level`: `same` (equal, or a city for its region), `coarse` (a country for a region of it), `part` (the parties of
    one are among those of the other), `other`. `coarse` lists the countries that stood for something finer.
    """

    level: str
    coarse: frozenset[str] = frozenset()
    joined: frozenset[str] = frozenset()
    """The parties of both, as finely as either tells them."""


def compare(one: frozenset[str], other: frozenset[str]) -> Fit:
    """Pair each party of one side with one of the other side."""
    left, right = set(one - other), set(other - one)
    joined, coarse = set(one & other), set()
    for code in sorted(left):
        partner = _partner(code, right)
        if partner is None:
            continue
        left.discard(code)
        right.discard(partner)
        fine, wide = (code, partner) if partner in above(code) else (partner, code)
        joined.add(fine)
        if "-" not in wide:
            coarse.add(wide)
    if left and right:
        return Fit("other")
    if left or right:
        return Fit("part" if len(joined) > 1 else "other", frozenset(coarse), frozenset(joined | left | right))
    return Fit("coarse" if coarse else "same", frozenset(coarse), frozenset(joined))


def _partner(code: str, among: set[str]) -> str | None:
    for candidate in sorted(among):
        if candidate in above(code)[:1] or code in above(candidate)[:1]:
            return candidate
    return None


def naming(words: Sequence[str], parties: frozenset[str]) -> set[int]:
    """Where among these words a party is named, or a polity that holds it, in whatever form."""
    forms, codes = table(), parties | {holder for code in parties for holder in above(code)}
    low = [word.lower().replace("ё", "е") for word in words]
    found: set[int] = set()
    for at, word in enumerate(low):
        for length in range(forms.longest.get(word, 0), 0, -1):
            senses = forms.senses.get(" ".join(low[at : at + length]), ())
            if any(sense.code in codes for sense in senses):
                found |= set(range(at, min(at + length, len(low))))
                break
    return found


def refined(words: Sequence[str], parties: frozenset[str]) -> frozenset[str]:
    """A country that these words name only by one place in it is that place: «рейс Уфа — Астана» says KZ-71."""
    forms, found = table(), set(parties)
    low = [word.lower().replace("ё", "е") for word in words]
    senses = [sense for word in low for sense in forms.senses.get(word, ()) if sense.form == "name"]
    for country in (code for code in parties if "-" not in code):
        places = finest(sense.code for sense in senses if country in above(sense.code))
        named = any(sense.code == country for sense in senses)
        if len(places) == 1 and not named:
            found = found - {country} | places
    return frozenset(found)


def in_its_capital(country: str, among: frozenset[str]) -> bool:
    """Whether the country's capital is among the polities: it can stand for the country."""
    return known(country) and capital(country) in among


def region(code: str) -> str:
    """The region of a city, else the code itself."""
    return code.partition("/")[0]


def lifted(codes: frozenset[str]) -> list[frozenset[str]]:
    """The same parties with one region told as its country, each in turn."""
    regions = frozenset(map(region, codes))
    return [regions - {code} | {top(code)} for code in sorted(regions) if "-" in code]


def spelled(codes: frozenset[str]) -> str:
    """One string for the parties, cities as their regions."""
    return "+".join(sorted(set(map(region, codes))))
