"""A document as Markdown (CommonMark with tables)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import singledispatch

from servanda.views.cite import escape_markdown
from servanda.views.dossier.page import Block, Cell, Document, Heading, Mark, Paragraph, Plot, Quotation, Table


def markdown(document: Document) -> str:
    """The whole document."""
    head = [f"# {escape_markdown(document.title)}", "", escape_markdown(document.subtitle), ""]
    body = [line for block in document.blocks for line in (*lines(block), "")]
    return "\n".join([*head, *body, "---", "", escape_markdown(document.about), ""])


@singledispatch
def lines(block: Block) -> Iterator[str]:
    raise TypeError(block)


@lines.register
def _heading(block: Heading) -> Iterator[str]:
    yield f"{'#' * (block.level + 1)} {escape_markdown(block.text)}"


@lines.register
def _paragraph(block: Paragraph) -> Iterator[str]:
    yield f"*{escape_markdown(block.text)}*" if block.note else escape_markdown(block.text)


@lines.register
def _mark(block: Mark) -> Iterator[str]:
    yield f"**{escape_markdown(block.text)}**"


@lines.register
def _quotation(block: Quotation) -> Iterator[str]:
    if block.lead:
        yield f"> {escape_markdown(block.lead)}"
        yield ">"
    yield f"> {escape_markdown(block.text)}"
    yield ">"
    yield f"> — {block.citation.markdown()}"


@lines.register
def _table(block: Table) -> Iterator[str]:
    yield f"| {' | '.join(map(escape_markdown, block.head))} |"
    right = [bool(block.rows) and block.rows[0][at].right for at in range(len(block.head))]
    yield f"| {' | '.join('---:' if one else '---' for one in right)} |"
    for row in block.rows:
        yield f"| {' | '.join(map(_cell, row))} |"


def _cell(cell: Cell) -> str:
    text = escape_markdown(cell.text)
    return f"[{text}](<{cell.link}>)" if cell.link else text


@lines.register
def _plot(block: Plot) -> Iterator[str]:
    """A plot's values as a line: the quotations beneath give them with their sources."""
    values = "; ".join(f"{bar.label} — {bar.shown}" for bar in block.bars)
    yield escape_markdown(f"{block.title}: {values}")
