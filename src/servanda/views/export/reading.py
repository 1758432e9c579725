"""Reading back what JSON Lines and the data package hold: stories with what was coded from them, and decisions.

A package holds no texts: a story read from one has its sentences where they stood, and blanks in between.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

from servanda.errors import InputError, UsageError
from servanda.model.decision import VERBS, Decision
from servanda.model.event import FIELDS, KINDS, MEASURES, STAGES, Coding, Event, Figure
from servanda.model.span import Span
from servanda.model.story import Imprint, ReprintTerms, Story
from servanda.model.when import valid
from servanda.register.shape import read_event, read_figure
from servanda.views.export.cells import unguarded
from servanda.views.export.content import Told
from servanda.views.export.jsonl import FORMAT

LONGEST = 50_000_000
"""Characters of a story, over which a length is no length."""


def told(path: Path) -> Iterator[Told | InputError]:
    """The stories of a file or package; an error in place of each that cannot be read.

    Raises UsageError where the path is neither.
    """
    for where, record in _records(path, "story"):
        try:
            yield _told(record)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            yield InputError(f"no story of an export: {_why(error)}", where=where)


def decisions(path: Path) -> Iterator[Decision | InputError]:
    """The decisions of a file or package, in order; an error in place of each that cannot be read."""
    for where, record in _records(path, "decision"):
        try:
            yield _decision(record)
        except (KeyError, TypeError, ValueError) as error:
            yield InputError(f"no decision of an export: {_why(error)}", where=where)


def _why(error: Exception) -> str:
    return f"{error} is missing" if isinstance(error, KeyError) else str(error)


def _records(path: Path, kind: str) -> Iterator[tuple[str, dict[str, Any]]]:
    folder = path if path.is_dir() else path.parent if path.name == "datapackage.json" else None
    if folder is not None:
        yield from _rows(folder, kind)
    elif path.is_file():
        yield from _lines(path, kind)
    else:
        raise UsageError("no such file or folder", where=str(path))


def _lines(path: Path, kind: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The lines of one kind; where the first line is not that of an export, it is none."""
    with path.open(encoding="utf-8", errors="surrogateescape") as file:
        for number, line in enumerate(file, 1):
            try:
                record = json.loads(line)
            except (ValueError, RecursionError):
                record = {"record": "story"}
            if number == 1 and (not isinstance(record, dict) or record.get("format") != FORMAT):
                raise UsageError(
                    "no export of this program", where=str(path), remedy="`servanda add` reads stories in other forms"
                )
            if isinstance(record, dict) and record.get("record") == kind:
                yield f"{path}:{number}", record


def _rows(folder: Path, kind: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The rows of a table of the package, as the lines of JSON Lines have them."""
    path = folder / ("stories.csv" if kind == "story" else "decisions.csv")
    if not (folder / "datapackage.json").is_file() or not path.is_file():
        raise UsageError("no data package of this program", where=str(folder))
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            cells = {name: unguarded(cell) or None for name, cell in row.items() if name and cell is not None}
            yield f"{path}: {cells.get('id')}", _as_line(cells, kind)


def _as_line(cells: dict[str, Any], kind: str) -> dict[str, Any]:
    if kind == "decision":
        undoes = cells.pop("undoes", None)
        return {
            **cells,
            "number": cells.pop("id", None),
            "reason": cells.get("reason") or "",
            "undoes": undoes and int(undoes),
        }
    lists = {name: [json.loads(item) for item in json.loads(cells.get(name) or "[]")] for name in ("events", "figures")}
    text = _sparse(int(cells.get("length") or 0), [*lists["events"], *lists["figures"]])
    lists["links"] = json.loads(cells.get("links") or "[]")
    return {**cells, **lists, "terms": json.loads(cells.get("terms") or "{}"), "text": text}


def _sparse(length: int, coded: list[dict[str, Any]]) -> str:
    """A text of which only the quoted sentences are known, each in its place."""
    if not 0 <= length <= LONGEST:
        raise ValueError(f"no length of a text: {length}")
    text = [" "] * length
    for record in coded:
        for (first, end), sentence in zip(record["evidence"], record["sentences"], strict=True):
            if not 0 <= first < end <= length or end - first != len(sentence):
                raise ValueError(f"a sentence at {first}-{end} of {length} characters")
            text[first:end] = sentence
    return "".join(text)


def _told(record: dict[str, Any]) -> Told:
    text = _text(record["text"])
    events = tuple(_event(one, text) for one in record["events"])
    figures = tuple(_figure(one, text) for one in record["figures"])
    names = {field.name for field in fields(ReprintTerms)}
    terms = ReprintTerms(**{name: value for name, value in record["terms"].items() if name in names})
    story = Story(
        id=_text(record["id"]),
        text=text,
        clean=text,
        body=(Span(0, len(text)),),
        title=_maybe(record.get("title")),
        date=_maybe(record.get("date")),
        source=_maybe(record.get("source")),
        url=_maybe(record.get("url")),
        imprint=Imprint(outlet=_maybe(record.get("outlet"))),
        language=_text(record.get("language") or "ru"),
        terms=terms,
        links=tuple(_text(link) for link in record.get("links") or ()),
    )
    if story.date is not None and not valid(story.date):
        raise ValueError(f"no day: {story.date}")
    return Told(story, Coding(events, figures))


def _event(record: dict[str, Any], text: str) -> Event:
    event, sentences = read_event(json.dumps(record))
    _among(event.kind, KINDS)
    _among(event.stage, STAGES)
    for name in event.fields:
        _among(name, FIELDS)
    if event.when is not None and not valid(event.when):
        raise ValueError(f"no time: {event.when}")
    _in_place(event.evidence, sentences, text)
    return event


def _figure(record: dict[str, Any], text: str) -> Figure:
    figure, sentences = read_figure(json.dumps(record))
    _among(figure.measure, MEASURES)
    _in_place(figure.evidence, sentences, text)
    return figure


def _in_place(spans: tuple[Span, ...], sentences: tuple[str, ...], text: str) -> None:
    """Evidence must be what the text has at its place."""
    if [span.of(text) for span in spans] != list(sentences) or any(span.start < 0 for span in spans):
        raise ValueError("a sentence that the text does not have at its place")


def _decision(record: dict[str, Any]) -> Decision:
    undoes = record.get("undoes")
    made = Decision(
        int(record["number"]), record["verb"], _text(record["subject"]), _text(record["user"]), _text(record["time"]),
        _text(record["reason"] or ""), _maybe(record.get("other")), _maybe(record.get("slot")),
        _maybe(record.get("value")), None if undoes is None else int(undoes),
    )  # fmt: skip
    _among(made.verb, VERBS)
    return made


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no text")
    return value


def _maybe(value: Any) -> str | None:
    return None if value is None else _text(value)


def _among(value: Any, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        raise ValueError(f"{value!r} is none of {', '.join(allowed)}")
