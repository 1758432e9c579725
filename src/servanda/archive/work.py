"""One part read, from its records to four tables: what each process of an engine does, whichever the engine."""

from __future__ import annotations

import io
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from servanda.archive.parts import Part, items
from servanda.archive.rows import TABLES, Row, fault, rows, schema
from servanda.errors import InputError, ServandaError
from servanda.model.story import RawItem, Story

ROOM = 1_000_000
"""Places that each part has for its records, so that those of the whole archive stand in one order."""


WAITING = 1_000_000
"""Characters of stories that wait to be packed."""


@dataclass(frozen=True, slots=True)
class Made:
    """What came of a part: its tables as Parquet, and how many rows each has, those of each kind of fault counted."""

    number: int
    tables: dict[str, bytes]
    counts: dict[str, int]


def read_part(part: Part, first: int = 0, last: int | None = None) -> Made:
    """Read a part, or its records from `first` up to, not including, `last`. Nothing that is in a record stops it."""
    from servanda.pipeline import read_many

    tables = Tables(part.number)
    places: list[int] = []

    def stories() -> Iterator[Story]:
        for at, made in _stories(part, first, last):
            if isinstance(made, Story):
                places.append(part.number * ROOM + at)
                yield made
            else:
                tables.add("faults", [fault(part.number * ROOM + at, made)])

    for reading, place in _numbered(read_many(stories(), workers=1), places):
        if isinstance(reading, ServandaError):
            tables.add("faults", [fault(place, reading)])
        else:
            for table, listed in rows(place, reading).items():
                tables.add(table, listed)
    return tables.made()


def _numbered(readings: Iterator[Any], places: list[int]) -> Iterator[tuple[Any, int]]:
    """Each reading with the place of its story: readings come in the order of the stories, some later."""
    for at, reading in enumerate(readings):
        yield reading, places[at]


def _stories(part: Part, first: int, last: int | None) -> Iterator[tuple[int, Story | ServandaError]]:
    listed = enumerate(items(part))
    while True:
        try:
            at, item = next(listed)
        except StopIteration:
            return
        except Exception as error:
            yield -1 % ROOM, _unforeseen(part.input.path, error)
            return
        if first <= at and (last is None or at < last):
            yield at, _story(item)


def _story(item: RawItem | InputError) -> Story | ServandaError:
    from servanda.stories import clean

    if isinstance(item, ServandaError):
        return item
    try:
        return clean(item)
    except ServandaError as error:
        return error
    except Exception as error:
        return _unforeseen(item.where, error)


def _unforeseen(where: str, error: Exception) -> InputError:
    return InputError(f"it could not be read: {type(error).__name__}: {error}"[:500], where=where, remedy="report it")


class Tables:
    """Rows of a part on their way into Parquet, packed as they come: a web archive is one part, of whatever size.

    Rows of a table are added in the order of their places, but for faults, which are few and put in order at the end.
    """

    def __init__(self, number: int) -> None:
        self._number = number
        self._waiting: dict[str, list[Row]] = {table: [] for table in TABLES}
        self._characters = 0
        self._counts: Counter[str] = Counter(dict.fromkeys(TABLES, 0))
        self._files: dict[str, tuple[io.BytesIO, Any]] = {}

    def add(self, table: str, listed: Sequence[Row]) -> None:
        """Add rows of a table."""
        self._waiting[table].extend(listed)
        self._counts[table] += len(listed)
        if table == "stories":
            self._characters += sum(len(row["text"]) for row in listed)
        if table == "faults":
            self._counts.update(f"faults of kind {row['error']}" for row in listed)
        if self._characters >= WAITING:
            for table in TABLES[:-1]:
                self._pack(table)
            self._characters = 0

    def _pack(self, table: str) -> None:
        import pyarrow as pa
        from pyarrow.parquet import ParquetWriter

        waiting, columns = self._waiting[table], schema(table)
        if not waiting:
            return
        if table not in self._files:
            file = io.BytesIO()
            self._files[table] = file, ParquetWriter(file, columns, compression="zstd")
        self._files[table][1].write_table(pa.Table.from_pylist(waiting, columns))
        waiting.clear()

    def made(self) -> Made:
        """All rows as Parquet."""
        self._waiting["faults"].sort(key=lambda row: row["place"])
        for table in TABLES:
            self._pack(table)
        for _, writer in self._files.values():
            writer.close()
        packed = {table: file.getvalue() for table, (file, _) in self._files.items()}
        return Made(self._number, packed, dict(self._counts))


def records(part: Part) -> int:
    """How many records a part has."""
    return sum(1 for _ in items(part))


def perform(order: str) -> dict[str, Any]:
    """`read_part` for engines, which carry plain values alone."""
    done = read_part(Part.load(json.loads(order)))
    return {"number": done.number, "tables": done.tables, "counts": json.dumps(done.counts)}


def performed(answer: dict[str, Any]) -> Made:
    """What `perform` gave, after its journey."""
    tables = {table: bytes(answer["tables"][table]) for table in TABLES if answer["tables"].get(table)}
    return Made(answer["number"], tables, json.loads(answer["counts"]))


