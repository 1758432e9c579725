"""Reading the tables of `knowledge/data`: tab-separated rows under a header line, `#` for remarks."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files

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
