"""`servanda archive`: read archives of any size into tables, and enter these in the register."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

import typer

from servanda.cli.inputs import COLUMN, REGISTER, SOURCE
from servanda.errors import UsageError

if TYPE_CHECKING:
    from servanda.archive import Progress
    from servanda.register.entering import Entered

NAME = "archive"


class Act(StrEnum):
    read = "read"
    enter = "enter"


ACT = typer.Argument(..., metavar="ACT", help="read, or enter.", show_default=False)
REST = typer.Argument(..., metavar="WHAT…", help="Patterns of files, or the folder of a reading.", show_default=False)
OUT = typer.Option(None, "--out", metavar="DIR", help="Folder that the tables go to.")
ENGINE = typer.Option("local", metavar="ENGINE", help="local; ray://HOST:PORT for a cluster; ray on a machine of one.")
RESUME = typer.Option(False, "--resume", help="Go on with a reading that was broken off.")
WORKERS = typer.Option(None, min=1, help="Processes on this machine; one for each core if not given.")
ALL = typer.Option(False, "--all", help="Enter also the stories in which nothing was found.")


def command(
    act: Act = ACT,
    rest: list[str] = REST,
    out: Path | None = OUT,
    engine: str = ENGINE,
    resume: bool = RESUME,
    workers: int | None = WORKERS,
    column: list[str] = COLUMN,
    source: str | None = SOURCE,
    all: bool = ALL,
    register: str | None = REGISTER,
) -> None:
    """Read archives of any size into tables, on all cores or on a cluster, and enter these in the register.

    \b
    read PATTERN… --out DIR: JSON lines, CSV, Parquet and WARC, plain, .gz or .zst, on disk or in s3://.
    enter DIR: put what was read into the register; what it holds already changes nothing.

    Example: servanda archive read 'news/*.jsonl.gz' --out read-2023
    """
    if act is Act.read:
        raise typer.Exit(_read(rest, out, engine, resume, workers, column, source))
    else:
        _enter(rest, register, all)


def _read(
    patterns: list[str],
    out: Path | None,
    engine: str,
    resume: bool,
    workers: int | None,
    column: list[str],
    source: str | None,
) -> int:
    """Reads; the exit status tells whether anything could not be read."""
    from servanda.archive import read_archive
    from servanda.cli.inputs import columns

    if out is None:
        raise UsageError("no folder for the tables", remedy="name it with --out")
    steps = read_archive(
        patterns, out, engine=engine, resume=resume, workers=workers, columns=columns(column), source=source
    )
    *_, last = _shown(steps)
    faults = f", {last.faults:,} that could not be read: see {out / 'faults'}" if last.faults else ""
    print(f"{last.articles:,} articles{faults}; tables and manifest.json are in {out}")
    return 1 if last.faults else 0


def _shown(steps: Iterator[Progress]) -> Iterator[Progress]:
    """The steps, told on a terminal: articles, how many a second, and the time left by the parts that are done."""
    if not sys.stderr.isatty():
        yield from steps
        return
    start, before = monotonic(), None
    for step in steps:
        before = before or step
        spent, fresh = monotonic() - start, step.parts - before.parts
        speed = (step.articles - before.articles) / spent if spent else 0.0
        left = _clock(spent / fresh * (step.of - step.parts)) if fresh else "?"
        line = f"{step.state}: {step.parts:,} of {step.of:,} parts, {step.articles:,} articles"
        print(f"\r\x1b[K{line}, {speed:,.0f} a second, {left} left", end="", file=sys.stderr, flush=True)
        yield step
    print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{rest:02}"


def _enter(rest: list[str], register: str | None, all: bool) -> None:
    from servanda.archive.entering import enter_archive, expected
    from servanda.cli import held
    from servanda.cli.progress import told

    if len(rest) != 1:
        raise UsageError("one folder at a time", remedy="servanda archive enter DIR")
    out = Path(rest[0])
    total = None if all else expected(out)
    print(_summary(told("stories", enter_archive(out, held.made(register), all=all), total)))


def _summary(entered: Iterator[Entered]) -> str:
    states: Counter[str] = Counter()
    for one in entered:
        states[one.state] += 1
        states["reprints"] += one.reprint_of is not None and one.state != "unchanged"
        states["events"] += len(one.events)
    held_already = f"{states['unchanged']:,} held already"
    return (
        f"stories: {states['new']:,} new, {states['changed']:,} changed, {held_already}; "
        f"{states['reprints']:,} of them reprints; {states['events']:,} events entered"
    )
