"""What a story has named so far, and what «республика», «обе страны» can mean after it."""

from __future__ import annotations

from collections.abc import Callable

from servanda.knowledge.polities import known, polity
from servanda.model.marked import Mention
from servanda.reading.home import Setting, country

_REPUBLICS = frozenset({"KZ", "BY", "KG", "MD", "UZ", "TJ", "AM", "AZ", "TR", "CN", "TM", "GE", "UA"})
_CITIES = frozenset({"RU-MOW", "RU-SPE", "UA-40", "KZ-71", "KZ-75", "KZ-79", "BY-HM", "UZ-TK", "KG-GB"}) | frozenset(
    {"KG-GO", "CN-BJ", "CN-SH", "TJ-DU", "AZ-BA", "AM-ER", "MD-CU", "GE-TB", "MN-1"}
)
"""Cities that are regions of their own: not what «регион» or «стороны» mean, unless at home."""


class Told:
    """What the story has named so far, the last first."""

    def __init__(self, around: Setting) -> None:
        self.around = around
        self.codes: list[str] = []

    def hear(self, mention: Mention) -> None:
        for code in mention.polities:
            if code in self.codes:
                self.codes.remove(code)
            self.codes.insert(0, code)

    def last(self, fits: Callable[[str], bool]) -> str | None:
        """The last one named that fits; else what the last city or region lies in: «республика» after «Казань»."""
        found = next((code for code in self.codes if fits(code)), None)
        return found or next((part for code in self.codes for part in _within(code) if fits(part)), None)

    def pair(self, fits: Callable[[str], bool], widen: Callable[[str], str] = lambda code: code) -> tuple[str, ...]:
        """The last two named, of two countries where two are named; with one only, it and home."""
        told = [widen(code) for code in self.codes] + [part for code in self.codes for part in _within(code)]
        seen = [code for code in dict.fromkeys(told) if fits(code)]
        if len(seen) >= 2:
            abroad = next((code for code in seen[1:] if country(code) != country(seen[0])), seen[1])
            return (abroad, seen[0])
        own = [widen(code) for code in self.around.home if fits(widen(code))]
        other = [code for code in seen if code not in own]
        return (own[0], other[0]) if own and other else ()


def _within(code: str) -> list[str]:
    """The region and the country of a city; nothing for others."""
    place = code.split("/")[0]
    if "/" in code:
        return [place, country(code)]
    return [country(code)] if place in _CITIES else []


def sort_of(code: str) -> str:
    """`country`, `republic`, `oblast`, `krai`, `okrug`, `city` or `union`."""
    if not known(code):
        return "union"
    one = polity(code)
    if one.kind != "region":
        return one.kind
    if code in _CITIES:
        return "city"
    low = one.name.lower()
    for word, sort in (
        ("область", "oblast"),
        ("край", "krai"),
        ("округ", "okrug"),
        ("подмосковье", "oblast"),
        ("югра", "okrug"),
    ):
        if word in low:
            return sort
    return "republic" if code.startswith("RU-") else "oblast"


def fits_sort(sort: str) -> Callable[[str], bool]:
    if sort == "republic":
        return lambda code: sort_of(code) == "republic" or code in _REPUBLICS
    if sort == "region":
        return lambda code: "-" in code and "/" not in code
    if sort == "country":
        return lambda code: len(code) == 2 and sort_of(code) == "country"
    return lambda code: sort_of(code) == sort


def acting(code: str) -> bool:
    """Countries and regions, which act; not cities and unions."""
    return ("/" not in code and sort_of(code) not in ("union", "city")) or code in ("RU-MOW", "RU-SPE")
