"""The only way out: GET over http and https to public addresses, within limits of size, time and redirects.

The address is checked when the connection is made, on the numbers that the name led to at that moment: a name that
changes its mind, a redirect and an odd spelling of a private address all come by the same check.
"""

from __future__ import annotations

import ipaddress
import queue
import socket
import threading
import time
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any
from urllib.parse import quote, urljoin

import httpcore2

from servanda.errors import SourceError
from servanda.sources.addresses import SCHEMES, Refused, checked, is_public
from servanda.sources.fetched import Fetched, Limits

AGENT = "Servanda/0.1 (+https://pypi.org/project/servanda/)"
REDIRECTS = {301, 302, 303, 307, 308}
PERMANENT = {301, 308}
FAILURES = (httpcore2.TimeoutException, httpcore2.NetworkError, httpcore2.ProtocolError, OSError)
CHUNK = 1 << 16
ASKED = {"Accept": "*/*", "Accept-Encoding": "gzip, deflate", "Accept-Language": "ru, en;q=0.5"}

Resolve = Callable[[str, int], Sequence[str]]
"""A host's name and a port to the numbers that it leads to."""


def resolve(host: str, port: int) -> list[str]:
    """The numbers of a host by the system's own means."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def follow(ask: Callable[[str], Fetched], address: str, most: int) -> Fetched:
    """The answer at the end of at most `most` redirects; `moved_to` tells the new address if all were for good.

    Raises SourceError where there is no end, and what `ask` raises.
    """
    at, moved = address, True
    for hops in range(most + 1):
        answer = ask(at)
        if answer.location is None:
            return replace(answer, moved_to=at if hops and moved else None)
        moved = moved and answer.status in PERMANENT
        at = answer.location
    raise SourceError(f"more than {most} redirects", where=address, remedy="give the final address")


class Door:
    """Fetches what lies at addresses of the web.

    `allow` names hosts of the user's own, as `intranet.example` or `127.0.0.1:8080`, that may be private. `resolve`
    and `clock` (monotonic seconds) are arguments so that tests need no network. Safe to use from several threads.
    """

    def __init__(
        self,
        *,
        limits: Limits | None = None,
        allow: Collection[str] = (),
        agent: str = AGENT,
        resolve: Resolve = resolve,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.limits = limits or Limits()
        self.allow = frozenset(host.lower() for host in allow)
        self.agent, self.resolve, self.clock = agent, resolve, clock

    def get(self, address: str, *, etag: str | None = None, last_modified: str | None = None) -> Fetched:
        """The answer at an address, redirects followed; with `etag` or `last_modified` only if it has changed.

        Raises Refused where the address may not be asked, SourceError where no answer comes within the limits. Answers
        like 404 or 429 are no errors here.
        """
        deadline = self.clock() + self.limits.seconds
        return follow(
            lambda at: self.ask(at, etag=etag, last_modified=last_modified, deadline=deadline),
            address,
            self.limits.redirects,
        )

    def ask(
        self, address: str, *, etag: str | None = None, last_modified: str | None = None, deadline: float | None = None
    ) -> Fetched:
        """One request; a redirect is returned as it is. `deadline` is a time of the door's clock.

        Raises as `get` does.
        """
        parts = checked(address)
        host, port = _ascii(parts.hostname or "", address), parts.port or SCHEMES[parts.scheme]
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        guard = _Guard(self, address, self.clock() + self.limits.seconds if deadline is None else deadline)
        sent = {"Host": _named(host, parts.port), "User-Agent": self.agent, "Connection": "close", **ASKED}
        sent |= _conditions(etag, last_modified)
        url = httpcore2.URL(scheme=parts.scheme, host=host, port=port, target=_quoted(target))
        try:
            with (
                httpcore2.ConnectionPool(network_backend=guard, max_connections=1) as pool,
                pool.stream("GET", url, headers=list(sent.items()), extensions={"timeout": guard.timeouts()}) as answer,
            ):
                return self._read(answer, address, guard)
        except FAILURES as error:
            raise SourceError(
                _what(error, self.limits), where=address, remedy="try again later, or check the address"
            ) from error

    def _read(self, answer: httpcore2.Response, address: str, guard: _Guard) -> Fetched:
        headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in reversed(answer.headers)}
        location = headers.get("location") if answer.status in REDIRECTS else None
        body = b""
        if answer.status == 200:
            body = self._limited(
                _unpacked(answer.iter_stream(), headers.get("content-encoding", ""), address), address, guard
            )
        return Fetched(
            address=address,
            status=answer.status,
            body=body,
            content_type=headers.get("content-type", "")[:200],
            etag=headers.get("etag"),
            last_modified=headers.get("last-modified"),
            retry_after=headers.get("retry-after"),
            location=_joined(address, location) if location else None,
        )

    def _limited(self, pieces: Iterator[bytes], address: str, guard: _Guard) -> bytes:
        body, size = [], 0
        for piece in pieces:
            size += len(piece)
            if size > self.limits.size:
                raise SourceError(
                    f"larger than {self.limits.size // 1_000_000} MB", where=address, remedy="it was not read"
                )
            guard.check()
            body.append(piece)
        return b"".join(body)


def _ascii(host: str, address: str) -> str:
    """A host's name as the name service knows it: «сайт.рф» as xn--80aswg.xn--p1ai."""
    try:
        return host if host.isascii() else host.encode("idna").decode()
    except UnicodeError as error:
        raise Refused("no such host can be", where=address, remedy="check the address") from error


def _named(host: str, port: int | None) -> str:
    shown = f"[{host}]" if ":" in host else host
    return f"{shown}:{port}" if port else shown


def _conditions(etag: str | None, last_modified: str | None) -> dict[str, str]:
    given = {"If-None-Match": etag, "If-Modified-Since": last_modified}
    return {name: value for name, value in given.items() if value and value.isascii() and value.isprintable()}


def _quoted(target: str) -> str:
    return quote(target, safe="%/:=&?~#+!$,;'@()*[]|")


def _joined(address: str, location: str) -> str:
    """Where a Location header leads; its bytes are read as UTF-8, in which sites write Russian letters."""
    with suppress(UnicodeError):
        location = location.encode("latin-1").decode("utf-8")
    try:
        return urljoin(address, location.strip().replace(" ", "%20"))
    except ValueError as error:
        raise Refused("a redirect to what is no address", where=address, remedy="give the final address") from error


def _unpacked(pieces: Iterable[bytes], encoding: str, address: str) -> Iterator[bytes]:
    """The body decompressed, never more than a piece at a time."""
    names = [name.strip().lower() for name in encoding.split(",") if name.strip()]
    if not names or names == ["identity"]:
        yield from pieces
        return
    if len(names) > 1 or names[0] not in ("gzip", "x-gzip", "deflate"):
        raise SourceError(
            f"packed as “{encoding[:40]}”, which was not asked for", where=address, remedy="it was not read"
        )
    unpack = zlib.decompressobj(zlib.MAX_WBITS | 32)
    try:
        for piece in pieces:
            waiting = piece
            while waiting and not unpack.eof:
                yield unpack.decompress(waiting, CHUNK)
                waiting = unpack.unconsumed_tail
        yield unpack.flush(CHUNK)
    except zlib.error as error:
        raise SourceError("a broken packing of the answer", where=address, remedy="try again later") from error


def _what(error: Exception, limits: Limits) -> str:
    if isinstance(error, (httpcore2.TimeoutException, TimeoutError)):
        return f"no whole answer within {limits.seconds:g} seconds"
    if isinstance(error, (httpcore2.ProtocolError, httpcore2.ProxyError)):
        return "the answer is not HTTP"
    return f"no connection ({error})" if str(error) else "no connection"


class _Guard(httpcore2.NetworkBackend):
    """Connects only to numbers that are public, and keeps every read and write within the time of one request."""

    def __init__(self, door: Door, address: str, deadline: float) -> None:
        self.door, self.address, self.deadline = door, address, deadline

    def left(self) -> float:
        return self.deadline - self.door.clock()

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
        if not self.door.allow & {host.lower(), f"{host.lower()}:{port}"}:
            for number in numbers:
                if not is_public(ipaddress.ip_address(number)):
                    raise Refused(
                        "leads to a private address",
                        where=self.address,
                        remedy="name the host in `allow` if it is yours",
                    )
        failure: Exception | None = None
        for number in numbers[:4]:
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
                answer.put(list(self.door.resolve(host, port)))
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

    def __init__(self, stream: httpcore2.NetworkStream, guard: _Guard) -> None:
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
