"""The way of a story on one page: raw item -> clean story -> marked sentences -> events and figures (-> register).

    for reading in read(stories):
        register.enter(reading.story, reading.coding)

Each arrow is one call with one immutable value; nothing calls back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from servanda.coding import code, worth_reading
from servanda.model.event import Coding
from servanda.model.marked import Marked
from servanda.model.story import RawItem, Story
from servanda.reading import mark
from servanda.stories import clean

BATCH = 16
"""Stories handed to the networks at once: enough to fill their blocks, few enough that results come at once."""


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was made of one story; `marked` is None where the gate saw that nothing in it can be an event."""

    story: Story
    coding: Coding
    marked: Marked | None = None

    def record(self) -> dict[str, Any]:
        """The line of `servanda read --format jsonl`: id, events and figures with the codebook's slots."""
        return {
            "id": self.story.id,
            "events": [event.record(self.story.text) for event in self.coding.events],
            "figures": [figure.record(self.story.text) for figure in self.coding.figures],
        }


def read(stories: Iterable[Story], *, gate: bool = True) -> Iterator[Reading]:
    """Read stories, in order. With `gate`, texts without a word of cooperation are not given to the networks."""
    waiting = iter(stories)
    while batch := list(islice(waiting, BATCH)):
        chosen = [story for story in batch if not gate or worth_reading(story)]
        marks = dict(zip((id(story) for story in chosen), mark(chosen), strict=True)) if chosen else {}
        for story in batch:
            marked = marks.get(id(story))
            yield Reading(story, code(marked) if marked else Coding(), marked)


def read_text(text: str, *, date: str | None = None, source: str | None = None, id: str = "text") -> Reading:
    """Read one text.

    Raises InputError where it is empty, no text, or not Russian.
    """
    return next(read([clean(RawItem(where=id, content=text, id=id, date=date, source=source))], gate=False))
