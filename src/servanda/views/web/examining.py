"""Examining the register at an admin's word: in a thread of its own, as a large one takes minutes."""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from starlette.requests import Request

from servanda import store
from servanda.errors import ServandaError
from servanda.store.health import Fault
from servanda.views.web.desk import place

log = logging.getLogger("servanda.web")


@dataclass(frozen=True, slots=True)
class Examination:
    """One examination, by whom and when (ISO). `ended` and `faults` are None while it goes on."""

    by: str
    started: str
    ended: str | None = None
    faults: tuple[Fault, ...] | None = None


@dataclass
class Examining:
    """The examinations of one register, one at a time; the last is remembered."""

    url: str
    last: Examination | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _thread: threading.Thread | None = None

    def start(self, by: str) -> None:
        """Begin an examination, unless one goes on."""
        with self._lock:
            if self.last and not self.last.ended:
                return
            begun = self.last = Examination(by, _now())
            self._thread = threading.Thread(target=self._run, args=(begun,), name="examining", daemon=True)
            self._thread.start()

    def wait(self, seconds: float) -> None:
        """Wait for the examination to end, at most so long."""
        if self._thread:
            self._thread.join(seconds)

    def _run(self, begun: Examination) -> None:
        try:
            faults = store.doctor(self.url).faults
        except Exception as error:
            log.error("the register could not be examined", exc_info=error)
            said = error.what if isinstance(error, ServandaError) else type(error).__name__
            faults = (Fault(f"it could not be examined: {said}", "run `servanda doctor`"),)
        self.last = replace(begun, ended=_now(), faults=faults)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def examining(request: Request) -> Examining:
    """The examinations of the app that answers a request."""
    state = request.app.state
    with _MAKING:
        made: Examining | None = getattr(state, "examining", None)
        if made is None:
            made = state.examining = Examining(place(request).url)
    return made


_MAKING = threading.Lock()
