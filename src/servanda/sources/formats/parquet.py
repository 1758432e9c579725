"""A table of stories as `.parquet`: a story a row."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from typing import Any, BinaryIO

from servanda.errors import EmptyInput, NotText
from servanda.sources.formats.base import ROLES, Given, Item, story

BATCH = 128
"""Rows held in memory at once."""


def read(file: BinaryIO, given: Given) -> Iterator[Item]:
    """Each row's story, a batch of rows in memory at a time.

    Raises NotText where it is no Parquet table, or has no column for the text.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        table = pq.ParquetFile(_seekable(file))
        names = table.schema_arrow.names
    except (pa.ArrowException, OSError) as error:
        raise NotText("not a readable Parquet table", where=given.where, remedy="get the file anew") from error
    wanted = [name for role in ROLES if (name := given.column(role)) in names]
    if given.column("text") not in names:
        raise NotText(
            f"no column “{given.column('text')}” in the table (it has: {', '.join(names)[:200]})",
            where=given.where,
            remedy="name the column that holds the text",
        )
    groups, number = _groups(table, given.first)
    try:
        for batch in table.iter_batches(batch_size=BATCH, row_groups=groups, columns=wanted):
            for row in batch.to_pylist():
                number += 1
                if number <= given.first:
                    continue
                yield story(row, given, f"{given.where}:{number}", f"{given.stem}:{number}")
    except (pa.ArrowException, OSError) as error:
        yield NotText(
            "a damaged Parquet table", where=f"{given.where}:{number + 1}", remedy=f"the rest was lost ({error})"[:200]
        )
    if not number and not given.first:
        yield EmptyInput("a table without rows", where=given.where, remedy="nothing was read from it")


def _groups(table: Any, first: int) -> tuple[list[int], int]:
    """The row groups that end after row `first`, and the number of rows before them."""
    sizes = [table.metadata.row_group(at).num_rows for at in range(table.metadata.num_row_groups)]
    skipped = 0
    while skipped < len(sizes) and sum(sizes[: skipped + 1]) <= first:
        skipped += 1
    return list(range(skipped, len(sizes))), sum(sizes[:skipped])


def _seekable(file: BinaryIO) -> BinaryIO:
    """Parquet is read from its end: what comes from a pipe is laid down first."""
    if file.seekable():
        return file
    laid = tempfile.TemporaryFile()  # noqa: SIM115 (lives as long as the table is read)
    while piece := file.read(1 << 20):
        laid.write(piece)
    laid.seek(0)
    return laid
