"""A time as it is told: with its year, or without and to be placed by the story's day and the tense."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from servanda.model.when import bounds, valid

Answers = tuple[str | None, str | None]
"""EDTF for an act that lies ahead and for one that lies back."""
NEVER: Answers = (None, None)


@dataclass(frozen=True, slots=True)
class Moment:
    """What an expression means.

    Either `part` of a year («-09-12», «-09», «-33», «-01/-06», «»), its `year` named or None, or `fixed` answers.
    """

    part: str = ""
    year: int | None = None
    fixed: Answers | None = None
    unit: str = "day"
    """How fine it is: day, week, month, season, quarter, half, year, span."""

    def of(self, year: int) -> str:
        """EDTF of its occurrence in a year, which may be no day at all (29 February)."""
        return "/".join(f"{year:04}{part}" for part in self.part.split("/"))

    def answers(self, day: date | None) -> Answers:
        """What it means on the day of the story."""
        if self.fixed is not None:
            return self.fixed
        if self.year is not None:
            told = self.of(self.year)
            return (told, told) if valid(told) else NEVER
        return place(self.of, day)


def place(occurrence: Callable[[int], str], day: date | None) -> Answers:
    """The first yearly occurrence not yet over on the day, and the last one already begun."""
    if day is None:
        return NEVER
    near = [occurrence(year) for year in range(max(day.year - 4, 1), min(day.year + 5, 9999))]
    known = [(told, *bounds(told)) for told in near if valid(told)]
    ahead = [told for told, _, last in known if last is not None and last >= day]
    back = [told for told, first, _ in known if first is not None and first <= day]
    return (ahead[0] if ahead else None), (back[-1] if back else None)


def between(left: Moment, right: Moment, day: date | None) -> Answers:
    """The interval from one moment to another; a year told of one of them holds for both."""
    if left.fixed is None and right.fixed is None and left.year is None:
        wraps = left.part.partition("/")[0] > right.part.rpartition("/")[2]

        def told(year: int) -> str:
            return _join(left.of(year - wraps if right.year else year), right.of(year if right.year else year + wraps))

        if right.year is None:
            return place(told, day)
        whole = told(right.year)
        return (whole, whole) if valid(whole) else NEVER
    if left.fixed is None and right.fixed is None and right.year is None:
        right = Moment(right.part, left.year, None, right.unit)
    ahead, back = (_stretch(a, b, right) for a, b in zip(left.answers(day), right.answers(day), strict=True))
    return ahead, back


def _stretch(first: str | None, last: str | None, right: Moment) -> str | None:
    """The interval between two answers; a day of the week is the next one after the first."""
    if not first or not last:
        return None
    told = _join(first, last)
    if not valid(told) and right.unit == "weekday":
        told = _join(first, str(shift_days(date.fromisoformat(last), 7)))
    return told if valid(told) else None


def _join(left: str, right: str) -> str:
    return f"{left.partition('/')[0]}/{right.rpartition('/')[2]}"


def until(answers: Answers) -> Answers:
    """Not later than."""
    ahead, back = (told and f"../{told.rpartition('/')[2].rstrip('~')}" for told in answers)
    return ahead, back


def onward(answers: Answers) -> Answers:
    """From then on."""
    ahead, back = (told and f"{told.partition('/')[0].rstrip('~')}/.." for told in answers)
    return ahead, back


def fixed(told: str, unit: str = "day") -> Moment:
    """The same for an act ahead and back; none where the arithmetic left the calendar."""
    return Moment(fixed=(told, told) if valid(told) else NEVER, unit=unit)


def shift_days(day: date, days: int) -> date:
    """The day so many days away, held inside the calendar."""
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))


def shift_months(day: date, months: int) -> str:
    """The month so many months away, as EDTF."""
    count = day.year * 12 + day.month - 1 + months
    return f"{count // 12:04}-{count % 12 + 1:02}"


def week(day: date, weeks: int) -> str:
    """Monday to Sunday of the week so many weeks away, as EDTF."""
    monday = shift_days(day, 7 * weeks - day.weekday())
    return f"{monday}/{shift_days(monday, 6)}"


def weekday(day: date, number: int) -> Answers:
    """The nearest such day of the week ahead and back; the day of the story itself counts for both."""
    ahead = day + timedelta((number - day.weekday()) % 7) if day < date.max - timedelta(7) else day
    return str(ahead), str(shift_days(day, -((day.weekday() - number) % 7)))
