"""Small charts as geometry, which templates draw as SVG: where each bar stands, what is written, nothing of mark-up.

Lengths are in units of the chart's own view box. A bar is as wide as its period is long, so that a year and its first
half can stand side by side; where sources differ, every value that one of them gives has its own top.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from servanda.model.when import bounds
from servanda.register.series import Figures
from servanda.views.cite import Language
from servanda.views.days import in_words
from servanda.views.dossier.figures import amount

WIDE, HIGH = 360, 132
TOP, BOTTOM = 22, 20
LETTER = 6.2
"""About how wide a character of a label is."""
NARROWEST = 3.0
FEWEST = 2
"""Periods with a value that a chart needs: one number is better read than drawn."""


@dataclass(frozen=True, slots=True)
class Level:
    """One value of a bar: where its top stands."""

    y: float
    shown: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A period. `levels` from the lowest value to the highest; more than one where sources differ."""

    x: float
    width: float
    levels: tuple[Level, ...]
    title: str
    label: str | None = None
    """Its values in words, where there is room for them above it."""

    @property
    def middle(self) -> float:
        return round(self.x + self.width / 2, 1)

    @property
    def anchor(self) -> str:
        """On which side of its point the label stands, so that it stays within the chart."""
        return anchor(self.middle, self.label or "")

    @property
    def label_x(self) -> float:
        return {"start": 0.0, "middle": self.middle, "end": float(WIDE)}[self.anchor]

    @property
    def low(self) -> Level:
        return self.levels[0]

    @property
    def high(self) -> Level:
        return self.levels[-1]


@dataclass(frozen=True, slots=True)
class Tick:
    x: float
    text: str
    anchor: str = "middle"


@dataclass(frozen=True, slots=True)
class Chart:
    """`base` is where zero stands; `told` says all that is drawn, for those who do not see it."""

    width: int
    height: int
    base: float
    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    told: str


@dataclass(frozen=True, slots=True)
class _Value:
    low: date
    high: date
    period: str
    values: tuple[float, ...]


def figures(series: Figures, language: Language) -> Chart | None:
    """The values of a series in the unit that most of them have; None where there are too few to draw."""
    unit = unit_of(series)
    found = [value for point in series.points if (value := _value(point.period, _values(series, point.period, unit)))]
    if len(found) < FEWEST or any(number < 0 for one in found for number in one.values):
        return None
    first, last = min(one.low for one in found), max(one.high for one in found)
    most = max(number for one in found for number in one.values) or 1.0
    base = HIGH - BOTTOM

    def level(number: float) -> Level:
        return Level(round(base - number / most * (base - TOP), 1), amount(number, unit, language))

    bars = []
    for one in found:
        x, width = _stretch(one.low, one.high, first, last)
        levels = tuple(level(number) for number in one.values)
        words = f"{in_words(one.period, language)} — {' / '.join(each.shown for each in levels)}"
        bars.append(Bar(x, width, levels, words))
    told = "; ".join(bar.title for bar in bars)
    return Chart(WIDE, HIGH, base, _labelled(bars), _years(first, last), told)


def unit_of(series: Figures) -> str:
    """The unit that most values of a series have."""
    units = [one.figure.unit or "" for point in series.points for one in point.readings if one.figure.value is not None]
    return max(sorted(set(units)), key=units.count) if units else ""


def _values(series: Figures, period: str | None, unit: str) -> list[float]:
    """The values that sources give for a period; close ones, rounded in two ways, are one."""
    readings = [one for point in series.points if point.period == period for one in point.readings]
    disputed = any(point.disputed for point in series.points if point.period == period)
    numbers = sorted(
        {one.figure.value for one in readings if one.figure.value is not None and (one.figure.unit or "") == unit}
    )
    return numbers if disputed else numbers[len(numbers) // 2 :][:1]


def _value(period: str | None, values: list[float]) -> _Value | None:
    low, high = bounds(period) if period else (None, None)
    if period is None or not values or low is None or high is None:
        return None
    return _Value(low, high, period, tuple(values))


def _stretch(low: date, high: date, first: date, last: date) -> tuple[float, float]:
    """Where a period stands, and how wide, with a little air to the next."""
    days = max((last - first).days + 1, 1)
    start = (low - first).days / days * WIDE
    width = ((high - low).days + 1) / days * WIDE
    return round(start + min(1.0, width * 0.08), 1), round(max(width - min(2.0, width * 0.16), NARROWEST), 1)


def _labelled(bars: list[Bar]) -> tuple[Bar, ...]:
    """Labels for the bars that have room: the last first, then the highest, then from the right."""
    order = sorted(range(len(bars)), key=lambda at: (at != len(bars) - 1, bars[at].high.y, -at))
    taken: list[tuple[float, float]] = []
    labels: dict[int, str] = {}
    for at in order:
        bar = bars[at]
        half = len(bar.high.shown) * LETTER / 2
        left, right = _inside(bar.middle, half)
        if all(right < start or left > end for start, end in taken):
            taken.append((left - 4, right + 4))
            labels[at] = bar.high.shown
    return tuple(Bar(bar.x, bar.width, bar.levels, bar.title, labels.get(at)) for at, bar in enumerate(bars))


def _inside(middle: float, half: float) -> tuple[float, float]:
    """The stretch of a label, kept within the chart."""
    start = min(max(middle - half, 0), WIDE - 2 * half)
    return start, start + 2 * half


def anchor(middle: float, text: str) -> str:
    """Whether a text stands over its point, or begins or ends at an edge of the chart."""
    half = len(text) * LETTER / 2
    return "start" if middle < half else "end" if middle > WIDE - half else "middle"


def _years(first: date, last: date) -> tuple[Tick, ...]:
    """The years that the chart spans, as many as fit, each under its middle."""
    years = list(range(first.year, last.year + 1))
    every = next(step for step in (1, 2, 5, 10, 20, 50, 100, 1000) if len(years) / step * 34 <= WIDE)
    ticks = []
    for year in years:
        if year % every == 0 or len(years) == 1:
            low = max(date(year, 1, 1), first)
            high = min(date(year + 1, 1, 1) - timedelta(days=1), last)
            x, width = _stretch(low, high, first, last)
            middle = round(x + width / 2, 1)
            side = anchor(middle, str(year))
            ticks.append(Tick({"start": 0.0, "end": float(WIDE)}.get(side, middle), str(year), side))
    return tuple(tick for tick, after in pairwise([*ticks, Tick(2.0 * WIDE, "")]) if after.x - tick.x > 30)


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a whole: `x` and `width` in per cent."""

    name: str
    count: int
    x: float
    width: float


def shares(counts: Mapping[str, int]) -> tuple[Segment, ...]:
    """Parts of one bar in the order given, nothing for a part that is empty."""
    total = sum(counts.values())
    found, x = [], 0.0
    for name, count in counts.items():
        if count:
            width = count / total * 100
            found.append(Segment(name, count, round(x, 3), round(width, 3)))
            x += width
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Dot:
    x: float
    radius: float
    year: int
    count: int


def strip(years: Mapping[int, int], first: int, last: int, width: float = 120, most: float = 5) -> tuple[Dot, ...]:
    """A dot for each year with something in it, its area by how much: when somebody was about."""
    step = width / max(last - first + 1, 1)
    top = max(years.values(), default=1)
    return tuple(
        Dot(round((year - first + 0.5) * step, 1), round(max(most * (count / top) ** 0.5, 1.4), 1), year, count)
        for year, count in sorted(years.items())
    )


@dataclass(frozen=True, slots=True)
class Column:
    x: float
    y: float
    width: float
    height: float
    name: str
    count: int


def columns(counts: Sequence[tuple[str, int]], width: float = 240, height: float = 40) -> tuple[Column, ...]:
    """Equal columns, the highest as high as the chart: how many there were, year by year."""
    most = max((count for _, count in counts), default=0)
    step = width / max(len(counts), 1)
    found = []
    for at, (name, count) in enumerate(counts):
        high = round(count / most * height, 1) if most else 0.0
        high = max(high, 1.5) if count else 0.0
        found.append(
            Column(round(at * step, 1), round(height - high, 1), round(max(step - 1, 1), 1), high, name, count)
        )
    return tuple(found)
