"""`servanda demo`: the example stories in a fresh register, and what came of what they promised."""

from __future__ import annotations

import tempfile
from functools import partial
from pathlib import Path

import typer

from servanda.cli.filters import AS_OF, day

NAME = "demo"
REGISTER = typer.Option(None, "--register", metavar="ADDRESS", help="Keep the register here, as sqlite:///demo.db.")
SERVE = typer.Option(False, "--serve", help="Show it in the browser, on this machine, until stopped by Ctrl-C.")
PORT = typer.Option(0, "--port", min=0, max=65535, metavar="N", help="The port for --serve; 0 takes any that is free.")
QUIET = typer.Option(False, "--no-open", help="Do not open the browser, only print the address.")
GUEST = "demo"


def command(
    as_of: str | None = AS_OF,
    register: str | None = REGISTER,
    serve: bool = SERVE,
    port: int = PORT,
    no_open: bool = QUIET,
) -> None:
    """Enter the example stories in a fresh register, and print what was promised and what came of it.

    Example: servanda demo --as-of 2023-06-01
    """
    with tempfile.TemporaryDirectory(prefix="servanda-", ignore_cleanup_errors=True) as folder:
        address = register or f"sqlite:///{Path(folder, 'demo.db').as_posix()}"
        if serve:
            _serve(address, as_of, port, not no_open)
        else:
            _show(address, as_of)


def _show(register: str, as_of: str | None) -> None:
    from servanda import store
    from servanda.cli.add import enter
    from servanda.cli.examples import examples
    from servanda.cli.inputs import Inputs
    from servanda.cli.lists import pledge_table
    from servanda.cli.printing import console
    from servanda.cli.telling import tell
    from servanda.views.export.source import terms

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
        tell(pledge, out, partial(terms, held))


def _serve(register: str, as_of: str | None, port: int, open: bool) -> None:
    from servanda.cli.add import enter
    from servanda.cli.examples import examples
    from servanda.cli.inputs import Inputs
    from servanda.cli.serving import listening, serve, shown
    from servanda.register.register import Clock
    from servanda.settings import settings
    from servanda.views.web import create_app

    known = day(as_of)
    socket = listening("127.0.0.1", port)
    app = create_app(register, settings(), clock=Clock(today=lambda: known) if as_of else None, guest=GUEST)
    place = app.state.place
    for line in enter(place.register, Inputs([examples()])):
        print(line)
    address = shown("127.0.0.1", socket.getsockname()[1])
    first = f"{address}/sign-in?code={place.first_code}" if place.guest else f"{address}/"
    print(f"{first} shows it; Ctrl-C stops it")
    serve(app, socket, first if open else None)
