"""A site on a port, until it is stopped: what `serve` and `demo` have in common."""

from __future__ import annotations

import socket
import sys
import threading
import webbrowser
from ipaddress import ip_address
from typing import TYPE_CHECKING

from servanda.errors import ServandaError, UsageError

if TYPE_CHECKING:
    from starlette.applications import Starlette


def listening(host: str, port: int) -> socket.socket:
    """A socket that listens there.

    Raises ServandaError, in one line, where the port is taken or the address is none of this machine.
    """
    where = shown(host, port)
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        made = socket.socket(family, kind, protocol)
    except OSError as error:
        raise UsageError(f"no such host ({error.strerror})", where=where) from error
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind(address)
        made.listen(512)
    except OSError as error:
        made.close()
        remedy = "stop the other one, or name another port with --port"
        raise ServandaError(f"it cannot be listened on ({error.strerror})", where=where, remedy=remedy) from error
    return made


def shown(host: str, port: int) -> str:
    """The address to open in a browser on this machine."""
    name = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    return f"http://{f'[{name}]' if ':' in name else name}:{port}"


def loopback(host: str) -> bool:
    """Whether only this machine can reach an address."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def serve(app: Starlette, held: socket.socket, first: str | None = None) -> None:
    """Serve until Ctrl-C or SIGTERM; `first`: an address to open in the browser."""
    import uvicorn

    if first:
        threading.Thread(target=webbrowser.open, args=(first,), daemon=True).start()
    config = uvicorn.Config(
        app, log_config=None, access_log=False, server_header=False, timeout_graceful_shutdown=10, ws="none"
    )
    sys.stdout.flush()
    try:
        uvicorn.Server(config).run(sockets=[held])
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
