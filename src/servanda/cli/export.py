"""`servanda export`: write what the register holds into a file that others can use."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path

import typer

from servanda.cli.filters import AS_OF, WHERE, day, where
from servanda.cli.inputs import REGISTER
from servanda.errors import UsageError

NAME = "export"


class Format(StrEnum):
    csv = "csv"
    xlsx = "xlsx"
    parquet = "parquet"
    jsonl = "jsonl"
    plover = "plover"
    cameo = "cameo"
    ftm = "ftm"
    geojson = "geojson"
    milestones = "milestones"
    ics = "ics"
    atom = "atom"
    datapackage = "datapackage"


class Table(StrEnum):
    events = "events"
    pledges = "pledges"
    figures = "figures"


class Language(StrEnum):
    ru = "ru"
    en = "en"


FORMAT = typer.Argument(..., help="See docs/formats.", show_default=False)
OUT = typer.Option(..., "--out", metavar="PATH", help="File to write; a folder for datapackage.")
TABLE = typer.Option(Table.events, "--table", help="Which table a CSV or Parquet file holds.")
BOM = typer.Option(False, "--bom", help="Begin a CSV file with the mark that Excel wants.")
LANGUAGE = typer.Option(Language.ru, "--language", help="Language of headings, dates and statuses.")
TITLE = typer.Option(
    None, "--title", help="Name of a calendar, feed or data set: that of the search, else Servanda.", show_default=False
)
SEARCH = typer.Option(None, "--search", metavar="NAME", help="What a saved search finds, instead of --where.")


def command(
    format: Format = FORMAT,
    out: Path = OUT,
    as_of: str | None = AS_OF,
    filter: list[str] = WHERE,
    table: Table = TABLE,
    bom: bool = BOM,
    language: Language = LANGUAGE,
    title: str | None = TITLE,
    search: str | None = SEARCH,
    register: str | None = REGISTER,
) -> None:
    """Write what the register holds into a file: tables, a calendar, a feed, records in the codes of the field.

    Example: servanda export ics --out partners.ics --where "polity=KZ status=promised"
    """
    from servanda.cli.held import opened
    from servanda.cli.progress import counted
    from servanda.views.export import export
    from servanda.views.export.content import Options
    from servanda.views.export.source import content
    from servanda.views.queries.searches import where_of

    known, taken = day(as_of), where(filter)
    if bom and format is not Format.csv:
        raise UsageError("--bom is for csv alone")
    if search and filter:
        raise UsageError("--search and --where are not taken together", remedy="a search has its own filter")
    held = opened(register)
    if search:
        taken = where_of(held, search)
    told = taken.dump() if search else " ".join(filter)
    options = Options(language.value, table.value, bom, title or search or "Servanda", told)
    with held.ledger.reading():
        counts = export(format.value, counted(content(held, known, taken)), out, options)
    print(f"{out}: {counts} written", file=sys.stderr)
