"""Connections to public numbers only, each step within the time of its request."""

from __future__ import annotations

import ipaddress
import queue
import socket
import threading
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import httpcore2

from servanda.sources.addresses import Refused, is_public

MOST_NUMBERS = 4
"""Numbers of a host that are tried, one after another."""

Resolve = Callable[[str, int], Sequence[str]]
"""A host's name and a port to the numbers that it leads to."""


def resolve(host: str, port: int) -> list[str]:
    """The numbers of a host by the system's own means."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class Guard(httpcore2.NetworkBackend):
    """Connects only to numbers that are public, and keeps every read and write within the time of one request."""

    def __init__(
        self, address: str, *, allow: frozenset[str], resolve: Resolve, clock: Callable[[], float], deadline: float
    ) -> None:
        self.address, self.allow, self.resolve, self.clock, self.deadline = address, allow, resolve, clock, deadline

    def left(self) -> float:
        return self.deadline - self.clock()

    def check(self) -> None:
        if self.left() <= 0:
            raise httpcore2.ReadTimeout("out of time")

    def timeouts(self) -> dict[str, float]:
        left = max(self.left(), 0.001)
        return {"connect": left, "read": left, "write": left, "pool": left}

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        numbers = self._numbers(host, port)
        if not self.allow & {host.lower(), f"{host.lower()}:{port}"}:
            for number in numbers:
                if not is_public(ipaddress.ip_address(number)):
                    raise Refused(
                        "leads to a private address",
                        where=self.address,
                        remedy="name the host in `allow` if it is yours",
                    )
        failure: Exception | None = None
        for number in numbers[:MOST_NUMBERS]:
            self.check()
            try:
                stream = httpcore2.SyncBackend().connect_tcp(
                    number, port, timeout=self.left(), socket_options=socket_options
                )
                return _Timed(stream, self)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failure = error
        raise failure or httpcore2.ConnectError("the name leads nowhere")

    def _numbers(self, host: str, port: int) -> list[str]:
        """The host's numbers, asked for in a thread of its own, for the system sets no limit of time to it."""
        answer: queue.SimpleQueue[list[str] | Exception] = queue.SimpleQueue()

        def ask() -> None:
            try:
                answer.put(list(self.resolve(host, port)))
            except (OSError, UnicodeError) as error:
                answer.put(error)

        threading.Thread(target=ask, daemon=True).start()
        try:
            found = answer.get(timeout=max(self.left(), 0.001))
        except queue.Empty as error:
            raise httpcore2.ConnectTimeout("no answer of the name service") from error
        if isinstance(found, Exception):
            raise httpcore2.ConnectError("no such host") from found
        return found

    def connect_unix_socket(self, *args: Any, **options: Any) -> httpcore2.NetworkStream:
        raise httpcore2.ConnectError("no sockets of this machine")


class _Timed(httpcore2.NetworkStream):
    """A stream whose every step ends with the time of its request: a server that drips cannot hold it."""

    def __init__(self, stream: httpcore2.NetworkStream, guard: Guard) -> None:
        self.stream, self.guard = stream, guard

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        self.guard.check()
        return self.stream.read(max_bytes, self.guard.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self.guard.check()
        self.stream.write(buffer, self.guard.left())

    def close(self) -> None:
        self.stream.close()

    def start_tls(
        self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        self.guard.check()
        return _Timed(self.stream.start_tls(ssl_context, server_hostname, self.guard.left()), self.guard)

    def get_extra_info(self, info: str) -> Any:
        return self.stream.get_extra_info(info)
