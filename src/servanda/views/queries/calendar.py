"""A month of the register: on which days something is due or was held, and what is due by its end."""

from __future__ import annotations

from calendar import Calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from servanda.model.event import Kind
from servanda.model.when import bounds
from servanda.register.register import Register
from servanda.register.tables import Asked, Order, Row
from servanda.register.where import Where

MONDAY_FIRST = Calendar(0)
LONGEST = timedelta(days=31)
"""What lasts longer than this has no days of its own in a calendar: it is due by its last day."""
HELD: tuple[Kind, ...] = ("meeting", "gathering")
MOST = 500
"""Pledges due, and as many kept, that are looked through for a month."""


@dataclass(frozen=True, slots=True)
class Month:
    """A month; `before` and `after` are its neighbours, None at the edges of the calendar."""

    year: int
    number: int

    @property
    def first(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        following = self.after
        return following.first - timedelta(days=1) if following else date.max

    @property
    def before(self) -> Month | None:
        day = self.first - timedelta(days=1) if self.first > date.min else None
        return Month(day.year, day.month) if day else None

    @property
    def after(self) -> Month | None:
        year, number = (self.year + 1, 1) if self.number == 12 else (self.year, self.number + 1)
        return Month(year, number) if year <= date.max.year else None

    def __str__(self) -> str:
        return f"{self.year:04}-{self.number:02}"


@dataclass(frozen=True, slots=True)
class Entry:
    """A pledge on a day, or on days. `held`: it took place then; else it is due then."""

    row: Row
    first: date
    last: date
    held: bool

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the grid; `inside`: it belongs to the month."""

    day: date
    inside: bool
    today: bool
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class MonthView:
    """A month in weeks from Monday. `by_day` are the days that have something, `loose` what has no day of its own."""

    month: Month
    weeks: tuple[tuple[Day, ...], ...]
    loose: tuple[Entry, ...]
    total: int
    cut: bool = False
    """The month has more than is looked through."""

    @property
    def by_day(self) -> tuple[Day, ...]:
        return tuple(day for week in self.weeks for day in week if day.inside and day.entries)


def read_month(text: str | None, today: date) -> Month:
    """`2026-11` as a month; that of today where the text is none."""
    try:
        year, number = (text or "").split("-")
        given = date(int(year), int(number), 1)
    except (ValueError, OverflowError):
        given = today
    return Month(given.year, given.month)


def calendar(register: Register, month: Month, polities: tuple[str, ...] = ()) -> MonthView:
    """What is due in a month, or was kept or held in it, of these polities or of all."""
    first, last = month.first.isoformat(), month.last.isoformat()
    due = Where(polities=polities, due_from=first, due_until=last)
    held = Where(polities=polities, kept_from=first, kept_until=last, promised=None)
    found = [register.rows(Asked(where, Order("due"), MOST)) for where in (due, held)]
    rows = {row.id: row for page in found for row in page}
    return month_view(month, rows.values(), register.clock.today(), any(len(page) == MOST for page in found))


def nearest(register: Register, month: Month, polities: tuple[str, ...] = ()) -> tuple[Month | None, Month | None]:
    """The last month before this one in which anything of these polities is due, and the first one after it."""
    found = []
    before, after = month.before, month.after
    for where, order in (
        (before and Where(polities=polities, due_until=before.last.isoformat()), Order("due", True)),
        (after and Where(polities=polities, due_from=after.first.isoformat()), Order("due")),
    ):
        rows = register.rows(Asked(where, order, 1)) if where else ()
        day = date.fromisoformat(rows[0].due_day) if rows and rows[0].due_day else None
        found.append(Month(day.year, day.month) if day else None)
    return found[0], found[1]


def month_view(month: Month, rows: Iterable[Row], today: date, cut: bool = False) -> MonthView:
    """The month with these pledges in it; those that have nothing in it are passed over."""
    on_days: dict[date, list[Entry]] = {}
    loose: list[Entry] = []
    total = 0
    for row in rows:
        found = entry(row)
        if found is None or found.last < month.first or found.first > month.last:
            continue
        total += 1
        if not found.held and not _exact(row):
            loose.append(found)
            continue
        for at in range(found.days):
            on_days.setdefault(found.first + timedelta(days=at), []).append(found)
    weeks = tuple(
        tuple(
            Day(day, day.month == month.number, day == today, tuple(sorted(on_days.get(day, ()), key=_order)))
            for day in week
        )
        for week in _weeks(month)
    )
    return MonthView(month, weeks, tuple(sorted(loose, key=_order)), total, cut)


def entry(row: Row) -> Entry | None:
    """Where a pledge stands in the calendar: when it was kept, where that is known to the day; else when it is due."""
    if row.kept_on and (span := _days(row.kept_on)):
        return Entry(row, *span, held=True)
    if not row.due_day or row.status == "dropped":
        return None
    last = date.fromisoformat(row.due_day)
    span = _days(row.due) if row.kind in HELD and row.due else None
    return Entry(row, *(span or (last, last)), held=False)


def _days(edtf: str) -> tuple[date, date] | None:
    """First and last day of a time that is known to the day."""
    first, last = bounds(edtf)
    exact = len(edtf.partition("/")[0]) == 10
    return (first, last) if first and last and exact and last - first < LONGEST else None


def _exact(row: Row) -> bool:
    """Whether the due date names a day, and no month or year that ends with it."""
    return len((row.due or "").rpartition("/")[2]) == 10


def _order(found: Entry) -> tuple[bool, str, str]:
    return found.held, found.row.kind, found.row.id


def _weeks(month: Month) -> Iterable[list[date]]:
    if month.after is None or month.before is None:
        return [[date(month.year, month.number, day) for day in range(1, 32)]]
    return MONDAY_FIRST.monthdatescalendar(month.year, month.number)
