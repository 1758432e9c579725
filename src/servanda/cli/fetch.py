"""`servanda fetch`: ask the sources that are due, and enter what is new."""

from __future__ import annotations

import typer

from servanda.cli.inputs import REGISTER

NAME = "fetch"
SOURCES = typer.Argument(
    None, metavar="[SOURCE…]", help="Names of sources to ask now; all that are due if left out.", show_default=False
)


def command(names: list[str] = SOURCES, register: str | None = REGISTER) -> None:
    """Ask the sources that are due, hosts side by side, and enter the stories that are new.

    Example: servanda fetch bashinform.ru
    """
    from servanda.cli import held
    from servanda.cli.arrivals import Arrivals
    from servanda.cli.progress import told
    from servanda.cli.sources import book
    from servanda.cli.web import web
    from servanda.intake import chosen, now, take_in

    opened = held.opened(register)
    kept = book(opened)
    due = chosen(kept, names or [], now())
    if not due:
        waiting = [source.due for source in kept.all() if not source.paused and source.due]
        print("no source is due" if waiting else "no sources: `servanda sources add ADDRESS`")
        return
    arrivals = Arrivals()
    for line in arrivals.lines(told("arrivals", take_in(opened, kept, due, web()))):
        print(line, flush=True)
    print(arrivals.sum())
    raise typer.Exit(1 if arrivals.failed else 0)
