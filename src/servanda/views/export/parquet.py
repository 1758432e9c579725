"""Parquet: one table with typed columns, what each means in its metadata, row groups small enough to stream."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from servanda.views.export.columns import Column
from servanda.views.export.content import Content, Options
from servanda.views.export.csv import chosen
from servanda.views.export.tables import rows

if TYPE_CHECKING:
    import pyarrow

ROWS = 5000
"""Rows a group."""


def write(content: Content, out: Path, options: Options) -> int:
    """Write the table `options.table`; returns its number of rows."""
    import pyarrow
    from pyarrow.parquet import ParquetWriter

    table = chosen(options)
    schema = pyarrow.schema([_field(column) for column in table.columns], metadata={"about": table.about})
    count = 0
    waiting = rows(table.name, content, options)
    with ParquetWriter(out, schema, compression="zstd") as file:
        while group := list(islice(waiting, ROWS)):
            file.write_table(pyarrow.Table.from_pylist([_typed(row, table.columns) for row in group], schema))
            count += len(group)
    return count


def _field(column: Column) -> pyarrow.Field:
    import pyarrow

    types = {
        "text": pyarrow.string(),
        "list": pyarrow.list_(pyarrow.string()),
        "number": pyarrow.float64(),
        "whole": pyarrow.int64(),
        "day": pyarrow.date32(),
        "yes": pyarrow.bool_(),
    }
    return pyarrow.field(column.name, types[column.type], metadata={"about": column.about})


def _typed(row: dict[str, Any], columns: tuple[Column, ...]) -> dict[str, Any]:
    """Days as dates, numbers as floats, texts without lone surrogates, which UTF-8 cannot hold."""
    return {column.name: _value(row[column.name], column.type) for column in columns}


def _value(value: Any, type: str) -> Any:
    from datetime import date

    if value is None:
        return None
    if type == "day":
        return date.fromisoformat(value[:10])
    if type == "number":
        return float(value)
    if type == "list":
        return [_encodable(text) for text in value]
    return _encodable(value) if type == "text" else value


def _encodable(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")
