"""A saved web page, or a page of a Telegram Desktop export in its HTML form."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from servanda.model.story import RawItem
from servanda.sources.formats.base import Given, Item, whole

EXPORT = (b'class="page_body chat_page"', b'class="history"')


def read(file: BinaryIO, given: Given) -> Iterator[Item]:
    """One story, or each post of an exported channel."""
    content = whole(file, given)
    if all(mark in content for mark in EXPORT):
        from servanda.sources.formats.telegram_page import posts

        yield from posts(content, given)
    else:
        yield RawItem(where=given.where, content=content, kind="html", id=given.stem)
