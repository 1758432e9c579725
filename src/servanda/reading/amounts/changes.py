"""Which way a quantity went: the sign of «на 15%», «в 1,5 раза», «вдвое», and growth told without a number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from servanda.reading.amounts.quantities import UNITS, Quantity

ABOUT = (
    r"(?:(?:почти|около|примерно|порядка|более|более,|менее|свыше|больше|целых|сразу|еще|же|уже|рекордн\w+|чем|на|в|"
    r"лишь|всего|только)\s+)*"
)
BY = re.compile(rf"\bна\s+{ABOUT}$")
UP_TO = re.compile(r"\bдо\s+(?:рекордн\w+\s+|отметки\s+в\s+|уровня\s+в\s+|почти\s+)?$")
FOLD = re.compile(rf"\bв\s+{ABOUT}$")
PLUS = re.compile(r"\+\s?$")
MINUS = re.compile(r"(?:^|[\s(])[-–−]$")
MADE = re.compile(rf"(?:составил\w*|составля\w*|достиг\w*|равен|равня\w*|[:–—]|\bв|оценива\w+\s+в)\s+{ABOUT}$")
GAINED = re.compile(rf"(?:прибавил\w*|потерял\w*)\s+{ABOUT}$")
COMPARED = re.compile(r"^\s*\)?\s*(?:[а-я]+\s+)?(?P<word>больше|выше|меньше|ниже)\b")
RATE = re.compile(
    r"\b(?P<word>прирост\w*|рост\w*|увеличени\w|снижени\w|сокращени\w|падени\w|спад\w*)\b[^.;]{0,90}$"
)
SILENT = re.compile(r"больше|меньше|выше|ниже|превы|опере|наращ|нараст|высш|повыш\w+ квалиф")
THIRD = 33.3
"""«На треть» is told roughly, and recorded so."""
NEAR, AHEAD = 160, 30
"""How many characters before and after an amount the word for its direction may stand."""


def direction(low: str, start: int, end: int) -> str | None:
    """«up» or «down» for an amount by the comparison after it, the last such word before it, or the first after."""
    if compared := COMPARED.match(low[end:]):
        return _way(compared["word"])
    before = [*_ways().finditer(low, max(0, start - NEAR), start)]
    if before:
        return _way(before[-1][0])
    after = _ways().search(re.split(r"[.,;]", low[end : end + AHEAD])[0])
    return _way(after[0]) if after else None


def percent(low: str, quantity: Quantity) -> float | str | None:
    """The signed change that a quantity tells, in per cent; None where it tells none."""
    before, value = low[: quantity.start], quantity.value
    if quantity.first and value is not None and quantity.unit:
        return round(100 * (value / quantity.first - 1), 1)
    if quantity.unit == "times":
        way = direction(low, quantity.start, quantity.end) if FOLD.search(before) else None
        return _fold(value, way) if value and way else None
    if quantity.unit != "%":
        return direction(low, quantity.start, quantity.start) if UP_TO.search(before) and _moving(before) else None
    if value is None:
        return None
    if PLUS.search(before) or MINUS.search(before):
        return value if PLUS.search(before) else -value
    if BY.search(before) or GAINED.search(before):
        value = float(round(value)) if value == THIRD else value
        return _signed(value, direction(low, quantity.start, quantity.end))
    if MADE.search(before) and (rate := RATE.search(before)):
        return _signed(value, _way(rate["word"]))
    return None


def folds(low: str) -> Iterator[tuple[int, int, float]]:
    """«Вдвое», «удвоился»: where, and how much in per cent."""
    for found in _folds().finditer(low):
        way = "up" if re.match(r"удво|утро", found[0]) else direction(low, found.start(), found.end())
        fold = UNITS.key_of("folds", found[0])
        if way and fold:
            yield found.start(), found.end(), _fold(float(fold), way)


def bare(low: str, taken: list[tuple[int, int]]) -> Iterator[tuple[int, int, str]]:
    """Growth and decline told without a number anywhere near: where, and which way."""
    for found in _ways().finditer(low):
        near = any(start - NEAR < found.start() < end + AHEAD for start, end in taken)
        if not near and not SILENT.match(low, found.start()):
            yield found.start(), found.end(), _way(found[0])


def _moving(before: str) -> bool:
    """A verb of change stands before «до 436 млрд»; «превысил» compares with a mark and tells no change."""
    words = [found[0] for found in _ways().finditer(before, max(0, len(before) - NEAR))]
    return bool(words) and not SILENT.match(words[-1])


def _fold(value: float, way: str) -> float:
    return round(100 * (value - 1), 1) if way == "up" else round(100 * (1 / value - 1), 1)


def _signed(value: float, way: str | None) -> float | None:
    return None if way is None else value if way == "up" else -value


def _way(word: str) -> str:
    return UNITS.key_of("directions", word) or "up"


@cache
def _ways() -> re.Pattern[str]:
    return re.compile(UNITS.any_of("directions"))


@cache
def _folds() -> re.Pattern[str]:
    return re.compile(rf"\b{UNITS.any_of('folds')}\b")
