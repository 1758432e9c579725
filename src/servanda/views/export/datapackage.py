"""A Frictionless data package: a folder with tables, their codebook, a citation file, and how it was made.

The tables hold quotations with their citations and no story's whole text, so that it can be published as it is.
`servanda import` reads it back.
"""

from __future__ import annotations

import csv
import hashlib
import json
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from servanda.views.export.cells import exact
from servanda.views.export.columns import Column
from servanda.views.export.content import Content, Options
from servanda.views.export.describing import citation_file, codebook, reproducibility
from servanda.views.export.package_tables import PACKAGE, decision_row, event_extras, story_row
from servanda.views.export.program import PROGRAM
from servanda.views.export.tables import event_rows, figure_row, pledge_rows

TYPES = {"text": "string", "list": "array", "number": "number", "whole": "integer", "day": "date", "yes": "boolean"}


@dataclass(slots=True)
class _Csv:
    """A table being written."""

    columns: tuple[Column, ...]
    file: Any
    lines: Any
    count: int = 0

    def add(self, row: dict[str, Any]) -> None:
        self.lines.writerow([exact(row[column.name]) for column in self.columns])
        self.count += 1


def write(content: Content, out: Path, options: Options) -> int:
    """Write the package into the folder `out`; returns the number of rows of all tables."""
    sources: dict[str, int] = {}
    with ExitStack() as open_files:
        tables = {name: _open(out / f"{name}.csv", columns, open_files) for name, (_, columns) in PACKAGE.items()}
        for pledge in content.pledges:
            for row in pledge_rows(pledge, content, options):
                tables["pledges"].add(row)
            for row, step in zip(event_rows(pledge, content, options), pledge.steps, strict=True):
                tables["events"].add({**row, **event_extras(step)})
        for measured in content.figures:
            spans = {"spans": [f"{span.start}-{span.end}" for span in measured.figure.evidence]}
            tables["figures"].add({**figure_row(measured, content, options), **spans})
        for told in content.stories:
            tables["stories"].add(story_row(told, content, options))
            source = told.story.source or ""
            sources[source] = sources.get(source, 0) + 1
        for decision in content.decisions:
            tables["decisions"].add(decision_row(decision))
    counts = {name: table.count for name, table in tables.items()}
    (out / "codebook.md").write_text(codebook(options), encoding="utf-8")
    (out / "CITATION.cff").write_text(citation_file(content, options), encoding="utf-8")
    record = reproducibility(content, options, counts, sources)
    _write_json(out / "reproducibility.json", record)
    _write_json(out / "datapackage.json", _descriptor(out, content, options, counts))
    return sum(counts.values())


def _open(path: Path, columns: tuple[Column, ...], open_files: ExitStack) -> _Csv:
    file = open_files.enter_context(path.open("w", encoding="utf-8", newline=""))
    lines = csv.writer(file, lineterminator="\n")
    lines.writerow([column.name for column in columns])
    return _Csv(columns, file, lines)


def _descriptor(out: Path, content: Content, options: Options, counts: dict[str, int]) -> dict[str, Any]:
    """`datapackage.json` (Data Package 1.0 with the table schemas of Frictionless)."""
    return {
        "profile": "tabular-data-package",
        "name": "servanda-register",
        "title": options.title,
        "description": "Cooperation of regions and countries as Russian news reports it: who agreed what with whom, by "
        "when, and what came of it. Each quotation stands with its citation; reprint terms of the outlets apply to it.",
        "version": content.as_of,
        "contributors": [{"title": PROGRAM, "role": "author"}],
        "keywords": ["event data", "subnational diplomacy", "PLOVER", "CAMEO", "Russian"],
        "resources": [_resource(out, name, counts[name]) for name in PACKAGE],
    }


def _resource(out: Path, name: str, count: int) -> dict[str, Any]:
    about, columns = PACKAGE[name]
    path = out / f"{name}.csv"
    schema: dict[str, Any] = {
        "fields": [_field(column) for column in columns],
        "primaryKey": ["id"],
        "missingValues": [""],
    }
    foreign = {"events": ("pledge", "pledges"), "figures": ("story", "stories")}.get(name)
    if foreign:
        schema["foreignKeys"] = [{"fields": [foreign[0]], "reference": {"resource": foreign[1], "fields": ["id"]}}]
    return {
        "name": name,
        "path": path.name,
        "profile": "tabular-data-resource",
        "title": name.capitalize(),
        "description": about,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": path.stat().st_size,
        "hash": f"sha256:{_digest(path)}",
        "rows": count,
        "schema": schema,
    }


def _field(column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column.name, "type": TYPES[column.type], "description": column.about}
    if column.name == "id":
        field["constraints"] = {"required": True, "unique": True}
    return field


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _write_json(path: Path, value: Any) -> None:
    """A lone surrogate, which UTF-8 cannot hold, is written as JSON's own escape for it."""
    path.write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", encoding="utf-8", errors="backslashreplace")
