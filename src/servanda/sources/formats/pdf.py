"""A PDF with a text layer: one story, its wrapped lines joined to paragraphs."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator
from typing import BinaryIO

from servanda.errors import EmptyInput, NotText
from servanda.model.story import RawItem
from servanda.sources.formats.base import Given, Item, whole

MOST_PAGES = 200
ENDS = (".", "!", "?", "…", ":", ";", ".»", ".)")
HYPHEN = re.compile(r"(?<=[а-яё])[-\u00ad\u2010]$")
NUMBER = re.compile(r"\W*\d{1,4}\W*")


def read(file: BinaryIO, given: Given) -> Iterator[Item]:
    """The document as one story.

    Raises NotText where it cannot be opened, EmptyInput where its pages are pictures.
    """
    text = "\n\n".join(paragraphs(page) for page in _pages(whole(file, given), given))
    if not text.strip():
        raise EmptyInput(
            "a PDF without text", where=given.where, remedy="its pages are pictures: run text recognition first"
        )
    yield RawItem(where=given.where, content=text, id=given.stem)


def _pages(content: bytes, given: Given) -> list[str]:
    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise NotText("a PDF under a password", where=given.where, remedy="save it without one")
        return [page.extract_text() for page in reader.pages[:MOST_PAGES]]
    except NotText:
        raise
    except Exception as error:  # pypdf meets a broken file with errors of many kinds
        raise NotText("a damaged PDF", where=given.where, remedy="get the file anew, or its text") from error


def paragraphs(page: str) -> str:
    """A page's text with its lines joined: a line as wide as the others, or without a final mark, goes on below."""
    rows = [" ".join(row.split()) for row in page.split("\n")]
    rows = [row for row in rows if not NUMBER.fullmatch(row) or not row]
    width = max(map(len, rows), default=0)
    done: list[str] = []
    open_row = ""
    for row in rows:
        if not row:
            done.append(open_row)
            open_row = ""
            continue
        open_row = HYPHEN.sub("", open_row) + row if HYPHEN.search(open_row) else f"{open_row} {row}".strip()
        if (row.endswith(ENDS) and len(row) < width * 0.85) or len(row) < width * 0.5:
            done.append(open_row)
            open_row = ""
    return "\n".join(row for row in [*done, open_row] if row)
