"""Readers of file formats, one a module, by the ending of the file's name."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from importlib import import_module
from typing import BinaryIO

from servanda.sources.formats.base import Given, Item, Reader


def _late(module: str, file: BinaryIO, given: Given) -> Iterator[Item]:
    """Imports a reader when a file of its format is met."""
    reader: Reader = import_module(f"servanda.sources.formats.{module}").read
    return reader(file, given)


FORMATS: dict[str, Reader] = {
    ".txt": partial(_late, "plain"),
    ".md": partial(_late, "plain"),
    ".html": partial(_late, "page"),
    ".htm": partial(_late, "page"),
    ".docx": partial(_late, "word"),
    ".pdf": partial(_late, "pdf"),
    ".jsonl": partial(_late, "json_lines"),
    ".ndjson": partial(_late, "json_lines"),
    ".json": partial(_late, "telegram_export"),
    ".csv": partial(_late, "table"),
    ".tsv": partial(_late, "table"),
    ".parquet": partial(_late, "parquet"),
    ".warc": partial(_late, "warc"),
    ".arc": partial(_late, "warc"),
}

PACKED_INSIDE = frozenset((".warc.gz", ".arc.gz"))
"""Endings of gzip files whose reader unpacks them itself, each record of them on its own."""

SNIFFED = 4096
"""Bytes by which a file is judged whose name tells nothing."""


def by_content(head: bytes) -> Reader:
    """The reader for a file whose name tells nothing, by its first bytes."""
    start = head.lstrip()[:400].lower()
    if head.startswith(b"%PDF"):
        return FORMATS[".pdf"]
    if head.startswith(b"PK\x03\x04") and b"word/" in head:
        return FORMATS[".docx"]
    if start.startswith((b"<!doctype html", b"<html", b"<?xml")) or b"<html" in start:
        return FORMATS[".html"]
    return FORMATS[".txt"]
