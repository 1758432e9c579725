"""`servanda demo`: the example stories in a fresh register, and what came of what they promised."""

from __future__ import annotations

import tempfile
from pathlib import Path

import typer

from servanda.cli.filters import AS_OF, day

NAME = "demo"
REGISTER = typer.Option(None, "--register", metavar="ADDRESS", help="Keep the register here, as sqlite:///demo.db.")


def command(as_of: str | None = AS_OF, register: str | None = REGISTER) -> None:
    """Enter the example stories in a fresh register, and print what was promised and what came of it.

    Example: servanda demo --as-of 2023-06-01
    """
    if register:
        _show(register, as_of)
    else:
        with tempfile.TemporaryDirectory(prefix="servanda-", ignore_cleanup_errors=True) as folder:
            _show(f"sqlite:///{Path(folder, 'demo.db').as_posix()}", as_of)


def _show(register: str, as_of: str | None) -> None:
    from servanda import store
    from servanda.cli.add import enter
    from servanda.cli.examples import examples
    from servanda.cli.inputs import Inputs
    from servanda.cli.lists import pledge_table
    from servanda.cli.printing import console
    from servanda.cli.telling import tell

    known = day(as_of)
    held = store.open(register)
    for line in enter(held, Inputs([examples()])):
        print(line)
    found = sorted(held.pledges(known), key=lambda pledge: (-len(pledge.stories), pledge.steps[0].order))
    out = console()
    out.print(f"\nWhat was promised, as of {known.isoformat()}\n")
    out.print(pledge_table(found))
    out.print("\nAnd what came of it\n")
    for pledge in found:
        tell(pledge, out)
