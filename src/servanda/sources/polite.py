"""The door with manners: robots.txt is asked first, and each host is asked one thing at a time, with a pause."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from servanda.errors import SourceError
from servanda.sources.addresses import Refused, checked
from servanda.sources.door import Door, follow
from servanda.sources.fetched import Fetched
from servanda.sources.politeness import PAUSE, Robots, robots, robots_address

ROBOTS_AGE = 24 * 3600.0
"""Seconds for which a robots.txt is remembered (RFC 9309, section 2.4)."""


@dataclass(slots=True)
class _Host:
    """What is remembered of a host while the program runs; times are those of the clock."""

    pause: float
    lock: threading.Lock = field(default_factory=threading.Lock)
    robots: Robots | None = None
    asked_at: float = 0.0
    free_at: float = 0.0


class Polite:
    """Fetches through a door, politely. Threads may share one: hosts are asked side by side, each one in turn.

    `pause` is the least number of seconds between two requests to a host; robots.txt can ask for more. Hosts in
    `own`, the user's own, are asked without it.
    """

    def __init__(
        self,
        door: Door,
        *,
        pause: float = PAUSE,
        own: Collection[str] = (),
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.door, self.pause, self.clock, self.sleep = door, pause, clock, sleep
        self.own = frozenset(own)
        self._hosts: dict[str, _Host] = {}
        self._lock = threading.Lock()

    def get(self, address: str, *, etag: str | None = None, last_modified: str | None = None) -> Fetched:
        """As `Door.get`, each step of it when it is its host's turn.

        Raises Refused also where a host's robots.txt does not allow the address.
        """
        return follow(lambda at: self._ask(at, etag, last_modified), address, self.door.limits.redirects)

    def _ask(self, address: str, etag: str | None, last_modified: str | None) -> Fetched:
        checked(address)
        host = self._host(address)
        with host.lock:
            if not self._robots(address, host).allows(address, self.door.agent):
                raise Refused("robots.txt does not allow it", where=address, remedy="ask the site for its feed")
            return self._in_turn(host, lambda: self.door.ask(address, etag=etag, last_modified=last_modified))

    def _host(self, address: str) -> _Host:
        parts = urlsplit(address)
        name = parts.netloc.lower()
        with self._lock:
            return self._hosts.setdefault(
                f"{parts.scheme}://{name}", _Host(0.0 if name in self.own else self.pause)
            )

    def _robots(self, address: str, host: _Host) -> Robots:
        if host.robots is None or self.clock() - host.asked_at > ROBOTS_AGE:
            try:
                host.robots = robots(self._in_turn(host, lambda: self.door.get(robots_address(address))))
            except Refused:
                raise
            except SourceError as error:
                raise SourceError(f"no robots.txt: {error.what}", where=address, remedy="try again later") from error
            host.asked_at = self.clock()
        return host.robots

    def _in_turn(self, host: _Host, ask: Callable[[], Fetched]) -> Fetched:
        wait = host.free_at - self.clock()
        if wait > 0:
            self.sleep(wait)
        try:
            return ask()
        finally:
            wish = host.robots.pause(self.door.agent) if host.robots else 0.0
            host.free_at = self.clock() + max(host.pause, wish)
