"""`servanda dossier`: all that the register holds of a polity or a pair, on the terminal or as a document."""

from __future__ import annotations

import sys
from collections.abc import Callable
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from servanda.cli.filters import AS_OF, day
from servanda.cli.inputs import REGISTER

if TYPE_CHECKING:
    from servanda.model.story import ReprintTerms
    from servanda.register.register import Register
    from servanda.views.dossier import Document

NAME = "dossier"


class Form(StrEnum):
    md = "md"
    html = "html"
    docx = "docx"
    pdf = "pdf"


class Language(StrEnum):
    ru = "ru"
    en = "en"


PARTIES = typer.Argument(..., metavar="POLITY [POLITY]", help="Codes or Russian names.", show_default=False)
FORM = typer.Option(None, "--format", help="Write a document of this format.", show_default=False)
OUT = typer.Option(None, "--out", metavar="PATH", help="File to write; its ending tells the format.")
LANGUAGE = typer.Option(Language.ru, "--language", help="Language of headings, dates and statuses.")
BRIEF = typer.Option(False, "--brief", help="The one-page brief instead.")
FIELD = typer.Option([], "--field", metavar="FIELD", help="Only this field, as transport; may be given several times.")
SINCE = typer.Option(None, "--since", metavar="DAY", help="Only what was published from this day on.")
UNTIL = typer.Option(None, "--until", metavar="DAY", help="Only what was published up to this day.")


def command(
    parties: list[str] = PARTIES,
    out: Path | None = OUT,
    format: Form | None = FORM,
    language: Language = LANGUAGE,
    brief: bool = BRIEF,
    field: list[str] = FIELD,
    since: str | None = SINCE,
    until: str | None = UNTIL,
    as_of: str | None = AS_OF,
    register: str | None = REGISTER,
) -> None:
    """Show all that the register holds of a polity or a pair: pledges, meetings, gatherings, people, figures.

    Example: servanda dossier RU-BA Казахстан --out kazakhstan.docx
    """
    from servanda.cli import held
    from servanda.errors import UsageError
    from servanda.views import dossier as views

    form = _form(format, out)
    if len(parties) > 2:
        raise UsageError("a dossier is of one polity or of a pair")
    known, opened = day(as_of), held.opened(register)
    made = opened.dossier(*map(held.code, parties), as_of=known)
    first, last = (day(one).isoformat() if one else None for one in (since, until))
    terms, title = _lookups(opened)
    with opened.ledger.reading():
        choice = views.Choice(language.value, first, last, tuple(field), terms, title)
        document = (views.brief if brief else views.compose)(made, choice)
    if out:
        views.write(document, out, form, known.isoformat())
        print(out, file=sys.stderr)
    else:
        _print(document)


def _form(format: Form | None, out: Path | None) -> str:
    """The format of the document: as asked, else as the file is called; Markdown for the terminal."""
    from servanda.errors import UsageError
    from servanda.views.dossier import FORMATS

    form = format.value if format else out.suffix.removeprefix(".").lower() if out else "md"
    if form not in FORMATS:
        raise UsageError(f"no format {form!r}", remedy=f"formats are {', '.join(FORMATS)}")
    if out is None and form != "md":
        raise UsageError(f"{form} needs a file", remedy="name it with --out PATH")
    return form


def _lookups(register: Register) -> tuple[Callable[[str | None], ReprintTerms], Callable[[str], str | None]]:
    """The reprint terms of a source, and the title of a story, as the register holds them."""
    from servanda.views.export.source import terms

    def title(story: str) -> str | None:
        row = register.ledger.story(story)
        return row.title if row else None

    return cache(lambda source: terms(register, source)), title


def _print(document: Document) -> None:
    """Markdown, rendered where a person reads it."""
    from servanda.cli.printing import console
    from servanda.views.dossier.markdown import markdown

    text = markdown(document)
    if sys.stdout.isatty():
        from rich.markdown import Markdown

        console().print(Markdown(text, hyperlinks=False))
    else:
        print(text)
