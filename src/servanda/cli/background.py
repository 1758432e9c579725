"""`servanda background`: what a reporter needs under a new report."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from servanda.cli.inputs import DATE, REGISTER, SOURCE, Inputs
from servanda.cli.printing import FORMAT, Format

if TYPE_CHECKING:
    from servanda.register.background import Background
    from servanda.register.register import Register

NAME = "background"
STORY = typer.Argument(
    ..., metavar="STORY", help="Id of a story of the register, or a file or address with a new one.", show_default=False
)
MOST = typer.Option(5, "--most", min=1, help="How many earlier pledges to name.")


def command(
    story: str = STORY,
    most: int = MOST,
    format: Format = FORMAT,
    date: str | None = DATE,
    source: str | None = SOURCE,
    register: str | None = REGISTER,
) -> None:
    """Write the paragraph on what was promised and done before, in Markdown, each sentence with a link to its source.

    A new story is read, and not entered.

    Example: servanda background report.txt --date 2023-05-02
    """
    from servanda.cli import held

    opened = held.opened(register)
    if story == "-" or "://" in story or Path(story).is_file():
        inputs = Inputs([story], date, source)
        for found in _of_new(opened, inputs, most):
            _show(found, format)
        raise typer.Exit(1 if inputs.failed else 0)
    _show(opened.background(story, most), format)


def _of_new(register: Register, inputs: Inputs, most: int) -> list[Background]:
    from servanda.pipeline import read

    return [register.background_of(reading.story, reading.coding, most) for reading in read(inputs, gate=False)]


def _show(found: Background, format: Format) -> None:
    from servanda.cli.lists import pledge_table
    from servanda.cli.printing import console, lines

    if format is Format.jsonl:
        lines({"score": one.score, "step": one.step.id, **one.pledge.record()} for one in found.items)
    elif not found.items:
        print("nothing earlier of these parties and this subject")
    else:
        print(f"{found.paragraph()}\n")
        console().print(pledge_table(one.pledge for one in found.items))
