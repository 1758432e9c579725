"""Due dates: the day by which a promise is to be kept, how it moved, and how early or late it was kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from servanda.model.event import Event
from servanda.model.pledge import Step
from servanda.model.status import Slip
from servanda.model.when import bounds

TIMETABLE = timedelta(days=30)
"""A day named so shortly before it is a timetable; what was promised is the date named before."""


@dataclass(frozen=True, slots=True)
class Due:
    """A due date, who named it, and when."""

    when: str
    low: date
    high: date
    told: date
    event: str


def named(step: Step, told: date) -> Due | None:
    """The due date that a promise names; None where it names none that lies ahead.

    What is to run from a time on is due when that time is over: «с мая» by the end of May.
    """
    if not step.event.when:
        return None
    first, last = bounds(step.event.when)
    low, high = first or told, last or bounds(step.event.when.partition("/")[0])[1]
    if high is None or high < told:
        return None
    return Due(step.event.when, min(low, high), high, told, step.id)


def moved(before: Due | None, after: Due) -> tuple[Due, Slip | None]:
    """The due date that holds once `after` is named, and the slip where it moved.

    A date inside the earlier one makes it more exact, a wider one tells no more than was known: neither is a slip.
    """
    if before is None or (before.low <= after.low and after.high <= before.high):
        return after, None
    if after.low <= before.low and before.high <= after.high:
        return before, None
    return after, Slip(before.when, after.when, (after.high - before.high).days, after.event)


def promised(dues: list[Due], kept: date) -> Due | None:
    """The due date against which keeping on `kept` is measured: the last one that was no mere timetable."""
    ahead = [due for due in dues if kept - due.told >= TIMETABLE]
    return ahead[-1] if ahead else dues[0] if dues else None


def kept_when(event: Event, told: date, due: Due | None) -> str:
    """When it was kept, EDTF: as the event says; else the day announced for what is seen running; else the day told.

    A month or year that the story lies in ends, for what is already done, with the story's day.
    """
    if event.when:
        first, last = bounds(event.when)
        if first and first <= told:
            if last is None or (last - first).days <= 8:
                return first.isoformat()
            return told.isoformat() if first <= told <= last else event.when
        if first is None and last:
            return min(last, told).isoformat()
    running = event.stage == "underway" and due is not None and due.low == due.high and due.high <= told
    return due.high.isoformat() if due and running else told.isoformat()


def lateness(kept_on: str, due: Due) -> int:
    """Days late (negative: early, 0: within the time promised)."""
    first, last = bounds(kept_on)
    if last and last < due.low:
        return (last - due.low).days
    return (first - due.high).days if first and first > due.high else 0
