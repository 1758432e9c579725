"""What comes of a round over sources, told as it happens: failures at once, a line a source, and the sum."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from servanda.errors import NotRussian, ServandaError, SourceError

if TYPE_CHECKING:
    from servanda.intake import Told, Visited


@dataclass
class Arrivals:
    """Counts of a round; `failed` tells how many sources and items failed."""

    states: Counter[str] = field(default_factory=Counter)
    visits: int = 0
    failed: int = 0

    def lines(self, told: Iterable[Told]) -> Iterator[str]:
        """A line for each source that was visited; failures go to standard error, other languages are counted."""
        from servanda.intake import Visited

        for one in told:
            if isinstance(one, NotRussian):
                self.states["other"] += 1
            elif isinstance(one, ServandaError):
                self._fail(one)
            elif isinstance(one, Visited):
                self.visits += 1
                yield from self._visited(one)
            else:
                self.states[one.state] += 1

    def sum(self) -> str:
        failed = f", failed {self.failed}" if self.failed else ""
        new, changed = self.states["new"], self.states["changed"]
        other = f", not Russian {self.states['other']}" if self.states["other"] else ""
        return f"sources asked: {self.visits}; stories: new {new}, changed {changed}{other}{failed}"

    def _visited(self, visited: Visited) -> Iterator[str]:
        source = visited.source
        if source.last_error:
            remedy = f"it is asked again {clock(source.due)}"
            self._fail(SourceError(source.last_error, where=source.key, remedy=remedy))
            return
        failed = f", {visited.failed} failed" if visited.failed else ""
        yield f"{source.key}: {visited.stories} new or changed{failed}; next {clock(source.due)}"

    def _fail(self, error: ServandaError) -> None:
        self.failed += 1
        print(error, file=sys.stderr)


def clock(time: object) -> str:
    """A time as people here read it, to the minute."""
    from datetime import datetime

    return f"{time.astimezone():%Y-%m-%d %H:%M}" if isinstance(time, datetime) else "now"
