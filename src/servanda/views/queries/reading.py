"""A text that somebody pastes or uploads, made into a story and read."""

from __future__ import annotations

import hashlib
import threading
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import PurePath

from servanda.errors import EmptyInput, InputError, NotText, TooLarge
from servanda.model.story import RawItem, Story
from servanda.pipeline import Reading

KINDS = (".txt", ".md", ".html", ".htm", ".docx", ".pdf")
LARGEST_FILE = 8_000_000
"""Bytes of a file."""
LONGEST = 60_000
"""Characters of a text that is read while one waits."""
LONGEST_PAGE = 2_000_000
"""Characters of a page as it was uploaded, markup and all."""
_ONE = threading.Lock()
"""Texts are read one at a time: the networks use all cores, and are loaded once."""


@dataclass(frozen=True, slots=True)
class Given:
    """What was given to be read, in a form that a page can carry until it is entered; empty: not known."""

    content: str
    kind: str = "text"
    """`text` or `html`."""
    title: str = ""
    date: str = ""
    """ISO."""
    source: str = ""
    url: str = ""


def uploaded(name: str, content: bytes, about: Given) -> Given:
    """The text, or the page, in a file; `about` says what its reader knows of it.

    Raises InputError where its ending is none of `KINDS`, it is too large, or it holds no text.
    """
    from servanda.decoding import decode
    from servanda.sources.formats import FORMATS, base

    where = PurePath(name.replace("\\", "/")).name[:100]
    suffix = PurePath(where).suffix.lower()
    if suffix not in KINDS:
        raise NotText("this is no file that can be read here", where=where, remedy=f"readable are {', '.join(KINDS)}")
    if len(content) > LARGEST_FILE:
        raise TooLarge(f"larger than {LARGEST_FILE // 1_000_000} MB", where=where, remedy="use the command line")
    item = next(FORMATS[suffix](BytesIO(content), base.Given(where, PurePath(where).stem, LARGEST_FILE)), None)
    if item is None:
        raise EmptyInput("no text in it", where=where)
    if isinstance(item, InputError):
        raise item
    text = item.content if isinstance(item.content, str) else decode(item.content, where)
    return replace(
        about,
        content=text,
        kind=item.kind,
        title=about.title or item.title or "",
        date=about.date or item.date or "",
        url=about.url or item.url or "",
    )


def read(given: Given) -> Reading:
    """Read a text at once, storing nothing.

    Raises EmptyInput, NotText, NotRussian, and TooLarge for one over `LONGEST` characters.
    """
    from servanda.pipeline import read as way

    story = made(given)
    with _ONE:
        return next(way([story], gate=False))


def made(given: Given) -> Story:
    """The story that a text makes; one without an address is known by its content."""
    from servanda.stories import clean

    text = given.content.replace("\r\n", "\n")
    longest = LONGEST_PAGE if given.kind == "html" else LONGEST
    if len(text) > longest:
        raise _too_long(len(text), longest)
    name = f"pasted-{hashlib.sha256(text.encode('utf-8', 'replace')).hexdigest()[:12]}"
    raw = RawItem(
        where=name,
        content=text,
        kind=given.kind if given.kind in ("text", "html") else "text",
        date=given.date or None,
        source=given.source or None,
        url=given.url or None,
        title=given.title or None,
    )
    story = clean(raw)
    if len(story.text) > LONGEST:
        raise _too_long(len(story.text), LONGEST)
    return story


def _too_long(length: int, most: int) -> TooLarge:
    what = f"too long to be read here ({length:,} of at most {most:,} characters)"
    return TooLarge(what, remedy="read it with the command line: `servanda add`")
