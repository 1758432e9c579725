"""`servanda explain`: show what is handed over at each step of a story's way, and why each event was coded so."""

from __future__ import annotations

import typer

from servanda.cli.inputs import DATE, PATHS, SOURCE, Inputs

NAME = "explain"


def command(paths: list[str] = PATHS, date: str | None = DATE, source: str | None = SOURCE) -> None:
    """Show sentences, names, dates, events with their reasons, and why the other sentences are silent.

    Example: servanda explain --date 2023-05-02 --source bashinform.ru report.txt
    """
    from servanda.cli.show import show_steps
    from servanda.pipeline import read

    inputs = Inputs(paths, date, source)
    for reading in read(inputs, gate=False):
        show_steps(reading)
    raise typer.Exit(1 if inputs.failed else 0)
