"""`servanda read`: print what stories hold; nothing is stored."""

from __future__ import annotations

import sys
from enum import StrEnum

import typer

from servanda.cli.inputs import DATE, PATHS, SOURCE, Inputs

NAME = "read"


class Format(StrEnum):
    table = "table"
    jsonl = "jsonl"


def command(
    paths: list[str] = PATHS,
    format: Format = typer.Option(Format.table, help="A table for people, or JSON Lines."),
    date: str | None = DATE,
    source: str | None = SOURCE,
    gate: bool = typer.Option(True, help="Skip texts without a word of cooperation."),
) -> None:
    """Print the events and figures that stories hold. Stores nothing.

    Example: servanda read --date 2023-05-02 --source bashinform.ru report.txt
    """
    from servanda.pipeline import read

    inputs = Inputs(paths, date, source)
    if format is Format.jsonl:
        import json

        for reading in read(inputs, gate=gate):
            sys.stdout.write(json.dumps(reading.record(), ensure_ascii=False) + "\n")
            sys.stdout.flush()
    else:
        from servanda.cli.show import show_reading

        for reading in read(inputs, gate=gate):
            show_reading(reading)
    raise typer.Exit(1 if inputs.failed else 0)
