"""`servanda serve`: the register in the browser."""

from __future__ import annotations

import sys

import typer

from servanda.cli.inputs import REGISTER

NAME = "serve"
HOST = typer.Option("127.0.0.1", "--host", metavar="ADDRESS", help="Where to listen; 0.0.0.0 is everywhere.")
PORT = typer.Option(8000, "--port", min=0, max=65535, metavar="N", help="The port; 0 takes any that is free.")
OPEN = typer.Option(False, "--open", help="Open it in the browser.")
UNSAFE = "passwords go over the network as they are: put the site behind https first, as docs/deploy.md shows"


def command(host: str = HOST, port: int = PORT, open: bool = OPEN, register: str | None = REGISTER) -> None:
    """Serve the register to browsers, to this machine alone unless told otherwise, until stopped by Ctrl-C.

    Example: servanda serve --open
    """
    from servanda.cli import held
    from servanda.cli.serving import listening, loopback, serve, shown
    from servanda.settings import settings
    from servanda.views.web import create_app

    socket = listening(host, port)
    address = shown(host, socket.getsockname()[1])
    app = create_app(held.at(register), settings())
    place = app.state.place
    print(f"{address}/ serves the register; Ctrl-C stops it")
    first = f"{address}/"
    if not place.users.any():
        first = f"{address}/first?code={place.first_code}"
        print(f"it has no users yet; make the first one: {first}")
    if not loopback(host):
        print(UNSAFE, file=sys.stderr)
    serve(app, socket, first if open else None)
