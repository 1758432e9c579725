"""Telegram Desktop's export as `result.json`: a story a post, of one chat or of all, read a post at a time."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from servanda.errors import EmptyInput, NotText, TooLarge
from servanda.model.story import RawItem
from servanda.sources.formats.base import Given, Item, story

CHUNK = 1 << 18
MESSAGES = re.compile(r'"messages"\s*:\s*\[')
NAME = re.compile(r'"name"\s*:\s*("(?:[^"\\]|\\.)*")')
CHAT = re.compile(r'"id"\s*:\s*(-?\d+)')
SEPARATOR = re.compile(r"[\s,]*")


def read(file: BinaryIO, given: Given) -> Iterator[Item]:
    """Each post with a text. A list of stories (`[{"id", "text", …}]`) is read too.

    Raises NotText where it is neither.
    """
    text = io.TextIOWrapper(file, encoding="utf-8-sig", errors="replace")
    reader = _Objects(text, given)
    found = False
    try:
        if reader.opens_list():
            for number, row in enumerate(reader.objects(), 1):
                found = True
                yield story(row, given, f"{given.where}:{number}", f"{given.stem}:{number}")
        while head := reader.to_messages():
            for message in reader.objects():
                if item := _post(message, head, given):
                    found = True
                    yield item
    finally:
        text.detach()
    if not found:
        raise EmptyInput(
            "no posts in it", where=given.where, remedy="a Telegram Desktop export or a list of stories is read"
        )


class _Objects:
    """The objects of JSON lists in a stream, decoded one by one, so that an export of any length fits in memory."""

    def __init__(self, stream: io.TextIOWrapper, given: Given) -> None:
        self.stream, self.given = stream, given
        self.buffer = ""
        self.decoder = json.JSONDecoder()

    def opens_list(self) -> bool:
        self._more()
        if not self.buffer.lstrip().startswith("["):
            return False
        self.buffer = self.buffer.lstrip()[1:]
        return True

    def to_messages(self) -> str | None:
        """Goes on to the next list of messages; what was told of its chat before it, None at the end."""
        while not (found := MESSAGES.search(self.buffer)):
            if len(self.buffer) > 4 * CHUNK:
                self.buffer = self.buffer[-CHUNK:]
            if not self._more():
                return None
        head = self.buffer[: found.end()]
        self.buffer = self.buffer[found.end() :]
        return head

    def objects(self) -> Iterator[dict[str, Any]]:
        """The objects up to the end of the list that is open."""
        while True:
            start = SEPARATOR.match(self.buffer)
            self.buffer = self.buffer[start.end() if start else 0 :]
            if not self.buffer and not self._more():
                raise NotText(
                    "the export breaks off", where=self.given.where, remedy="export it anew; the posts before are read"
                )
            if self.buffer.startswith("]"):
                self.buffer = self.buffer[1:]
                return
            if self.buffer[:1] not in ("", "{", " ", ",", "\n", "\r", "\t"):
                raise NotText(
                    "not an export of Telegram Desktop", where=self.given.where, remedy="give its result.json"
                )
            if self.buffer.startswith("{"):
                yield self._next()

    def _next(self) -> dict[str, Any]:
        while True:
            try:
                value, end = self.decoder.raw_decode(self.buffer)
            except (ValueError, RecursionError) as error:
                if len(self.buffer) > self.given.limit:
                    raise TooLarge("a post over the limit", where=self.given.where, remedy="export it anew") from error
                if not self._more(len(self.buffer)):
                    raise NotText(
                        "broken JSON", where=self.given.where, remedy="export it anew; the posts before are read"
                    ) from error
                continue
            self.buffer = self.buffer[end:]
            return value if isinstance(value, dict) else {}

    def _more(self, size: int = 0) -> bool:
        piece = self.stream.read(max(CHUNK, size))
        self.buffer += piece
        return bool(piece)


def _post(message: dict[str, Any], head: str, given: Given) -> Item | None:
    """A post as a raw item; None for service notes and posts without words."""
    text = _text(message.get("text"))
    if message.get("type") != "message" or not text.strip():
        return None
    names, chats = NAME.findall(head), CHAT.findall(head)
    number = message.get("id")
    chat = chats[-1] if chats else given.stem
    return RawItem(
        where=f"{given.where}#{number}",
        content=text,
        id=f"{chat}/{number}",
        date=str(message.get("date") or "") or None,
        source=json.loads(names[-1]) if names else None,
        title=_bold_opening(message.get("text")),
    )


def _text(parts: object) -> str:
    """The words of a post: a string, or a list of strings and marked pieces."""
    if isinstance(parts, list):
        return "".join(_text(part.get("text") if isinstance(part, dict) else part) for part in parts)
    return parts if isinstance(parts, str) else ""


def _bold_opening(parts: object) -> str | None:
    """The first line, where it is bold as a whole: channels write their headlines so."""
    if not isinstance(parts, list) or len(parts) < 2:
        return None
    first = next((part for part in parts if not isinstance(part, str) or any(map(str.isalpha, part))), None)
    if not isinstance(first, dict) or first.get("type") != "bold":
        return None
    title = _text(first.get("text"))
    after = _text(parts[parts.index(first) + 1 :])
    return " ".join(title.split()) if title.endswith("\n") or after.startswith("\n") else None
