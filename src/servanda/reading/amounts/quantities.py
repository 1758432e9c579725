"""Numbers with their units: «340 млн долларов», «39 республиканских предприятий», «три рейса в неделю»."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from servanda.reading.lexicon import Lexicon
from servanda.reading.numerals import cardinal, cardinal_pattern

UNITS = Lexicon("amounts/data/units.toml")
DASH = "-–—−―"
ADJECTIVES = r"(?:[а-я-]+(?:ых|их|ого|его|ые|ие|ому|ому|ым|им|ую|ой|ый|ий)\s+){0,2}"
RANGE = re.compile(rf"\w\s?[{DASH}]\s?\w")
DIRECT = re.compile(r"\w\s+в\s+(?:неделю|день|сутки)$")
ONE = re.compile(r"тысяч[ау]|миллион(?:а|ом)?|миллиард(?:а|ом)?|триллион(?:а|ом)?")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number at `start` to `end` of a line. `value` is None for a range."""

    start: int
    end: int
    value: float | None
    unit: str | None
    first: float | None = None
    """Where it came from: «с 300 до 420 млн»."""


def quantities(low: str) -> Iterator[Quantity]:
    """The numbers with a unit or a multiplier in a lower-case line, in order."""
    for found in _pattern().finditer(low):
        quantity = _quantity(found)
        if quantity is not None:
            yield quantity


def _quantity(found: re.Match[str]) -> Quantity | None:
    if found["fraction"]:
        fraction = UNITS.key_of("fractions", found["fraction"])
        return Quantity(found.start(), found.end(), float(fraction or 0), "%")
    unit, scale = _unit(found), found["scale"] or found["alone"]
    if not (unit or scale) or (found["alone"] and not (unit and ONE.fullmatch(found["alone"]))):
        return None
    factor = _factor(scale) / (2 if found["half"] else 1)
    number = cardinal(found["number"]) if found["number"] else 1.0
    if number is None:
        return None
    if found["more"]:
        number += (cardinal(found["more"]) or 0) * _factor(found["morescale"]) / factor
    first = cardinal(found["first"]) if found["first"] else None
    ranged = RANGE.search(found["number"] or "") or found["from"] == "от"
    return Quantity(
        found.start(),
        found.end() - (found.end() == len(found.string) and found[0].endswith(".")),
        None if ranged else _product(number, factor),
        unit,
        _product(first, _factor(found["firstscale"]) if found["firstscale"] else factor) if first else None,
    )


def _factor(scale: str | None) -> float:
    return float((UNITS.key_of("multipliers", scale) if scale else None) or 1)


def _product(number: float, factor: float) -> float:
    """The product without the dust of binary fractions: 17.1 milliards are 17100000000."""
    return float(Decimal(repr(number)) * Decimal(repr(factor)))


def _unit(found: re.Match[str]) -> str | None:
    """The unit as records write it: currency, measure, things counted, with what it is counted by."""
    unit = None
    if found["sign"]:
        unit = UNITS.tables["signs"][found["sign"]]
    elif found["currency"]:
        unit = UNITS.key_of("currencies", found["currency"])
    elif found["measure"]:
        unit = UNITS.key_of("measures", found["measure"])
    if unit and found["price"]:
        return f"{unit}/{UNITS.key_of('price', found['price'])}"
    if unit and found["per"]:
        return f"{unit}/{UNITS.key_of('per', found['per'])}"
    if found["per"] and found["number"] and not found["scale"] and DIRECT.search(found[0]):
        return f"times/{UNITS.key_of('per', found['per'])}"
    return unit


@cache
def _pattern() -> re.Pattern[str]:
    number, scale = cardinal_pattern(), UNITS.any_of("multipliers")
    signs = "".join(re.escape(sign) for sign in UNITS.tables["signs"])
    currency, measure = UNITS.any_of("currencies"), UNITS.any_of("measures")
    tail = (
        rf"(?:\s?(?:(?P<currency>{currency})|{ADJECTIVES}(?P<measure>{measure}))"
        rf")?(?:\s+(?:[а-я]+\s+)??(?:(?P<price>{UNITS.any_of('price')})|(?P<per>{UNITS.any_of('per')})))?"
    )
    start = (
        rf"(?:(?P<from>со?|от)\s+(?P<first>{number})\s*(?P<firstscale>{scale})?\s*(?:[а-я]+\.?\s+){{0,2}}?"
        r"до\s+(?:[а-я]+ых\s+)?)?"
    )
    return re.compile(
        rf"(?<![\w№])(?<!\d[.,])(?<!\w-)(?:(?P<fraction>{UNITS.any_of('fractions')})(?=\s+[а-я]|\s*$|[.,;])|{start}"
        rf"(?:(?P<sign>[{signs}])\s?)?(?:(?P<number>{number})(?:\s?(?P<scale>{scale})(?:\s(?P<more>{number})\s(?P<morescale>{scale}))?)?|(?P<half>пол)?(?P<alone>{scale}))"
        rf"{tail})"
    )
