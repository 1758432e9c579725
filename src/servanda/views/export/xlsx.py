"""XLSX: a workbook with pledges, events, figures, and a sheet that explains the columns. Nothing in it is a formula."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from servanda.errors import UsageError
from servanda.views.export.cells import legal
from servanda.views.export.content import Content, Options
from servanda.views.export.tables import TABLES, TableName, event_rows, figure_row, pledge_rows

LONGEST = 32_000
"""Characters that a cell can hold, a little less than Excel's 32,767."""
MOST_LINKS = 60_000
"""Active links a sheet; Excel takes 65,530. Beyond, the address stands as text."""
MOST_ROWS = 1_048_575
SHEETS = {
    "ru": {"pledges": "Обязательства", "events": "События", "figures": "Показатели", "about": "О столбцах"},
    "en": {"pledges": "Pledges", "events": "Events", "figures": "Figures", "about": "Columns"},
}


def write(content: Content, out: Path, options: Options) -> int:
    """Write the workbook; returns the number of rows on all sheets but the last."""
    import xlsxwriter

    book = xlsxwriter.Workbook(
        str(out), {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "in_memory": False}
    )
    book.set_properties({"title": legal(options.title)})
    sheets = {name: _Sheet(book, name, options.language) for name in TABLES}
    for pledge in content.pledges:
        for row in pledge_rows(pledge, content, options):
            sheets["pledges"].add(row)
        for row in event_rows(pledge, content, options):
            sheets["events"].add(row)
    for measured in content.figures:
        sheets["figures"].add(figure_row(measured, content, options))
    for sheet in sheets.values():
        sheet.close()
    _about(book, options.language)
    book.close()
    return sum(sheet.rows for sheet in sheets.values())


class _Sheet:
    """A sheet that is written row after row."""

    def __init__(self, book: Any, name: TableName, language: str) -> None:
        self.columns = TABLES[name].columns
        self.sheet = book.add_worksheet(SHEETS[language][name])
        self.wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        self.blue = book.add_format({"font_color": "#0b5394", "underline": 1, "valign": "top"})
        self.rows = 0
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#eef2f5"})
        self.sheet.freeze_panes(1, 1)
        self.sheet.set_landscape()
        self.sheet.set_paper(9)
        self.sheet.repeat_rows(0)
        for at, column in enumerate(self.columns):
            self.sheet.set_column(at, at, column.wide)
            self.sheet.write_string(0, at, column.heading if language == "ru" else column.name, bold)

    def add(self, row: dict[str, Any]) -> None:
        if self.rows >= MOST_ROWS:
            raise UsageError(
                "a sheet takes no more than 1,048,575 rows", remedy="choose csv or parquet, or fewer with --where"
            )
        self.rows += 1
        for at, column in enumerate(self.columns):
            value = row[column.name]
            if column.name == "link" and value and self.rows <= MOST_LINKS:
                self.sheet.write_url(self.rows, at, value, self.blue)
            else:
                self._write(at, value)

    def _write(self, at: int, value: Any) -> None:
        if value is None:
            return
        if isinstance(value, bool):
            self.sheet.write_boolean(self.rows, at, value, self.wrapped)
        elif isinstance(value, int | float):
            self.sheet.write_number(self.rows, at, value, self.wrapped)
        else:
            text = "; ".join(value) if isinstance(value, list) else value
            self.sheet.write_string(self.rows, at, legal(text)[:LONGEST], self.wrapped)

    def close(self) -> None:
        self.sheet.autofilter(0, 0, max(self.rows, 1), len(self.columns) - 1)


def _about(book: Any, language: str) -> None:
    """The sheet that says what each column holds."""
    sheet = book.add_worksheet(SHEETS[language]["about"])
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 2, 20)
    sheet.set_column(3, 3, 90)
    at = 0
    for table in TABLES.values():
        for column in table.columns:
            for place, text in enumerate((table.name, column.name, column.heading, column.about)):
                sheet.write_string(at, place, text, wrapped)
            at += 1
