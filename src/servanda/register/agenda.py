"""What to look after: what falls due, what is overdue, what slipped, what has gone quiet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from servanda.model.pledge import Pledge

OPEN = ("considered", "promised", "in the works", "postponed", "overdue")


@dataclass(frozen=True, slots=True)
class Agenda:
    """Pledges by what they call for. One pledge can stand in several lists."""

    as_of: str
    days: int
    coming: tuple[Pledge, ...]
    """Due within `days` days, the nearest first."""
    overdue: tuple[Pledge, ...]
    """The most recently missed first."""
    slipped: tuple[Pledge, ...]
    """Open pledges whose due date was put later; the newest slip first."""
    quiet: tuple[Pledge, ...]
    """Without a due date, and nothing heard for a year; the most recently heard of first."""


def agenda(pledges: Iterable[Pledge], as_of: date, days: int = 56) -> Agenda:
    """Sort pledges, known as of `as_of`, by what they call for."""
    found = [pledge for pledge in pledges if pledge.promised]
    horizon = (as_of + timedelta(days=days)).isoformat()
    still = [one for one in found if one.status.name in OPEN]
    coming = [one for one in still if as_of.isoformat() <= (one.status.due_day or "") <= horizon]
    overdue = [one for one in still if one.status.name == "overdue"]
    slipped = [one for one in still if any(slip.days > 0 for slip in one.status.slips)]
    quiet = [one for one in found if one.status.name == "stalled"]
    return Agenda(
        as_of=as_of.isoformat(),
        days=days,
        coming=tuple(sorted(coming, key=lambda one: (one.status.due_day or "", one.id))),
        overdue=tuple(sorted(overdue, key=lambda one: (one.status.days or 0, one.id))),
        slipped=tuple(sorted(slipped, key=lambda one: (one.status.last_news or "", one.id), reverse=True)),
        quiet=tuple(sorted(quiet, key=lambda one: (one.status.last_news or "", one.id), reverse=True)),
    )
