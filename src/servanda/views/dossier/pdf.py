"""A document as PDF, set by Typst with the fonts that it carries, so that a page looks the same everywhere."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, date, datetime
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from servanda.views.cite import Citation
from servanda.views.dossier.page import Block, Document, Plot, Quotation
from servanda.views.dossier.plot import svg
from servanda.views.export.program import PROGRAM
from servanda.views.wording import word


def pdf(document: Document, out: Path, day: str) -> None:
    """Write the document to `out`; `day` (`YYYY-MM-DD`) is the one that the file names as its own."""
    import typst

    template = (files("servanda.views.dossier") / "data" / "dossier.typ").read_text(encoding="utf-8")
    with TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "document.json").write_text(json.dumps(_data(document, place), ensure_ascii=False), encoding="utf-8")
        (place / "dossier.typ").write_text(template, encoding="utf-8")
        made = datetime.combine(date.fromisoformat(day), datetime.min.time(), UTC)
        typst.compile(
            place / "dossier.typ", output=out, root=place, ignore_system_fonts=True, format="pdf", timestamp=made
        )


def png(plot: Plot) -> bytes:
    """A plot as a picture for formats that take no SVG, 200 dots an inch."""
    import typst

    with TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "plot.svg").write_text(svg(plot), encoding="utf-8")
        source = '#set page(width: auto, height: auto, margin: 0pt)\n#image("plot.svg", width: 160mm)\n'
        (place / "plot.typ").write_text(source, encoding="utf-8")
        made = typst.compile(place / "plot.typ", root=place, ignore_system_fonts=True, format="png", ppi=200)
    return bytes(made)


def _data(document: Document, place: Path) -> dict[str, Any]:
    language = document.language
    return {
        "title": document.title,
        "subtitle": document.subtitle,
        "about": document.about,
        "language": language,
        "program": PROGRAM,
        "page": word("dossier", "page", language),
        "of": word("dossier", "of", language),
        "contents": word("dossier", "contents", language) if document.contents else None,
        "blocks": [_part(block, place, at) for at, block in enumerate(document.blocks)],
    }


def _part(block: Block, place: Path, at: int) -> dict[str, Any]:
    """A block as the template reads it; a plot is drawn beside it."""
    if isinstance(block, Quotation):
        return {"part": "quotation", "text": block.text, "lead": block.lead, "citation": _cited(block.citation)}
    if isinstance(block, Plot):
        path = f"plot-{at}.svg"
        (place / path).write_text(svg(block), encoding="utf-8")
        return {"part": "plot", "path": path, "title": block.title}
    return {"part": type(block).__name__.lower(), **asdict(block)}


def _cited(citation: Citation) -> dict[str, str | None]:
    return {"outlet": citation.outlet, "label": citation.label, "tail": citation.tail, "link": citation.link}
