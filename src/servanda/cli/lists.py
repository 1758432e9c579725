"""Pledges as a list: one line each, with its status, when it is due, how often it was promised."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from servanda.cli.printing import table
from servanda.model.pledge import Pledge
from servanda.model.status import Status
from servanda.views.days import in_words

SHORT = 8
"""Characters of an id that lists show: any unique beginning of an id names it."""
COLOURS = {
    "overdue": "red", "broken": "red", "dropped": "red", "postponed": "yellow", "stalled": "yellow",
    "kept": "green", "kept in part": "green",
}  # fmt: skip
HEAD = ("id", "status", "due", "promised", "what", "parties")


def pledge_table(pledges: Iterable[Pledge]) -> Any:
    """A line a pledge."""
    return table(HEAD, map(_row, pledges), right=("promised",), whole=("id", "status"))


def _row(pledge: Pledge) -> tuple[Any, ...]:
    from rich.text import Text

    status = pledge.status
    times = f"{status.promised_times}×" if status.promised_times else ""
    due = in_words(status.due, "en") if status.due else ""
    standing = Text(said(status), style=COLOURS.get(status.name, ""))
    return pledge.id[:SHORT], standing, due, times, pledge.what, ", ".join(pledge.polities)


def said(status: Status) -> str:
    """The status in a few words: `overdue for 3.9 years`, `kept 56 days early`."""
    if status.decision:
        return f"{status.name} (decided by {status.decision.user})"
    if status.name == "overdue" and status.days is not None:
        return f"overdue for {lasting(status.days)}"
    if status.name == "kept" and status.days is not None:
        if status.days == 0:
            return "kept in time"
        return f"kept {lasting(abs(status.days))} {'late' if status.days > 0 else 'early'}"
    return status.name


def lasting(days: int) -> str:
    """A number of days as people say it: `12 days`, `5 months`, `3.9 years`."""
    if days <= 60:
        return f"{days} day{'' if days == 1 else 's'}"
    months = round(days / 30.44)
    return f"{months} months" if months < 24 else f"{days / 365.25:.1f} years"
