"""Due dates as milestones in the form of the Open Contracting Data Standard 1.1, one JSON document.

`status` holds to its four words. A pledge that is overdue stays `scheduled`: that its date is past and nothing says
`done` is no knowledge that it was not met; `x_status` carries Servanda's own word.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from servanda.model.pledge import Pledge
from servanda.views.export.content import Content, Options, citation, shown
from servanda.views.export.lines import filled
from servanda.views.export.places import named
from servanda.views.export.program import PROGRAM
from servanda.views.export.tables import span

STATUSES = {"kept": "met", "kept in part": "partiallyMet", "dropped": "notMet", "broken": "notMet"}


def write(content: Content, out: Path, options: Options) -> int:
    """Write a milestone for each pledge with a due date; returns their number."""
    count = 0
    head = {"version": "1.1", "publisher": {"name": PROGRAM}, "publishedDate": f"{content.as_of}T00:00:00Z"}
    with out.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
        file.write(json.dumps(head, ensure_ascii=False)[:-1] + ', "milestones": [')
        for milestone in milestones(content, options):
            file.write(",\n" * bool(count) + "\n" * (not count) + json.dumps(milestone, ensure_ascii=False))
            count += 1
        file.write("\n]}\n")
    return count


def milestones(content: Content, options: Options) -> Iterator[dict[str, Any]]:
    for pledge in content.pledges:
        if pledge.status.due_day:
            yield milestone(pledge, content, options)


def milestone(pledge: Pledge, content: Content, options: Options) -> dict[str, Any]:
    """One pledge as a milestone, the words that its status rests on as a document with its citation."""
    status, step = pledge.status, shown(pledge)
    said = citation(step, content, options.language)
    met = STATUSES.get(status.name) == "met"
    return filled(
        {
            "id": pledge.id,
            "title": pledge.what,
            "type": "delivery",
            "description": f"{' '.join(step.sentences)} — {said.text()}",
            "code": pledge.kind,
            "dueDate": f"{status.due_day}T23:59:59Z",
            "dateMet": f"{span(status.kept_on)[1]}T00:00:00Z" if met and span(status.kept_on)[1] else None,
            "dateModified": f"{status.since}T00:00:00Z" if status.since else None,
            "status": STATUSES.get(status.name, "scheduled"),
            "x_status": status.name,
            "x_due": status.due,
            "x_firstDue": status.first_due,
            "x_parties": [{"id": code, "name": named(code)} for code in pledge.polities],
            "documents": [
                filled(
                    {
                        "id": step.story,
                        "documentType": "x_publication",
                        "title": said.title,
                        "url": said.link,
                        "datePublished": f"{step.date[:10]}T00:00:00Z" if step.date else None,
                        "language": "ru",
                        "author": said.outlet,
                    }
                )
            ],
        }
    )
