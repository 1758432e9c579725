"""A round over many sources: hosts side by side, each host in turn, what arrives handed on by one hand at a time."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from datetime import datetime
from functools import partial
from urllib.parse import urlsplit

from servanda.sources.source import Source
from servanda.sources.visit import Delivered, Web, visit

SIDE_BY_SIDE = 8
"""Hosts that are asked at once."""


class _Stopped(Exception):
    """The round was ended from outside: a visit stops at its next story."""


def fetch(
    sources: Sequence[Source],
    web: Web,
    known: Callable[[str], bool],
    deliver: Callable[[Source, Delivered], None],
    now: Callable[[], datetime],
    *,
    hosts: int = SIDE_BY_SIDE,
) -> Iterator[Source]:
    """Visits the sources that are due and yields each as it stands afterwards, in the order in which they are done.

    `deliver` is given each new story, or the error in its place, with the source that it is of, as that stood before.
    `known` and `deliver` are called by one thread at a time, so that a store needs no locks of its own. Closing the
    iterator ends the round: what was delivered is kept, a source amid its visit stays as it was, to be asked again.
    """
    lock, stop = threading.Lock(), threading.Event()

    def hand_on(source: Source, delivered: Delivered) -> None:
        with lock:
            if stop.is_set():
                raise _Stopped
            deliver(source, delivered)

    def in_hand(id: str) -> bool:
        with lock:
            if stop.is_set():
                raise _Stopped
            return known(id)

    start = now()
    queues = _by_host([source for source in sources if source.is_due(start)])
    with ThreadPoolExecutor(hosts, thread_name_prefix="fetch") as pool:

        def begin(host: str) -> Future[Source]:
            source = queues[host].pop(0)
            return pool.submit(visit, source, web, in_hand, partial(hand_on, source), now())

        running = {begin(host): host for host in queues}
        try:
            while running:
                done, _ = wait(running, return_when=FIRST_COMPLETED)
                for future in done:
                    host = running.pop(future)
                    if queues[host]:
                        running[begin(host)] = host
                    yield future.result()
        finally:
            stop.set()
            for future in running:
                future.cancel()


def _by_host(sources: Sequence[Source]) -> dict[str, list[Source]]:
    queues: dict[str, list[Source]] = {}
    for source in sources:
        queues.setdefault((urlsplit(source.address).hostname or "").lower(), []).append(source)
    return queues
