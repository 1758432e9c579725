"""A PostgreSQL server of one's own for a test run, from Debian's package: a fresh cluster on a free loopback port."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LOCALE = "C.UTF-8"


def binaries() -> Path | None:
    """The folder with initdb and pg_ctl of the newest version installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3].split(".")[0]))
    return found[-1].parent if found else None


def account() -> str | None:
    """Who runs the server: the server refuses root."""
    if os.geteuid() != 0:
        return pwd.getpwuid(os.geteuid()).pw_name
    return next((name for name in ("postgres", "nobody") if _exists(name)), None)


def missing() -> str | None:
    """Why no server can be started here; None where it can."""
    if binaries() is None:
        return "PostgreSQL is not installed (Debian: apt-get install postgresql)"
    return None if account() else "there is no account but root to run PostgreSQL under"


@contextmanager
def running() -> Iterator[str]:
    """Start a server; gives the address of its database, and takes all away afterwards."""
    folder, tools, user = Path(tempfile.mkdtemp(prefix="servanda-pg-")), binaries(), account()
    assert tools is not None
    assert user is not None
    shutil.chown(folder, user)
    data = folder / "data"
    port = _free_port()
    try:
        _run(
            user,
            tools / "initdb",
            "-D",
            data,
            "-U",
            "servanda",
            "-A",
            "trust",
            "-E",
            "UTF8",
            f"--locale={LOCALE}",
            "-N",
        )
        options = f"-h 127.0.0.1 -p {port} -c unix_socket_directories='' -c fsync=off -c max_connections=20"
        _run(user, tools / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", options, "start")
        try:
            yield f"postgresql://servanda@127.0.0.1:{port}/postgres"
        finally:
            _run(user, tools / "pg_ctl", "-D", data, "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(user: str, *command: object) -> None:
    other = {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": []} if os.geteuid() == 0 else {}
    done = subprocess.run(
        list(map(str, command)),
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        **other,
    )
    assert done.returncode == 0, done.stderr.decode(errors="replace")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _exists(name: str) -> bool:
    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return True
