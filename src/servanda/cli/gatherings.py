"""`servanda gatherings`: forums and the like that come again, with their planned and actual dates."""

from __future__ import annotations

import typer

from servanda.cli.filters import AS_OF, day
from servanda.cli.inputs import REGISTER
from servanda.cli.printing import FORMAT, Format

NAME = "gatherings"
PARTIES = typer.Argument(None, metavar="[POLITY…]", help="Codes or Russian names.", show_default=False)


def command(
    parties: list[str] = PARTIES, format: Format = FORMAT, as_of: str | None = AS_OF, register: str | None = REGISTER
) -> None:
    """List gatherings that recur, each time with the date planned and the date held.

    Example: servanda gatherings RU KZ
    """
    from rich.text import Text

    from servanda.cli import held
    from servanda.cli.lists import SHORT
    from servanda.cli.printing import console, lines, table
    from servanda.views.days import in_words

    codes = [held.code(party) for party in parties or ()]
    found = held.opened(register).gatherings(*codes, as_of=day(as_of))
    if format is Format.jsonl:
        lines(
            {"series": series.name, "number": one.number, "planned": one.due, "held": one.held, **one.pledge.record()}
            for series in found
            for one in series.occurrences
        )
        return

    def days(at: str | None) -> str:
        return in_words(at, "en") if at else ""

    out = console()
    for series in found:
        out.print(Text(series.name, style="bold"))
        rows = [
            (f"  {one.pledge.id[:SHORT]}", str(one.number or ""), *map(days, (one.due, one.held)))
            for one in series.occurrences
        ]
        out.print(table(("  id", "number", "planned", "held"), rows, right=("number",)))
    if not found:
        out.print("no such gathering")
