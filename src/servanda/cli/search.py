"""`servanda search`: stories of the register by their words."""

from __future__ import annotations

import typer

from servanda.cli.inputs import REGISTER
from servanda.cli.printing import FORMAT, Format

NAME = "search"
WORDS = typer.Argument(..., metavar="WORD…", help="All of them, in any form.", show_default=False)
LIMIT = typer.Option(50, "--limit", min=1, help="How many stories at most.")


def command(
    words: list[str] = WORDS, limit: int = LIMIT, format: Format = FORMAT, register: str | None = REGISTER
) -> None:
    """Find stories of the register that hold all the words, in any of their forms, newest first.

    Example: servanda search прямой рейс Астана
    """
    from servanda.cli import held
    from servanda.cli.printing import address, console, lines
    from servanda.stories.language import name
    from servanda.views.cite import cite
    from servanda.views.export.source import terms

    opened = held.opened(register)
    found = opened.search(" ".join(words), limit)
    if format is Format.jsonl:
        kept = ("id", "date", "source", "url", "title", "language", "reprint_of", "text")
        lines({name: getattr(row, name) for name in kept} for row in found)
        return
    out = console()
    for row in found:
        citation = cite(row, terms(opened, row.source), "en")
        unread = "" if row.language == "ru" else f"  [in {name(row.language)}, not read]"
        out.print(f"{row.id}  {citation.outlet}. {citation.label}{citation.tail}{unread}", markup=False)
        if citation.link:
            out.print(address(citation.link, "  "), soft_wrap=True)
    if not found:
        out.print("no such story")
