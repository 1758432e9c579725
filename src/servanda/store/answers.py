"""Answers that are the same until something is written: kept in memory, by the stamp of the register's last write."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

MOST = 400
"""Answers that are kept at once; the one that was not asked for longest goes first."""
Answer = TypeVar("Answer")


class Answers:
    """What one process remembers of one register. Several threads may ask at once; what is kept is never changed."""

    def __init__(self, most: int = MOST) -> None:
        self.most = most
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, key: Hashable, make: Callable[[], Answer]) -> Answer:
        """The answer kept under a key, made and kept where there is none."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                found: Answer = self._kept[key]
                return found
        made = make()
        with self._lock:
            self._kept[key] = made
            self._kept.move_to_end(key)
            while len(self._kept) > self.most:
                self._kept.popitem(last=False)
        return made

    def forget(self) -> None:
        """Let all of it go."""
        with self._lock:
            self._kept.clear()
