"""The only way out: GET over http and https to public addresses, within limits of size, time and redirects.

The address is checked when the connection is made, on the numbers that the name led to at that moment: a name that
changes its mind, a redirect and an odd spelling of a private address all come by the same check.
"""

from __future__ import annotations

import time
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from urllib.parse import quote, urljoin

import httpcore2

from servanda.errors import SourceError
from servanda.sources.addresses import SCHEMES, Refused, checked
from servanda.sources.fetched import Fetched, Limits
from servanda.sources.guard import Guard, Resolve, resolve

AGENT = "Servanda/0.1 (+https://pypi.org/project/servanda/)"
REDIRECTS = {301, 302, 303, 307, 308}
PERMANENT = {301, 308}
FAILURES = (httpcore2.TimeoutException, httpcore2.NetworkError, httpcore2.ProtocolError, OSError)
CHUNK = 1 << 16
ASKED = {"Accept": "*/*", "Accept-Encoding": "gzip, deflate", "Accept-Language": "ru, en;q=0.5"}


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
        guard = Guard(
            address,
            allow=self.allow,
            resolve=self.resolve,
            clock=self.clock,
            deadline=self.clock() + self.limits.seconds if deadline is None else deadline,
        )
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

    def _read(self, answer: httpcore2.Response, address: str, guard: Guard) -> Fetched:
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

    def _limited(self, pieces: Iterator[bytes], address: str, guard: Guard) -> bytes:
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
