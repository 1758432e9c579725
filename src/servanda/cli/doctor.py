"""`servanda doctor`: is the register sound, and what to do where it is not."""

from __future__ import annotations

import platform
from dataclasses import asdict

import typer

from servanda.cli.inputs import REGISTER
from servanda.cli.printing import FORMAT, Format

NAME = "doctor"


def command(format: Format = FORMAT, register: str | None = REGISTER) -> None:
    """Examine the register, changing nothing in it: versions, counts, faults and what to do about them.

    Example: servanda doctor --register sqlite:///office.db
    """
    from importlib.metadata import version

    from servanda import store
    from servanda.cli import held
    from servanda.cli.printing import lines

    health = store.doctor(held.present(register))
    if format is Format.jsonl:
        lines([asdict(health)])
    else:
        size = f", {health.bytes / 1e6:,.1f} MB" if health.bytes is not None else ""
        print(f"{health.where}: {health.engine}, revision {health.revision or 'none'}{size}")
        print(f"Servanda {version('servanda')}, Python {platform.python_version()}, makes revision {health.newest}")
        for name, count in health.counts.items():
            print(f"  {name:10} {count:>10,}")
        for fault in health.faults:
            print(f"fault: {fault.what}; {fault.remedy}")
        faults = len(health.faults)
        print(f"{faults} fault{'s' if faults > 1 else ''}" if faults else "sound")
    raise typer.Exit(1 if health.faults else 0)
