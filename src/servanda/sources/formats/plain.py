"""A text file, `.txt` or `.md`: one story."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from servanda.model.story import RawItem
from servanda.sources.formats.base import Given, Item, whole


def read(file: BinaryIO, given: Given) -> Iterator[Item]:
    """The file as one story; its encoding is told when it is cleaned."""
    yield RawItem(where=given.where, content=whole(file, given), id=given.stem)
