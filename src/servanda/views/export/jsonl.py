"""JSON Lines: stories with what was coded from them, decisions, and the pledges that follow from both.

`servanda import` reads back stories and decisions (`servanda.views.export.reading`); pledges are there for the reader,
since the register works them out anew.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from servanda.register.shape import event_line, figure_line
from servanda.views.export.content import Content, Options, Told, citation
from servanda.views.export.lines import write_lines

FORMAT = "servanda/1"


def write(content: Content, out: Path, options: Options) -> int:
    """Write a line for the register, each story, decision and pledge; returns their number."""
    return write_lines(out, _records(content, options))


def _records(content: Content, options: Options) -> Iterator[dict[str, Any]]:
    yield {
        "record": "register",
        "format": FORMAT,
        "title": options.title,
        "as_of": content.as_of,
        "where": options.where,
    }
    for told in content.stories:
        yield story_record(told, content, options)
    for decision in content.decisions:
        slots = asdict(decision)
        yield {"record": "decision", "number": slots.pop("id"), **slots}
    for pledge in content.pledges:
        record = pledge.record()
        for event, step in zip(record["events"], pledge.steps, strict=True):
            event["citation"] = citation(step, content, options.language).text()
        yield {"record": "pledge", **record}


def story_record(told: Told, content: Content, options: Options) -> dict[str, Any]:
    """A story as `servanda import` reads it back."""
    story = told.story
    return {
        "record": "story",
        "id": story.id,
        "date": story.date,
        "source": story.source,
        "url": story.url,
        "title": story.title,
        "outlet": story.imprint.outlet,
        "language": story.language,
        "terms": asdict(story.terms),
        "links": list(story.links),
        "citation": citation(story, content, options.language).text(),
        "text": story.text,
        "events": [json.loads(event_line(event, story)) for event in told.coding.events],
        "figures": [json.loads(figure_line(figure, story)) for figure in told.coding.figures],
    }
