"""`servanda background`: what a reporter needs under a new report."""

from __future__ import annotations

import typer

from servanda.cli.inputs import REGISTER
from servanda.cli.printing import FORMAT, Format

NAME = "background"
STORY = typer.Argument(..., metavar="STORY", help="Id of a story of the register, as given when it was entered.")
MOST = typer.Option(5, "--most", min=1, help="How many earlier pledges to name.")


def command(story: str = STORY, most: int = MOST, format: Format = FORMAT, register: str | None = REGISTER) -> None:
    """Write the paragraph on what was promised and done before, in Markdown, each sentence with a link to its source.

    Example: servanda background bashinform-2023-05-02
    """
    from servanda.cli import held
    from servanda.cli.lists import pledge_table
    from servanda.cli.printing import console, lines

    found = held.opened(register).background(story, most)
    if format is Format.jsonl:
        lines({"score": one.score, "step": one.step.id, **one.pledge.record()} for one in found.items)
    elif not found.items:
        print("nothing earlier of these parties and this subject")
    else:
        print(f"{found.paragraph()}\n")
        console().print(pledge_table(one.pledge for one in found.items))
