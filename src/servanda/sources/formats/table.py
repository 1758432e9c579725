"""A table of stories as `.csv` or `.tsv`: a story a row, in whatever encoding and with whatever separator."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import BinaryIO

from servanda.decoding import encoding
from servanda.errors import EmptyInput, NotText
from servanda.sources.formats.base import Given, Item, story

SAMPLE = 1 << 16
SEPARATORS = ",;\t|"


def read(file: BinaryIO, given: Given) -> Iterator[Item]:
    """Each row's story, read one at a time.

    Raises NotText where the table has no column for the text, or a row of it is over the limit.
    """
    head = file.read(SAMPLE)
    name = encoding(head, given.where)
    stream = io.TextIOWrapper(io.BufferedReader(_Joined(head, file)), encoding=name, errors="replace", newline="")
    csv.field_size_limit(given.limit)
    first = next(iter(head.decode(name, errors="replace").removeprefix("\ufeff").splitlines()), "")
    rows = csv.reader(stream, delimiter=max(SEPARATORS, key=first.count))
    names = [column.removeprefix("\ufeff").strip() for column in next(rows, [])]
    if given.column("text") not in names:
        raise NotText(
            f"no column “{given.column('text')}” in the table (it has: {', '.join(names)[:200]})",
            where=given.where,
            remedy="name the column that holds the text",
        )
    yield from _rows(rows, names, given)


def _rows(rows: Iterator[list[str]], names: list[str], given: Given) -> Iterator[Item]:
    number = 1
    try:
        for number, row in enumerate(rows, 2):
            if any(cell.strip() for cell in row):
                values = dict(zip(names, row, strict=False))
                yield story(values, given, f"{given.where}:{number}", f"{given.stem}:{number}")
    except csv.Error as error:
        yield NotText(
            f"a broken table ({error})", where=f"{given.where}:{number + 1}", remedy="the rest was passed over"
        )
    if number == 1:
        yield EmptyInput("a table without rows", where=given.where, remedy="nothing was read from it")


class _Joined(io.RawIOBase):
    """The bytes already read, then the rest of the file."""

    def __init__(self, head: bytes, file: BinaryIO) -> None:
        self.head, self.file = head, file

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        piece = self.head[: len(buffer)] or self.file.read(len(buffer))
        self.head = self.head[len(buffer) :]
        buffer[: len(piece)] = piece
        return len(piece)
