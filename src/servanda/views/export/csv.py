"""CSV: one table, UTF-8, a header line, with a byte order mark where asked for (Excel takes UTF-8 only with it)."""

from __future__ import annotations

import csv
from pathlib import Path

from servanda.errors import UsageError
from servanda.views.export.cells import cell
from servanda.views.export.content import Content, Options
from servanda.views.export.tables import TABLES, Table, rows


def write(content: Content, out: Path, options: Options) -> int:
    """Write the table `options.table`; returns its number of rows."""
    table = chosen(options)
    names = [column.name for column in table.columns]
    count = 0
    with out.open("w", encoding="utf-8-sig" if options.bom else "utf-8", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(names)
        for row in rows(table.name, content, options):
            lines.writerow([cell(row[name]) for name in names])
            count += 1
    return count


def chosen(options: Options) -> Table:
    """The table that the options name.

    Raises UsageError where there is none of that name.
    """
    for name, table in TABLES.items():
        if name == options.table:
            return table
    raise UsageError(f"no table {options.table!r}", remedy=f"tables are {', '.join(TABLES)}")
