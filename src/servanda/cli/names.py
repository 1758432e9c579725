"""`servanda names`: what was recognised in texts, with codes and normal forms."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import typer

from servanda.cli.inputs import DATE, PATHS, SOURCE, Inputs
from servanda.cli.printing import FORMAT, Format

if TYPE_CHECKING:
    from servanda.model.marked import Marked

NAME = "names"


def command(
    paths: list[str] = PATHS, format: Format = FORMAT, date: str | None = DATE, source: str | None = SOURCE
) -> None:
    """Show the people, places, organisations, gatherings, dates and amounts in texts, with codes and normal forms.

    Example: servanda names --date 2023-05-02 report.txt
    """
    from servanda.cli.printing import console, lines, table
    from servanda.pipeline import read

    inputs = Inputs(paths, date, source)
    marks = (reading.marked for reading in read(inputs, gate=False) if reading.marked)
    if format is Format.jsonl:
        lines(
            {"id": marked.story.id, "names": list(names(marked)), "offices": list(offices(marked))} for marked in marks
        )
    else:
        out = console()
        for marked in marks:
            out.print(marked.story.title or marked.story.id, style="bold")
            rows = [[one["text"], one["kind"], one["code"], one["name"] or ""] for one in names(marked)]
            out.print(table(("in the text", "kind", "code", "normal form"), rows) if rows else "  nothing recognised")
            held = [[one["person"], one["office"], one["where"]] for one in offices(marked)]
            if held:
                out.print(table(("person", "office", "where"), held))
            out.print()
    raise typer.Exit(1 if inputs.failed else 0)


def offices(marked: Marked) -> Iterator[dict[str, str]]:
    """Who holds what office where, in the order of the text; `code` is the polity's, where the place is one."""
    from servanda.reading.occupations import occupations

    for one in occupations(marked):
        code = one.code if one.code != one.where else ""
        yield {"person": one.person, "office": one.position, "where": one.where, "code": code}


def names(marked: Marked) -> Iterator[dict[str, Any]]:
    """What was recognised, in the order of the text; `start` and `end` count in it."""
    found = [*_mentions(marked), *_times(marked), *_amounts(marked)]
    for one in sorted(found, key=lambda one: (one["start"], one["end"])):
        yield {**one, "text": " ".join(marked.story.text[one["start"] : one["end"]].split())}


def _mentions(marked: Marked) -> Iterator[dict[str, Any]]:
    for one in marked.mentions:
        name = f"{one.name}, {one.office}" if one.office and one.kind == "person" else one.name
        yield _record(one.span, one.kind, " ".join(one.polities), name, form=one.form)


def _times(marked: Marked) -> Iterator[dict[str, Any]]:
    for one in marked.times:
        times = dict.fromkeys(filter(None, (one.past, one.future)))
        yield _record(one.span, "time", " or ".join(times), "", form=one.role)


def _amounts(marked: Marked) -> Iterator[dict[str, Any]]:
    for one in marked.amounts:
        value = "" if one.value is None else f"{one.value:g}"
        change = "" if one.change is None else f"change {one.change}"
        yield _record(one.span, "amount", " ".join(filter(None, (value, one.unit))), change)


def _record(span: Any, kind: str, code: str, name: str, **more: str) -> dict[str, Any]:
    return {"text": "", "start": span.start, "end": span.end, "kind": kind, "code": code, "name": name or None, **more}
