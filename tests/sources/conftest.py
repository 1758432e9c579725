"""A server of the tests' own on the loopback, whose answers each test writes byte by byte."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest

Answer = bytes | Callable[[socket.socket], None]


@dataclass
class Server:
    """Answers by path; `asked` logs the requests in order."""

    port: int
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    def url(self, path: str) -> str:
        return f"http://{self.host}{path}"

    def add(self, path: str, body: bytes | str, status: str = "200 OK", **headers: str) -> None:
        content = body.encode() if isinstance(body, str) else body
        lines = [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        head = "\r\n".join([f"HTTP/1.1 {status}", f"Content-Length: {len(content)}", *lines])
        self.answers[path] = f"{head}\r\n\r\n".encode() + content

    def serve(self, connection: socket.socket) -> None:
        with connection:
            connection.settimeout(5)
            request = b""
            while b"\r\n\r\n" not in request and (piece := connection.recv(65536)):
                request += piece
            first, *rows = request.decode("latin-1").split("\r\n")
            path = first.split(" ")[1]
            self.asked.append(path)
            self.headers.append(dict(row.split(": ", 1) for row in rows if ": " in row))
            answer = self.answers.get(path, b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
            try:
                connection.sendall(answer) if isinstance(answer, bytes) else answer(connection)
            except OSError:
                return


@pytest.fixture
def server() -> Iterator[Server]:
    listener = socket.create_server(("127.0.0.1", 0))
    served = Server(listener.getsockname()[1])

    def accept() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=served.serve, args=(connection,), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    yield served
    listener.close()
