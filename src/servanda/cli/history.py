"""`servanda history`: all that happened to a story or a pledge in the register."""

from __future__ import annotations

from dataclasses import asdict

import typer

from servanda.cli.inputs import REGISTER
from servanda.cli.printing import FORMAT, Format

NAME = "history"
ID = typer.Argument(..., metavar="ID", help="Id of a story, or the beginning of the id of a pledge or event.")


def command(id: str = ID, format: Format = FORMAT, register: str | None = REGISTER) -> None:
    """Show when a story, or the stories of a pledge, were entered and changed, and what people decided, or took back.

    Example: servanda history be0ebf88
    """
    from servanda.cli import held
    from servanda.cli.decide import told
    from servanda.cli.printing import lines

    found = held.opened(register).history(id)
    if format is Format.jsonl:
        lines(asdict(record) for record in found)
        return
    for record in found:
        if record.decision:
            undone = " (taken back since)" if record.undone else ""
            what = f"decision {record.decision.id}: {told(record.decision)}{undone}"
        else:
            what = f"{record.what} {record.story}, version {record.version}"
        print(f"{record.time[:19]}  {what}")
