"""`servanda pledges`: the list of what was promised, and how each pledge stands."""

from __future__ import annotations

from dataclasses import replace

import typer

from servanda.cli.filters import AS_OF, WHERE, day, where
from servanda.cli.inputs import REGISTER
from servanda.cli.printing import FORMAT, Format

NAME = "pledges"
STATUS = typer.Option([], "--status", metavar="STATUS", help="Only pledges of this status; may be given several times.")
PARTY = typer.Option([], "--party", metavar="POLITY", help="Only pledges of this polity; given twice, of the pair.")
ALL = typer.Option(False, "--all", help="Also single acts that nobody had announced.")


def command(
    format: Format = FORMAT,
    as_of: str | None = AS_OF,
    status: list[str] = STATUS,
    party: list[str] = PARTY,
    filter: list[str] = WHERE,
    all: bool = ALL,
    register: str | None = REGISTER,
) -> None:
    """List the pledges of the register, in the order in which they were first told.

    Example: servanda pledges --party RU-BA --party KZ --status overdue
    """
    from servanda.cli import held
    from servanda.cli.lists import pledge_table
    from servanda.cli.printing import console, lines

    parties = tuple(map(held.code, party))
    wanted = where([*filter, *(f"status='{one}'" for one in status)])
    announced = None if all else True if wanted.promised is None else wanted.promised
    wanted = replace(wanted, polities=(*wanted.polities, *parties), promised=announced)
    found = held.opened(register).pledges(day(as_of), wanted)
    if format is Format.jsonl:
        lines(pledge.record() for pledge in found)
    elif found:
        console().print(pledge_table(found))
    else:
        console().print("no such pledge")
