"""What a data set says of itself: codebook, citation file, and the record of how it was made."""

from __future__ import annotations

import hashlib
import json
import sys
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from servanda.coding.codes import table_of_codes
from servanda.model.event import FIELDS, KINDS, MEASURES, STAGES
from servanda.model.status import STATUSES
from servanda.views.cite import plain
from servanda.views.export.content import Content, Options
from servanda.views.export.package_tables import PACKAGE
from servanda.views.export.program import PROGRAM, VERSION
from servanda.views.wording import word

TABLES_AT = ("knowledge", "reading", "coding", "register")
"""Packages whose `data` decide what is coded and how it is threaded."""


def codebook(options: Options) -> str:
    """The codebook in Markdown, made from the program's own tables: columns, then the values that they can hold."""
    lines = [f"# Codebook of {plain(options.title)}", "", f"Made by {PROGRAM} from the tables that it codes by.", ""]
    for name, (about, columns) in PACKAGE.items():
        lines += [f"## {name}.csv", "", about, "", "| column | type | what it holds |", "| --- | --- | --- |"]
        lines += [f"| `{column.name}` | {column.type} | {column.about} |" for column in columns]
        lines += [""]
    lines += [
        "`list` is a JSON array. A text that begins with `=`, `+`, `-`, `@`, `|` or `%` has an apostrophe before it,",
        "so that no spreadsheet takes it for a formula. Empty cells are unknown. Times are EDTF (ISO 8601-2).",
        "",
    ]
    lines += (
        _values("Kinds", "kind", KINDS) + _values("Stages", "stage", STAGES) + _values("Statuses", "status", STATUSES)
    )
    lines += _values("Fields", "field", FIELDS) + _values("Measures", "measure", MEASURES)
    return "\n".join(lines + _codes())


def _values(title: str, group: str, values: tuple[str, ...]) -> list[str]:
    rows = [f"| `{value}` | {word(group, value, 'ru')} |" for value in values]
    return [f"## {title}", "", "| value | in Russian |", "| --- | --- |", *rows, ""]


def _codes() -> list[str]:
    """PLOVER and CAMEO codes by kind and stage."""
    data = table_of_codes()
    lines = ["## PLOVER and CAMEO codes", "", "| kind | stages | PLOVER | CAMEO |", "| --- | --- | --- | --- |"]
    stages: dict[str, list[str]] = {}
    for stage, row in data["rows"].items():
        stages.setdefault(row, []).append(stage)
    for kind in KINDS:
        for row, names in stages.items():
            cell = data[kind][row]
            cameo = ", ".join(
                code if content == "plain" else f"{code} ({content})"
                for content, code in cell.items()
                if content != "plover"
            )
            lines.append(f"| {kind} | {', '.join(names)} | {cell['plover']} | {cameo} |")
    return [*lines, ""]


def citation_file(content: Content, options: Options) -> str:
    """`CITATION.cff` (Citation File Format 1.2.0) of the data set, for its publisher to complete."""
    title = json.dumps(plain(options.title), ensure_ascii=False)
    return "\n".join(
        (
            "cff-version: 1.2.0",
            "type: dataset",
            "message: Please cite this data set as below, and each story that you quote by its own citation.",
            f"title: {title}",
            "authors:",
            '  - name: "The keepers of this register"',
            f"version: {json.dumps(content.as_of)}",
            f"date-released: {json.dumps(content.as_of)}",
            "references:",
            "  - type: software",
            '    title: "Servanda"',
            f"    version: {json.dumps(VERSION)}",
            '    authors:\n      - name: "The Servanda authors"',
            "",
        )
    )


def reproducibility(
    content: Content, options: Options, rows: dict[str, int], sources: dict[str, int]
) -> dict[str, Any]:
    """Program, tables with their digests, sources with the number of their stories, the day and the filter."""
    return {
        "program": PROGRAM,
        "python": sys.version.split()[0],
        "as_of": content.as_of,
        "where": options.where,
        "rows": rows,
        "sources": dict(sorted(sources.items())),
        "tables": tables_in_use(),
    }


@cache
def tables_in_use() -> dict[str, str]:
    """SHA-256 of each table that decides what is coded and how it is threaded, by its place in the program."""
    found: dict[str, str] = {}
    for package in TABLES_AT:
        _digests(files("servanda") / package, package, found)
    return dict(sorted(found.items()))


def _digests(folder: Traversable, name: str, found: dict[str, str]) -> None:
    for item in folder.iterdir():
        path = f"{name}/{item.name}"
        if item.is_dir():
            _digests(item, path, found)
        elif "/data/" in path:
            found[path] = hashlib.sha256(item.read_bytes()).hexdigest()
