"""`servanda pledge`: one pledge in time, each step with the sentence that tells it and its source."""

from __future__ import annotations

from functools import partial

import typer

from servanda.cli.filters import AS_OF, day
from servanda.cli.inputs import REGISTER
from servanda.cli.printing import FORMAT, Format

NAME = "pledge"
ID = typer.Argument(..., metavar="ID", help="The beginning of the id of any event in it.", show_default=False)


def command(id: str = ID, format: Format = FORMAT, as_of: str | None = AS_OF, register: str | None = REGISTER) -> None:
    """Tell one pledge in time: its steps with their sentences and sources, its status and why.

    Example: servanda pledge be0ebf88
    """
    from servanda.cli import held
    from servanda.cli.printing import console, lines
    from servanda.cli.telling import tell
    from servanda.views.export.source import terms

    opened = held.opened(register)
    found = opened.pledge(id, day(as_of))
    if format is Format.jsonl:
        lines([found.record()])
    else:
        tell(found, console(), partial(terms, opened))
