"""A document as one HTML file: no script, nothing loaded from elsewhere, fit for the screen and for printing."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from functools import singledispatch
from html import escape
from importlib.resources import files

from servanda.views.cite import Language
from servanda.views.dossier.page import Block, Cell, Document, Heading, Mark, Paragraph, Plot, Quotation, Table
from servanda.views.dossier.plot import svg
from servanda.views.wording import word


def html(document: Document) -> str:
    """The whole document."""
    style = (files("servanda.views.dossier") / "data" / "dossier.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; img-src data:; style-src 'sha256-{digest}'"
    headings = [block for block in document.blocks if isinstance(block, Heading) and block.level == 1]
    body = []
    part = 0
    for block in document.blocks:
        if isinstance(block, Heading) and block.level == 1:
            part += 1
            body.append(f'<h2 id="part-{part}">{escape(block.text)}</h2>')
        else:
            body.extend(pieces(block))
    contents = _contents(headings, document.language) if document.contents and len(headings) > 1 else ""
    return (
        f'<!doctype html>\n<html lang="{document.language}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(document.title)}</title>\n<style>{style}</style>\n</head>\n<body>\n<main>\n"
        f"<header><h1>{escape(document.title)}</h1><p>{escape(document.subtitle)}</p></header>\n{contents}"
        + "\n".join(body)
        + f"\n<footer><p>{escape(document.about)}</p></footer>\n</main>\n</body>\n</html>\n"
    )


def _contents(headings: list[Heading], language: Language) -> str:
    items = "".join(f'<li><a href="#part-{at}">{escape(one.text)}</a></li>' for at, one in enumerate(headings, 1))
    title = escape(word("dossier", "contents", language))
    return f'<nav aria-label="{title}"><p>{title}</p><ol>{items}</ol></nav>\n'


@singledispatch
def pieces(block: Block) -> Iterator[str]:
    raise TypeError(block)


@pieces.register
def _heading(block: Heading) -> Iterator[str]:
    yield f"<h{block.level + 1}>{escape(block.text)}</h{block.level + 1}>"


@pieces.register
def _paragraph(block: Paragraph) -> Iterator[str]:
    yield f'<p class="note">{escape(block.text)}</p>' if block.note else f"<p>{escape(block.text)}</p>"


@pieces.register
def _mark(block: Mark) -> Iterator[str]:
    yield f'<p class="mark {block.status.replace(" ", "-")}">{escape(block.text)}</p>'


@pieces.register
def _quotation(block: Quotation) -> Iterator[str]:
    link = f' cite="{escape(block.citation.link)}"' if block.citation.link else ""
    lead = f'<figcaption class="lead">{escape(block.lead)}</figcaption>' if block.lead else ""
    quoted = f"<blockquote{link}><p>{escape(block.text)}</p></blockquote>"
    yield f"<figure>{lead}{quoted}<p>{block.citation.html()}</p></figure>"


@pieces.register
def _table(block: Table) -> Iterator[str]:
    right = [bool(block.rows) and block.rows[0][at].right for at in range(len(block.head))]
    sides = [' class="right"' if one else "" for one in right]
    head = "".join(f'<th scope="col"{side}>{escape(title)}</th>' for title, side in zip(block.head, sides, strict=True))
    rows = "\n".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in block.rows)
    yield f"<table><thead><tr>{head}</tr></thead><tbody>\n{rows}\n</tbody></table>"


def _cell(cell: Cell) -> str:
    text = escape(cell.text)
    inner = f'<a href="{escape(cell.link)}" rel="noopener">{text}</a>' if cell.link else text
    return f'<td class="right">{inner}</td>' if cell.right else f"<td>{inner}</td>"


@pieces.register
def _plot(block: Plot) -> Iterator[str]:
    yield f'<div class="plot">{svg(block)}</div>'
