"""`servanda restore`: a backup in the place of the register."""

from __future__ import annotations

import sys
from pathlib import Path

import typer

from servanda.cli.inputs import REGISTER
from servanda.errors import UsageError

NAME = "restore"
PATH = typer.Argument(..., metavar="PATH", help="A file that `servanda backup` wrote.", show_default=False)
YES = typer.Option(False, "--yes", help="Do not ask before the register is replaced.")


def command(path: Path = PATH, yes: bool = YES, register: str | None = REGISTER) -> None:
    """Put a backup in the place of all that the register holds, once the file is found whole.

    Example: servanda restore 2024-06-01.servanda --register sqlite:///restored.db
    """
    from servanda import store
    from servanda.cli import held

    address = held.at(register)
    if not yes and (stories := store.doctor(address, deep=False).counts.get("stories")):
        _ask(stories, address)
    print(f"{address}: holds what was sealed {store.restore(path, address)}")


def _ask(stories: int, address: str) -> None:
    """Let a person confirm that what the register holds may go."""
    if not sys.stdin.isatty():
        raise UsageError(f"{address} holds {stories} stories that would be replaced", remedy="say --yes")
    if not typer.confirm(f"{address} holds {stories} stories; replace them?"):
        raise typer.Exit(1)
