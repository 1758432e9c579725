"""`servanda reprints`: who carried an outlet's stories, and whether with the reference and link that it asks for."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass, fields
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import typer

from servanda.cli.inputs import REGISTER

if TYPE_CHECKING:
    from servanda.register.carriers import Carried

NAME = "reprints"


class Form(StrEnum):
    table = "table"
    csv = "csv"
    jsonl = "jsonl"


WHOSE = "Whose stories: a host, as bashinform.ru; all if left out."
OUTLET = typer.Option(None, "--outlet", metavar="NAME", help=WHOSE)
CALLED = typer.Option([], "--called", metavar="WORDS", help="How others call it, where its imprint does not say so.")
FORMAT = typer.Option(Form.table, "--format", help="A table for people, CSV, or JSON Lines.")
UNFAIR = typer.Option(False, "--unfair", help="Only those that are not as the outlet's terms ask.")
SAID = {True: "as asked", False: "not as asked", None: "terms unknown"}


@dataclass(frozen=True, slots=True)
class Row:
    """A line: our story, its carrier, how much of each text is common, and how the carrier names its source."""

    story: str
    date: str | None
    title: str | None
    url: str | None
    carrier: str
    carrier_source: str | None
    carrier_date: str | None
    carrier_title: str | None
    carrier_url: str | None
    form: str
    share_of_story: float
    share_of_carrier: float
    words: int
    reference: bool
    link: str | None
    as_asked: bool | None


def command(
    outlet: str | None = OUTLET,
    called: list[str] = CALLED,
    unfair: bool = UNFAIR,
    format: Form = FORMAT,
    register: str | None = REGISTER,
) -> None:
    """Tell who carried an outlet's stories, in whole or in part, with a reference and with an active link or without.

    Example: servanda reprints --outlet bashinform.ru --format csv
    """
    from servanda.cli import held
    from servanda.cli.printing import lines
    from servanda.cli.progress import told
    from servanda.cli.sources import ledger
    from servanda.store.carried import reprints

    kept = ledger(held.opened(register))
    with kept.reading():
        found = reprints(kept, outlet, tuple(called), lambda rows: told("stories", rows))
        chosen = (one for one in found if not unfair or one.asked is False)
        if format is Form.jsonl:
            lines({field: getattr(row, field) for field in Row.__slots__} for row in map(_row, chosen))
        elif format is Form.csv:
            _csv(map(_row, chosen))
        else:
            _table(list(chosen))


def _row(one: Carried) -> Row:
    ours, theirs = one.story, one.carrier
    return Row(
        ours.id, ours.date, ours.title, ours.url,
        theirs.id, theirs.source, theirs.date, theirs.title, theirs.url,
        one.form, round(one.overlap.of_one, 3), round(one.overlap.of_other, 3), one.overlap.words,
        one.reference, one.link, one.asked,
    )  # fmt: skip


def _csv(rows: Iterable[Row]) -> None:
    from servanda.views.export.cells import cell

    out = csv.writer(sys.stdout)
    out.writerow([field.name for field in fields(Row)])
    for row in rows:
        out.writerow([cell(value) for value in astuple(row)])


def _table(found: list[Carried]) -> None:
    from rich.text import Text

    from servanda.cli.printing import console, table

    out = console()
    if not found:
        out.print("no reprints")
        return
    found.sort(key=lambda one: (one.story.date or "", one.story.id, one.carrier.date or "", one.carrier.id))
    head = ("carried by", "on", "how much", "reference", "link", "terms")
    story = None
    groups: list[tuple[Any, list[Any]]] = []
    for one in found:
        if one.story.id != story:
            groups.append((one, []))
            story = one.story.id
        groups[-1][1].append(tuple(map(Text, _cells(one))))
    for first, rows in groups:
        title = first.story.title or first.story.id
        out.print(Text(f"{first.story.date or 'no date'}  {first.story.source or ''}  {title}", style="bold"))
        out.print(table(head, rows))
        out.print()
    fair = sum(one.asked is True for one in found)
    against = sum(one.asked is False for one in found)
    out.print(f"stories carried: {len(groups)}; reprints: {len(found)}, as asked {fair}, not as asked {against}")


def _cells(one: Carried) -> Iterator[str]:
    from servanda.views.cite import plain

    yield plain(one.carrier.source or one.carrier.id)
    yield one.carrier.date or ""
    yield f"{one.form}, {one.overlap.of_one:.0%}" if one.form == "part" else "whole"
    yield "yes" if one.reference else "no"
    yield {"story": "to the story", "outlet": "to the outlet", None: "none known"}[one.link]
    yield SAID[one.asked]
