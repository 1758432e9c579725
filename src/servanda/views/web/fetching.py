"""Asking the sources at a person's word: a round in a thread of its own, and how far it has come."""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from starlette.requests import Request

from servanda.errors import ServandaError, UsageError
from servanda.intake import Told, Unread, Visited, chosen, now, take_in
from servanda.register.register import Register
from servanda.sources.source import Source
from servanda.sources.visit import Web
from servanda.views.queries.sources import book
from servanda.views.web.desk import place

KEPT = 20
"""Faults that are told of a round, the first of them."""
log = logging.getLogger("servanda.web")


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a round has come. `total` sources are asked, `visited` are done; `ended` is None while it goes on."""

    by: str
    started: str
    total: int
    visited: int = 0
    new: int = 0
    changed: int = 0
    other: int = 0
    """Items in another language than Russian."""
    failed: int = 0
    faults: tuple[str, ...] = ()
    ended: str | None = None

    @property
    def running(self) -> bool:
        return self.ended is None


@dataclass
class Fetching:
    """The rounds of one app, one at a time; the last is remembered."""

    register: Register
    web: Web
    last: Progress | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _thread: threading.Thread | None = None

    def start(self, names: Sequence[str], by: str) -> Progress:
        """Ask these sources now, all that are due where none are named.

        Raises UsageError where a round goes on, NotFound and SourceError as `chosen` does.
        """
        with self._lock:
            if self.last and self.last.running:
                raise UsageError("the sources are being asked already", remedy="wait for the round to end")
            due = chosen(book(self.register), names, now())
            self.last = begun = Progress(by, now().isoformat(timespec="seconds"), len(due))
            if not due:
                self.last = begun = replace(begun, ended=begun.started)
                return begun
            self._thread = threading.Thread(target=self._run, args=(due,), name="fetching", daemon=True)
            self._thread.start()
            return begun

    def wait(self, seconds: float) -> None:
        """Wait for the round to end, at most so long."""
        if self._thread:
            self._thread.join(seconds)

    def _run(self, due: Sequence[Source]) -> None:
        fault: tuple[str, ...] = ()
        try:
            for told in take_in(self.register, book(self.register), due, self.web):
                self._note(told)
        except Exception as error:
            log.error("a round over the sources ended", exc_info=error)
            fault = (error.what if isinstance(error, ServandaError) else "a fault of the program ended the round",)
        assert self.last is not None
        self.last = replace(
            self.last,
            faults=(*self.last.faults, *fault)[:KEPT],
            failed=self.last.failed + len(fault),
            ended=now().isoformat(timespec="seconds"),
        )

    def _note(self, told: Told) -> None:
        assert self.last is not None
        here = self.last
        if isinstance(told, Unread):
            more: dict[str, Any] = {"other": here.other + (told.state != "unchanged")}
        elif isinstance(told, ServandaError):
            more = {"failed": here.failed + 1, "faults": (*here.faults, _line(told))[:KEPT]}
        elif isinstance(told, Visited):
            more = {"visited": here.visited + 1}
            if told.source.last_error:
                said = f"{told.source.key}: {told.source.last_error}"
                more |= {"failed": here.failed + 1, "faults": (*here.faults, said)[:KEPT]}
        else:
            more = {told.state: getattr(here, told.state) + 1} if told.state in ("new", "changed") else {}
        self.last = replace(here, **more)


def _line(error: ServandaError) -> str:
    return f"{error.where}: {error.what}" if error.where else error.what


def fetching(request: Request) -> Fetching:
    """The rounds of the app that answers a request."""
    state = request.app.state
    made: Fetching | None = getattr(state, "fetching", None)
    if made is None:
        with _MAKING:
            made = getattr(state, "fetching", None) or Fetching(place(request).register, web(request))
            state.fetching = made
    return made


def web(request: Request) -> Web:
    """How this app asks the web: one for all its threads, so that hosts are given their pauses."""
    from servanda.sources import asking

    state = request.app.state
    made: Web | None = getattr(state, "web", None)
    if made is None:
        made = state.web = asking.web(place(request).settings.allow)
    return made


_MAKING = threading.Lock()
