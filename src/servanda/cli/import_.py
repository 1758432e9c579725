"""`servanda import`: take over what another register exported."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import typer

from servanda.cli.inputs import REGISTER

NAME = "import"
PATH = typer.Argument(..., help="A file of `export jsonl`, or a folder of `export datapackage`.", show_default=False)


def command(
    path: Path = PATH,
    register: str | None = REGISTER,
) -> None:
    """Enter the stories and decisions that another register exported. What this one holds already stays as it is.

    Example: servanda import neighbours.jsonl
    """
    from servanda.cli.held import made
    from servanda.cli.progress import told
    from servanda.views.export.joining import join

    counts: Counter[str] = Counter()
    for one in told("lines", join(made(register), path)):
        counts[f"{one.what} {one.state}"] += 1
        if one.error:
            print(one.error, file=sys.stderr)
    for what in ("story", "decision"):
        new, held, failed = (counts[f"{what} {state}"] for state in ("new", "held", "failed"))
        print(f"{'stories' if what == 'story' else 'decisions'}: {new} new, {held} held already, {failed} failed")
    raise typer.Exit(1 if counts["story failed"] or counts["decision failed"] else 0)
