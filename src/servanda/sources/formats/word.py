"""A Word document, `.docx`: one story, its paragraphs and the cells of its tables as lines."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

from servanda.errors import EmptyInput, NotText, TooLarge
from servanda.model.story import RawItem
from servanda.sources.formats.base import Given, Item, whole

if TYPE_CHECKING:
    from docx.document import Document

UNPACKED = 8
"""How many times the limit of one story the parts of a document that are read may take, unpacked."""


def read(file: BinaryIO, given: Given) -> Iterator[Item]:
    """The document as one story.

    Raises NotText where it is no document or is locked, TooLarge where it would unpack to too much.
    """
    document = _open(whole(file, given), given)
    text = "\n".join(_lines(document))
    if not text.strip():
        raise EmptyInput("no text in the document", where=given.where, remedy="nothing was read from it")
    yield RawItem(where=given.where, content=text, id=given.stem)


def _open(content: bytes, given: Given) -> Document:
    import docx
    from docx.opc.exceptions import OpcError
    from lxml.etree import LxmlError

    try:
        _check_size(content, given)
        return docx.Document(io.BytesIO(content))
    except (zipfile.BadZipFile, OpcError, LxmlError, KeyError, ValueError, NotImplementedError) as error:
        raise NotText(
            "not a readable Word document", where=given.where, remedy="save it as .docx or as text"
        ) from error


def _check_size(content: bytes, given: Given) -> None:
    """Refuses a document that is small only while it is packed. zipfile unpacks no more than the sizes stated here."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        size = sum(part.file_size for part in packed.infolist())
    if size > given.limit * UNPACKED:
        raise TooLarge(f"unpacks to {size // 1_000_000} MB", where=given.where, remedy="save its text alone")


def _lines(document: Document) -> Iterator[str]:
    from docx.table import Table

    for part in document.iter_inner_content():
        if isinstance(part, Table):
            for row in part.rows:
                cells = dict.fromkeys(cell.text.strip() for cell in row.cells)
                yield "\n".join(cell for cell in cells if cell)
        else:
            yield part.text
