"""`servanda read`: print what stories hold; nothing is stored."""

from __future__ import annotations

import typer

from servanda.cli.inputs import COLUMN, DATE, PATHS, SOURCE, Inputs
from servanda.cli.printing import FORMAT, Format

NAME = "read"
GATE = typer.Option(True, help="Skip texts without a word of cooperation.")


def command(
    paths: list[str] = PATHS,
    format: Format = FORMAT,
    date: str | None = DATE,
    source: str | None = SOURCE,
    column: list[str] = COLUMN,
    gate: bool = GATE,
) -> None:
    """Print the events and figures that stories hold. Stores nothing.

    Example: servanda read --date 2023-05-02 --source bashinform.ru report.txt
    """
    from servanda.cli.printing import lines
    from servanda.cli.reading import readings

    inputs = Inputs(paths, date, source, column)
    if format is Format.jsonl:
        lines(reading.record() for reading in readings(inputs, gate=gate))
    else:
        from servanda.cli.show import show_reading

        for reading in readings(inputs, gate=gate):
            show_reading(reading)
    raise typer.Exit(1 if inputs.failed else 0)
