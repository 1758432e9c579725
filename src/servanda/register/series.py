"""What comes again and again: gatherings with their dates, and figures with their periods and sources."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from servanda.model.event import Figure
from servanda.model.pledge import Pledge
from servanda.register.ledger import FigureRow, StoryRow
from servanda.register.parties import top
from servanda.register.shape import read_figure
from servanda.register.traits import Traits, traits
from servanda.register.words import number

AGREE = 0.02
"""Two values of one period that differ by no more than this share are one value, rounded in two ways."""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time that a gathering was, or is to be, held: planned (`due`) and actual (`held`) dates, EDTF."""

    pledge: Pledge
    number: int | None
    due: str | None
    held: str | None


@dataclass(frozen=True, slots=True)
class Gatherings:
    """A gathering that recurs, its occurrences in time."""

    name: str
    occurrences: tuple[Occurrence, ...]


def gatherings(pledges: Iterable[Pledge], known: Mapping[str, Traits] = MappingProxyType({})) -> list[Gatherings]:
    """Series of the gatherings among these pledges: the same sort, words and countries, whatever the number.

    `known` are traits by event that need not be worked out again.
    """
    found: list[tuple[Traits, list[Occurrence]]] = []
    for pledge in pledges:
        if pledge.kind != "gathering":
            continue
        told = [known.get(step.id) or traits(step) for step in pledge.steps]
        count = next((one.number for one in told if one.number), None)
        occurrence = Occurrence(pledge, count, pledge.status.first_due, pledge.status.kept_on)
        name = max(told, key=lambda one: len(one.words))
        for like, occurrences in found:
            if _one_series(like, name):
                occurrences.append(occurrence)
                break
        else:
            found.append((name, [occurrence]))
    return [Gatherings(_name(occurrences), tuple(occurrences)) for _, occurrences in found]


def _name(occurrences: Sequence[Occurrence]) -> str:
    """As the last one is called; the name of several bears no number of one."""
    what = occurrences[-1].pledge.what
    first, _, rest = what.partition(" ")
    while len(occurrences) > 1 and rest and number(first) is not None:
        what = rest[:1].upper() + rest[1:]
        first, _, rest = what.partition(" ")
    return what


def _one_series(one: Traits, other: Traits) -> bool:
    if one.sort != other.sort or {*map(top, one.parties)}.isdisjoint(map(top, other.parties)):
        return False
    common = one.words & other.words
    return one.words == other.words or len(common) * 2 > min(len(one.words), len(other.words)) > 0


@dataclass(frozen=True, slots=True)
class Reading:
    """A figure as one story tells it."""

    figure: Figure
    sentences: tuple[str, ...]
    story: str
    date: str | None
    source: str | None
    url: str | None
    outlet: str | None


@dataclass(frozen=True, slots=True)
class Point:
    """One period of a series. `disputed`: its sources give different values; all are shown."""

    period: str | None
    readings: tuple[Reading, ...]
    disputed: bool


@dataclass(frozen=True, slots=True)
class Figures:
    """One measure between the same parties, by period."""

    measure: str
    parties: tuple[str, ...]
    points: tuple[Point, ...]


def figures(rows: Sequence[tuple[FigureRow, StoryRow]]) -> list[Figures]:
    """Series of figures, reprints passed over."""
    found: dict[tuple[str, str], dict[str | None, list[Reading]]] = {}
    for row, story in rows:
        if story.reprint_of is None:
            figure, sentences = read_figure(row.record)
            reading = Reading(figure, sentences, story.id, story.date, story.source, story.url, story.outlet)
            found.setdefault((row.measure, row.parties), {}).setdefault(row.period, []).append(reading)
    return [
        Figures(
            measure, tuple(parties.split("+")), tuple(_point(period, points[period]) for period in _in_time(points))
        )
        for (measure, parties), points in sorted(found.items())
    ]


def _in_time(periods: Iterable[str | None]) -> list[str | None]:
    return sorted(periods, key=lambda period: (period is None, (period or "").removeprefix("../")))


def _point(period: str | None, readings: list[Reading]) -> Point:
    disputed = period is not None and any(
        one.figure.unit == other.figure.unit and _differ(one.figure, other.figure)
        for at, one in enumerate(readings)
        for other in readings[at + 1 :]
    )
    return Point(period, tuple(readings), disputed)


def _differ(one: Figure, other: Figure) -> bool:
    if one.value is None or other.value is None:
        return False
    return abs(one.value - other.value) > AGREE * max(abs(one.value), abs(other.value))
