"""Files that others can use: a module a format, each with `write(content, out, options) -> rows written`.

    export("csv", content, Path("events.csv"), Options(bom=True))

Every format streams: it holds one pledge at a time, whatever the register holds. Every quotation that a format writes
stands beside its citation (`servanda.views.cite`).
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

from servanda.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from servanda.views.export.content import Content, Options


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its module, what it is for, and whether it makes a folder."""

    module: str
    about: str
    folder: bool = False


FORMATS: Mapping[str, Format] = {
    "csv": Format("csv", "one table as comma-separated values"),
    "xlsx": Format("xlsx", "pledges, events and figures as a workbook"),
    "parquet": Format("parquet", "one table for data tools"),
    "jsonl": Format("jsonl", "stories, decisions and pledges as JSON Lines; `servanda import` reads it back"),
    "plover": Format("plover", "PLOVER records as JSON Lines"),
    "cameo": Format("cameo", "events in the columns of GDELT, tab-separated"),
    "ftm": Format("ftm", "followthemoney entities as JSON Lines"),
    "geojson": Format("geojson", "connections and places for a map"),
    "milestones": Format("milestones", "due dates as milestones of Open Contracting, JSON"),
    "ics": Format("ics", "due dates and meetings as a calendar"),
    "atom": Format("atom", "a feed of what changed"),
    "datapackage": Format("datapackage", "a data set to publish: tables, codebook, citation", folder=True),
}


class Writer(Protocol):
    def __call__(self, content: Content, out: Path, options: Options) -> int: ...


def export(name: str, content: Content, out: Path, options: Options) -> int:
    """Write `content` to `out` in the format `name`; returns the number of rows, lines or entries written.

    The file stands at `out` only once it is whole; an older one there is replaced.
    Raises UsageError where there is no such format, or `out` cannot be written.
    """
    if name not in FORMATS:
        raise UsageError(f"no format {name!r}", remedy=f"formats are {', '.join(FORMATS)}")
    write = cast(Writer, import_module(f"servanda.views.export.{FORMATS[name].module}").write)
    with whole(out, folder=FORMATS[name].folder) as part:
        return write(content, part, replace(options, previous=out if out.is_file() else None))


@contextmanager
def whole(out: Path, *, folder: bool = False) -> Iterator[Path]:
    """A place beside `out` to write to, which takes its place once all is written, and goes where something fails."""
    if folder and out.exists() and not _may_go(out):
        raise UsageError("there is something else in its place", where=str(out), remedy="name a new folder")
    part = out.with_name(f".{out.name}.{os.getpid()}.part")
    try:
        if folder:
            part.mkdir(parents=True)
        elif not out.parent.is_dir():
            raise UsageError("no such folder", where=str(out.parent), remedy="make it first")
        yield part
        if folder and out.exists():
            shutil.rmtree(out)
        os.replace(part, out)
    except OSError as error:
        raise UsageError(f"cannot be written: {error.strerror}", where=str(out)) from error
    finally:
        if part.is_dir():
            shutil.rmtree(part)
        else:
            part.unlink(missing_ok=True)


def _may_go(folder: Path) -> bool:
    """Whether a folder is an older package of ours, or empty."""
    return folder.is_dir() and ((folder / "datapackage.json").is_file() or not any(folder.iterdir()))
