"""`servanda backup`: the whole register in one file."""

from __future__ import annotations

from pathlib import Path

import typer

from servanda.cli.inputs import REGISTER

NAME = "backup"
PATH = typer.Argument(..., metavar="PATH", help="A new file.", show_default=False)


def command(path: Path = PATH, register: str | None = REGISTER) -> None:
    """Write the whole register into one new file, sealed with a value over all that it holds.

    Example: servanda backup 2024-06-01.servanda
    """
    from servanda import store
    from servanda.cli import held

    print(f"{path}: sealed {store.backup(held.present(register), path)}")
