"""Parts: ranges of an input's records, small enough to be read in seconds, and what stands in each."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from importlib import import_module
from itertools import islice
from typing import Any, BinaryIO, cast

from servanda.archive.inputs import BLOCK, Input, opened
from servanda.errors import InputError
from servanda.model.story import RawItem
from servanda.settings import settings
from servanda.sources.files import BYTES_A_CHARACTER, told
from servanda.sources.formats.base import Given, Reader

SIZE = 2_000_000
"""Bytes of a part of JSON lines, about: some five hundred articles, ten seconds of one core."""
RECORDS = 500
"""Records of a part of a table."""


@dataclass(frozen=True, slots=True)
class Part:
    """A range of an input. JSON lines are cut by bytes (as unpacked), tables by records, web archives not at all."""

    number: int
    input: Input
    start: int = 0
    end: int | None = None
    first: int = 0
    """Records of the input that stand before it."""
    columns: tuple[tuple[str, str], ...] = ()
    source: str | None = None
    """Outlet of stories that name none."""

    def dump(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def load(cls, slots: Mapping[str, Any]) -> Part:
        columns = tuple((role, name) for role, name in slots["columns"])
        return cls(**{**slots, "input": Input(**slots["input"]), "columns": columns})


def cut(given: Input, pattern: Part) -> Iterator[Part]:
    """The parts of an input, each like `pattern`, their numbers counted from its. What cannot be cut is one part."""
    whole = replace(pattern, input=given)
    try:
        ranges = list(_ranges(given, whole))
    except (InputError, OSError, EOFError, ValueError):
        ranges = []
    for at, (start, end, first) in enumerate(ranges or [(0, None, 0)]):
        yield replace(whole, number=pattern.number + at, start=start, end=end, first=first)


def _ranges(given: Input, whole: Part) -> Iterator[tuple[int, int | None, int]]:
    if given.kind == "json_lines":
        with opened(given) as file:
            yield from _by_lines(file, SIZE)
    elif given.kind in ("table", "parquet"):
        count = _rows(given, whole)
        yield from ((start, min(start + RECORDS, count), start) for start in range(0, count, RECORDS))


def _by_lines(file: BinaryIO, size: int) -> Iterator[tuple[int, int, int]]:
    """(start, end, lines before) of ranges of whole lines, each the shortest of `size` bytes or more."""
    start = offset = before = counted = 0
    while block := file.read(BLOCK):
        at = 0
        while (end := block.find(b"\n", max(at, start + size - 1 - offset))) >= 0:
            before_next = before + counted + block.count(b"\n", at, end + 1)
            yield start, offset + end + 1, before
            start, at, before, counted = offset + end + 1, end + 1, before_next, 0
        counted += block.count(b"\n", at)
        offset += len(block)
    if offset > start:
        yield start, offset, before


def _rows(given: Input, whole: Part) -> int:
    with opened(given) as file:
        if given.kind == "parquet" and not given.packed:
            import pyarrow
            from pyarrow.parquet import ParquetFile

            try:
                return int(ParquetFile(file).metadata.num_rows)
            except pyarrow.ArrowException as error:
                raise ValueError(str(error)) from error
        return sum(1 for _ in _reader(given)(file, _given(whole)))


def _reader(given: Input) -> Reader:
    return cast(Reader, import_module(f"servanda.sources.formats.{given.kind}").read)


def _given(part: Part) -> Given:
    limit = settings().largest_story * BYTES_A_CHARACTER
    return Given(part.input.path, part.input.name, limit, dict(part.columns), part.first)


def items(part: Part) -> Iterator[RawItem | InputError]:
    """The records of a part, an error in the place of each that cannot be read."""
    with told(part.input.path) as failures, opened(part.input) as file:
        for item in _items(part, file):
            lacks = isinstance(item, RawItem) and part.source and not item.source
            yield replace(cast(RawItem, item), source=part.source) if lacks else item
    yield from failures


def _items(part: Part, file: BinaryIO) -> Iterator[RawItem | InputError]:
    read = _reader(part.input)
    if part.input.kind == "json_lines" and part.end is not None:
        _go_to(file, part.start, part.input.packed != "")
        yield from read(cast(BinaryIO, io.BufferedReader(_Window(file, part.end - part.start))), _given(part))
    elif part.input.kind == "parquet":
        yield from islice(read(file, _given(part)), None if part.end is None else part.end - part.start)
    else:
        yield from islice(read(file, replace(_given(part), first=0)), part.start, part.end)


def _go_to(file: BinaryIO, start: int, packed: bool) -> None:
    if not packed:
        file.seek(start)
        return
    while start and (block := file.read(min(start, BLOCK))):
        start -= len(block)


class _Window(io.RawIOBase):
    """The next bytes of a file, and then its end."""

    def __init__(self, file: BinaryIO, size: int) -> None:
        self._file, self._left = file, size

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        block = self._file.read(min(len(buffer), self._left))
        buffer[: len(block)] = block
        self._left -= len(block)
        return len(block)
