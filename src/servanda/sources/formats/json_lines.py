"""JSON lines: a story a line, `{"id", "text", "date", "source", "url", "title"}`, read one at a time."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, BinaryIO

from servanda.decoding import decode
from servanda.errors import EmptyInput, InputError, NotText, TooLarge
from servanda.model.story import RawItem
from servanda.sources.formats.base import Given, Item, story


def read(file: BinaryIO, given: Given) -> Iterator[Item]:
    """Each line's story, or the error that stands for it; memory is that of the longest line within the limit."""
    number, told = given.first, 0
    while line := file.readline(given.limit):
        number += 1
        where = f"{given.where}:{number}"
        if len(line) == given.limit and not line.endswith(b"\n"):
            _skip_line(file, given.limit)
            item: Item = TooLarge(f"a line over {given.limit // 1_000_000} MB", where=where, remedy="split the text")
        elif not line.strip(b" \t\r\n\xef\xbb\xbf"):
            continue
        else:
            item = _story(line, given, where, f"{given.stem}:{number}")
        told += 1
        yield item
    if not told and not given.first:
        yield EmptyInput("empty file", where=given.where, remedy="nothing was read from it")


def _skip_line(file: BinaryIO, limit: int) -> None:
    while (rest := file.readline(limit)) and not rest.endswith(b"\n"):
        pass


def _story(line: bytes, given: Given, where: str, name: str) -> Item:
    try:
        row = _parsed(line, where)
    except InputError as error:
        return error
    if not isinstance(row, dict):
        return NotText("not a JSON object", where=where, remedy='a line is {"id": …, "text": …}')
    page = row.get("html")
    if isinstance(page, str) and not row.get(given.column("text")):
        item = story({**row, given.column("text"): page}, given, where, name)
        return replace(item, kind="html") if isinstance(item, RawItem) else item
    return story(row, given, where, name)


def _parsed(line: bytes, where: str) -> Any:
    try:
        text = line.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = decode(line, where)
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise NotText(
            f"broken JSON at character {error.pos + 1} ({error.msg})", where=where, remedy="the line was passed over"
        ) from error
    except (RecursionError, ValueError) as error:
        raise NotText(
            f"JSON that cannot be read ({type(error).__name__})", where=where, remedy="the line was passed over"
        ) from error
