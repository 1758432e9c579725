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
PAUSE = 1.0
"""Seconds before the first line and between two."""


def counted(content: Content) -> Content:
    """The same content, which tells on a terminal how much of it has been read."""
    return replace(
        content,
        pledges=told("pledges", content.pledges),
        figures=told("figures", content.figures),
        stories=told("stories", content.stories),
    )


def told(what: str, items: Iterable[T]) -> Iterator[T]:
    """The items, with a line on the terminal that counts them; nothing is shown elsewhere."""
    if not sys.stderr.isatty():
        yield from items
        return
    last, shown = monotonic(), False
    for number, item in enumerate(items, 1):
        yield item
        if monotonic() - last > PAUSE:
            print(f"\r{number:,} {what}", end="", file=sys.stderr, flush=True)
            last, shown = monotonic(), True
    if shown:
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)
