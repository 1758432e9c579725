"""A web archive, WARC or ARC, plain or gzip: each page in it is a story."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from servanda.errors import EmptyInput, NotText, TooLarge
from servanda.model.story import RawItem
from servanda.sources.formats.base import Given, Item

PAGES = ("text/html", "application/xhtml+xml")


def read(file: BinaryIO, given: Given) -> Iterator[Item]:
    """The pages that were answered with 200, one at a time; other records are passed over.

    Raises NotText where it is no archive, EmptyInput where it holds no page.
    """
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    found = False
    try:
        for record in ArchiveIterator(file):
            if record.rec_type != "response" or not _is_page(record.http_headers):
                continue
            found = True
            address = str(record.rec_headers.get_header("WARC-Target-URI") or "").strip("<> ")
            where = f"{given.where}#{address}"
            body = record.content_stream().read(given.limit + 1)
            if len(body) > given.limit:
                yield TooLarge(f"larger than {given.limit // 1_000_000} MB", where=where, remedy="it was passed over")
            else:
                yield RawItem(where, body, "html", id=address or None, url=address or None)
    except (ArchiveLoadFailed, UnicodeError, ValueError) as error:
        raise NotText(
            "a broken web archive", where=given.where, remedy="the pages before the fault are read"
        ) from error
    if not found:
        raise EmptyInput("no page in the archive", where=given.where, remedy="nothing was read from it")


def _is_page(headers: object) -> bool:
    if headers is None or str(headers.get_statuscode()) != "200":  # type: ignore[attr-defined]
        return False
    kind = str(headers.get_header("Content-Type") or "")  # type: ignore[attr-defined]
    return kind.split(";")[0].strip().lower() in PAGES
