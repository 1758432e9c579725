"""From the paths on the command line to clean stories; what cannot be read is told on standard error and counted."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import typer

from servanda.cli.filters import a_day
from servanda.errors import ServandaError, UsageError
from servanda.model.story import Story

PATHS = typer.Argument(
    ..., metavar="PATH…", help="Files, folders, addresses of the web, or - for standard input.", show_default=False
)
DATE = typer.Option(None, "--date", metavar="DAY", help="Day of publication (YYYY-MM-DD) of texts that name none.")
SOURCE = typer.Option(None, "--source", metavar="NAME", help="Outlet of texts that name none, as bashinform.ru.")
COLUMN = typer.Option(
    [],
    "--column",
    metavar="WHAT=NAME",
    help="How tables and JSON lines call id, text, date, source, url or title, as text=body; several if need be.",
)
REGISTER = typer.Option(
    None, "--register", envvar="SERVANDA_REGISTER", metavar="ADDRESS", help="sqlite:///FILE or postgresql://…"
)
ONE_STORY = (".txt", ".md", ".html", ".htm", ".docx", ".pdf")


@dataclass
class Inputs:
    """Stories out of paths, in order; `failed` counts those that could not be read, once iterated."""

    paths: list[str]
    date: str | None = None
    source: str | None = None
    columns: Sequence[str] = ()
    """Words of the form `text=body`."""
    failed: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        if self.date is not None:
            self.date = a_day(self.date)
        self.named = columns(self.columns)

    def __iter__(self) -> Iterator[Story]:
        from servanda.sources.files import items
        from servanda.stories import clean

        for item in items(self.paths, date=self.date, source=self.source, columns=self.named):
            if isinstance(item, ServandaError):
                self.fail(item)
                continue
            try:
                yield clean(item)
            except ServandaError as error:
                self.fail(error)

    def expected(self) -> int | None:
        """How many stories there may be, where that can be told without reading them."""
        found = 0
        for path in map(Path, self.paths):
            if path.is_dir():
                found += sum(1 for file in path.rglob("*") if file.is_file())
            elif path.suffix == ".jsonl" and path.is_file():
                with path.open("rb") as file:
                    found += sum(1 for _ in file)
            elif path.suffix in ONE_STORY:
                found += 1
            else:
                return None
        return found

    def fail(self, error: ServandaError) -> None:
        self.failed += 1
        print(error, file=sys.stderr)


def columns(words: Sequence[str]) -> dict[str, str]:
    """The names of columns by what they hold. Raises UsageError, naming the word, where one has no sense."""
    from servanda.sources.formats.base import ROLES

    named: dict[str, str] = {}
    for word in words:
        role, equals, name = word.partition("=")
        if not equals or not name or role not in ROLES:
            raise UsageError(f"no column {word!r}", remedy=f"write {', '.join(f'{one}=NAME' for one in ROLES)}")
        named[role] = name
    return named
