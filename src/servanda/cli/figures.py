"""`servanda figures`: what was measured between polities, period by period, with the sources."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import typer

from servanda.cli.inputs import REGISTER
from servanda.cli.printing import FORMAT, Format

if TYPE_CHECKING:
    from servanda.register.series import Figures, Reading

NAME = "figures"
PARTIES = typer.Argument(None, metavar="[POLITY…]", help="Codes or Russian names.", show_default=False)
MEASURE = typer.Option(None, "--measure", metavar="MEASURE", help="As 'trade turnover', exports, tourists.")


def command(
    parties: list[str] = PARTIES,
    measure: str | None = MEASURE,
    format: Format = FORMAT,
    register: str | None = REGISTER,
) -> None:
    """Show the figures in which all these polities take part, as series; where sources differ, all are shown.

    Example: servanda figures RU-BA KZ --measure "trade turnover"
    """
    from servanda.cli import held
    from servanda.cli.printing import console, lines

    codes = [held.code(party) for party in parties or ()]
    found = held.opened(register).figures(*codes, measure=measure)
    if format is Format.jsonl:
        lines(record for series in found for record in _records(series))
        return
    out = console()
    for series in found:
        _show(series, out)
    if not found:
        out.print("no such figures")


def _records(series: Figures) -> Iterator[dict[str, Any]]:
    for point in series.points:
        for one in point.readings:
            record = one.figure.record("")
            told = {name: getattr(one, name) for name in ("story", "date", "source", "url")}
            yield {**record, "evidence": list(one.sentences), "disputed": point.disputed, **told}


def _show(series: Figures, out: Any) -> None:
    from rich.text import Text

    from servanda.views.days import in_words

    out.print(Text(f"{series.measure}: {', '.join(series.parties)}", style="bold"))
    for point in series.points:
        period = in_words(point.period, "en") if point.period else "no period named"
        out.print(f"  {period}{'  (sources differ)' if point.disputed else ''}")
        for one in point.readings:
            _show_reading(one, out)
    out.print()


def _show_reading(one: Reading, out: Any) -> None:
    from servanda.cli.printing import address, indented
    from servanda.views.cite import plain, quoted
    from servanda.views.links import link

    out.print(indented(amount(one), 4, "bold"))
    for sentence in one.sentences[:1]:
        out.print(indented(quoted(plain(sentence), "ru"), 6))
    out.print(indented(f"— {', '.join(filter(None, (one.outlet or one.source, one.date)))}", 6))
    if safe := link(one.url):
        out.print(address(safe, "      "), soft_wrap=True)


def amount(one: Reading) -> str:
    """The value with its unit, and by how much it changed."""
    from servanda.model.event import whole

    value, change = one.figure.value, one.figure.change
    told = [] if value is None else [f"{whole(value):,} {one.figure.unit or ''}".strip()]
    if change is not None:
        told.append(str(change) if isinstance(change, str) else f"{change:+g}%")
    return ", ".join(told) or "no number given"
