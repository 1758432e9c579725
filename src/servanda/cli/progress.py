"""Progress on a terminal for what takes longer than a second."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from time import monotonic
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from servanda.views.export.content import Content

T = TypeVar("T")
PATIENCE = 1.0
"""Seconds without a sign of progress."""


def counted(content: Content) -> Content:
    """The same content, which tells on a terminal how much of it has been read."""
    return replace(
        content,
        pledges=told("pledges", content.pledges),
        figures=told("figures", content.figures),
        stories=told("stories", content.stories),
    )


def told(what: str, items: Iterable[T], expected: int | None = None) -> Iterator[T]:
    """The items, counted on the terminal: how many, how many a second, and the time left where `expected` are to come.

    Nothing is shown elsewhere, nor where all are there within a second.
    """
    if not sys.stderr.isatty():
        yield from items
        return
    start, waiting = monotonic(), iter(items)
    for number, item in enumerate(waiting, 1):
        yield item
        if monotonic() - start > PATIENCE:
            yield from _shown(what, waiting, number, start, expected)


def _shown(what: str, items: Iterator[T], number: int, start: float, expected: int | None) -> Iterator[T]:
    """The rest of the items under a bar that goes when they are through.

    What is printed meanwhile goes above the bar where it is for the terminal, and else where it was to go.
    """
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    text = TextColumn("{task.completed:,.0f} " + what + "  {task.fields[speed]:,.1f} a second")
    columns = (BarColumn(bar_width=30), text, *((TimeRemainingColumn(),) if expected else ()))
    shown_too = sys.stdout.isatty()
    with Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=shown_too) as bar:
        task = bar.add_task(what, total=expected, completed=number, speed=number / (monotonic() - start))
        for done, item in enumerate(items, number + 1):
            yield item
            bar.update(task, completed=done, speed=done / (monotonic() - start))
