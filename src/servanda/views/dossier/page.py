"""A document as blocks, the same for Markdown, HTML, DOCX and PDF.

Words of a story can stand in it only as a `Quotation`, and that cannot be made without its citation.
"""

from __future__ import annotations

from dataclasses import dataclass

from servanda.views.cite import Citation, Language


@dataclass(frozen=True, slots=True)
class Heading:
    """`level` 1 begins a part, 2 a group, 3 a pledge."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Text of the program's own; `note` in small print."""

    text: str
    note: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """How a pledge stands, in a line: its status (for the colour) and the words."""

    status: str
    text: str


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words of a story, with who published them. `lead` stands before them: the day and the stage."""

    text: str
    citation: Citation
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: text, and a link where it has one; numbers stand to the right."""

    text: str
    link: str | None = None
    right: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[int, ...]
    """Shares of the width of the page."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A value of a plot; `label` names its period, `shown` the value as people write it."""

    label: str
    value: float
    shown: str


@dataclass(frozen=True, slots=True)
class Plot:
    """Values over periods, in one unit; the table beneath gives them with their sources."""

    title: str
    bars: tuple[Bar, ...]


Block = Heading | Paragraph | Mark | Quotation | Table | Plot


@dataclass(frozen=True, slots=True)
class Document:
    """A dossier or brief: what stands on its head, and its blocks in order."""

    title: str
    subtitle: str
    about: str
    """What the reader should know of how it was made, one sentence or two."""
    blocks: tuple[Block, ...]
    language: Language
    contents: bool = True
    """Whether it opens with a table of contents."""
