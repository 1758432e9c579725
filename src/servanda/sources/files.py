"""Paths -> raw items, in the order given: files, folders, standard input; an error for each that cannot be read."""

from __future__ import annotations

import re
import sys
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from servanda.errors import EmptyInput, InputError, NotText, SourceError, TooLarge
from servanda.model.story import RawItem
from servanda.settings import settings
from servanda.sources.formats import FORMATS, PACKED_INSIDE, SNIFFED, by_content, json_lines
from servanda.sources.formats.base import Given, Item, Reader

ADDRESS = re.compile(r"[A-Za-z][\w+.-]*://")
BYTES_A_CHARACTER = 16
"""How many bytes of a file a character of a story may cost: four of UTF-8, and markup or escapes around it."""


def items(
    paths: Sequence[str],
    date: str | None = None,
    source: str | None = None,
    *,
    columns: Mapping[str, str] | None = None,
) -> Iterator[RawItem | InputError | SourceError]:
    """What lies under `paths`, one by one, in order; `-` is standard input, a folder is read with all below it, an
    address is fetched: a page, a document, a feed, a public Telegram channel.

    `date` (ISO) and `source` fill in what an item lacks. `columns` names the fields of tables and JSON lines that are
    not called `id`, `text`, `date`, `source`, `url`, `title`: `{"text": "body"}`. An error stands in the place of the
    item that could not be read; reading goes on after it.
    """
    names: set[str] = set()
    for path in paths:
        for item in _under(path, _Call(dict(columns or {}), names)):
            if isinstance(item, RawItem):
                item = replace(item, date=item.date or date, source=item.source or source)
            yield item


@dataclass(frozen=True, slots=True)
class _Call:
    """What holds for all paths of one call."""

    columns: dict[str, str]
    names: set[str]
    """Names already given to files: a second file of the same name is known by its whole path."""

    def name(self, path: Path, within: str) -> str:
        stem = _stem(within)
        chosen = path.as_posix() if stem in self.names else stem
        self.names.add(chosen)
        return chosen


def _under(path: str, call: _Call) -> Iterator[Item | SourceError]:
    if path == "-":
        yield from _standard_input(call)
    elif ADDRESS.match(path):
        yield from _on_the_web(path)
    elif "\0" in path:
        yield InputError("no such file or folder", where=path.replace("\0", "?"), remedy="check the path")
    else:
        yield from _on_disk(Path(path), call)


def _on_the_web(address: str) -> Iterator[Item | SourceError]:
    from servanda.sources.address import read
    from servanda.sources.door import Door

    try:
        yield from read(address, Door(allow=settings().allow), settings().largest_story * BYTES_A_CHARACTER)
    except (InputError, SourceError) as error:
        yield error


def _on_disk(path: Path, call: _Call) -> Iterator[Item]:
    try:
        if not path.exists():
            yield InputError("no such file or folder", where=str(path), remedy="check the path")
        elif path.is_dir():
            yield from _folder(path, call)
        else:
            yield from _file(path, path.name, call)
    except OSError as error:
        yield _unreadable(str(path), error)


def _folder(folder: Path, call: _Call) -> Iterator[Item]:
    """The readable files below a folder, by name; hidden ones and other kinds of files are passed over."""
    found = [path for path in _walk(folder) if _format(path) is not None]
    if not found:
        yield EmptyInput(
            "nothing to read in this folder", where=str(folder), remedy=f"readable are {', '.join(FORMATS)}"
        )
    for path in found:
        yield from _file(path, path.relative_to(folder).as_posix(), call)


def _walk(folder: Path) -> list[Path]:
    paths = (path for path in folder.rglob("*") if path.is_file())
    return sorted(path for path in paths if not any(part.startswith(".") for part in path.relative_to(folder).parts))


def _format(path: Path) -> Reader | None:
    suffixes = [suffix.lower() for suffix in path.suffixes]
    if suffixes[-1:] == [".gz"]:
        suffixes.pop()
    return FORMATS.get(suffixes[-1]) if suffixes else None


def _file(path: Path, name: str, call: _Call) -> Iterator[Item]:
    where = str(path)
    limit = settings().largest_story * BYTES_A_CHARACTER
    with told(where) as failures, path.open("rb") as plain:
        file = _unpacked(plain) if _is_packed(path) else plain
        reader = _format(path) or by_content(_head(file))
        yield from reader(file, Given(where, call.name(path, name), limit, call.columns))
    yield from failures


def _stem(name: str) -> str:
    """A file's name without what tells its form: `news/2023.txt.gz` -> `news/2023`."""
    parts = name.removesuffix(".gz").rsplit(".", 1)
    return parts[0] or name


def _is_packed(path: Path) -> bool:
    name = path.name.lower()
    return name.endswith(".gz") and not name.endswith(tuple(PACKED_INSIDE))


def _unpacked(file: BinaryIO) -> BinaryIO:
    import gzip

    return gzip.GzipFile(fileobj=file)  # type: ignore[return-value]


def _head(file: BinaryIO) -> bytes:
    head = file.read(SNIFFED)
    file.seek(0)
    return head


def _standard_input(call: _Call) -> Iterator[Item]:
    """JSON lines where it opens with a brace, else one text or page."""
    where = "standard input"
    given = Given(where, "stdin", settings().largest_story * BYTES_A_CHARACTER, call.columns)
    with told(where) as failures:
        stream = sys.stdin.buffer
        peek: Callable[[int], bytes] = getattr(stream, "peek", lambda _: b"")
        head = peek(SNIFFED)
        if head.lstrip()[:1] == b"{":
            yield from json_lines.read(stream, given)
        else:
            yield from by_content(head)(stream, given)
    yield from failures


@contextmanager
def told(where: str) -> Iterator[list[InputError]]:
    """Turns what goes wrong while a file is read into the error that stands for the rest of it."""
    failures: list[InputError] = []
    try:
        yield failures
    except InputError as error:
        failures.append(error)
    except OSError as error:
        failures.append(_unreadable(where, error))
    except (EOFError, zlib.error) as error:
        failures.append(NotText(f"a damaged archive ({error})", where=where, remedy="get the file anew"))
    except MemoryError:
        failures.append(TooLarge("too large to be read at once", where=where, remedy="split it"))


def _unreadable(where: str, error: OSError) -> InputError:
    reason = error.strerror or str(error) or type(error).__name__
    return InputError(f"cannot be read: {reason}", where=where, remedy="check the file and its permissions")
