"""What every reader of a file format takes and gives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, BinaryIO, Protocol

from servanda.errors import EmptyInput, InputError, TooLarge
from servanda.model.story import RawItem

Item = RawItem | InputError
ROLES = ("id", "text", "date", "source", "url", "title")


@dataclass(frozen=True, slots=True)
class Given:
    """What is known of a file before it is read."""

    where: str
    stem: str
    """Name of the only story in it, and beginning of the names of several."""
    limit: int
    """Bytes that one story may take."""
    columns: Mapping[str, str] = field(default_factory=dict)
    """Names of fields by their role, where they are not named like it."""
    first: int = 0
    """Records of the file that are not asked for: JSON lines are handed over from after them, tables skip them."""

    def column(self, role: str) -> str:
        return self.columns.get(role, role)


class Reader(Protocol):
    """Reads a file of one format into raw items."""

    def __call__(self, file: BinaryIO, given: Given) -> Iterator[Item]: ...


def whole(file: BinaryIO, given: Given) -> bytes:
    """All bytes of a file that holds one story.

    Raises TooLarge without reading on, EmptyInput where there are none.
    """
    content = file.read(given.limit + 1)
    if len(content) > given.limit:
        raise TooLarge(
            f"larger than {given.limit // 1_000_000} MB",
            where=given.where,
            remedy="split it, or raise the setting largest_story",
        )
    if not content.strip():
        raise EmptyInput("empty file", where=given.where, remedy="nothing was read from it")
    return content


def story(row: Mapping[str, Any], given: Given, where: str, name: str) -> Item:
    """A raw item out of one row of a table; an error where it holds no text."""
    values = {role: _value(row.get(given.column(role))) for role in ROLES}
    text = values["text"]
    if text is None:
        return EmptyInput(
            f"no text in the field “{given.column('text')}”", where=where, remedy="name the field that holds it"
        )
    if len(text) > given.limit:
        return TooLarge(f"text too large ({len(text):,} characters)", where=where, remedy="split it")
    return RawItem(
        where=where,
        content=text,
        id=values["id"] or name,
        date=values["date"],
        source=values["source"],
        url=values["url"],
        title=values["title"],
    )


def _value(value: object) -> str | None:
    if value is None or isinstance(value, (list, dict)) or value != value:
        return None
    written = value.isoformat() if hasattr(value, "isoformat") else str(value)
    return written if written.strip() else None
