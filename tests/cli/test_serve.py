"""`servanda serve` and `servanda demo --serve`, as processes of their own, asked over the network."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator

import pytest

from servanda.cli.serving import listening, loopback, shown
from servanda.errors import ServandaError

Started = Callable[..., tuple[subprocess.Popen[str], list[str]]]


@pytest.fixture
def start(tmp_path) -> Iterator[Started]:
    """Starts the program, and gives the process with what it prints until a line holds an address to open."""
    running = []

    def started(*words: str):
        call = [sys.executable, "-m", "servanda", *words]
        env = os.environ | {"PYTHONUNBUFFERED": "1"}
        env.pop("SERVANDA_REGISTER", None)
        process = subprocess.Popen(
            call, cwd=tmp_path, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
        )
        running.append(process)
        lines = []
        for line in process.stdout:
            lines.append(line)
            if "code=" in line:
                break
        return process, lines

    yield started
    for process in running:
        process.kill()
        process.communicate()


def address_in(lines: list[str]) -> str:
    return re.search(r"http://\S+", lines[-1])[0]


def page(address: str) -> str:
    with urllib.request.urlopen(address, timeout=30) as answer:
        return answer.read().decode()


def test_it_serves_until_it_is_stopped(start, tmp_path) -> None:
    process, lines = start("serve", "--port", "0")
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/ serves the register; Ctrl-C stops it\n", lines[0])
    assert "no users yet" in lines[1]
    code = address_in(lines).partition("code=")[2]
    assert f'value="{code}"' in page(address_in(lines))
    assert (tmp_path / "servanda.db").exists()
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert (process.returncode, err) == (0, "stopped\n")


def test_a_port_that_is_taken_is_told_in_one_line(run, tmp_path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        status, out, err = run("serve", "--port", port, "--register", f"sqlite:///{tmp_path}/x.db")
    assert (status, out) == (1, "")
    assert re.fullmatch(rf"http://127\.0\.0\.1:{port}: it cannot be listened on \(.+\); stop the other one, .+\n", err)
    assert not (tmp_path / "x.db").exists()


def test_a_host_that_is_none_is_told_in_one_line(run) -> None:
    status, out, err = run("serve", "--host", "no-such-host.invalid")
    assert (status, out) == (2, "")
    assert err.startswith("http://no-such-host.invalid:8000: no such host")
    assert err.count("\n") == 1


@pytest.mark.slow
def test_a_demonstration_is_one_command(start) -> None:
    _, lines = start("demo", "--serve", "--no-open")
    assert "26 new" in lines[0]
    assert "Enter as demo" in page(address_in(lines))


@pytest.mark.parametrize(
    ("host", "address", "alone"),
    [
        ("127.0.0.1", "http://127.0.0.1:80", True),
        ("localhost", "http://localhost:80", True),
        ("0.0.0.0", "http://127.0.0.1:80", False),
        ("::", "http://[::1]:80", False),
        ("::1", "http://[::1]:80", True),
        ("192.168.0.7", "http://192.168.0.7:80", False),
        ("register.example", "http://register.example:80", False),
    ],
)
def test_addresses_are_told_as_a_browser_takes_them(host: str, address: str, alone: bool) -> None:
    assert shown(host, 80) == address
    assert loopback(host) is alone


def test_a_socket_takes_any_free_port() -> None:
    with listening("127.0.0.1", 0) as held:
        assert held.getsockname()[1] > 0
        with pytest.raises(ServandaError):
            listening("127.0.0.1", held.getsockname()[1])
