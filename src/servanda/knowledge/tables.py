"""Reading the tables of `knowledge/data`: tab-separated rows under a header line, `#` for remarks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib.resources import files
from pathlib import Path

from servanda.errors import KnowledgeError


def rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of `data/NAME` by column; KnowledgeError names the line that has too many or too few columns."""
    text = (files("servanda.knowledge") / "data" / name).read_text(encoding="utf-8")
    header: list[str] | None = None
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if header is None:
            header = cells
        elif len(cells) != len(header):
            raise KnowledgeError(f"{len(cells)} columns where {len(header)} belong", where=f"{name}:{number}")
        else:
            yield dict(zip(header, (cell.strip() for cell in cells), strict=True))


def own_rows(path: Path, columns: Sequence[str]) -> Iterator[tuple[str, dict[str, str]]]:
    """Where it stands (`FILE:LINE`) and the row by column, of each row of a user's own table with these columns.

    Raises KnowledgeError, naming file and line, where the file is no text or a row is wrong.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise KnowledgeError("cannot be read as UTF-8 text", where=str(path), remedy="check the path") from error
    header: tuple[str, ...] | None = None
    for number, line in enumerate(text.splitlines(), 1):
        where = f"{path}:{number}"
        if not line.strip() or line.startswith("#"):
            continue
        cells = tuple(cell.strip() for cell in line.split("\t"))
        if header is None:
            header = cells
            if set(header) != set(columns):
                remedy = f"the first line must be: {', '.join(columns)}"
                raise KnowledgeError("wrong columns", where=where, remedy=remedy)
        elif len(cells) != len(header):
            fault = f"{len(cells)} columns where {len(header)} belong"
            raise KnowledgeError(fault, where=where, remedy="part them by tabs")
        else:
            yield where, dict(zip(header, cells, strict=True))


def one_of(value: str, allowed: Sequence[str], what: str, where: str) -> str:
    """The value; KnowledgeError where it is none of the allowed ones."""
    if value not in allowed:
        raise KnowledgeError(f"unknown {what} «{value}»", where=where, remedy=f"use one of {', '.join(allowed)}")
    return value
