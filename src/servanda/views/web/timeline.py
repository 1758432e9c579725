"""The timeline of a pledge as geometry: a ribbon of its status, a row for each step, due dates and how they slipped.

Only numbers and words are made here; `timeline.html` draws them, with classes and no styles of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from servanda.model.pledge import Pledge, Step
from servanda.model.status import Slip, StatusName
from servanda.model.when import bounds
from servanda.register.dues import named
from servanda.register.traits import AHEAD
from servanda.views.cite import Language

WIDTH, LEFT, RIGHT = 960.0, 236.0, 16.0
RIBBON, RIBBON_HEIGHT = 30.0, 20.0
FIRST_ROW, ROW, FOOT = 74.0, 28.0, 12.0
MOST_ROWS = 36
"""Steps drawn; of more, those that changed nothing are left to the list below."""
FARTHEST = timedelta(days=5 * 365)
"""How far behind the last news and the day looked at from a due date is drawn."""
LEAST = timedelta(days=45)
LETTER = 6.6
"""Width of a letter of the ribbon, for telling whether a word fits."""
ROOM = 44.0
"""Width of the name of a month or year."""
EVERY = (1, 2, 3, 6, 12, 24, 60, 120, 240)
TICKS = 10
OVER = ("done", "stopped", "refused")


@dataclass(frozen=True, slots=True)
class Tick:
    x: float
    label: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the ribbon. `labelled`: the word fits in it."""

    x: float
    width: float
    status: StatusName
    since: str
    labelled: bool


@dataclass(frozen=True, slots=True)
class Bar:
    """A due date: from its first day to its last, and the promise that it hangs on. `far`: it goes on outside."""

    x: float
    width: float
    far: bool


@dataclass(frozen=True, slots=True)
class Arrow:
    """How a due date moved from an earlier row to this one; `days` are positive where it was put later."""

    path: str
    x: float
    y: float
    days: int
    anchor: str


@dataclass(frozen=True, slots=True)
class Row:
    """A step: when it was told, the due date that it names, the day of what it tells as done, the slip it made."""

    number: int
    """Its number among the steps of the pledge, from 1."""
    step: Step
    day: str
    """The day on which it was told, in short; empty where it is not known."""
    y: float
    told: float | None
    due: Bar | None = None
    act: float | None = None
    slip: Arrow | None = None


@dataclass(frozen=True, slots=True)
class Timeline:
    """What is drawn, in the units of the view box `width` by `height`."""

    width: float
    height: float
    left: float
    ticks: tuple[Tick, ...]
    ribbon: tuple[Segment, ...]
    rows: tuple[Row, ...]
    now: float
    """The day looked at from."""
    due: float | None
    """The last day of the due date that holds."""
    left_out: int
    """Steps that are not drawn."""


@dataclass(frozen=True, slots=True)
class _Scale:
    first: date
    last: date

    def x(self, day: date) -> float:
        """Where a day stands; days outside stand on the edge."""
        share = (min(max(day, self.first), self.last) - self.first).days / max(1, (self.last - self.first).days)
        return round(LEFT + share * (WIDTH - LEFT - RIGHT), 1)


def timeline(pledge: Pledge, language: Language = "ru") -> Timeline:
    """The timeline of a pledge as known on `pledge.status.as_of`."""
    own = [step for step in pledge.steps if step.reprint_of is None] or list(pledge.steps)
    numbered = list(enumerate(own, 1))
    drawn = _telling(numbered, pledge) if len(numbered) > MOST_ROWS else numbered
    now = date.fromisoformat(pledge.status.as_of)
    scale = _scale(own, pledge, now)
    slips = {slip.event: slip for slip in pledge.status.slips}
    rows = _rows(drawn, slips, scale, now, language)
    due = pledge.status.due_day
    return Timeline(
        width=WIDTH,
        height=FIRST_ROW + ROW * len(rows) + FOOT,
        left=LEFT,
        ticks=_ticks(scale, language),
        ribbon=tuple(_ribbon(pledge, scale, now)),
        rows=rows,
        now=scale.x(now),
        due=scale.x(date.fromisoformat(due)) if due and date.fromisoformat(due) <= scale.last else None,
        left_out=len(numbered) - len(drawn),
    )


def _telling(steps: Sequence[tuple[int, Step]], pledge: Pledge) -> list[tuple[int, Step]]:
    """The steps that changed something, with the first and the last, and as many of the newest others as fit."""
    changing = {change.event for change in pledge.status.changes} | {slip.event for slip in pledge.status.slips}
    must = [one for one in steps if one[1].id in changing or one in (steps[0], steps[-1])][-MOST_ROWS:]
    others = [one for one in steps if one not in must]
    return sorted([*must, *others[len(others) - (MOST_ROWS - len(must)) :]], key=lambda one: one[0])


def _scale(steps: Iterable[Step], pledge: Pledge, now: date) -> _Scale:
    days = [now]
    for step in steps:
        told = _told(step)
        days += [told] if told else []
        if step.event.when:
            days += [day for day in bounds(step.event.when) if day]
    days += [date.fromisoformat(change.day) for change in pledge.status.changes]
    known = [day for day in (*map(_told, steps), now) if day]
    first = max(min(days), min(known) - FARTHEST)
    last = min(max(days), max(known) + FARTHEST)
    wider = max((last - first) * 0.02, (LEAST - (last - first)) / 2, timedelta(days=2))
    return _Scale(_moved(first, -wider), _moved(last, wider))


def _moved(day: date, by: timedelta) -> date:
    """The day, moved as far as the calendar reaches."""
    try:
        return day + by
    except OverflowError:
        return date.max if by > timedelta(0) else date.min


def _told(step: Step) -> date | None:
    return date.fromisoformat(step.date) if step.date else None


def _rows(
    steps: Iterable[tuple[int, Step]], slips: dict[str, Slip], scale: _Scale, now: date, language: Language
) -> tuple[Row, ...]:
    rows: list[Row] = []
    for at, (number, step) in enumerate(steps):
        y, day = FIRST_ROW + ROW * at + ROW / 2, _told(step) or now
        due = named(step, day) if step.event.stage in AHEAD else None
        bar = _bar(due.low, due.high, scale) if due else None
        slip = slips.get(step.id)
        act = _act(step, day, scale)
        rows.append(
            Row(
                number=number,
                step=step,
                day=_day(day, language) if step.date else "",
                y=y,
                told=scale.x(day) if step.date else None,
                due=bar,
                act=act,
                slip=_arrow(rows, slip, bar.x + bar.width if bar else act, y) if slip else None,
            )
        )
    return tuple(rows)


def _bar(low: date, high: date, scale: _Scale) -> Bar:
    x = scale.x(low)
    return Bar(x, max(8.0, round(scale.x(high) - x, 1)), high > scale.last)


def _act(step: Step, told: date, scale: _Scale) -> float | None:
    """Where what is told as over lies, by the day that the story gives it."""
    if step.event.stage not in (*OVER, "underway") or not step.event.when:
        return None
    first, last = bounds(step.event.when)
    day = first or last
    return scale.x(day) if day and day <= told else None


def _arrow(rows: Sequence[Row], slip: Slip, x: float | None, y: float) -> Arrow | None:
    """From the nearest earlier row with a due date to where it stands now."""
    before = next((row for row in reversed(rows) if row.due), None)
    if before is None or before.due is None or x is None:
        return None
    start, top = before.due.x + before.due.width, before.y
    side = max(start, x) + 14 if max(start, x) + 14 < WIDTH - RIGHT else max(start, x)
    path = f"M{start:.1f} {top:.1f}C{side:.1f} {top:.1f} {side:.1f} {y - 9:.1f} {x:.1f} {y - 7:.1f}"
    right = side < WIDTH - 110
    return Arrow(path, round(side + 4 if right else min(start, x) - 12, 1), (top + y) / 2 + 4, slip.days,
                 "start" if right else "end")  # fmt: skip


def _ribbon(pledge: Pledge, scale: _Scale, now: date) -> Iterable[Segment]:
    """The stretches of one status, the last up to the day looked at from; a person's rating holds from its own day."""
    status = pledge.status
    turns = [(date.fromisoformat(change.day), change.status) for change in status.changes]
    if status.decision:
        rated = date.fromisoformat(status.decision.time[:10])
        turns = [turn for turn in turns if turn[0] < rated] + [(rated, status.name)]
    for at, (day, name) in enumerate(turns):
        until = turns[at + 1][0] if at + 1 < len(turns) else max(now, day)
        x = scale.x(day)
        width = max(2.0, round(scale.x(until) - x, 1))
        yield Segment(x, width, name, day.isoformat(), width > LETTER * (len(name) + 6))


def _ticks(scale: _Scale, language: Language) -> tuple[Tick, ...]:
    """Beginnings of months or years, so many that their names do not run into each other."""
    months = (scale.last.year - scale.first.year) * 12 + scale.last.month - scale.first.month
    every = next((step for step in EVERY if months / step <= TICKS), 600)
    return tuple(
        Tick(scale.x(day), _name(day, every, language))
        for day in _beginnings(scale, every)
        if scale.first <= day <= scale.last and scale.x(day) < WIDTH - ROOM
    )


def _beginnings(scale: _Scale, every: int) -> Iterable[date]:
    first = scale.first.year * 12
    first -= first % every
    for month in range(first, scale.last.year * 12 + 12, every):
        if 12 <= month < date.max.year * 12:
            yield date(month // 12, month % 12 + 1, 1)


def _name(day: date, every: int, language: Language) -> str:
    return str(day.year) if every >= 12 or day.month == 1 else _formatted(day, "LLL", language).rstrip(".")


def _day(day: date, language: Language) -> str:
    return _formatted(day, "d MMM y", language)


def _formatted(day: date, form: str, language: Language) -> str:
    from babel.dates import format_date

    return format_date(day, form, locale="ru" if language == "ru" else "en_GB")
