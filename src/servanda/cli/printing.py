"""The terminal, and what all verbs print alike: lines of JSON, tables, addresses that stay whole."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any

import typer

PIPED = 120
"""Columns of what goes to no terminal."""


class Format(StrEnum):
    table = "table"
    jsonl = "jsonl"


FORMAT = typer.Option(Format.table, "--format", help="A table for people, or JSON Lines.")


def console() -> Any:
    """Where people read: wraps to the terminal, and colours only there."""
    from rich.console import Console

    width = None if sys.stdout.isatty() or "COLUMNS" in os.environ else PIPED
    return Console(highlight=False, markup=False, emoji=False, width=width)


def lines(records: Iterable[Mapping[str, Any]]) -> None:
    """Print JSON Lines, each as soon as it is known."""
    for record in records:
        sys.stdout.write(json.dumps(record, ensure_ascii=False) + "\n")
        sys.stdout.flush()


def table(
    head: Sequence[str], rows: Iterable[Sequence[Any]], right: Sequence[str] = (), whole: Sequence[str] = ()
) -> Any:
    """A plain table; cells are text. The columns named in `right` hold numbers, those in `whole` stay on one line."""
    from rich.table import Table

    made = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="dim")
    for name in head:
        made.add_column(name, justify="right" if name in right else "left", overflow="fold", no_wrap=name in whole)
    for row in rows:
        made.add_row(*row)
    return made


def address(link: str | None, indent: str = "") -> Any:
    """An address on a line of its own, whole however long, so that it can be followed and copied."""
    from rich.text import Text

    return Text(indent + (link or ""), style=f"blue link {link}" if link else "", no_wrap=True, overflow="ignore")


def indented(text: str, columns: int = 4, style: str = "") -> Any:
    """Text that keeps its indent where it wraps."""
    from rich.padding import Padding
    from rich.text import Text

    return Padding(Text(text, style=style), (0, 0, 0, columns), expand=False)
