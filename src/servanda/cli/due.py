"""`servanda due`: what falls due, what is overdue, what slipped, what has gone quiet."""

from __future__ import annotations

from dataclasses import replace

import typer

from servanda.cli.filters import AS_OF, WHERE, day, where
from servanda.cli.inputs import REGISTER
from servanda.cli.printing import FORMAT, Format

NAME = "due"
DAYS = typer.Option(56, "--days", min=0, help="How many days ahead to look.")
TITLES = {
    "coming": "Due within {days} days",
    "overdue": "Overdue, the last missed first",
    "slipped": "Put off, and not kept yet",
    "quiet": "Nothing heard for a year, and no due date",
}


def command(
    days: int = DAYS,
    format: Format = FORMAT,
    as_of: str | None = AS_OF,
    filter: list[str] = WHERE,
    register: str | None = REGISTER,
) -> None:
    """List what falls due soon, what is overdue, what was put off, what has gone quiet.

    Example: servanda due --days 30 --where polity=KZ
    """
    from servanda.cli import held
    from servanda.cli.lists import pledge_table
    from servanda.cli.printing import console, lines

    agenda = held.opened(register).due(days, day(as_of), replace(where(filter), promised=True))
    if format is Format.jsonl:
        lines({"list": name, **pledge.record()} for name in TITLES for pledge in getattr(agenda, name))
        return
    out = console()
    for name, title in TITLES.items():
        found = getattr(agenda, name)
        out.print(f"{title.format(days=days)}: {len(found) or 'nothing'}")
        if found:
            out.print(pledge_table(found))
        out.print()
